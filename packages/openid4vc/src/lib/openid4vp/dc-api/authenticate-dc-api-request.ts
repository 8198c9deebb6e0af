import { LontarError, MalformedError } from '@lontar/credentials/errors'
import { type JsonObject, parseJws, type UnverifiedJws } from '@lontar/credentials/jose'
import { findTrustedVerifier } from '@lontar/credentials/trust'
import type { ClientIdKind } from '../client-id/client-id.ts'
import type { VerifierTrust } from '../client-id/verifier-trust.ts'
import { type AuthenticClient, authenticateClient } from '../request-object/authenticate-client.ts'
import { requestObjectType } from '../request-object/request-object.ts'

/** A signed request whose verifier is known. */
export interface AuthenticDcApiRequest extends AuthenticClient {
  /** The full Client Identifier. */
  readonly clientId: string
  readonly payload: JsonObject
}

type By = VerifierTrust & { readonly now: Date }

/** Whose signature counts where several are right. */
interface Preference {
  /** See `DcApiRequestExpectations`. */
  readonly preferredClientIdKind?: ClientIdKind
}

/**
 * Verifies a request with one signature. The payload names the verifier.
 *
 * @throws as `authenticateRequestObject`, but for the comparison with a link.
 * @see OpenID4VP 1.0 appendix A.3.2.1
 */
export async function authenticateSigned(jwt: string, by: By): Promise<AuthenticDcApiRequest> {
  const jws = parseJws(jwt)
  return authenticate(jws, jws.payload.client_id, by)
}

/**
 * Verifies a request with several signatures, of which one has to be right: of those that are, and of the preferred
 * kind where there is one, that of a verifier whom the reader knows or somebody vouches for counts, or else the first.
 *
 * @throws what the first signature is refused for, when none is right.
 * @see OpenID4VP 1.0 appendix A.3.2.2
 */
export async function authenticateMultisigned(
  jwts: readonly string[],
  by: By & Preference,
): Promise<AuthenticDcApiRequest> {
  const found: AuthenticDcApiRequest[] = []
  const errors: LontarError[] = []
  for (const jwt of jwts) {
    try {
      found.push(await authenticateOne(jwt, by))
    } catch (error) {
      if (!(error instanceof LontarError)) throw error
      errors.push(error)
    }
  }
  const preferred = found.filter(({ clientIdKind }) => clientIdKind === by.preferredClientIdKind)
  const fitting = preferred.length > 0 ? preferred : found
  const isKnown = ({ clientId }: AuthenticDcApiRequest): boolean =>
    findTrustedVerifier(by.trust, clientId) !== undefined
  const best = fitting.find(isKnown) ?? fitting.find(({ key }) => key.vouched)
  const chosen = best ?? fitting[0]
  if (chosen === undefined) throw errors[0] ?? malformed()
  return chosen
}

/** The protected header names the verifier, and the payload must not. */
async function authenticateOne(jwt: string, by: By): Promise<AuthenticDcApiRequest> {
  const jws = parseJws(jwt)
  if (jws.payload.client_id !== undefined) throw malformed()
  return authenticate(jws, jws.header.client_id, by)
}

async function authenticate(jws: UnverifiedJws, clientId: unknown, by: By): Promise<AuthenticDcApiRequest> {
  if (jws.header.typ !== requestObjectType || typeof clientId !== 'string') throw malformed()
  return { clientId, ...(await authenticateClient(jws, clientId, by)), payload: jws.payload }
}

function malformed(): MalformedError {
  return new MalformedError(
    'authorization_request_malformed',
    'The request object cannot be used: its type is another, or its verifier is named nowhere or in the wrong place.',
  )
}
