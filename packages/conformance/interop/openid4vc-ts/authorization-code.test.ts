import { generatePrivateJwk, jwkThumbprint, type PublicJwk } from '@lontar/credentials/jose'
import type { DeliveryNotification, Offer, OfferOptions } from '@lontar/issuer'
import { Openid4vciRetrieveCredentialsError } from '@openid4vc/openid4vci'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'
import { signInByBrowser } from '../support/sign-in-by-browser.ts'
import { verifyAtRest } from '../support/verify-at-rest.ts'
import { fetchWithoutDeferredNotification } from '../support/without-deferred-notification.ts'
import {
  type ForeignClient,
  type ForeignToken,
  foreignClient,
  openForeignClient,
} from './support/foreign-client.ts'
import type { ResolvedOffer } from './support/foreign-wallet.ts'
import { createHolderKey, type HolderKey } from './support/holder-key.ts'
import { createSealingFetch } from './support/sealing-fetch.ts'

/*
 * Our issuer and a client of `@openid4vc/*` 0.4.6. What the client cannot do:
 * - `vc+jwt`: it has no schema for it, see issuance.test.ts.
 * - Encryption: see `createSealingFetch`. A deferred delivery with a `notification_id`: see
 *   `fetchWithoutDeferredNotification`.
 * - `state`: it sends none. Credential identifiers: it always asks by `credential_configuration_id`.
 */

const formats = [
  ['dc+sd-jwt', 'ktp_dc+sd-jwt'],
  ['vc+sd-jwt', 'ktp_vc+sd-jwt'],
  ['jwt_vc_json', 'ktp-proof_jwt_vc_json'],
] as const
const configurationId = 'ktp_dc+sd-jwt'

let rooms: InteropRooms
let client: ForeignClient
const notifications: DeliveryNotification[] = []

beforeAll(async () => {
  const { clientId, redirectUri } = foreignClient
  rooms = await openInteropRooms({
    clients: { publicClients: [{ clientId, redirectUris: [redirectUri] }] },
    dpop: 'required',
    refreshTokenSeconds: 3600,
    encryption: { keys: [{ ...(await generatePrivateJwk()), kid: 'enkripsi-1' }] },
    onNotification: (notification) => notifications.push(notification),
  })
  client = await openForeignClient(fetchWithoutDeferredNotification)
})
afterAll(() => rooms.close())

describe('a client of @openid4vc receives by an authorization code with PAR, PKCE and DPoP', () => {
  test.each(formats)('a %s', async (format, id) => {
    const { resolved, token } = await authorize({ configurationIds: [id] })
    expect(token.tokenType).toBe('DPoP')
    const { response, keys } = await client.collect(resolved, token, { configurationId: id })
    await expectOurs(textsOf(response), keys, format)
  })

  test('four copies for four keys, and tells the issuer that it kept them', async () => {
    const { resolved, token, offer } = await authorize({ configurationIds: [configurationId], copies: 4 })
    const { response, keys } = await client.collect(resolved, token, { configurationId, copies: 4 })
    await expectOurs(textsOf(response), keys, 'dc+sd-jwt')
    await client.library.sendNotification({
      issuerMetadata: resolved.metadata,
      accessToken: token.accessToken,
      dpop: token.dpop,
      notification: { notificationId: response.notification_id ?? '', event: 'credential_accepted' },
    })
    expect(notifications.at(-1)).toMatchObject({ issuanceId: offer.issuanceId, event: 'credential_accepted' })
  })

  test('a credential later, after an officer approved', async () => {
    const options = { configurationIds: [configurationId], approval: 'deferred' } as const
    const { ask, approve, transactionId, keys } = await deferDelivery(await authorize(options), client)
    expect(await ask()).toMatchObject({ transaction_id: transactionId, interval: expect.any(Number) })
    await approve()
    await expectOurs(textsOf(await ask()), keys, 'dc+sd-jwt')
  })

  test('a credential again, by its refresh token, which serves once', async () => {
    const { resolved, token } = await authorize({ configurationIds: [configurationId] })
    await client.collect(resolved, token, { configurationId })
    const renewed = await client.refresh(resolved, token)
    const { response, keys } = await client.collect(resolved, renewed, { configurationId })
    await expectOurs(textsOf(response), keys, 'dc+sd-jwt')
    const again = client.refresh(resolved, token)
    await expect(again).rejects.toMatchObject({ errorResponse: { error: 'invalid_grant' } })
  })

  test('nothing without the proof that its token is bound to', async () => {
    const { resolved, token } = await authorize({ configurationIds: [configurationId] })
    const stranger = await openForeignClient()
    const { signer } = stranger.dpop
    const refused = stranger.collect(resolved, { ...token, dpop: { signer } }, { configurationId })
    await expect(refused).rejects.toMatchObject({ response: { response: { status: 401 } } })
    const { response, keys } = await client.collect(resolved, token, { configurationId })
    await expectOurs(textsOf(response), keys, 'dc+sd-jwt')
  })
})

describe('encryption', () => {
  test('a credential comes sealed, where jose seals and opens for the client', async () => {
    const metadataUrl = `${rooms.issuer.url}/.well-known/openid-credential-issuer`
    const { fetch: sealingFetch, encryption, opened } = await createSealingFetch(metadataUrl)
    const sealing = await openForeignClient(sealingFetch)
    const { resolved, token } = await authorize({ configurationIds: [configurationId] }, sealing)
    const { response, keys } = await sealing.collect(resolved, token, { configurationId, encryption })
    await expectOurs(textsOf(response), keys, 'dc+sd-jwt')
    expect(opened).toEqual(['application/jwt ECDH-ES A256GCM dompet-1'])
  })

  test('the client by itself can only ask for it in clear, and is refused', async () => {
    const { resolved, token } = await authorize({ configurationIds: [configurationId] })
    const { publicJwk } = await createHolderKey()
    const encryption = { jwk: { ...publicJwk, kid: '1', alg: 'ECDH-ES' }, alg: 'ECDH-ES', enc: 'A256GCM' }
    const refused = client.collect(resolved, token, { configurationId, encryption })
    await expect(refused).rejects.toThrow(Openid4vciRetrieveCredentialsError)
    await expect(refused).rejects.toThrow('invalid_encryption_parameters')
  })
})

test('the client cannot read a deferred delivery that has a notification_id', async () => {
  const plain = await openForeignClient()
  const options = { configurationIds: [configurationId], approval: 'deferred' } as const
  const { ask, approve } = await deferDelivery(await authorize(options, plain), plain)
  await approve()
  await expect(ask()).rejects.toThrow('Error retrieving deferred credentials')
})

interface Authorized {
  readonly offer: Offer
  readonly resolved: ResolvedOffer
  readonly token: ForeignToken
}

async function authorize(options: OfferOptions, by: ForeignClient = client): Promise<Authorized> {
  const offer = await rooms.offer({ ...options, grant: 'authorization_code' })
  const resolved = await by.resolve(offer.credentialOfferUri)
  const token = await by.authorize(resolved, (url) => {
    expect([...new URL(url).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri'])
    return signInByBrowser(url, offer)
  })
  return { offer, resolved, token }
}

/** Collects a promise, and gives what asks for its fulfilment and what approves it. */
async function deferDelivery({ offer, resolved, token }: Authorized, by: ForeignClient) {
  const { response, keys } = await by.collect(resolved, token, { configurationId })
  const transactionId = response.transaction_id ?? ''
  const { metadata: issuerMetadata } = resolved
  const { accessToken, dpop } = token
  return {
    transactionId,
    keys,
    ask: async () => {
      const asked = { issuerMetadata, accessToken, dpop, transactionId }
      return (await by.library.retrieveDeferredCredentials(asked)).deferredCredentialResponse
    },
    approve: async () => {
      const waiting = await rooms.issuer.deferred()
      const own = waiting.find(({ issuanceId }) => issuanceId === offer.issuanceId)
      await rooms.issuer.approve(own?.deferredId ?? '')
    },
  }
}

function textsOf({ credentials = [] }: { readonly credentials?: readonly unknown[] | undefined }): string[] {
  return credentials.map((each) => String((each as { readonly credential: unknown }).credential))
}

/** Our verifier accepts every text, each bound to one of the keys that were proven. */
async function expectOurs(
  texts: readonly string[],
  keys: readonly HolderKey[],
  format: string,
): Promise<void> {
  const trust = rooms.issuer.trustList()
  const credentials = await Promise.all(texts.map((text) => verifyAtRest(text, trust)))
  for (const credential of credentials) expect(credential.format).toBe(format)
  const bound = credentials.map(({ holderKey }) => holderKey && jwkThumbprint(holderKey))
  const proven = keys.map(({ publicJwk }) => jwkThumbprint(publicJwk as PublicJwk))
  expect((await Promise.all(bound)).sort()).toEqual((await Promise.all(proven)).sort())
}
