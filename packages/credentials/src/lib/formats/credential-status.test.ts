import { describe, expect, it } from 'vitest'
import type { JsonValue } from '../jose/json.ts'
import { parseCredentialStatus } from './credential-status.ts'

const uri = 'https://issuer.example/status/1'

describe('parseCredentialStatus', () => {
  it('reads a reference', () => {
    expect(parseCredentialStatus({ status: { status_list: { uri, idx: 0 } } })).toEqual({
      reference: { uri, idx: 0 },
      unsupported: false,
    })
    expect(parseCredentialStatus({})).toEqual({ reference: undefined, unsupported: false })
  })

  it('notes a mechanism that it does not know, also beside one that it knows', () => {
    expect(
      parseCredentialStatus({ credentialStatus: { type: 'BitstringStatusListEntry' } }).unsupported,
    ).toBe(true)
    expect(parseCredentialStatus({ status: { other: {} } }).unsupported).toBe(true)
    expect(parseCredentialStatus({ status: {} }).unsupported).toBe(true)
    expect(
      parseCredentialStatus({ status: { status_list: { uri, idx: 0 } }, credentialStatus: {} }).unsupported,
    ).toBe(true)
  })

  it('refuses a reference that cannot be read', () => {
    const indices: JsonValue[] = [-1, 0.5, '0', 2 ** 53, null, [0], true, {}]
    const references: JsonValue[] = [
      ...indices.map((idx) => ({ uri, idx })),
      { uri },
      { idx: 0 },
      { uri: 'status', idx: 0 },
      { uri: 7, idx: 0 },
      null,
      [],
    ]
    for (const reference of references) {
      expect(() => parseCredentialStatus({ status: { status_list: reference } })).toThrow(
        expect.objectContaining({ code: 'credential_malformed' }),
      )
    }
    for (const status of [null, 'valid', []] as JsonValue[]) {
      expect(() => parseCredentialStatus({ status })).toThrow(
        expect.objectContaining({ code: 'credential_malformed' }),
      )
    }
  })
})
