import { type Check, failed, passed, skipped, unknown } from '@lontar/credentials'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from './memory-environment.test-support.ts'
import { verdictText } from './verdict-text.ts'

const checks = [
  passed('signature', 'RFC 7515 section 5.2'),
  skipped('holder_binding', 'RFC 9901 section 7.3'),
  failed('validity', 'credential_expired', 'RFC 9901 section 7.1'),
  unknown('status', 'status_list_unreachable', 'Token Status List section 8.3'),
]
const invocation = memoryInvocation(memoryEnvironment())

describe('a verdict for a person', () => {
  it('says what did not pass and the answer', () => {
    expect(verdictText({ ok: false, checks }, invocation).split('\n')).toEqual([
      '✗ The credential has expired. [credential_expired]',
      '? The revocation status cannot be fetched. [status_list_unreachable]',
      'NOT VALID',
    ])
  })

  it('leaves out what could not be looked at after an earlier failure, but when it explains', () => {
    const spec = 'RFC 7515 section 5.2'
    const blocked = [
      passed('format', spec),
      failed('signature', 'jws_signature_invalid', spec),
      unknown('disclosures', 'jws_signature_invalid', spec),
      unknown('status', 'status_unknown', spec),
      unknown('query', 'jws_signature_invalid', spec),
    ]
    expect(verdictText({ ok: false, checks: blocked }, invocation).split('\n')).toEqual([
      "✗ The issuer's signature is not valid. [jws_signature_invalid]",
      '? Revocation status: cannot be established. [status_unknown]',
      'NOT VALID',
    ])
    expect(
      verdictText({ ok: false, checks: blocked }, invocation, { explain: true }).split('\n'),
    ).toHaveLength(6)
    const first = [unknown('status', 'status_unknown', spec), unknown('query', 'status_unknown', spec)]
    expect(verdictText({ ok: false, checks: first }, invocation).split('\n')).toHaveLength(2)
  })

  it('says of an ok verdict what was not looked at', () => {
    const looked = verdictText({ ok: true, checks: checks.slice(0, 2) }, invocation)
    expect(looked).toBe('- Nobody has shown that he is the holder of this credential.\nVALID')
  })

  it('says every check with its specification when it explains', () => {
    const lines = verdictText({ ok: false, checks }, invocation, { explain: true }).split('\n')
    expect(lines).toHaveLength(5)
    expect(lines[0]).toBe("✓ The issuer's signature is valid.  (RFC 7515 section 5.2)")
    for (const [index, { spec }] of checks.entries()) expect(lines[index]).toContain(`(${spec})`)
  })

  it('says how old a status is to who asks, and to everybody when it is old', () => {
    const status = passed('status', 'Token Status List section 8.3')
    const fresh = {
      ...status,
      asOf: new Date('2026-11-24T01:00:00Z'),
      freshUntil: new Date('2026-11-24T02:05:00Z'),
    }
    const line = '✓ The credential is not revoked. As of 2026-11-24 09:00:00 WITA.'
    expect(verdictText({ ok: true, checks: [fresh] }, invocation)).toBe('VALID')
    const explained = verdictText({ ok: true, checks: [fresh] }, invocation, { explain: true })
    expect(explained).toBe(`${line}  (Token Status List section 8.3)\nVALID`)
    const stale = { ...fresh, acceptedStale: true } as const
    expect(verdictText({ ok: true, checks: [stale] }, invocation)).toBe(`${line}\nVALID`)
  })

  it('is one word when all is well, in the language asked for', () => {
    const verdict = { ok: true, checks: checks.slice(0, 1) }
    expect(verdictText(verdict, invocation)).toBe('VALID')
    expect(verdictText(verdict, memoryInvocation(memoryEnvironment(), { lang: 'id' }))).toBe('SAH')
  })

  it('says once what to do about the first check that is not ok, in the language asked for', () => {
    const lines = verdictText({ ok: false, checks }, invocation, { remedy: true }).split('\n')
    expect(lines.slice(2)).toEqual([
      'The credential has expired [credential_expired]',
      expect.stringContaining('issuer'),
      expect.stringMatching(/docs\/errors\/credential_expired\.md$/),
      'NOT VALID',
    ])
    const inIndonesian = memoryInvocation(memoryEnvironment(), { lang: 'id' })
    const indonesian = verdictText({ ok: false, checks }, inIndonesian, { remedy: true }).split('\n')
    expect(indonesian[2]).toMatch(/^Kredensial .*\[credential_expired\]$/)
    expect(verdictText({ ok: true, checks: checks.slice(0, 1) }, invocation, { remedy: true })).toBe('VALID')
  })

  it('says which credential of a presentation a check is about', () => {
    const of = (check: Check, credential: number): Check => ({ ...check, credential })
    const spec = 'RFC 7515 section 5.2'
    const several = [
      passed('format', spec),
      of(failed('signature', 'jws_signature_invalid', spec), 0),
      of(unknown('signature', 'jws_signature_invalid', spec), 1),
      unknown('holder_binding', 'jws_signature_invalid', spec),
    ]
    expect(verdictText({ ok: false, checks: several }, invocation).split('\n')).toEqual([
      "✗ Credential 0: The issuer's signature is not valid. [jws_signature_invalid]",
      'NOT VALID',
    ])
    const all = verdictText({ ok: false, checks: several }, invocation, { explain: true }).split('\n')
    expect(all[0]).toMatch(/^✓ The /)
    expect(all[2]).toMatch(/^\? Credential 1: /)
  })
})
