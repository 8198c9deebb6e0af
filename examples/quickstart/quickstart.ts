// The whole loop in one file: an office issues, a wallet receives, a hotel asks.
// Run it with:  node --conditions=source quickstart.ts
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { ask } from '@lontar/documents/ask'
import { credentialFormats } from '@lontar/documents/credential-types'
import { parseKtp } from '@lontar/documents/ktp'
import { createIssuer } from '@lontar/issuer'
import { verifyKtp } from '@lontar/proofing'
import { recordConsent } from '@lontar/proofing/consent'
import { createMemoryOfficerDesk, createOfficer } from '@lontar/proofing/officer'
import { createRegistrySimulator } from '@lontar/proofing/registry-simulator'
import { openStore } from '@lontar/store'
import { createMemoryVerifierStore, createVerifier } from '@lontar/verifier'
import { createMemoryVault, openWallet } from '@lontar/wallet'
import { toNodeHandler } from 'srvx/node'

const timeZone = 'Asia/Makassar'
const fetchLoopback = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })

// 1. An office with a database, a key for credentials and a key for evidence.
const office = await listen()
const passphrase = 'only for this example'
const store = await openStore({ database: 'sqlite::memory:', passphrase, create: true })
const evidenceSigner = await createLocalSigner(await generatePrivateJwk())
const issuer = createIssuer({
  url: office.url,
  name: 'Dinas Contoh',
  signer: await didJwkSigner(await generatePrivateJwk()),
  store: store.issuer,
  formats: credentialFormats().filter((format) => format.id !== 'jwt_vc_json'),
  evidenceKeys: [{ ...evidenceSigner.publicJwk, kid: evidenceSigner.keyId }],
  timeZone,
  dangerouslyAcceptSimulatedEvidence: true,
})
office.serve(issuer.fetch)

// 2. A person comes with a card. The registry agrees, and an officer signs that he does: a verified identity.
const person = {
  provinsi: 'NUSA TENGGARA TIMUR',
  kabupatenKota: 'KOTA KUPANG',
  nik: '5371995708900001',
  nama: 'MARIA CONTOH',
  tempatLahir: 'KUPANG',
  tanggalLahir: '17-08-1990',
  jenisKelamin: 'PEREMPUAN',
  kewarganegaraan: 'WNI',
}
await store.registry.put(person.nik, { ...person, status: 'active' })
const officer = await createOfficer({ id: 'ani', name: 'Ani Contoh', role: 'registrar' })
const controller = { name: 'Dinas Contoh', url: office.url, dataProtectionOfficer: 'pdp@dinas.example' }
const said = { agreed: ['identity', 'registry'], language: 'id', document: { nik: person.nik } } as const
const consent = await recordConsent({ records: store.consents, controller, signer: evidenceSigner }, said)
const identity = await verifyKtp({
  ktp: parseKtp({ ...person, berlakuHingga: 'SEUMUR HIDUP' }),
  registry: createRegistrySimulator({ records: store.registry }),
  desk: createMemoryOfficerDesk({ officers: [officer], now: () => new Date() }),
  organization: 'Dinas Contoh',
  policy: { residence: '53', timeZone, dangerouslyAcceptSimulatedEvidence: true },
  consentRef: consent.id,
  consents: { records: store.consents, expectedKeys: [evidenceSigner.publicJwk] },
  signer: evidenceSigner,
  now: new Date(),
})

// 3. The office offers, the wallet receives. The code goes to the holder by another way.
const { credentialOfferUri, txCode } = await issuer.offer(identity, { configurationIds: ['ktp_vc+sd-jwt'] })
const wallet = await openWallet({ vault: createMemoryVault(), fetch: fetchLoopback })
await wallet.receive(credentialOfferUri, { txCode: txCode ?? '', trust: issuer.trustList() })

// 4. A hotel asks for a name and "18 or over", and trusts only this office.
const hotel = await listen()
const verifier = createVerifier({
  url: hotel.url,
  name: 'Hotel Contoh',
  trust: issuer.trustList(),
  signer: await didJwkSigner(await generatePrivateJwk()),
  store: createMemoryVerifierStore(),
  fetch: fetchLoopback,
})
hotel.serve(verifier.fetch)
const checkIn = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})
const request = await verifier.request(checkIn)
if (!('requestUri' in request)) throw new TypeError('this ask needs a request')

// 5. The holder sees who asks for what, agrees, and the hotel knows what it asked for and nothing more.
const review = await wallet.review(request.requestUri)
console.log(`${review.verifier.name} asks for: ${review.disclosed.join(', ')}`)
await wallet.respond(review, { consent: true })
const result = await verifier.result(request.transactionId)
console.log(`${result.state}: ${JSON.stringify(result.claims)}`)

await Promise.all([office.close(), hotel.close(), store.close()])

/** A server on a free port of loopback that has its URL before it has its work. */
async function listen() {
  let handle: (request: Request) => Promise<Response> = async () => new Response(null, { status: 503 })
  const server = createServer(
    toNodeHandler((request) => handle(request)) as Parameters<typeof createServer>[1],
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (fetch: typeof handle) => {
      handle = fetch
    },
    close: async () => void server.close().closeAllConnections(),
  }
}
