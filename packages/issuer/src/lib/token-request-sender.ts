import type { AuthenticatedClient } from './authenticate-client.ts'

/** Who sent a token request. */
export interface TokenRequestSender {
  readonly request: Request
  /** What it authenticated as. */
  readonly authenticated: AuthenticatedClient | undefined
}

/** What a token request brought. */
export interface IssuedToken {
  readonly accessToken: string
  readonly dpopThumbprint: string | undefined
  readonly credentialIdentifiers: Readonly<Record<string, string>> | undefined
  /** What of the scope was granted; absent when it is all that was asked for. */
  readonly scope?: readonly string[]
  /** `undefined` where the issuer gives none. */
  readonly refreshToken: string | undefined
}
