import type { JsonObject, Signer, TrustList } from '@lontar/credentials'
import { createDidKey } from '@lontar/credentials/did'
import {
  createLocalSigner,
  generatePrivateJwk,
  numericDate,
  type PrivateJwk,
  signJws,
} from '@lontar/credentials/jose'
import { createCertificate, type TestCertificate } from '@lontar/testkit'
import type { VerifierOptions } from '@lontar/verifier'
import type { Wallet } from '@lontar/wallet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  askHotel,
  type CertifiedScene,
  certified,
  certify,
  hashOf,
  type Identify,
  openCertifiedScene,
  validity,
} from './support/certified-scene.ts'

let scene: CertifiedScene
let wallet: Wallet
let root: TestCertificate
let leaf: TestCertificate
let attester: Signer
let key: PrivateJwk
let signer: Signer
let trust: TrustList

beforeAll(async () => {
  scene = await openCertifiedScene(['ktp_dc+sd-jwt'])
  ;({ wallet, root, leaf, key } = scene)
  signer = await createLocalSigner(key)
  attester = await createLocalSigner(await generatePrivateJwk(), { keyId: 'attester-1' })
  trust = {
    ...scene.trust,
    verifierAttesters: [
      {
        issuer: 'https://attester.example',
        jwks: { keys: [{ ...attester.publicJwk, kid: attester.keyId }] },
      },
    ],
  }
}, 60_000)

afterAll(() => scene.close())

const attestation = (changes: JsonObject = {}) => {
  const { kid: _, ...jwk } = signer.publicJwk
  const payload = {
    iss: 'https://attester.example',
    sub: 'hotel',
    exp: numericDate(validity.notAfter),
    cnf: { jwk: { ...jwk } },
    ...changes,
  }
  return signJws({ header: { typ: 'verifier-attestation+jwt' }, payload, signer: attester })
}

const withX5c = (...chain: readonly TestCertificate[]): Signer => ({
  ...signer,
  x5c: chain.map(({ base64 }) => base64),
})

const didKeyIdentity = async (): Promise<Partial<VerifierOptions>> => {
  const did = createDidKey(signer.publicJwk)
  const named = await createLocalSigner(key, { keyId: `${did}#${did.slice('did:key:'.length)}` })
  return { signer: named, clientId: `decentralized_identifier:${did}` }
}

const identities: readonly [string, boolean, Identify][] = [
  ['decentralized_identifier', false, () => ({ signer })],
  ['decentralized_identifier', false, didKeyIdentity],
  ['x509_san_dns', true, () => ({ signer: withX5c(leaf), clientId: 'x509_san_dns:localhost' })],
  ['x509_hash', true, async () => ({ signer: withX5c(leaf), clientId: await hashOf(leaf) })],
  [
    'verifier_attestation',
    true,
    (responseUri) => ({
      signer,
      clientId: 'verifier_attestation:hotel',
      verifierAttestation: () => attestation({ redirect_uris: [responseUri] }),
    }),
  ],
  ['redirect_uri', false, (responseUri) => ({ clientId: `redirect_uri:${responseUri}` })],
]

describe.each(identities)('a verifier known by %s', (identifiedBy, trusted, identify) => {
  test.each<[string, Partial<VerifierOptions>]>([
    ['by reference', {}],
    ['by reference with a nonce of the wallet', { requestUriMethod: 'post' }],
    ['by value', { passRequestBy: 'value' }],
    ['for an answer in clear', { responseMode: 'direct_post' }],
  ])('asks %s and is answered under its full Client Identifier', async (_name, options) => {
    await scene.meet(
      async (responseUri) => ({ ...(await identify(responseUri)), ...options }),
      async (verifier) => {
        const { requestUri, transactionId } = await askHotel(verifier)
        const review = await wallet.review(requestUri, { trust })
        expect(review.verifier).toMatchObject({
          clientId: verifier.clientId,
          identifiedBy,
          trusted,
          name: 'Hotel Contoh',
        })
        await wallet.respond(review, { consent: true })
        const result = await verifier.result(transactionId)
        expect(result).toMatchObject({ state: 'accepted', claims: { name: expect.any(String) } })
      },
    )
  })
})

test('a verifier without a prefix is known by its registration', async () => {
  const named = await createLocalSigner(key, { keyId: 'hotel-1' })
  await scene.meet(
    () => ({ signer: named, clientId: 'hotel' }),
    async (verifier) => {
      const { requestUri } = await askHotel(verifier)
      await expect(wallet.review(requestUri, { trust })).rejects.toMatchObject({ code: 'verifier_untrusted' })
      const jwks = { keys: [{ ...named.publicJwk, kid: named.keyId }] }
      const registered = { ...trust, verifiers: [{ clientId: 'hotel', asks: [], jwks }] }
      const { verifier: known } = await wallet.review(requestUri, { trust: registered })
      expect(known).toMatchObject({ identifiedBy: 'pre-registered', trusted: true })
    },
  )
})

const outside = () => createCertificate({ commonName: 'Other', isCa: true, keyUsageBits: 0x06, ...validity })
const selfSigned = () =>
  createCertificate({
    commonName: 'Hotel',
    isCa: false,
    keyUsageBits: 0x80,
    dnsNames: ['localhost'],
    ...validity,
  })

test.each<[string, string, () => Promise<Partial<VerifierOptions>>]>([
  [
    'S2.4-5: whose chain leads to no root of the list',
    'certificate_untrusted',
    async () => {
      const strange = await certify(await outside())
      return { signer: await certified(strange), clientId: await hashOf(strange) }
    },
  ],
  [
    'S2.12-4: whose certificate is self-signed',
    'certificate_chain_invalid',
    async () => {
      const own = await selfSigned()
      return { signer: await certified(own), clientId: await hashOf(own) }
    },
  ],
  [
    'S2.12-4: whose chain holds the trust anchor',
    'certificate_chain_invalid',
    async () => ({ signer: withX5c(leaf, root), clientId: await hashOf(leaf) }),
  ],
  [
    'S2.4-5: whose hash is of another certificate',
    'authorization_request_client_mismatch',
    async () => ({ signer: withX5c(leaf), clientId: await hashOf(root) }),
  ],
  [
    'S2.4-5: whose key is not that of the certificate',
    'authorization_request_signature_invalid',
    async () => {
      const other = await createLocalSigner(await generatePrivateJwk())
      return { signer: { ...other, x5c: [leaf.base64] }, clientId: await hashOf(leaf) }
    },
  ],
  [
    'F8: whose certificate names another host',
    'authorization_request_client_mismatch',
    async () => {
      const other = await certify(root, ['hotel.example'])
      return { signer: await certified(other), clientId: 'x509_san_dns:localhost' }
    },
  ],
  [
    'F8: whose answer goes to another host than the certificate names',
    'authorization_request_response_uri_mismatch',
    async () => {
      const other = await certify(root, ['hotel.example'])
      return { signer: await certified(other), clientId: 'x509_san_dns:hotel.example' }
    },
  ],
  [
    'S2.4-5: whose attestation is of another',
    'verifier_attestation_invalid',
    async () => ({
      signer,
      clientId: 'verifier_attestation:motel',
      verifierAttestation: () => attestation(),
    }),
  ],
  [
    'S2.4-5: whose attestation is for other addresses',
    'authorization_request_response_uri_mismatch',
    async () => ({
      signer,
      clientId: 'verifier_attestation:hotel',
      verifierAttestation: () => attestation({ redirect_uris: ['https://hotel.example/response'] }),
    }),
  ],
])('a verifier %s is refused, and learns nothing', async (_name, code, identify) => {
  await scene.meet(identify, async (verifier) => {
    const { requestUri, transactionId } = await askHotel(verifier)
    await expect(wallet.review(requestUri, { trust })).rejects.toMatchObject({ code })
    expect(await verifier.result(transactionId)).toMatchObject({ state: 'pending' })
  })
})

test('a wallet without roots trusts no certificate', async () => {
  const identity = { signer: withX5c(leaf), clientId: await hashOf(leaf) }
  await scene.meet(
    () => identity,
    async (verifier) => {
      const { requestUri } = await askHotel(verifier)
      await expect(wallet.review(requestUri)).rejects.toMatchObject({ code: 'certificate_untrusted' })
    },
  )
})
