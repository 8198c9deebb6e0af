import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import {
  createCredentialRequest,
  createKeyProof,
  createTokenRequest,
  preAuthorizedCodeGrantType,
} from '@lontar/openid4vc/openid4vci'

/** What an endpoint answered. */
export interface Reply {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Reads the code out of an offer, by whatever way the link leads to it. */
export async function readCode(credentialOfferUri: string): Promise<string> {
  const parameters = new URL(credentialOfferUri).searchParams
  const byValue = parameters.get('credential_offer')
  const text = byValue ?? (await (await fetch(parameters.get('credential_offer_uri') ?? '')).text())
  const { grants } = JSON.parse(text) as { readonly grants: Record<string, Record<string, string>> }
  return grants[preAuthorizedCodeGrantType]?.['pre-authorized_code'] ?? ''
}

/** Asks the token endpoint. */
export function redeem(address: string, preAuthorizedCode: string, txCode?: string | null): Promise<Reply> {
  return post(
    `${address}/token`,
    createTokenRequest({ preAuthorizedCode, ...(txCode == null ? {} : { txCode }) }),
    { 'content-type': 'application/x-www-form-urlencoded' },
  )
}

/** Proves new keys to an issuer, all over one fresh nonce. */
export async function proveKeys(address: string, credentialIssuer: string, count: number): Promise<string[]> {
  const { body } = await post(`${address}/nonce`, '', {})
  const nonce = String(body['c_nonce'])
  const prove = async () => {
    const signer = await createLocalSigner(await generatePrivateJwk())
    return createKeyProof({ signer, credentialIssuer, nonce, now: new Date() })
  }
  return Promise.all(Array.from({ length: count }, prove))
}

/** Asks the credential endpoint for a `dc+sd-jwt`. */
export function collect(address: string, accessToken: unknown, proofs: readonly string[]): Promise<Reply> {
  const request = createCredentialRequest({ configurationId: 'ktp_dc+sd-jwt', proofs: [...proofs] })
  return post(`${address}/credential`, JSON.stringify(request), {
    'content-type': 'application/json',
    authorization: `Bearer ${String(accessToken)}`,
  })
}

async function post(url: string, body: string, headers: Record<string, string>): Promise<Reply> {
  const response = await fetch(url, { method: 'POST', body, headers })
  return { status: response.status, body: (await response.json()) as Reply['body'] }
}
