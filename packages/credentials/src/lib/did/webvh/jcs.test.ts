import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../../jose/json.ts'
import { parseJson } from '../../jose/parse-json.ts'
import { canonicalizeJson } from './jcs.ts'

describe('canonical JSON', () => {
  // RFC 8785 sections 3.2.2 and 3.2.3.
  it('writes numbers, strings and literals as the specification prints them', () => {
    const text = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0],
      "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`
    expect(canonicalizeJson(parseJson(text))).toBe(
      `{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],` +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    )
  })

  it('sorts names by their UTF-16 code units', () => {
    const names = ['\u20ac', '\r', '\ufb33', '1', '\ud83d\ude00', '\u0080', '\u00f6', '']
    const object = Object.fromEntries(names.map((name) => [name, 0]))
    const sorted = ['', '\r', '1', '\u0080', '\u00f6', '\u20ac', '\ud83d\ude00', '\ufb33']
    expect(canonicalizeJson(object)).toBe(`{${sorted.map((name) => `${JSON.stringify(name)}:0`).join(',')}}`)
  })

  it('writes the same text for the same value in any order, and reads as that value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalizeJson(value as JsonValue)
        const normal = JSON.parse(JSON.stringify(value)) as unknown
        expect(JSON.parse(text)).toEqual(normal)
        expect(canonicalizeJson(JSON.parse(text) as JsonValue)).toBe(text)
      }),
    )
  })
})
