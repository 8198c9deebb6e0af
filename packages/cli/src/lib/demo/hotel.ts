import type { TrustList } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { ask } from '@lontar/documents/ask'
import { createMemoryVerifierStore, createVerifier, type Guard } from '@lontar/verifier'
import { startLate } from './office.ts'

/** The hotel of the demo: two pages that each need a credential. */
export interface Hotel {
  readonly checkInUrl: string
  readonly tariffUrl: string
  close(): Promise<void>
}

const checkIn = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})

const residentTariff = ask('resident-tariff', {
  service: 'local_ticket',
  credential: 'KtpProofCredential',
  purpose: { id: 'Tarif warga NTT', en: 'Resident tariff' },
  legalBasis: 'contract',
  claims: ['residence_province_code'],
  conditions: [{ claim: 'residence_province_code', equals: '53' }],
  retentionDays: 1,
})

/** Opens the hotel on loopback; it trusts the issuers of the list and nobody else. */
export async function openHotel(trust: TrustList): Promise<Hotel> {
  const server = await startLate()
  const verifier = createVerifier({
    url: `${server.url}/lontar`,
    name: 'Hotel Contoh',
    trust,
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: createMemoryVerifierStore(),
    fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
  })
  const guards = new Map<string, Guard>([
    ['/check-in', verifier.require(checkIn)],
    ['/tariff', verifier.require(residentTariff)],
  ])
  server.serve(async (request) => {
    const guard = guards.get(new URL(request.url).pathname)
    if (guard === undefined) return verifier.fetch(request)
    const answer = await guard(request)
    return answer.response ?? Response.json(answer.credential?.claims ?? {})
  })
  return { checkInUrl: `${server.url}/check-in`, tariffUrl: `${server.url}/tariff`, close: server.close }
}
