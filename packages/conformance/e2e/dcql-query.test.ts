// A query of a verifier's own, over real HTTP: a real wallet answers it, the verifier judges every presentation.
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { encodeBase64Url } from '@lontar/credentials/jose'
import { readAuthorityKeyIdentifiers } from '@lontar/credentials/x509'
import { createCertificate, type LoopbackServer, startLoopbackServer } from '@lontar/testkit'
import { createMemoryVerifierStore, createVerifier, type QueryRequest, type Verifier } from '@lontar/verifier'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cardQuery, openQueryScene } from '../../verifier/src/lib/fixtures/query-scene.ts'
import { firstCode } from '../../verifier/src/lib/fixtures/scene.ts'
import { openRooms, type Rooms } from '../attacks/support/rooms.ts'

let rooms: Rooms
let server: LoopbackServer
let verifier: Verifier
let wallet: Wallet
beforeAll(async () => {
  rooms = await openRooms()
  const overHttp = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })
  server = await startLoopbackServer((request) => verifier.fetch(request))
  verifier = createVerifier({
    url: server.url,
    name: 'Sewa Contoh',
    trust: rooms.trust,
    signer: rooms.verifierSigner,
    store: createMemoryVerifierStore(),
    fetch: rooms.network.fetch,
    now: () => rooms.clock.now,
  })
  wallet = await openWallet({
    vault: createMemoryVault(),
    fetch: (url, init) => (url.startsWith(server.url) ? overHttp(url, init) : rooms.network.fetch(url, init)),
    now: () => rooms.clock.now,
  })
  for (const configurationId of ['ktp_dc+sd-jwt', 'ktp_dc+sd-jwt', 'ktp-proof_dc+sd-jwt']) {
    const configurationIds = [configurationId]
    const { credentialOfferUri } = await rooms.issuer.offer(await rooms.identity(), {
      configurationIds,
      txCode: false,
    })
    await wallet.receive(credentialOfferUri, { trust: rooms.trust })
  }
})
afterAll(() => server.close())

const types = () => rooms.trust.issuers.flatMap((issuer) => issuer.types)
const query = (id: string, type: string, claims: readonly string[], more: object = {}) => ({
  id,
  format: 'dc+sd-jwt',
  meta: { vct_values: types().filter((url) => url.includes(`/${type}/`)) },
  claims: claims.map((name) => ({ path: [name] })),
  ...more,
})
const ask = (dcqlQuery: QueryRequest['dcqlQuery']) =>
  verifier.requestQuery({
    dcqlQuery,
    service: 'car_rental',
    purpose: { id: 'Sewa mobil', en: 'Car rental' },
    legalBasis: 'contract',
    retentionDays: 3,
  })

test('two types in one answer, each with exactly what its query names', async () => {
  const { requestUri, transactionId } = await ask({
    credentials: [query('card', 'ktp', ['name']), query('proof', 'ktp-proof', ['residence_province_code'])],
  })
  const review = await wallet.review(requestUri)
  expect(review.purpose).toEqual({ id: 'Sewa mobil', en: 'Car rental' })
  expect(review.disclosed).toEqual(['name', 'residence_province_code'])
  await wallet.respond(review, { consent: true })
  const { state, credentials } = await verifier.result(transactionId)
  expect(state).toBe('accepted')
  expect(credentials?.card?.map(({ claims }) => claims)).toEqual([{ name: 'MARIA CONTOH' }])
  expect(credentials?.proof?.map(({ claims }) => Object.keys(claims))).toEqual([['residence_province_code']])
})

test('several credentials under one id, as the holder chose', async () => {
  const dcqlQuery = { credentials: [query('cards', 'ktp', ['name'], { multiple: true })] }
  for (const [option, count] of [
    [0, 1],
    [2, 2],
  ] as const) {
    const { requestUri, transactionId } = await ask(dcqlQuery)
    const review = await wallet.review(requestUri)
    expect(review.options.map(({ credentials }) => credentials.length)).toEqual([1, 1, 2])
    await wallet.respond(review, { consent: true, option })
    expect((await verifier.result(transactionId)).credentials?.cards).toHaveLength(count)
  }
})

test('nothing at all when one required credential is missing', async () => {
  const { requestUri, transactionId } = await ask({
    credentials: [query('card', 'ktp', ['name']), query('proof', 'ktp-proof', ['shoe_size'])],
  })
  const review = await wallet.review(requestUri)
  expect(review).toMatchObject({ options: [], blocked: 'wallet_no_matching_credential' })
  await wallet.decline(review)
  expect(firstCode(await verifier.result(transactionId))).toBe('presentation_declined')
})

test('an authority that certified the issuer, by the key identifier in his certificate', async () => {
  const keyIdentifier = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
  const notBefore = new Date('2026-11-01T00:00:00Z')
  const certificate = await createCertificate({
    commonName: 'Penerbit Contoh',
    notBefore,
    notAfter: new Date('2027-11-01T00:00:00Z'),
    // AuthorityKeyIdentifier ::= SEQUENCE { keyIdentifier [0] }
    extensions: [
      { id: '2.5.29.35', critical: false, value: Uint8Array.of(0x30, 10, 0x80, 8, ...keyIdentifier) },
    ],
  })
  const scene = await openQueryScene({ readAuthorityKeyIdentifiers })
  const request = (value: string) =>
    scene.ask({
      credentials: [cardQuery('card', ['name'], { trusted_authorities: [{ type: 'aki', values: [value] }] })],
    })
  const bare = await scene.credential({ formatId: 'dc+sd-jwt' })
  Object.assign(scene.issuer, { signer: { ...scene.issuer.signer, x5c: [certificate.base64] } })
  const certified = await scene.credential({ formatId: 'dc+sd-jwt' })
  const outcomeOf = async (value: string, card: string) => {
    const asked = await request(value)
    const lax = { ...asked.object, dcqlQuery: { credentials: [cardQuery('card', ['name'])] } }
    const result = await scene.answer(asked, await scene.present(lax, { card: [card] }))
    return firstCode(result) ?? result.state
  }
  const wanted = encodeBase64Url(keyIdentifier)
  expect(await outcomeOf(wanted, certified)).toBe('accepted')
  expect(await outcomeOf(wanted, bare)).toBe('dcql_not_satisfied')
  expect(await outcomeOf(encodeBase64Url(Uint8Array.of(8, 7)), certified)).toBe('dcql_not_satisfied')
})
