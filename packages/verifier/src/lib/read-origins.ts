import { invalidArgument } from '@lontar/credentials/errors'
import { publicUrl } from './public-url.ts'

/**
 * Reads the origins of the pages that may ask through the Digital Credentials API.
 *
 * @param origins that of the verifier's URL by default; an empty list turns the API off.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for what is no origin letter for letter, or neither https nor http on
 *   loopback.
 * @see OpenID4VP 1.0 appendix A.2
 */
export function readOrigins(origins: readonly string[] | undefined, url: string): readonly string[] {
  const chosen = origins ?? [new URL(url).origin]
  for (const origin of chosen) {
    // Wallets and browsers compare the very letters.
    if (publicUrl(origin) !== origin || new URL(origin).origin !== origin)
      throw invalidArgument('An origin is a scheme, a host and, unless it is the usual one, a port.')
  }
  return Object.freeze([...chosen])
}
