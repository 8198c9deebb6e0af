import { describe, expect, it } from 'vitest'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { parseCredentialStatus, referencesOf } from './credential-status.ts'

const uri = 'https://issuer.example/status/1'
const entry = {
  id: `${uri}#94567`,
  type: 'BitstringStatusListEntry',
  statusPurpose: 'revocation',
  statusListIndex: '94567',
  statusListCredential: uri,
}

describe('parseCredentialStatus', () => {
  it('reads a reference', () => {
    expect(parseCredentialStatus({ status: { status_list: { uri, idx: 0 } } })).toEqual({
      reference: { uri, idx: 0 },
      entries: [],
      unsupported: false,
    })
    expect(parseCredentialStatus({})).toEqual({ reference: undefined, entries: [], unsupported: false })
  })

  it('notes a mechanism that it does not know, also beside one that it knows', () => {
    expect(parseCredentialStatus({ credentialStatus: { type: 'StatusList2021Entry' } }).unsupported).toBe(
      true,
    )
    expect(parseCredentialStatus({ credentialStatus: [entry, { type: 'other' }] }).unsupported).toBe(true)
    expect(parseCredentialStatus({ credentialStatus: { ...entry, type: [entry.type] } }).unsupported).toBe(
      true,
    )
    expect(parseCredentialStatus({ credentialStatus: { ...entry, statusPurpose: 'refresh' } })).toEqual({
      reference: undefined,
      entries: [],
      unsupported: true,
    })
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

  it('reads one entry of a Bitstring Status List and several, beside a reference too', () => {
    const read = {
      statusPurpose: 'revocation',
      statusListIndex: 94_567,
      statusListCredential: uri,
      statusSize: 1,
    }
    const status = { status_list: { uri, idx: 0 } }
    expect(parseCredentialStatus({ status, credentialStatus: entry })).toEqual({
      reference: { uri, idx: 0 },
      entries: [read],
      unsupported: false,
    })
    const suspension = { ...entry, id: undefined, statusPurpose: 'suspension', statusListIndex: '0' }
    const both = parseCredentialStatus({ credentialStatus: [entry, suspension] })
    expect(both.entries).toEqual([read, { ...read, statusPurpose: 'suspension', statusListIndex: 0 }])
    expect(referencesOf({ reference: { uri, idx: 7 }, entries: both.entries })).toEqual([
      { uri, idx: 7 },
      ...both.entries,
    ])
    expect(referencesOf({ reference: undefined, entries: [] })).toEqual([])
  })

  it('wants a message for each status of more than one bit', () => {
    const messages: JsonObject[] = ['pending', 'accepted', 'rejected', 'lost'].map((message, status) => ({
      status: `0x${status}`,
      message,
    }))
    const message = { ...entry, statusPurpose: 'message', statusSize: 2 }
    const sized = parseCredentialStatus({ credentialStatus: { ...message, statusMessage: messages } })
    expect(sized.entries[0]?.statusSize).toBe(2)
    const wrong: (JsonValue | undefined)[] = [
      undefined,
      [],
      messages.slice(1),
      [...messages, { status: '0x4', message: 'more' }],
      messages.with(3, { status: '0x0', message: 'twice' }),
      messages.with(3, { status: '3', message: 'no hex' }),
      messages.with(3, { status: '0x3', message: 7 }),
      messages.with(3, { status: 3, message: 'no text' }),
      'pending',
    ]
    for (const statusMessage of wrong) {
      expect(() => parseCredentialStatus({ credentialStatus: { ...message, statusMessage } })).toThrow(
        expect.objectContaining({ code: 'credential_malformed' }),
      )
    }
    expect(parseCredentialStatus({ credentialStatus: { ...message, statusSize: 9 } }).unsupported).toBe(true)
  })

  it('refuses an entry that cannot be read', () => {
    const changes: JsonObject[] = [
      ...[94_567, '-1', '+1', '1.0', '01', '0x1', '', ' 1', '1e3', '99999999999999999', null, undefined].map(
        (statusListIndex) => ({ statusListIndex }),
      ),
      { statusPurpose: undefined },
      { statusPurpose: ['revocation'] },
      { statusListCredential: undefined },
      { statusListCredential: 'status/1' },
      { id: uri },
      { id: 'entry' },
      { id: 7 },
      ...[0, -1, 0.5, '1', null].map((statusSize) => ({ statusSize })),
    ]
    for (const change of changes) {
      expect(() => parseCredentialStatus({ credentialStatus: { ...entry, ...change } })).toThrow(
        expect.objectContaining({ code: 'credential_malformed' }),
      )
    }
    for (const credentialStatus of [null, 'x', [entry, 7], new Array<JsonValue>(9).fill(entry)]) {
      expect(() => parseCredentialStatus({ credentialStatus })).toThrow(
        expect.objectContaining({ code: 'credential_malformed' }),
      )
    }
  })
})
