import {
  createLocalSigner,
  generatePrivateJwk,
  jwkThumbprint,
  type PublicJwk,
} from '@lontar/credentials/jose'
import type { DeliveryNotification, Offer, OfferOptions } from '@lontar/issuer'
import { createKeyAttestation } from '@lontar/openid4vc/openid4vci'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'
import { signInByBrowser } from '../support/sign-in-by-browser.ts'
import { verifyAtRest } from '../support/verify-at-rest.ts'
import { fetchWithoutDeferredNotification } from '../support/without-deferred-notification.ts'
import {
  type AttestCredoKeys,
  type CredoBinding,
  type CredoCollection,
  type CredoDelivery,
  type CredoWallet,
  openCredoWallet,
  textsOf,
} from './support/credo-wallet.ts'

/*
 * Our issuer and a wallet made of Credo 0.6.3. What Credo cannot do:
 * - `vc+jwt`: no identifier for VC 2.0 in `openId4VciSupportedCredentialFormats`, nor in @openid4vc/openid4vci.
 * - `vc+sd-jwt` without `vct` is VC 2.0 to it, and then it binds by DID alone; our credential holds the key in `cnf`. It
 *   goes by key attestation, where Credo asks for no DID.
 * - `jwt_vc_json` by `jwk`: it binds by DID alone, which our issuer takes too.
 * - Encryption: its wallet never asks for an encrypted response.
 * - `authorization_details`: its wallet asks by scope alone.
 * - A deferred delivery with a `notification_id`: see `fetchWithoutDeferredNotification`.
 * - Two configurations in one call: for the second it asks for no nonce, so that here each is collected by a call.
 */

const sdJwtVc = 'ktp_dc+sd-jwt'
const jwtVc = 'ktp-proof_jwt_vc_json'
const w3cSdJwt = 'ktp_vc+sd-jwt'
const clientId = 'dompet-credo'
const redirectUri = 'https://dompet.example/kembali'

let rooms: InteropRooms
let wallet: CredoWallet
let attest: AttestCredoKeys
const notifications: DeliveryNotification[] = []

beforeAll(async () => {
  const attester = await createLocalSigner(await generatePrivateJwk())
  attest = (attestedKeys, nonce) =>
    createKeyAttestation({
      signer: attester,
      attestedKeys: attestedKeys as PublicJwk[],
      nonce,
      now: new Date(),
      issuer: 'https://penyedia.example',
    })
  rooms = await openInteropRooms({
    clients: { publicClients: [{ clientId, redirectUris: [redirectUri] }] },
    refreshTokenSeconds: 3600,
    keyAttestation: {
      attesters: [
        {
          issuer: 'https://penyedia.example',
          jwks: { keys: [{ ...attester.publicJwk, kid: attester.keyId }] },
        },
      ],
    },
    onNotification: (notification) => notifications.push(notification),
  })
  wallet = await openCredoWallet({ fetch: fetchWithoutDeferredNotification })
})
afterAll(async () => {
  await wallet.close()
  await rooms.close()
})

describe('Credo receives by a pre-authorized code with a transaction code', () => {
  test('a dc+sd-jwt that it and we verify, bound to its key, by a token bound to a key', async () => {
    const { texts, token } = await receive(sdJwtVc, 'jwk')
    expect(token.accessTokenResponse.token_type).toBe('DPoP')
    await expectOurs(texts, 'dc+sd-jwt')
  })

  test('a jwt_vc_json that it and we verify, bound to its did:jwk', async () => {
    const { texts } = await receive(jwtVc, 'did:jwk')
    await expectOurs(texts, 'jwt_vc_json')
  })

  test('a vc+sd-jwt that it and we verify, bound to a key that was attested', async () => {
    const { texts } = await receive(w3cSdJwt, attest)
    await expectOurs(texts, 'vc+sd-jwt')
  })

  test('nothing with a wrong transaction code, and then with the right one', async () => {
    const { credentialOfferUri, txCode } = await rooms.offer({ configurationIds: [sdJwtVc] })
    const resolvedCredentialOffer = await wallet.resolve(credentialOfferUri)
    const wrong = txCode === '000000' ? '000001' : '000000'
    const refused = wallet.holder.requestToken({ resolvedCredentialOffer, txCode: wrong })
    await expect(refused).rejects.toMatchObject({ errorResponse: { error: 'invalid_grant' } })
    const token = await wallet.holder.requestToken({ resolvedCredentialOffer, txCode: txCode ?? '' })
    expect(token.accessToken).toBeTypeOf('string')
  })
})

describe('Credo receives by an authorization code with PAR, PKCE and DPoP', () => {
  test.each<[string, string, CredoBinding]>([
    ['dc+sd-jwt', sdJwtVc, 'jwk'],
    ['jwt_vc_json', jwtVc, 'did:jwk'],
  ])('a %s', async (format, configurationId, binding) => {
    const { texts, token } = await authorizeAndReceive({ configurationIds: [configurationId] }, { binding })
    expect(token.accessTokenResponse.token_type).toBe('DPoP')
    await expectOurs(texts, format)
  })

  test('a vc+sd-jwt, by attestation', async () => {
    const { texts } = await authorizeAndReceive({ configurationIds: [w3cSdJwt] }, { binding: attest })
    await expectOurs(texts, 'vc+sd-jwt')
  })

  test('three copies of a dc+sd-jwt for three keys, and tells the issuer that it kept them', async () => {
    const options = { configurationIds: [sdJwtVc], copies: 3 }
    const { texts, received, token, offer, resolved } = await authorizeAndReceive(options, { copies: 3 })
    await expectOurs(texts, 'dc+sd-jwt', 3)
    await wallet.holder.sendNotification({
      metadata: resolved.metadata,
      notificationId: received[0]?.notificationId ?? '',
      notificationEvent: 'credential_accepted',
      accessToken: token.accessToken,
      ...(token.dpop && { dpop: token.dpop }),
    })
    expect(notifications.at(-1)).toMatchObject({
      issuanceId: offer.issuanceId,
      event: 'credential_accepted',
      credentialIds: expect.objectContaining({ length: 3 }),
    })
  })

  test('a dc+sd-jwt again, by its refresh token', async () => {
    const { token, resolved, texts } = await authorizeAndReceive({ configurationIds: [sdJwtVc] })
    const renewed = await wallet.holder.refreshToken({
      refreshToken: token.refreshToken ?? '',
      issuerMetadata: resolved.metadata,
      clientId,
      ...(token.dpop && { dpop: token.dpop }),
    })
    const again = await wallet.collect(resolved, renewed, { clientId })
    await expectOurs(again.texts, 'dc+sd-jwt')
    expect(again.texts).not.toEqual(texts)
  })

  test('a dc+sd-jwt later, after an officer approved', async () => {
    const { ask, approve } = await deferDelivery(wallet)
    expect((await ask()).deferredCredentials).toHaveLength(1)
    await approve()
    await expectOurs(textsOf((await ask()).credentials), 'dc+sd-jwt')
  })
})

describe('Credo cannot', () => {
  test('name a vc+jwt: such a configuration is not among those that it knows', async () => {
    const { credentialOfferUri } = await rooms.offer({ configurationIds: ['ktp-proof_vc+jwt', sdJwtVc] })
    const { offeredCredentialConfigurations } = await wallet.resolve(credentialOfferUri)
    expect(Object.keys(offeredCredentialConfigurations)).toEqual([sdJwtVc])
  })

  test('read a deferred delivery that has a notification_id', async () => {
    const plain = await openCredoWallet()
    const { ask, approve } = await deferDelivery(plain)
    await approve()
    await expect(ask()).rejects.toThrow('Error retrieving deferred credentials')
    await plain.close()
  })

  test.each([
    [w3cSdJwt, 'jwk', "a JWK for credential binding is not supported for the 'vc+sd-jwt' format"],
    [jwtVc, 'jwk', "a JWK for credential binding is not supported for the 'jwt_vc_json' format"],
  ] as const)('bind %s by %s', async (configurationId, binding, reason) => {
    await expect(receive(configurationId, binding)).rejects.toThrow(reason)
  })
})

async function receive(configurationId: string, binding: CredoBinding): Promise<CredoDelivery> {
  const { credentialOfferUri, txCode } = await rooms.offer({ configurationIds: [configurationId] })
  const resolvedCredentialOffer = await wallet.resolve(credentialOfferUri)
  const token = await wallet.holder.requestToken({ resolvedCredentialOffer, txCode: txCode ?? '' })
  return wallet.collect(resolvedCredentialOffer, token, { binding })
}

/** What the wallet began with; an offer by reference is gone once it was taken up. */
interface Begun {
  readonly offer: Offer
  readonly resolved: Awaited<ReturnType<CredoWallet['resolve']>>
}

async function authorizeAndReceive(
  options: OfferOptions,
  collection: CredoCollection = {},
  by: CredoWallet = wallet,
): Promise<CredoDelivery & Begun> {
  const offer = await rooms.offer({ ...options, grant: 'authorization_code' })
  const resolved = await by.resolve(offer.credentialOfferUri)
  const token = await by.authorize(resolved, { clientId, redirectUri }, (url) => {
    // What was asked for was pushed, and is not in the address.
    expect([...new URL(url).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
    return signInByBrowser(url, offer)
  })
  const delivery = await by.collect(resolved, token, { clientId, ...collection })
  return { ...delivery, offer, resolved }
}

/** Collects a promise, and gives what asks for its fulfilment and what approves it. */
async function deferDelivery(of: CredoWallet) {
  const options = { configurationIds: [sdJwtVc], approval: 'deferred' } as const
  const { deferred, token, offer, resolved } = await authorizeAndReceive(options, {}, of)
  const [promised] = deferred
  if (promised === undefined) throw new TypeError('nothing was promised')
  return {
    ask: () =>
      of.holder.requestDeferredCredentials({
        ...promised,
        issuerMetadata: resolved.metadata,
        accessToken: token.accessToken,
        ...(token.dpop && { dpop: token.dpop }),
      }),
    approve: async () => {
      const waiting = await rooms.issuer.deferred()
      const own = waiting.find(({ issuanceId }) => issuanceId === offer.issuanceId)
      await rooms.issuer.approve(own?.deferredId ?? '')
    },
  }
}

/** Our verifier accepts every text, and each is bound to one of the keys that the wallet proved last. */
async function expectOurs(texts: readonly string[], format: string, count = 1): Promise<void> {
  expect(texts).toHaveLength(count)
  const proved = await Promise.all(wallet.keys.slice(-count).map((key) => jwkThumbprint(key as PublicJwk)))
  const trust = rooms.issuer.trustList()
  const credentials = await Promise.all(texts.map((text) => verifyAtRest(text, trust)))
  const bound = credentials.map(({ holderKey }) => holderKey && jwkThumbprint(holderKey))
  expect((await Promise.all(bound)).sort()).toEqual(proved.sort())
  for (const credential of credentials) expect(credential.format).toBe(format)
}
