import { describe, expect, it } from 'vitest'
import type { JsonObject } from '../jose/json.ts'
import { checkPeriod, checkTimes } from './check-times.ts'
import { earliest } from './earliest.ts'
import { now, nowSeconds } from './fixtures/credential-scene.ts'

describe('checkTimes', () => {
  it('accepts a token within its time, and one that names none', () => {
    expect(checkTimes({ exp: nowSeconds + 1, nbf: nowSeconds, iat: nowSeconds }, now)).toBeUndefined()
    expect(checkTimes({}, now)).toBeUndefined()
  })

  it('grants nothing after exp and 60 seconds before nbf and iat', () => {
    const cases: [JsonObject, string | undefined][] = [
      [{ exp: nowSeconds }, 'credential_expired'],
      [{ exp: nowSeconds - 1 }, 'credential_expired'],
      [{ exp: nowSeconds + 0.5 }, undefined],
      [{ nbf: nowSeconds + 60 }, undefined],
      [{ nbf: nowSeconds + 61 }, 'credential_not_yet_valid'],
      [{ iat: nowSeconds + 60 }, undefined],
      [{ iat: nowSeconds + 61 }, 'credential_not_yet_valid'],
      [{ iat: nowSeconds - 1e9 }, undefined],
    ]
    for (const [claims, failure] of cases) expect(checkTimes(claims, now)).toBe(failure)
  })

  it('fails closed for a time that cannot be read', () => {
    for (const name of ['exp', 'nbf', 'iat']) {
      for (const value of ['1900000000', nowSeconds * 1000 + 1e12, -1, null, true, [nowSeconds + 5], {}]) {
        expect(checkTimes({ [name]: value }, now)).toBe('credential_malformed')
      }
    }
  })
})

describe('checkPeriod', () => {
  it('fails closed when the clock is no time', () => {
    expect(checkPeriod({ until: now }, new Date(Number.NaN))).toBe('credential_expired')
  })
})

describe('earliest', () => {
  it('chooses among the instants that are known', () => {
    const later = new Date(now.getTime() + 1)
    expect(earliest(later, undefined, now)).toEqual(now)
    expect(earliest(undefined, later)).toEqual(later)
    expect(earliest(undefined)).toBeUndefined()
  })
})
