import { MalformedError, OperationError, VerificationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { namedPart, readWithin } from './ask-place.ts'
import { compileAsk } from './compile-ask.ts'
import { type AskDefinition, ask, readAsk } from './create-ask.ts'
import { parseAsks } from './parse-asks.ts'

const hotel = {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  retentionDays: 1,
}

function messageOf(work: () => unknown): string {
  try {
    work()
    return 'nothing was thrown'
  } catch (error) {
    return (error as Error).message
  }
}

function placeIn(file: unknown): string {
  return / \((.*)\)\.$/.exec(messageOf(() => parseAsks(file)))?.[1] ?? ''
}

const condition = (value: object) => ({ ...hotel, conditions: [{ claim: 'name', equals: 'X' }, value] })

describe('a file of asks that cannot be read', () => {
  it.each<[object, string]>([
    [{ ...hotel, claims: undefined }, 'ask hotel, key claims'],
    [{ ...hotel, claims: 'MARKED' }, 'ask hotel, key claims'],
    [{ ...hotel, claims: ['name', 7] }, 'ask hotel, key claims, element 2'],
    [{ ...hotel, claims: ['name', 'MARKED'] }, 'ask hotel, key claims, element 2'],
    [{ ...hotel, claims: ['birthdate'] }, 'ask hotel, key claims, element 1'],
    [{ ...hotel, claims: ['name', 'name'] }, 'ask hotel, key claims'],
    [{ ...hotel, credential: undefined }, 'ask hotel, key claims, element 1'],
    [{ ...hotel, credential: 'MARKED' }, 'ask hotel, key credential'],
    [{ ...hotel, service: 'MARKED MARKED' }, 'ask hotel, key service'],
    [{ ...hotel, purpose: 'MARKED' }, 'ask hotel, key purpose'],
    [{ ...hotel, purpose: { id: 'MARKED' } }, 'ask hotel, key purpose, key en'],
    [{ ...hotel, legalBasis: 'MARKED' }, 'ask hotel, key legalBasis'],
    [{ ...hotel, retentionDays: 'MARKED' }, 'ask hotel, key retentionDays'],
    [{ ...hotel, conditions: 'MARKED' }, 'ask hotel, key conditions'],
    [condition({ claim: 'MARKED', equals: 1 }), 'ask hotel, key conditions, element 2, key claim'],
    [condition({ claim: 'sex', equals: 'MARKED' }), 'ask hotel, key conditions, element 2, key equals'],
    [condition({ claim: 'sex', oneOf: [] }), 'ask hotel, key conditions, element 2, key oneOf'],
    [
      condition({ claim: 'sex', oneOf: [1, 'X'] }),
      'ask hotel, key conditions, element 2, key oneOf, element 2',
    ],
    [
      condition({ claim: 'birthdate', notBefore: 'X' }),
      'ask hotel, key conditions, element 2, key notBefore',
    ],
    [condition({ claim: 'age_equal_or_over.21', equals: true }), 'ask hotel, key conditions, element 2'],
    [condition({ claim: 'name', equals: 'Y' }), 'ask hotel, key conditions'],
    [condition({ claim: 'name' }), 'ask hotel, key conditions, element 2'],
  ])('says which ask and which key: %j', (definition, place) => {
    expect(placeIn({ asks: { pulsa: { ...hotel }, hotel: definition } })).toBe(place)
    expect(messageOf(() => parseAsks({ asks: { hotel: definition } }))).not.toContain('MARKED')
  })

  it('says of a key that is unknown where it stands and what there is, and not the key', () => {
    const message = messageOf(() => parseAsks({ asks: { hotel: { ...hotel, MARKED: 1 } } }))
    expect(message).toBe(
      'The ask is not well-formed: key 7 is none of service, credential, purpose, legalBasis, claims, conditions, retentionDays (ask hotel).',
    )
    expect(messageOf(() => parseAsks({ asks: {}, MARKED: 1 }))).toContain('key 2 is none of asks, services.')
  })

  it('says which service of the asker', () => {
    const asks = { hotel }
    expect(placeIn({ asks, services: 'x' })).toBe('key services')
    expect(placeIn({ asks, services: { bike: 'x' } })).toBe('key services, service bike')
    expect(placeIn({ asks, services: { bike: ['name', 7] } })).toBe('key services, service bike, element 2')
    expect(placeIn({ asks, services: { bike: [], pulsa: ['name'] } })).toBe('key services, service pulsa')
    expect(placeIn({ asks, services: { bike: ['picture'] } })).toBe('key services, service bike')
  })

  it('counts an ask whose name could be a number of a person', () => {
    const wrong = { ...hotel, claims: 7 }
    for (const name of ['5371995708900001', 'nik-5371995708900001', 'MARKED name', '__'])
      expect(placeIn({ asks: { [name]: wrong } })).toMatch(/^ask number 1/)
    expect(namedPart('ask', 'x5371995708900001')).toBe('ask whose name is not shown')
  })

  it('says which key where a program makes an ask', () => {
    const wrong = { ...hotel, claims: ['name', 'MARKED'] } as unknown as AskDefinition
    expect(messageOf(() => ask('hotel', wrong))).toMatch(/ \(key claims, element 2\)\.$/)
  })

  it('says which ask nobody trusted can answer', () => {
    const made = readAsk('hotel', hotel)
    expect(messageOf(() => compileAsk(made, { trust: { issuers: [] } as never }))).toMatch(
      / \(ask hotel\)\.$/,
    )
  })
})

describe('readWithin', () => {
  it('keeps class, code and cause of a failure, and leaves what is none of ours', () => {
    const cause = new Error('cause')
    const thrown = (error: unknown): unknown => {
      try {
        return readWithin('key claims', () => {
          throw error
        })
      } catch (failure) {
        return failure
      }
    }
    const malformed = thrown(new MalformedError('ask_malformed', 'It is wrong.', { cause }))
    expect(malformed).toBeInstanceOf(MalformedError)
    expect(malformed).toMatchObject({ code: 'ask_malformed', message: 'It is wrong (key claims).', cause })
    expect(thrown(new VerificationError('claim_unknown', 'No.'))).toBeInstanceOf(VerificationError)
    for (const other of [new TypeError('x'), new OperationError('internal', 'x'), 'x'])
      expect(thrown(other)).toBe(other)
    expect(readWithin('key claims', () => 7)).toBe(7)
  })
})
