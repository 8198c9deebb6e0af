import { Oauth2ServerErrorResponseError } from '@openid4vc/oauth2'
import type { JWK } from 'jose'

/** What the foreign issuer knows of one issuance. */
export interface ForeignSession {
  /** The pre-authorized code, the end of the request_uri and the subject of its tokens. */
  readonly id: string
  readonly configurationIds: readonly string[]
  readonly txCode: string
  readonly issuerState: string
  readonly code: string
  /** Whether the wallet gets it only after it is `approved`. */
  readonly deferred: boolean
  approved: boolean
  /** What was pushed. */
  authorizationRequest?: {
    readonly redirect_uri?: string | undefined
    readonly state?: string | undefined
    readonly code_challenge?: string | undefined
    readonly authorization_details?: unknown
  }
  /** Serves once. */
  refreshToken?: string
  /** The key that the pushed request was bound to. */
  dpopJkt?: string
  /** What was promised, and for whom. */
  promised?: { readonly format: string; readonly holders: readonly JWK[] }
  /** The events that the wallet told. */
  readonly events: string[]
}

/** The session that a request belongs to. */
export function findSession(
  sessions: readonly ForeignSession[],
  isIt: (session: ForeignSession) => boolean,
): ForeignSession {
  const session = sessions.find(isIt)
  if (session === undefined) throw new Oauth2ServerErrorResponseError({ error: 'invalid_grant' })
  return session
}
