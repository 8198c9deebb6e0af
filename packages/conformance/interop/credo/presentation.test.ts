import {
  ClaimFormat,
  type DcqlCredentialsForRequest,
  W3cCredentialRecord,
  W3cV2CredentialRecord,
} from '@credo-ts/core'
import type { OpenId4VpResolvedAuthorizationRequest } from '@credo-ts/openid4vc'
import { createLocalSigner, generatePrivateJwk, type PublicJwk } from '@lontar/credentials/jose'
import { createKeyAttestation } from '@lontar/openid4vc/openid4vci'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  counter,
  hotel,
  type OurVerifier,
  type OurVerifierOptions,
  openOurVerifier,
  verifierKinds,
} from '../support/our-verifier.ts'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'
import type { SharedFormat } from '../support/shared-queries.ts'
import { createVerifierCertificate } from '../support/verifier-certificate.ts'
import {
  type AttestCredoKeys,
  type CredoBinding,
  type CredoDelivery,
  type CredoWallet,
  openCredoWallet,
} from './support/credo-wallet.ts'

const responseModes = ['direct_post.jwt', 'direct_post'] as const
const formats = ['dc+sd-jwt', 'jwt_vc_json', 'vc+sd-jwt'] as const

let rooms: InteropRooms
let wallet: CredoWallet
let isChanging = false
let held: Readonly<Record<SharedFormat, CredoDelivery>>

beforeAll(async () => {
  const attester = await createLocalSigner(await generatePrivateJwk())
  const attest: AttestCredoKeys = (attestedKeys, nonce) =>
    createKeyAttestation({
      signer: attester,
      attestedKeys: attestedKeys as PublicJwk[],
      nonce,
      now: new Date(),
      issuer: 'https://penyedia.example',
    })
  const jwks = { keys: [{ ...attester.publicJwk, kid: attester.keyId }] }
  rooms = await openInteropRooms({
    keyAttestation: { attesters: [{ issuer: 'https://penyedia.example', jwks }] },
  })
  wallet = await openCredoWallet({ fetch: changingRequests })
  held = {
    'dc+sd-jwt': await receive('ktp_dc+sd-jwt', 'jwk'),
    jwt_vc_json: await receive('ktp-proof_jwt_vc_json', 'did:jwk'),
    'vc+sd-jwt': await receive('ktp_vc+sd-jwt', attest),
  }
})
afterAll(async () => {
  await wallet.close()
  await rooms.close()
})

async function receive(id: string, binding: CredoBinding): Promise<CredoDelivery> {
  const { credentialOfferUri, txCode } = await rooms.offer({ configurationIds: [id] })
  const resolved = await wallet.resolve(credentialOfferUri)
  const token = await wallet.holder.requestToken({
    resolvedCredentialOffer: resolved,
    txCode: txCode ?? '',
  })
  const delivery = await wallet.collect(resolved, token, { binding })
  await wallet.keep(delivery)
  return delivery
}

const cells = verifierKinds.flatMap((kind) =>
  responseModes.flatMap((responseMode) =>
    formats.map((format) => ({ kind, responseMode, askFormats: [format] })),
  ),
)

describe('our verifier is answered by a wallet of Credo', () => {
  test.each(cells)('as $kind, by $responseMode, with $askFormats', async (options) => {
    const result = await answer(options)
    expect(result).toMatchObject({ ok: true, status: 200, state: 'accepted' })
    expect(result.claims).toEqual(
      options.askFormats[0] === 'jwt_vc_json' ? { residence_province_code: '53' } : { name: 'MARIA CONTOH' },
    )
  })
})

describe('our verifier refuses a wallet of Credo', () => {
  test.each(responseModes.flatMap((responseMode) => formats.map((format) => ({ responseMode, format }))))(
    'with a $format for another nonce, by $responseMode',
    async ({ responseMode, format }) => {
      const result = await answer({ responseMode, askFormats: [format] }, { nonce: 'of-another-request' })
      expect(result).toMatchObject({ ok: false, status: 400, state: 'refused' })
      expect(result.failures).toContain('key_binding_nonce_mismatch')
      expect(result.claims).toBeUndefined()
    },
  )

  test.each(formats)('with a %s for another verifier', async (format) => {
    const client_id = 'decentralized_identifier:did:jwk:other'
    const result = await answer({ askFormats: [format] }, { client_id })
    expect(result).toMatchObject({ ok: false, status: 400, state: 'refused' })
    expect(result.failures).toContain('key_binding_audience_mismatch')
  })
})

describe('a wallet of Credo does not answer our verifier', () => {
  test.each(verifierKinds)('as %s when the signed request was changed', async (kind) => {
    await meet({ kind }, async ({ roots, requestUri }) => {
      isChanging = true
      await expect(resolve(requestUri, roots)).rejects.toThrow('Error during verification of jwt.')
    })
  })

  test.each(['x509_san_dns', 'x509_hash'] as const)('as %s under an unknown root', async (kind) => {
    await meet({ kind }, async ({ requestUri }) => {
      const { roots } = await createForeignRoots()
      await expect(resolve(requestUri, roots)).rejects.toThrow('Error during verification of jwt.')
    })
  })

  // OpenID4VP 1.0 appendix B.1.1 wants the types expanded; Credo looks for the names in `type` alone.
  test.each(['jwt_vc_json', 'vc+sd-jwt'] as const)(
    'by itself with a %s, which it does not find by its expanded type',
    async (format) => {
      await meet({ askFormats: [format] }, async ({ roots, requestUri }) => {
        const { dcql } = await resolve(requestUri, roots)
        expect(dcql?.queryResult.can_be_satisfied).toBe(false)
      })
    },
  )
})

type Met = { requestUri: string; transactionId: string } & Omit<OurVerifier, 'close'>

async function meet<Result>(
  options: OurVerifierOptions,
  work: (met: Met) => Promise<Result>,
): Promise<Result> {
  const { verifier, roots, close } = await openOurVerifier(rooms.issuer.trustList(), options)
  try {
    const request = await verifier.request(options.askFormats?.[0] === 'jwt_vc_json' ? counter : hotel)
    if (!('requestUri' in request)) throw new TypeError('this ask needs a request')
    return await work({ ...request, verifier, roots })
  } finally {
    isChanging = false
    await close()
  }
}

interface Mischief {
  readonly nonce?: string
  readonly client_id?: string
}

function answer(options: OurVerifierOptions, mischief: Mischief = {}) {
  return meet(options, async ({ verifier, transactionId, requestUri, roots }) => {
    const request = await resolve(requestUri, roots)
    const format = (options.askFormats?.[0] ?? 'dc+sd-jwt') as SharedFormat
    const sent = await wallet.holder.acceptOpenId4VpAuthorizationRequest({
      authorizationRequestPayload: { ...request.authorizationRequestPayload, ...mischief },
      dcql: { credentials: select(request, format) },
    })
    const { state, claims, verdict } = await verifier.result(transactionId)
    const failures = verdict?.checks.filter((check) => check.state === 'failed').map(({ code }) => code)
    return { ok: sent.ok, ...sent.serverResponse, state, claims, failures }
  })
}

function resolve(
  requestUri: string,
  roots: readonly string[],
): Promise<OpenId4VpResolvedAuthorizationRequest> {
  return wallet.holder.resolveOpenId4VpAuthorizationRequest(requestUri, { trustedCertificates: [...roots] })
}

async function createForeignRoots(): Promise<{ readonly roots: readonly string[] }> {
  const { root } = await createVerifierCertificate()
  return { roots: [root.base64] }
}

/** While it is on, the verifier says another name under the old signature. */
const changingRequests: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  if (!isChanging) return response
  const [header, payload = '', signature] = (await response.text()).split('.')
  const changed = Buffer.from(payload, 'base64url').toString().replace('Hotel Contoh', 'Hotel Lainnya')
  return new Response([header, Buffer.from(changed).toString('base64url'), signature].join('.'), {
    headers: response.headers,
  })
}

/** What Credo does not find by itself, its user selects. */
function select(
  { dcql }: OpenId4VpResolvedAuthorizationRequest,
  format: SharedFormat,
): DcqlCredentialsForRequest {
  if (dcql === undefined) throw new TypeError('the request has no DCQL query')
  if (format === 'dc+sd-jwt') return wallet.holder.selectCredentialsForDcqlRequest(dcql.queryResult)
  const [query] = dcql.queryResult.credentials
  const record = held[format].received[0]?.record
  const disclosedPayload = { credentialSubject: { name: 'MARIA CONTOH' } }
  if (record instanceof W3cCredentialRecord) {
    const claimFormat = ClaimFormat.JwtVc
    return { [query.id]: [{ claimFormat, credentialRecord: record, disclosedPayload }] }
  }
  if (record instanceof W3cV2CredentialRecord) {
    const claimFormat = ClaimFormat.SdJwtW3cVc
    return { [query.id]: [{ claimFormat, credentialRecord: record, disclosedPayload }] }
  }
  throw new TypeError('Credo kept another kind of credential')
}
