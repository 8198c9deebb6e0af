import { encodeBase64Url, type RandomBytes } from '@lontar/credentials/jose'

/** A value that nobody can guess: 256 random bits by default, base64url. */
export function drawSecret(randomBytes: RandomBytes, bytes = 32): string {
  return encodeBase64Url(randomBytes(bytes))
}
