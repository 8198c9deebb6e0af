import { describe, expect, it } from 'vitest'
import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject } from '../jose/json.ts'
import { checkClaimsAgainstType, verifyClaimsAgainstType } from './check-claims-against-type.ts'
import type { ClaimMetadata, TypeMetadata } from './type-metadata.ts'

type Rule = Partial<Omit<ClaimMetadata, 'path'>>

function typeOf(...rules: readonly (readonly [ClaimPath, Rule?])[]): TypeMetadata {
  return {
    ...{ vct: 'urn:x', name: undefined, description: undefined, display: [], extends: [] },
    claims: rules.map(([path, rule]) => ({ path, display: [], sd: 'allowed', mandatory: false, ...rule })),
  }
}

const steps = (
  claims: JsonObject,
  disclosable: readonly ClaimPath[],
  type: TypeMetadata,
  seen: 'issued' | 'presented' = 'issued',
) =>
  checkClaimsAgainstType({ claims, disclosable }, type, { seen }).map(({ step }) =>
    step.replace('type-metadata.', ''),
  )

describe('checkClaimsAgainstType', () => {
  it('finds nothing wrong with what its type allows', () => {
    const type = typeOf([['name'], { sd: 'always', mandatory: true }], [['sex']], [['born'], { sd: 'never' }])
    expect(steps({ name: 'A', born: 1990 }, [['name']], type)).toEqual([])
    expect(steps({ name: 'A', sex: 1, more: true }, [['name'], ['sex']], type)).toEqual([])
  })

  it('tells every rule that is broken', () => {
    const type = typeOf(
      [['name'], { sd: 'always' }],
      [['sex'], { mandatory: true }],
      [['born'], { sd: 'never' }],
      [['name', 'first']],
    )
    const credential = { claims: { name: 'A', born: 1990 }, disclosable: [['born']] }
    expect(checkClaimsAgainstType(credential, type)).toEqual(
      [
        [['name'], 'claim-sd-always'],
        [['sex'], 'claim-mandatory'],
        [['born'], 'claim-sd-never'],
        [['name', 'first'], 'claim-path'],
      ].map(([path, step]) => ({
        ...{ path, step: `type-metadata.${String(step)}`, code: 'type_metadata_claim_mismatch' },
      })),
    )
    expect(() => verifyClaimsAgainstType(credential, type)).toThrow(
      expect.objectContaining({ code: 'type_metadata_claim_mismatch' }),
    )
  })

  it('takes each place by itself, whatever lies around it', () => {
    const type = typeOf(
      [['degrees'], { sd: 'never' }],
      [['degrees', null], { sd: 'always' }],
      [['degrees', null, 'field'], { sd: 'never' }],
    )
    const claims = { degrees: [{ field: 'A' }, { field: 'B' }] }
    const elements: ClaimPath[] = [
      ['degrees', 0],
      ['degrees', 1],
    ]
    expect(steps(claims, elements, type)).toEqual([])
    expect(steps(claims, elements.slice(1), type)).toEqual(['claim-sd-always'])
    expect(steps(claims, [...elements, ['degrees', 1, 'field']], type)).toEqual(['claim-sd-never'])
  })

  it('misses in a presentation only what cannot have been held back', () => {
    const type = typeOf([['name'], { sd: 'always', mandatory: true }], [['sex'], { mandatory: true }])
    expect(steps({}, [], type)).toEqual(['claim-mandatory', 'claim-mandatory'])
    expect(steps({}, [], type, 'presented')).toEqual([])
    const open = typeOf([['name'], { sd: 'never', mandatory: true }])
    expect(steps({}, [], open, 'presented')).toEqual(['claim-mandatory'])
    const within = typeOf([['address', 'city'], { sd: 'never', mandatory: true }])
    expect(steps({}, [], within, 'presented')).toEqual([])
    expect(steps({ name: 'A' }, [['name']], open, 'presented')).toEqual(['claim-sd-never'])
  })

  it('finds no claim on the prototype of an object', () => {
    expect(steps({}, [], typeOf([['toString'], { mandatory: true }]))).toEqual(['claim-mandatory'])
    expect(steps({}, [], typeOf([['toString', 'name']]))).toEqual([])
  })

  it('visits 65,536 values for all rules together, and says at which rule they are used up', () => {
    const type = typeOf([['list', null]], [['list', null, 'a']], [['name'], { mandatory: true }])
    const list = (length: number) => ({ list: Array.from({ length }, () => ({})) })
    // Twice the root, the list and its elements; once what the elements do not have; and the root and no name.
    expect(steps({ ...list(21_843), name: 'A' }, [], type)).toEqual([])
    expect(steps({ ...list(21_844), name: 'A' }, [], type)).toEqual(['claim-values'])
    expect(steps({ ...list(60_000), name: 'A' }, [], type)).toEqual(['claim-values'])
    const credential = { claims: list(60_000), disclosable: [] }
    expect(checkClaimsAgainstType(credential, type)).toMatchObject([{ path: ['list', null, 'a'] }])
    expect(() => verifyClaimsAgainstType(credential, type)).toThrow(
      expect.objectContaining({ code: 'type_metadata_claim_mismatch' }),
    )
  })

  it('goes no further when they are used up', () => {
    let visited = 0
    const elements = Array.from({ length: 1000 }, () => 0)
    const list = new Proxy(elements, {
      get(target, name) {
        if (/^\d+$/.test(String(name))) visited += 1
        return Reflect.get(target, name)
      },
    })
    const claims = { list: Array.from({ length: 1000 }, () => list) }
    expect(steps(claims, [], typeOf([['list', null, null]]))).toEqual(['claim-values'])
    expect(visited).toBeLessThanOrEqual(65_536)
  })

  it('finds the disclosures by their places, within others or not', () => {
    const type = typeOf([['list', null, 'a'], { sd: 'always' }], [['list'], { sd: 'always' }])
    const claims = { list: [{ a: 1 }, {}, { a: 2 }] }
    const disclosable: ClaimPath[] = [
      ['list', 2, 'a'],
      ['list', 0, 'a'],
    ]
    expect(steps(claims, [['list'], ...disclosable], type)).toEqual([])
    expect(steps(claims, disclosable, type)).toEqual(['claim-sd-always'])
    expect(steps(claims, [['list'], ['list', '0', 'a'], ['list', 2, 'a']], type)).toEqual(['claim-sd-always'])
  })
})
