import type { PrivateJwk } from '@lontar/credentials'
import { MalformedError, ProtocolError, UnsupportedError } from '@lontar/credentials/errors'
import { createLocalSigner, generatePrivateJwk, jwkThumbprint } from '@lontar/credentials/jose'
import {
  type CredentialIssuerMetadata,
  createCredentialRequest,
  createKeyProof,
  fetchCredentials,
  fetchNonce,
} from '@lontar/openid4vc/openid4vci'
import type { WalletContext } from './wallet-context.ts'

/** What is asked for, and with which token. */
export interface CredentialsRequest {
  readonly metadata: CredentialIssuerMetadata
  readonly accessToken: string
  /** One of the two, by what the token response gave. */
  readonly target: { readonly configurationId: string } | { readonly credentialIdentifier: string }
  /** How many copies, from 1. */
  readonly copies: number
}

/** What came, not checked, and the keys that were proven. */
export interface ReceivedCredentials {
  readonly texts: readonly string[]
  /** By thumbprint. */
  readonly keys: Map<string, PrivateJwk>
}

/**
 * Asks for credentials, each bound to a fresh key of its own. When the issuer calls the nonce invalid, it is asked
 * once more with a new one (OpenID4VCI 1.0 section 8.3.1.2).
 *
 * @throws ProtocolError `issuer_refused`; MalformedError `credential_response_malformed`, also for more credentials
 *   than proofs; UnsupportedError `nonce_endpoint_missing`
 */
export async function requestCredentials(
  context: WalletContext,
  request: CredentialsRequest,
): Promise<ReceivedCredentials> {
  const keys = await generateKeys(request.copies)
  const texts = await withFreshNonce(context, request.metadata, (nonce) =>
    attempt(context, request, keys, nonce),
  )
  if (texts.length > keys.size) {
    throw new MalformedError(
      'credential_response_malformed',
      'The issuer sent more credentials than were asked for.',
    )
  }
  return { texts, keys }
}

async function generateKeys(count: number): Promise<Map<string, PrivateJwk>> {
  const keys = new Map<string, PrivateJwk>()
  for (let made = 0; made < count; made += 1) {
    const key = await generatePrivateJwk()
    keys.set(await jwkThumbprint(key), key)
  }
  return keys
}

async function withFreshNonce(
  { fetch }: WalletContext,
  { nonce_endpoint: endpoint }: CredentialIssuerMetadata,
  attempt: (nonce: string) => Promise<string[]>,
): Promise<string[]> {
  if (endpoint === undefined)
    throw new UnsupportedError('nonce_endpoint_missing', 'An issuer without nonces is not supported.')
  try {
    return await attempt(await fetchNonce(endpoint, { fetch }))
  } catch (error) {
    if (!(error instanceof ProtocolError && error.protocolError === 'invalid_nonce')) throw error
  }
  return attempt(await fetchNonce(endpoint, { fetch }))
}

async function attempt(
  { fetch, now }: WalletContext,
  { metadata, accessToken, target }: CredentialsRequest,
  keys: ReadonlyMap<string, PrivateJwk>,
  nonce: string,
): Promise<string[]> {
  const proofs: string[] = []
  for (const key of keys.values()) {
    const signer = await createLocalSigner(key)
    proofs.push(
      await createKeyProof({ signer, credentialIssuer: metadata.credential_issuer, nonce, now: now() }),
    )
  }
  const request = createCredentialRequest({ ...target, proofs })
  const response = await fetchCredentials(metadata.credential_endpoint, { accessToken, request, fetch })
  if ('credentials' in response) return [...response.credentials]
  throw new UnsupportedError('credential_deferred_unsupported', 'Deferred delivery is not implemented.')
}
