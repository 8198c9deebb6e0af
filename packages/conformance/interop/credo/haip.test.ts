import { didJwkSigner } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk, type PublicJwk } from '@lontar/credentials/jose'
import { createKeyAttestation } from '@lontar/openid4vc/openid4vci'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'
import { signInByBrowser } from '../support/sign-in-by-browser.ts'
import { verifyAtRest } from '../support/verify-at-rest.ts'
import { type AttestCredoKeys, type CredoWallet, openCredoWallet } from './support/credo-wallet.ts'

/*
 * Our issuer with all that HAIP 1.0 asks for but certificates: PAR, PKCE, DPoP, attested wallets, attested keys and signed
 * metadata are required. Credo 0.6.3 proves its attestation as the early drafts say, without a challenge; and it reads
 * signed metadata, but does not ask for them.
 */

const clientId = 'https://penyedia.example/dompet'
const redirectUri = 'https://dompet.example/kembali'
const provider = 'https://penyedia.example'

let rooms: InteropRooms
let wallet: CredoWallet
let attestWallet: () => Promise<string>
let attestKeys: AttestCredoKeys

beforeAll(async () => {
  wallet = await openCredoWallet({ fetch: fetchSignedMetadata })
  const { privateKey, publicKey } = await generateKeyPair('ES256')
  const keyAttester = await createLocalSigner(await generatePrivateJwk())
  attestWallet = async () =>
    new SignJWT({ cnf: { jwk: { ...(await wallet.createKey()) } } })
      .setProtectedHeader({ alg: 'ES256', typ: 'oauth-client-attestation+jwt' })
      .setIssuer(provider)
      .setSubject(clientId)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey)
  attestKeys = (attestedKeys, nonce) =>
    createKeyAttestation({
      signer: keyAttester,
      attestedKeys: attestedKeys as PublicJwk[],
      nonce,
      now: new Date(),
      issuer: provider,
    })
  const keyed = (publicJwk: PublicJwk) => [{ issuer: provider, jwks: { keys: [publicJwk] } }]
  rooms = await openInteropRooms({
    dpop: 'required',
    clients: { attestedClients: true },
    clientAttestation: { attesters: keyed((await exportJWK(publicKey)) as PublicJwk), required: true },
    keyAttestation: { attesters: keyed(keyAttester.publicJwk), required: true },
    metadataSigner: await didJwkSigner(await generatePrivateJwk()),
  })
})
afterAll(async () => {
  await wallet.close()
  await rooms.close()
})

test.each([
  ['dc+sd-jwt', 'ktp_dc+sd-jwt'],
  ['vc+sd-jwt', 'ktp_vc+sd-jwt'],
])(
  'Credo receives a %s where wallet and key must be attested and the metadata are signed',
  async (format, id) => {
    const { resolved, token } = await authorize(id, await attestWallet())
    expect(resolved.metadata.signedCredentialIssuer?.jwt.header.typ).toBe('openidvci-issuer-metadata+jwt')
    const { texts } = await wallet.collect(resolved, token, { binding: attestKeys, clientId })
    const credential = await verifyAtRest(texts[0] ?? '', rooms.issuer.trustList())
    expect(credential.format).toBe(format)
  },
)

test('Credo is refused without an attestation of itself', async () => {
  await expect(authorize('ktp_dc+sd-jwt')).rejects.toMatchObject({
    errorResponse: { error: 'invalid_client' },
  })
})

test('Credo is refused without an attestation of its key', async () => {
  const { resolved, token } = await authorize('ktp_dc+sd-jwt', await attestWallet())
  await expect(wallet.collect(resolved, token, { clientId })).rejects.toThrow('key attestation')
})

/** Asks for what OpenID4VCI 1.0 section 12.2.3 calls signed metadata. */
const fetchSignedMetadata: typeof fetch = (input, init) =>
  String(input).includes('/.well-known/openid-credential-issuer')
    ? fetch(input, { ...init, headers: { accept: 'application/jwt' } })
    : fetch(input, init)

async function authorize(configurationId: string, walletAttestationJwt?: string) {
  const offer = await rooms.offer({ configurationIds: [configurationId], grant: 'authorization_code' })
  const resolved = await wallet.resolve(offer.credentialOfferUri)
  const client = { clientId, redirectUri, ...(walletAttestationJwt && { walletAttestationJwt }) }
  const token = await wallet.authorize(resolved, client, (url) => signInByBrowser(url, offer))
  return { resolved, token }
}
