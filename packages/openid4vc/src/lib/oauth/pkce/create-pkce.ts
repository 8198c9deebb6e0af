import {
  randomBytes as drawBytes,
  encodeBase64Url,
  hashText,
  type RandomBytes,
} from '@lontar/credentials/jose'

/** What proves that a token request comes from whoever made the authorization request. */
export interface Pkce {
  /** The secret, for the token request: 43 characters. */
  readonly codeVerifier: string
  /** Its SHA-256, base64url, for the authorization request. */
  readonly codeChallenge: string
}

/**
 * Draws a code verifier and makes its S256 challenge. The method `plain` does not exist here (HAIP 1.0 section 4).
 *
 * @param randomBytes The platform's secure generator by default.
 * @see RFC 7636 sections 4.1 and 4.2
 */
export async function createPkce(randomBytes: RandomBytes = drawBytes): Promise<Pkce> {
  const codeVerifier = encodeBase64Url(randomBytes(32))
  return { codeVerifier, codeChallenge: await hashText(codeVerifier) }
}
