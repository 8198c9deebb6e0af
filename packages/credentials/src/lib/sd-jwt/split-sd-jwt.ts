import { requireStep } from '../verdict/require-step.ts'
import { disclosureCount, lastTilde, textLength } from '../verdict/steps/sd-jwt-steps.ts'

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
  requireStep(textLength, typeof text === 'string' && text.length <= maxCharacters)
  // One more than allowed, so that a hundred thousand separators are not split at all.
  const parts = text.split('~', maxDisclosures + 3)
  const [jwt = '', ...disclosures] = parts
  const last = disclosures.pop()
  requireStep(disclosureCount, disclosures.length <= maxDisclosures)
  // A text that lost its last `~` would have a disclosure in the place of the key binding JWT.
  requireStep(lastTilde, last === '' || last?.split('.', 4).length === 3)
  const presented = text.slice(0, text.length - last.length)
  return { presented, jwt, disclosures, keyBindingJwt: last === '' ? undefined : last }
}
