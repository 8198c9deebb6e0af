import { requireStep } from '../verdict/require-step.ts'
import { credentialText } from '../verdict/steps/format-steps.ts'

/** The longest credential or presentation that is read, in characters. */
export const maxCharacters = 1_048_576

/**
 * Requires that a credential or presentation is text of a bearable length, before anything is read of it.
 *
 * @param text what was received.
 * @returns the text.
 * @throws MalformedError `credential_malformed`.
 */
export function requireText(text: unknown): string {
  requireStep(credentialText, typeof text === 'string' && text.length <= maxCharacters)
  return text
}
