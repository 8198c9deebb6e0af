import type { Grant } from './issuer-store.ts'

/** What an access token opens and to whom it is bound, as it is kept. */
export interface TokenRecord {
  /** SHA-256 of the access token, base64url. */
  readonly tokenHash: string
  /** From then on it opens nothing. */
  readonly expiresAt: Date
  /** The client that it was given to; absent in an anonymous flow. */
  readonly clientId?: string
  /** RFC 7638 thumbprint of the DPoP key that it is bound to; absent for a bearer token. */
  readonly dpopThumbprint?: string
  /** What may be collected with it. */
  readonly configurationIds: readonly string[]
  /** The configuration that each identifier of the token response stands for; absent when it had none. */
  readonly credentialIdentifiers?: Readonly<Record<string, string>>
}

/** Who signs in: by what the counter handed out, or found by the operator's own sign-in. */
export type SignedInAs =
  | { readonly registrationNumber: string; readonly oneTimeCode: string }
  | { readonly issuanceId: string }

/** What `signIn` needs. */
export interface SignInInput {
  /** SHA-256 of the session, base64url. */
  readonly sessionHash: string
  /** Who signs in. */
  readonly as: SignedInAs
  /** SHA-256 of the `issuer_state` of the request: then it must be that of the offer. */
  readonly issuerStateHash?: string
  /** What the request asks for; the part of it that the offer holds is granted. */
  readonly configurationIds: readonly string[]
  /** After so many wrong tries an offer, and a session, is dead. */
  readonly maxTries: number
  /** SHA-256 of the authorization code. */
  readonly codeHash: string
  /** When the code ends. */
  readonly codeExpiresAt: Date
  /** The instant of the sign-in. */
  readonly now: Date
}

/** What a sign-in brought: `dead` when the session is unknown, over, used or had too many tries. */
export type SignInOutcome = 'signed_in' | 'wrong' | 'nothing_to_collect' | 'dead'

/** An authorization code. */
export interface CodeRecord {
  /** The client that it was given to. */
  readonly clientId: string
  /** The authorization request as JSON. */
  readonly request: string
  /** What was granted. */
  readonly configurationIds: readonly string[]
  /** The issuance for which the code was used; absent while it was not. */
  readonly usedFor?: string
}

/** A refresh token. The identity in it is encrypted under a key that only the token holds. */
export interface RefreshTokenRecord {
  /** SHA-256 of the refresh token, base64url. */
  readonly tokenHash: string
  /** The first issuance of the row of renewals. */
  readonly familyId: string
  /** The newest issuance of it. */
  readonly issuanceId: string
  /** From then on it opens nothing. */
  readonly expiresAt: Date
  /** From when on it opens its issuance again, for what was promised, and no new one. */
  readonly renewableUntil: Date
  /** The client that it was given to; absent in an anonymous flow. */
  readonly clientId?: string
  /** RFC 7638 thumbprint of the DPoP key that it is bound to; absent where there is none. */
  readonly dpopThumbprint?: string
  /** What may be renewed. */
  readonly configurationIds: readonly string[]
  /** Whether the credential request has to use credential identifiers, as that of the first token had to. */
  readonly identifiersGiven: boolean
  /** How many credentials of each configuration a renewal brings. */
  readonly copies: number
  /** A JWE, with which the store can do nothing; empty once the token was used. */
  readonly identity: string
}

/**
 * Makes the first refresh token of a grant from what its access token opens: the store calls it within the step that
 * uses the code up, so that both are there or neither is. It must not ask the store for anything.
 */
export type CreateRefreshToken = (grant: Grant) => Promise<RefreshTokenRecord | undefined>

/** What `rotateRefreshToken` needs. */
export interface RotationInput {
  /** SHA-256 of the refresh token that is used, base64url. */
  readonly tokenHash: string
  /** As recorded with the refresh token; another client or key changes nothing. */
  readonly clientId: string | undefined
  /** As recorded with the refresh token. */
  readonly dpopThumbprint: string | undefined
  /** The next refresh token, of the same row of renewals. */
  readonly next: Omit<RefreshTokenRecord, 'familyId' | 'issuanceId'>
  /** The access token that is given with it. */
  readonly token: TokenRecord
  /** So many renewals may have begun since then in the row; one more is not begun. */
  readonly renewals: { readonly atMost: number; readonly since: Date }
  /** The issuance that the access token opens when a renewal begins. */
  readonly issuance: {
    readonly issuanceId: string
    /** Of a code that nobody has. */
    readonly codeHash: string
    /** The verified identity as JSON, for the life of the access token. */
    readonly identity: string
  }
  /** The instant of the rotation. */
  readonly now: Date
}

/**
 * What the authorization side of an issuer remembers. Every method is one atomic step, and of any number of
 * simultaneous uses of one secret exactly one succeeds.
 */
export interface AuthorizationStore {
  /** Keeps a pushed request under the SHA-256 of its `request_uri`. */
  pushAuthorization(input: {
    readonly requestUriHash: string
    readonly clientId: string
    /** The authorization request as JSON. */
    readonly request: string
    readonly expiresAt: Date
  }): Promise<void>
  /** Uses a `request_uri` of this client up and opens a session for signing in; the request, or `undefined`. */
  openSignIn(input: {
    readonly requestUriHash: string
    readonly clientId: string
    readonly sessionHash: string
    readonly expiresAt: Date
    readonly now: Date
  }): Promise<string | undefined>
  /** The request of a live session; `undefined` when unknown, over or used. */
  readSignIn(sessionHash: string, now: Date): Promise<string | undefined>
  /** Ends a session without a code; whether it was there. */
  endSignIn(sessionHash: string): Promise<boolean>
  /**
   * Signs in: uses the session up and keeps the code. Wrong numbers count against the session and the offer, another
   * `issuer_state` against the session alone. Nobody else signs in while the code lives; when it ends unredeemed, the
   * holder may again.
   */
  signIn(input: SignInInput): Promise<SignInOutcome>
  /** A live code, used or not; nothing changes. */
  readCode(codeHash: string, now: Date): Promise<CodeRecord | undefined>
  /**
   * Uses a code and its offer up and records its token and refresh token; the issuance, or `undefined`. What
   * `createRefreshToken` throws leaves the code alone.
   */
  redeemAuthorizationCode(input: {
    readonly codeHash: string
    readonly token: TokenRecord
    /** Makes the refresh token that comes with the token; none by default. */
    readonly createRefreshToken?: CreateRefreshToken
    readonly now: Date
  }): Promise<string | undefined>
  /** Uses the offer of an external grant up, if it is still open, and records its token; whether there was one. */
  openExternalGrant(input: {
    readonly issuance: { readonly issuerStateHash: string } | { readonly issuanceId: string }
    /** With the configurations of the offer when there are none. */
    readonly token: Omit<TokenRecord, 'configurationIds'> & { readonly configurationIds?: readonly string[] }
    readonly now: Date
  }): Promise<boolean>
  /** A refresh token that lives, used or not. */
  readRefreshToken(tokenHash: string, now: Date): Promise<RefreshTokenRecord | undefined>
  /**
   * Uses a refresh token up, and records the next one, an access token, and the new issuance that it opens: what the
   * present one holds, without what was denied. The token opens the present one again while nothing was issued or
   * something is promised under it, and when no renewal may begin; the identity is put back as far as anything is left
   * to ask for. `refused` when the token is unknown, over, used, of another client or key, a credential of the row of
   * renewals is revoked or suspended, or everything was denied.
   */
  rotateRefreshToken(input: RotationInput): Promise<'rotated' | 'refused'>
  /**
   * Ends a row of renewals with its access tokens: somebody used one of its tokens, or the code that it began with,
   * twice (RFC 9700 section 4.14.2; RFC 6749 section 4.1.2).
   */
  endRenewals(familyId: string): Promise<void>
}
