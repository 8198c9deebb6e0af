import { VerificationError } from '@lontar/credentials/errors'
import { encodeUtf8, equalBytes, hashText } from '@lontar/credentials/jose'

const syntax = /^[A-Za-z0-9\-._~]{43,128}$/

/**
 * Verifies that a code verifier is the one of a challenge.
 *
 * @param codeVerifier What came with the token request.
 * @param expectedCodeChallenge The S256 challenge of the authorization request.
 * @throws VerificationError `pkce_invalid`, also for a verifier of another syntax.
 * @see RFC 7636 section 4.6
 */
export async function verifyPkce(codeVerifier: string, expectedCodeChallenge: string): Promise<void> {
  const challenge = syntax.test(codeVerifier) ? await hashText(codeVerifier) : ''
  if (!equalBytes(encodeUtf8(challenge), encodeUtf8(expectedCodeChallenge)) || challenge === '') {
    throw new VerificationError('pkce_invalid', 'The code verifier is not that of the code challenge.')
  }
}
