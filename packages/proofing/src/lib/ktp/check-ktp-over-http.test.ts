import type { ErrorCode } from '@lontar/credentials/errors'
import type { JsonObject } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { maria, mariaRecord } from '../../../fixtures/cards.ts'
import { consentFor } from '../../../fixtures/consents.ts'
import { guardedLoopback } from '../../../fixtures/guarded-loopback.ts'
import { deskOf, invented } from '../../../fixtures/officers.ts'
import { serve } from '../../../fixtures/serve.ts'
import { createRegistrySimulatorHandler } from '../registry/create-registry-simulator-handler.ts'
import { openRegistryClient } from '../registry/open-registry-client.ts'
import { checkKtp } from './check-ktp.ts'

const credentials = { userId: 'dinas-contoh', password: 'rahasia-contoh', ipUser: '192.0.2.7' }

type Handler = (request: Request) => Promise<Response>

/** A register over HTTP that knows one person, with these changes. */
function knowing(changes: JsonObject): Handler {
  return createRegistrySimulatorHandler({ records: { find: async () => ({ ...mariaRecord, ...changes }) } })
}

const now = new Date('2026-11-24T08:00:00Z')
const ani = await invented('ani')

async function decideAgainst(handler: Handler) {
  const registry = openRegistryClient({
    ...{ url: await serve(handler), credentials, fetch: guardedLoopback, wait: async () => {} },
  })
  return await checkKtp({
    ktp: maria,
    registry,
    desk: deskOf([ani], now),
    organization: 'Pemerintah Provinsi NTT',
    policy: { residence: '53', timeZone: 'Asia/Makassar', dangerouslyAcceptSimulatedEvidence: true },
    ...(await consentFor(maria)),
    now,
  })
}

const moved = { provinsi: 'BALI', kabupatenKota: 'KOTA DENPASAR' }

describe('a card that is held against a register over HTTP', () => {
  it('that confirms everything has nothing against it', async () => {
    expect(await decideAgainst(knowing({}))).toMatchObject({ reasons: [], level: 'substantial' })
  })

  it.each<[string, Handler, readonly ErrorCode[]]>([
    ['knows a dead person', knowing({ status: 'dead' }), ['registry_dead']],
    ['has the number twice', knowing({ status: 'duplicate' }), ['registry_duplicate']],
    ['holds the record as inactive', knowing({ status: 'inactive' }), ['registry_inactive']],
    [
      'knows nobody of that number',
      createRegistrySimulatorHandler({ records: { find: async () => undefined } }),
      ['registry_not_found'],
    ],
    ['knows that the person moved away', knowing(moved), ['registry_mismatch', 'residence_refused']],
    ['answers an empty list', async () => Response.json({ content: [] }), ['registry_unavailable']],
    ['answers nothing', async () => new Response(''), ['registry_unavailable']],
    ['answers a page', async () => new Response('<html></html>'), ['registry_unavailable']],
    ['is busy', async () => new Response('', { status: 503 }), ['registry_unavailable']],
    [
      'leads elsewhere',
      async () => new Response('', { status: 302, headers: { location: 'https://registry.example/' } }),
      ['registry_unavailable'],
    ],
    [
      'answers without end',
      async () => Response.json({ content: ['x'.repeat(2_000_000)] }),
      ['registry_unavailable'],
    ],
  ])('that %s is refused by a name in both languages', async (_, handler, codes) => {
    const { reasons, level } = await decideAgainst(handler)
    expect(reasons.map(({ code }) => code)).toEqual(codes)
    expect(level).toBe('none')
    for (const { text } of reasons) {
      expect(text.id).not.toBe('')
      expect(text.id).not.toBe(text.en)
    }
    for (const value of [maria.nik, 'MARIA', 'DENPASAR', 'rahasia']) {
      expect(JSON.stringify(reasons)).not.toContain(value)
    }
  })
})
