import type { JsonValue } from '@lontar/credentials'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { type ClaimsByName, type ClaimValue, isClaimValue } from './claim-value.ts'
import { claims } from './claims.ts'

const samples: Readonly<Record<string, JsonValue>> = {
  text: 'KUPANG',
  date: '1990-08-17',
  integer: 2,
  boolean: false,
  list: ['ID'],
  object: { trust_framework: 'X' },
}

describe('isClaimValue', () => {
  it.each(claims)('takes for $name a value of its kind and of no other', ({ name, kind }) => {
    const taken = Object.keys(samples).filter((sample) => isClaimValue(name, samples[sample] ?? null))
    expect(taken).toEqual(kind === 'text' || kind === 'date' ? ['text', 'date'] : [kind])
    expect(isClaimValue(name, null)).toBe(false)
  })

  it('takes neither a fraction, nor a list of anything but texts, nor a name that is not in the register', () => {
    expect(isClaimValue('sex', 1.5)).toBe(false)
    expect(isClaimValue('nationalities', ['ID', 7])).toBe(false)
    expect(isClaimValue('mother', 'X')).toBe(false)
    expect(isClaimValue('toString', 'X')).toBe(false)
  })
})

describe('ClaimValue', () => {
  it('follows the kind that the register gives the name', () => {
    expectTypeOf<ClaimValue<'name'>>().toEqualTypeOf<string>()
    expectTypeOf<ClaimValue<'birthdate'>>().toEqualTypeOf<string>()
    expectTypeOf<ClaimValue<'sex'>>().toEqualTypeOf<number>()
    expectTypeOf<ClaimValue<'age_equal_or_over.18'>>().toEqualTypeOf<boolean>()
    expectTypeOf<ClaimValue<'nationalities'>>().toEqualTypeOf<readonly string[]>()
    expectTypeOf<ClaimValue<'verification'>>().toEqualTypeOf<{ readonly [name: string]: JsonValue }>()
    expectTypeOf<ClaimValue>().toEqualTypeOf<JsonValue>()
  })

  it('keeps the names apart', () => {
    type Two = ClaimsByName<'name' | 'age_equal_or_over.18'>
    expectTypeOf<Two>().toEqualTypeOf<{ readonly name: string; readonly 'age_equal_or_over.18': boolean }>()
    expectTypeOf<ClaimsByName>().toEqualTypeOf<{ readonly [name: string]: JsonValue }>()
  })
})
