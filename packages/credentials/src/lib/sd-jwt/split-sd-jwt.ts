import { MalformedError } from '../errors/lontar-error.ts'

/** The parts of an SD-JWT, as text. */
export interface SdJwtParts {
  /** Everything up to and including the last `~`: what `sd_hash` covers. */
  readonly presented: string
  readonly jwt: string
  readonly disclosures: readonly string[]
  readonly keyBindingJwt: string | undefined
}

/** The longest text that is read, in characters, and the most disclosures. */
const maxCharacters = 1_048_576
const maxDisclosures = 1024

/**
 * Splits the compact form `jwt~disclosure~…~[key binding JWT]`. The last `~` is never optional.
 *
 * @param text at most 1,048,576 characters and 1,024 disclosures.
 * @returns the parts.
 * @throws MalformedError `sd_jwt_malformed`.
 * @see RFC 9901 section 4
 */
export function splitSdJwt(text: string): SdJwtParts {
  if (typeof text !== 'string' || text.length > maxCharacters) throw malformed()
  // One more than allowed, so that a hundred thousand separators are not split at all.
  const parts = text.split('~', maxDisclosures + 3)
  const [jwt = '', ...disclosures] = parts
  const last = disclosures.pop()
  if (last === undefined || disclosures.length > maxDisclosures || disclosures.includes('')) throw malformed()
  // A text that lost its last `~` would have a disclosure in the place of the key binding JWT.
  if (last !== '' && last.split('.', 4).length !== 3) throw malformed()
  const presented = text.slice(0, text.length - last.length)
  return { presented, jwt, disclosures, keyBindingJwt: last === '' ? undefined : last }
}

function malformed(): MalformedError {
  return new MalformedError('sd_jwt_malformed', 'The text is not an SD-JWT.')
}
