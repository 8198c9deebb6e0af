import { type CheckId, failed, passed, unknown } from '@lontar/credentials'
import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import type { ErrorCode } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { openScene } from '../fixtures/scene.ts'
import { verificationSteps } from '../judge/verification-steps.ts'
import { explainRefusal } from './explain-refusal.ts'
import { holderReasons } from './holder-reasons.ts'

const told = Object.values(holderReasons).flatMap(({ codes }) => codes)

function refused(id: CheckId, code: ErrorCode) {
  return { ok: false, checks: [passed('format', 's'), failed(id, code, 's'), unknown('query', code, 's')] }
}

describe('an explained refusal', () => {
  it('exists for every code that a step of a verdict can carry, for both who read it', () => {
    const codes = new Set(verificationSteps.map(({ code }) => code))
    expect(codes.size).toBeGreaterThan(60)
    expect([...codes].filter((code) => !told.includes(code))).toEqual([])
    for (const code of codes) {
      const verdict = refused('signature', code)
      const { reason, remedy } = explainRefusal(verdict, 'holder')
      const { decisive } = explainRefusal(verdict, 'merchant')
      for (const text of [reason, remedy, decisive.title, decisive.fix])
        expect([text.id, text.en].every((words) => words.length > 8)).toBe(true)
      expect(decisive).toMatchObject({ code, ...errorCatalogue[code], docs: `docs/errors/${code}.md` })
    }
  })

  it('tells every code by one reason alone', () => {
    expect(told.filter((code, index) => told.indexOf(code) !== index)).toEqual([])
  })

  it('tells a forger nothing of which check of a form, a signature or a binding failed', () => {
    const hidden = verificationSteps.filter(({ stage }) =>
      ['signature', 'disclosures', 'format'].includes(stage),
    )
    const said = new Set(
      hidden.map(({ code }) => explainRefusal(refused('signature', code), 'holder').reasonId),
    )
    expect([...said].sort()).toEqual(['not_what_was_asked', 'try_later', 'unverifiable'])
    const bindings: ErrorCode[] = ['key_binding_nonce_mismatch', 'key_binding_audience_mismatch']
    const [one, other] = bindings.map((code) => explainRefusal(refused('holder_binding', code), 'holder'))
    expect(one).toEqual(other)
    expect(JSON.stringify(one)).not.toMatch(/nonce|audience|binding|s"/)
  })

  it('is about what failed, before what could not be looked at because of it', () => {
    const checks = [
      unknown('status', 'status_list_unreachable', 's'),
      failed('conditions', 'condition_not_met', 's'),
    ]
    expect(explainRefusal({ ok: false, checks }, 'holder').reasonId).toBe('conditions')
    expect(explainRefusal({ ok: false, checks: checks.slice(0, 1) }, 'holder').reasonId).toBe('try_later')
  })

  it('says as little as it can for a code that nobody thought of', () => {
    expect(explainRefusal(refused('format', 'usage'), 'holder').reasonId).toBe('unverifiable')
  })

  it('gives the service every check, and names neither a value nor a threshold to either', async () => {
    const scene = await openScene()
    const { verdict } = await scene.exchange({ birthdate: '2010-08-17', name: 'MARIA CONTOH' })
    if (verdict === undefined) throw new TypeError('there is a verdict')
    const merchant = explainRefusal(verdict, 'merchant')
    const holder = explainRefusal(verdict, 'holder')
    expect(merchant.checks).toEqual(verdict.checks)
    expect(merchant.holder).toEqual(holder)
    expect(JSON.stringify(merchant)).not.toMatch(/MARIA|2010-08-17/)
    expect(JSON.stringify(holder)).not.toMatch(/18|MARIA|age/)
  })

  it('does not exist for a verdict that is ok, nor for one without a check that failed', async () => {
    const scene = await openScene()
    const { verdict } = await scene.exchange()
    if (verdict === undefined) throw new TypeError('there is a verdict')
    for (const nothing of [verdict, { ok: false, checks: [] }])
      expect(() => explainRefusal(nothing, 'holder')).toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
      )
  })
})
