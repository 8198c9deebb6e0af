import { describe, expect, it } from 'vitest'
import { failed, passed, skipped, unknown } from './check.ts'
import { checkText } from './check-text.ts'
import type { CheckId, CheckState } from './verdict.ts'
import { requireOk, verdictOf } from './verdict-of.ts'

const ids: CheckId[] = [
  'format',
  'issuer_trust',
  'signature',
  'disclosures',
  'type',
  'validity',
  'holder_binding',
  'status',
  'query',
  'conditions',
]

describe('verdictOf', () => {
  it('is ok when every check passed or was skipped', () => {
    const verdict = verdictOf([passed('format', 's'), skipped('status', 's')], 'value')
    expect(verdict).toMatchObject({ ok: true, value: 'value' })
    expect(requireOk(verdict)).toBe('value')
  })

  it('is not ok with any one check that failed or is unknown, whichever it is', () => {
    for (const id of ids) {
      for (const bad of [failed(id, 'issuer_untrusted', 's'), unknown(id, 'issuer_untrusted', 's')]) {
        const verdict = verdictOf(
          [...ids.filter((other) => other !== id).map((other) => passed(other, 's')), bad],
          1,
        )
        expect(verdict.ok).toBe(false)
        expect(verdict.value).toBeUndefined()
        expect(() => requireOk(verdict)).toThrow(expect.objectContaining({ code: 'issuer_untrusted' }))
      }
    }
  })

  it('is not ok when nothing was checked', () => {
    expect(verdictOf([], 1).ok).toBe(false)
    expect(() => requireOk(verdictOf([], 1))).toThrow(expect.objectContaining({ code: 'internal' }))
  })

  it('throws the first check that is not ok', () => {
    const checks = [
      passed('format', 's'),
      unknown('type', 'status_unknown', 's'),
      failed('status', 'status_invalid', 's'),
    ]
    expect(() => requireOk(verdictOf(checks, 1))).toThrow(expect.objectContaining({ code: 'status_unknown' }))
  })

  it('cannot be changed afterwards', () => {
    const checks = [failed('format', 'internal', 's')]
    const verdict = verdictOf(checks, 1)
    checks.pop()
    expect(verdict.checks).toHaveLength(1)
    expect(
      Object.isFrozen(verdict) && Object.isFrozen(verdict.checks) && Object.isFrozen(verdict.checks[0]),
    ).toBe(true)
  })
})

describe('checkText', () => {
  it('says that the holder declined, of the request alone', () => {
    expect(checkText('query', 'failed', 'presentation_declined').en).toBe('The wallet gave no proof.')
    expect(checkText('status', 'unknown', 'presentation_declined')).toEqual(checkText('status', 'unknown'))
  })

  it('says something of its own in both languages for every check and state', () => {
    const states: CheckState[] = ['passed', 'failed', 'unknown', 'skipped']
    const said = ids.flatMap((id) => states.map((state) => checkText(id, state)))
    expect(said.every(({ id, en }) => id.endsWith('.') && en.endsWith('.') && id !== en)).toBe(true)
    expect(new Set(said.map(({ en }) => en)).size).toBe(said.length)
    expect(new Set(said.map(({ id }) => id)).size).toBe(said.length)
  })

  it('names what a person needs to know, and only for the check it is about', () => {
    expect(failed('validity', 'credential_expired', 's').text.id).toBe('Kredensial sudah kedaluwarsa.')
    expect(failed('status', 'status_suspended', 's').text.en).toBe('The credential is suspended.')
    expect(unknown('status', 'credential_expired', 's').text.en).toBe(
      'Revocation status: cannot be established.',
    )
    expect(unknown('status', 'status_list_unreachable', 's').text.en).toMatch(/cannot be fetched/)
  })
})
