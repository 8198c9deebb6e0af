import { LontarError, VerificationError } from '@lontar/credentials/errors'
import {
  parseClientAttestationHeaders,
  type VerifiedClientAttestation,
  verifyClientAttestation,
} from '@lontar/openid4vc/oauth'
import type { ClientAttestationPolicy } from './attestation-policy.ts'
import type { IssuerContext } from './issuer-context.ts'
import { Refusal } from './refusal.ts'
import { useJti } from './use-jti.ts'

/** A client that authenticated. */
export interface AuthenticatedClient {
  readonly clientId: string
  /** RFC 7638 thumbprint of the key of its instance. */
  readonly instanceThumbprint: string
}

/**
 * Authenticates the client of a request by its attestation. An issuer without such a policy does not look at the
 * headers.
 *
 * @param clientId the `client_id` of the request, when it has one.
 * @returns the client; `undefined` when the request has no attestation and needs none.
 * @throws Refusal `invalid_client`, `use_attestation_challenge`, `use_fresh_attestation`.
 * @see Attestation-Based Client Authentication drafts 07 and 11; HAIP 1.0 section 4.4.1
 */
export async function authenticateClient(
  context: IssuerContext,
  request: Request,
  clientId: string | undefined,
): Promise<AuthenticatedClient | undefined> {
  const policy = context.clientAttestation
  if (policy === undefined) return undefined
  const client = await verifyHeaders(context, policy, request, clientId)
  if (client === undefined) {
    if (policy.required) throw new Refusal('invalid_client', 'the client must authenticate by attestation')
    return undefined
  }
  await requireChallenge(context, policy, client)
  if (!(await useJti(context, 'client-attestation', client))) {
    throw new Refusal('invalid_client', 'the proof of the client attestation was used before')
  }
  return { clientId: client.clientId, instanceThumbprint: client.thumbprint }
}

async function verifyHeaders(
  context: IssuerContext,
  policy: ClientAttestationPolicy,
  request: Request,
  clientId: string | undefined,
): Promise<VerifiedClientAttestation | undefined> {
  try {
    const headers = parseClientAttestationHeaders(request.headers)
    if (headers === undefined) return undefined
    return await verifyClientAttestation(headers, {
      expectedAttesters: policy.attesters,
      expectedAudience: context.url,
      ...(clientId !== undefined && { expectedClientId: clientId }),
      ...(policy.verifyX5c !== undefined && { verifyX5c: policy.verifyX5c }),
      ...(policy.checkStatus !== undefined && { checkStatus: policy.checkStatus }),
      ...(policy.maxAgeSeconds !== undefined && { maxAgeSeconds: policy.maxAgeSeconds }),
      now: context.now(),
    })
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw refusalOf(error)
  }
}

/** A challenge that is there must be one of ours, and where it is required it must be there. */
async function requireChallenge(
  context: IssuerContext,
  { challengeRequired = false }: ClientAttestationPolicy,
  { challenge }: VerifiedClientAttestation,
): Promise<void> {
  const good = challenge === undefined ? !challengeRequired : await context.serverNonce.isGood(challenge)
  if (!good) {
    throw new Refusal(
      'use_attestation_challenge',
      'the attestation must be proven with a challenge of this server',
    )
  }
}

function refusalOf(error: LontarError): Refusal {
  return error instanceof VerificationError && error.code === 'client_attestation_stale'
    ? new Refusal('use_fresh_attestation', 'the client attestation is too old')
    : new Refusal('invalid_client', 'the client attestation is not valid')
}
