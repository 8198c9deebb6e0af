import { Oauth2ClientErrorResponseError } from '@openid4vc/oauth2'
import { Openid4vciRetrieveCredentialsError, Openid4vciVersion } from '@openid4vc/openid4vci'
import { decodeJwt, jwtVerify } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'
import { jwkOfDid, keyOfDid } from './support/did-jwk.ts'
import {
  type BindingMethod,
  type Collection,
  type ForeignWallet,
  openForeignWallet,
} from './support/foreign-wallet.ts'
import { readStatus, type StatusClaim } from './support/read-status.ts'
import { receive } from './support/receive.ts'
import { readSdJwtVc } from './support/sd-jwt.ts'

const sdJwtVc = 'ktp_dc+sd-jwt'
const jwtVc = 'ktp-proof_jwt_vc_json'

let rooms: InteropRooms
beforeAll(async () => {
  rooms = await openInteropRooms()
})
afterAll(() => rooms.close())

describe('a wallet of @openid4vc reads', () => {
  test.each([true, false])('the offer, by reference: %s', async (byReference) => {
    const wallet = await openForeignWallet()
    const { credentialOfferUri } = await rooms.offer({ configurationIds: [sdJwtVc, jwtVc], byReference })
    expect(credentialOfferUri).toContain(byReference ? 'credential_offer_uri=' : 'credential_offer=')
    const { offer } = await wallet.resolveOffer(credentialOfferUri)
    expect(offer).toMatchObject({
      credential_issuer: rooms.issuer.url,
      credential_configuration_ids: [sdJwtVc, jwtVc],
      grants: {
        'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
          tx_code: { input_mode: 'numeric', length: 6 },
        },
      },
    })
  })

  test('the metadata as that of version 1.0, every configuration with its claims and names', async () => {
    const wallet = await openForeignWallet()
    const { credentialOfferUri } = await rooms.offer({ configurationIds: [sdJwtVc] })
    const { metadata } = await wallet.resolveOffer(credentialOfferUri)
    expect(metadata.originalDraftVersion).toBe(Openid4vciVersion.V1)
    const { credential_configurations_supported: supported } = metadata.credentialIssuer
    expect(Object.keys(supported)).toEqual(
      expect.arrayContaining(['ktp_vc+sd-jwt', 'ktp-proof_vc+sd-jwt', sdJwtVc, 'ktp-proof_dc+sd-jwt', jwtVc]),
    )
    // Known is what its schema of the format accepts; of vc+jwt it has none, and leaves it alone without a word.
    const formatted = Object.keys(supported).filter((id) => id !== 'ktp-proof_vc+jwt')
    expect(formatted).toHaveLength(Object.keys(supported).length - 1)
    expect(Object.keys(metadata.knownCredentialConfigurations)).toEqual(formatted)
    for (const configuration of Object.values(supported)) {
      expect(configuration['credential_metadata']).toMatchObject({
        display: [{ locale: 'id' }, { locale: 'en' }],
        claims: expect.arrayContaining([expect.objectContaining({ path: expect.any(Array) })]),
      })
    }
  })
})

describe('a wallet of @openid4vc receives', () => {
  test('a dc+sd-jwt, bound to its key, that jose verifies', async () => {
    const { wallet, text } = await receive(rooms, sdJwtVc)
    const { header, payload, claims, disclosures } = await readSdJwtVc(text)
    expect(header).toMatchObject({ alg: 'ES256', typ: 'dc+sd-jwt', kid: `${rooms.issuer.issuer}#0` })
    expect(payload).toMatchObject({
      iss: rooms.issuer.issuer,
      vct: `${rooms.issuer.url}/vct/ktp/1`,
      _sd_alg: 'sha-256',
    })
    expect(payload['cnf']).toEqual({ jwk: expect.objectContaining(wallet.key.publicJwk) })
    expect(claims).toMatchObject({ name: 'MARIA CONTOH', birthdate: '1990-08-17' })
    expect(claims['age_equal_or_over']).toMatchObject({ 18: true })
    // Nothing of the person stands in the open.
    expect(JSON.stringify(payload)).not.toMatch(/MARIA|1990-08-17|5371995708900001/)
    expect(disclosures.map(({ path }) => path)).toContainEqual(['age_equal_or_over', '18'])
    expect(await readStatus(payload['status'] as StatusClaim, rooms.issuer.issuer)).toBe(0)
  })

  test('the type metadata that its vct leads to', async () => {
    const { payload } = await readSdJwtVc((await receive(rooms, sdJwtVc)).text)
    const answer = await fetch(String(payload['vct']))
    expect(await answer.json()).toMatchObject({ vct: payload['vct'] })
  })

  test.each<BindingMethod>(['jwk', 'did:jwk'])(
    'a jwt_vc_json made by Veramo, bound to its key by %s, that jose verifies',
    async (binding) => {
      const { wallet, text } = await receive(rooms, jwtVc, binding)
      const { payload, protectedHeader } = await jwtVerify(text, await keyOfDid(rooms.issuer.issuer), {
        algorithms: ['ES256'],
        issuer: rooms.issuer.issuer,
      })
      expect(protectedHeader).toMatchObject({ typ: 'JWT', kid: `${rooms.issuer.issuer}#0` })
      expect(jwkOfDid(payload.sub ?? '')).toEqual(wallet.key.publicJwk)
      expect(payload['vc']).toMatchObject({
        type: ['VerifiableCredential', 'KtpProofCredential'],
        credentialSubject: { residenceProvinceCode: '53' },
      })
      // Without selective disclosure it must not say who the holder is.
      expect(JSON.stringify(payload)).not.toMatch(/MARIA|1990-08-17|5371995708900001/)
      expect(await readStatus(payload['status'] as StatusClaim, rooms.issuer.issuer)).toBe(0)
    },
  )

  // OpenID4VCI 1.0 appendix F.1 binds the credential to the DID in `kid`, in the spelling of its holder.
  test('a jwt_vc_json whose subject is the DID that its proof named', async () => {
    const { wallet, text } = await receive(rooms, jwtVc, 'did:jwk')
    expect(decodeJwt(text).sub).toBe(wallet.key.didUrl.replace('#0', ''))
  })

  test('both of one offer, each once', async () => {
    const wallet = await openForeignWallet()
    const { issuanceId, credentialOfferUri, txCode } = await rooms.offer({
      configurationIds: [sdJwtVc, jwtVc],
    })
    const resolved = await wallet.resolveOffer(credentialOfferUri)
    const accessToken = await wallet.redeem(resolved, txCode ?? undefined)
    await wallet.collect(resolved, { configurationId: sdJwtVc, accessToken })
    const again = wallet.collect(resolved, { configurationId: sdJwtVc, accessToken })
    expect(await credentialError(again)).toBe('credential_request_denied')
    await wallet.collect(resolved, { configurationId: jwtVc, accessToken })
    const issued = (await rooms.issuer.credentials()).filter((record) => record.issuanceId === issuanceId)
    expect(issued.map(({ configurationId }) => configurationId).sort()).toEqual([jwtVc, sdJwtVc].sort())
  })
})

describe('a wallet of @openid4vc is refused, in words of the protocol,', () => {
  test('with a wrong transaction code, and then let in with the right one', async () => {
    const wallet = await openForeignWallet()
    const { credentialOfferUri, txCode } = await rooms.offer({ configurationIds: [sdJwtVc] })
    const resolved = await wallet.resolveOffer(credentialOfferUri)
    expect(await tokenError(wallet.redeem(resolved, otherCode(txCode)))).toBe('invalid_grant')
    expect(await wallet.redeem(resolved, txCode ?? undefined)).toBeTypeOf('string')
  })

  test('with a code that was used', async () => {
    const wallet = await openForeignWallet()
    const { credentialOfferUri, txCode } = await rooms.offer({ configurationIds: [sdJwtVc] })
    const resolved = await wallet.resolveOffer(credentialOfferUri)
    await wallet.redeem(resolved, txCode ?? undefined)
    expect(await tokenError(wallet.redeem(resolved, txCode ?? undefined))).toBe('invalid_grant')
  })

  test.each<[string, string, Partial<Collection>]>([
    ['with a proof over a nonce of somebody else', 'invalid_nonce', { nonce: 'a-nonce-of-another-issuer' }],
    ['with a proof for another issuer', 'invalid_proof', { audience: 'https://other.example' }],
    ['with an access token that is none', 'invalid_token', { accessToken: 'A'.repeat(43) }],
  ])('%s', async (_, error, change) => {
    const { wallet, collection, resolved } = await open()
    expect(await credentialError(wallet.collect(resolved, { ...collection, ...change }))).toBe(error)
    expect(await wallet.collect(resolved, collection)).toContain('~')
  })

  test('with a nonce that was used', async () => {
    const first = await open()
    const second = await open()
    const nonce = await freshNonce()
    await first.wallet.collect(first.resolved, { ...first.collection, nonce })
    const replay = second.wallet.collect(second.resolved, { ...second.collection, nonce })
    expect(await credentialError(replay)).toBe('invalid_nonce')
  })
})

async function open(): Promise<{
  readonly wallet: ForeignWallet
  readonly resolved: Awaited<ReturnType<ForeignWallet['resolveOffer']>>
  readonly collection: Collection
}> {
  const wallet = await openForeignWallet()
  const { credentialOfferUri, txCode } = await rooms.offer({ configurationIds: [sdJwtVc] })
  const resolved = await wallet.resolveOffer(credentialOfferUri)
  const accessToken = await wallet.redeem(resolved, txCode ?? undefined)
  return { wallet, resolved, collection: { configurationId: sdJwtVc, accessToken } }
}

async function freshNonce(): Promise<string> {
  const answer = await fetch(`${rooms.issuer.url}/nonce`, { method: 'POST' })
  return ((await answer.json()) as { readonly c_nonce: string }).c_nonce
}

function otherCode(txCode: string | null): string {
  return txCode === '000000' ? '000001' : '000000'
}

/** What the token endpoint said; undefined when it did as it was asked. */
async function tokenError(redemption: Promise<string>): Promise<string | undefined> {
  const outcome = await redemption.catch((error: unknown) => error)
  return outcome instanceof Oauth2ClientErrorResponseError ? outcome.errorResponse.error : undefined
}

/** What the credential endpoint said; undefined when it did as it was asked. */
async function credentialError(collection: Promise<string>): Promise<string | undefined> {
  const outcome = await collection.catch((error: unknown) => error)
  if (!(outcome instanceof Openid4vciRetrieveCredentialsError)) return undefined
  return outcome.response.credentialErrorResponseResult?.data?.error
}
