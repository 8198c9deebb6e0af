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
})
