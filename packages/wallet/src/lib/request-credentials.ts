import { MalformedError, ProtocolError } from '@lontar/credentials/errors'
import { generatePrivateJwk, jwkThumbprint, type PrivateJwk } from '@lontar/credentials/jose'
import {
  type CredentialConfiguration,
  type CredentialIssuerMetadata,
  type CredentialResponse,
  createCredentialRequest,
  encryptionJwkOf,
  fetchCredentials,
  fetchNonce,
  selectMessageEncryption,
  type TokenResponse,
} from '@lontar/openid4vc/openid4vci'
import type { IssuanceChannel } from './issuance-channel.ts'
import { encryptionUnsupported, requireNonceEndpoint } from './plan-collection.ts'
import { proveKeys } from './prove-keys.ts'
import type { WalletContext } from './wallet-context.ts'

/** What is asked for, and with which token. */
export interface CredentialsRequest {
  readonly metadata: CredentialIssuerMetadata
  readonly configuration: CredentialConfiguration
  readonly channel: IssuanceChannel
  readonly token: TokenResponse
  /** The `client_id` of the token request; absent in an anonymous flow. */
  readonly clientId: string | undefined
  /** One of the two, by what the token response gave. */
  readonly target: { readonly configurationId: string } | { readonly credentialIdentifier: string }
  /** How many copies, from 1. */
  readonly copies: number
  /** Ask for an encrypted response also where the issuer does not require it. */
  readonly encrypt: boolean
}

/** What came, not checked, and the keys that were proven. */
export interface CredentialsAnswer {
  readonly response: CredentialResponse
  /** By thumbprint. */
  readonly keys: Map<string, PrivateJwk>
  /** Whether the response had to be encrypted. */
  readonly encrypted: boolean
}

/**
 * Asks for credentials, each bound to a fresh key of its own. When the issuer calls the nonce invalid, it is asked
 * once more with a new one (OpenID4VCI 1.0 section 8.3.1.2).
 *
 * @throws ProtocolError `issuer_refused`; MalformedError `credential_response_malformed`, also for more credentials
 *   than proofs; UnsupportedError `nonce_endpoint_missing`, `credential_encryption_unsupported`,
 *   `key_attestation_missing`; VerificationError `credential_response_unencrypted`
 */
export async function requestCredentials(
  context: WalletContext,
  request: CredentialsRequest,
): Promise<CredentialsAnswer> {
  const keys = await generateKeys(request.copies)
  const answer = await withFreshNonce(request, (nonce) => attempt(context, request, keys, nonce))
  if ('credentials' in answer.response) requireAtMost(answer.response.credentials, keys.size)
  return { ...answer, keys }
}

/** Each key binds at most one credential (OpenID4VCI 1.0 section 8.3). */
export function requireAtMost(credentials: readonly string[], count: number): void {
  if (credentials.length <= count) return
  throw new MalformedError(
    'credential_response_malformed',
    'The issuer sent more credentials than were asked for.',
  )
}

async function generateKeys(count: number): Promise<Map<string, PrivateJwk>> {
  const keys = new Map<string, PrivateJwk>()
  for (let made = 0; made < count; made += 1) {
    const key = await generatePrivateJwk()
    keys.set(await jwkThumbprint(key), key)
  }
  return keys
}

async function withFreshNonce<Value>(
  { channel: { fetch }, metadata }: CredentialsRequest,
  attempt: (nonce: string) => Promise<Value>,
): Promise<Value> {
  const endpoint = requireNonceEndpoint(metadata)
  try {
    return await attempt(await fetchNonce(endpoint, { fetch }))
  } catch (error) {
    if (!(error instanceof ProtocolError && error.protocolError === 'invalid_nonce')) throw error
  }
  return attempt(await fetchNonce(endpoint, { fetch }))
}

async function attempt(
  context: WalletContext,
  { metadata, configuration, channel, token, target, clientId, encrypt }: CredentialsRequest,
  keys: ReadonlyMap<string, PrivateJwk>,
  nonce: string,
): Promise<Omit<CredentialsAnswer, 'keys'>> {
  const { credential_issuer: credentialIssuer } = metadata
  const proven = { configuration, keys: [...keys.values()], credentialIssuer, nonce, clientId }
  const proofs = await proveKeys(context, proven)
  const { request, response, responseKey } = await selectEncryption(metadata, encrypt)
  const answer = await fetchCredentials(metadata.credential_endpoint, {
    accessToken: token.accessToken,
    tokenType: token.tokenType,
    fetch: channel.fetch,
    request: createCredentialRequest({
      ...target,
      proofs,
      ...(response !== undefined && { responseEncryption: response }),
    }),
    ...(request !== undefined && { requestEncryption: request }),
    ...(responseKey !== undefined && { responseKey }),
  })
  return { response: answer, encrypted: responseKey !== undefined }
}

type RequestInput = Parameters<typeof createCredentialRequest>[0]

interface WantedEncryption {
  readonly request?: ReturnType<typeof selectMessageEncryption>['request']
  readonly response?: RequestInput['responseEncryption']
  readonly responseKey?: PrivateJwk
}

/**
 * An encrypted response is asked for where the issuer requires it or the holder wants it, with a key of its own for each
 * request; then the request is encrypted too (OpenID4VCI 1.0 section 8.2). Shared with deferred delivery.
 */
export async function selectEncryption(
  metadata: CredentialIssuerMetadata,
  isWanted: boolean,
): Promise<WantedEncryption> {
  const { request, response } = selectMessageEncryption(metadata)
  const mustRespond = metadata.credential_response_encryption?.encryption_required === true
  const mustRequest = metadata.credential_request_encryption?.encryption_required === true
  if (isWanted && response === undefined) throw encryptionUnsupported()
  if (response === undefined || !(mustRespond || isWanted)) {
    return mustRequest && request !== undefined ? { request } : {}
  }
  const responseKey = await generatePrivateJwk()
  const recipient = await encryptionJwkOf(responseKey)
  return {
    ...(request !== undefined && { request }),
    response: { recipient, enc: response.enc },
    responseKey,
  }
}
