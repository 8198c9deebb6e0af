import { requireStep } from '../verdict/require-step.ts'
import { utf8Text } from '../verdict/steps/jose-steps.ts'

/**
 * Encodes text as UTF-8.
 *
 * @param text any text; a lone surrogate becomes U+FFFD.
 * @returns the bytes.
 */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}

/**
 * Decodes UTF-8 and repairs nothing: a byte that is not UTF-8 is refused, and a byte order mark is kept.
 *
 * @param bytes the text's bytes.
 * @returns the text.
 * @throws MalformedError `utf8_malformed`.
 */
export function decodeUtf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    requireStep(utf8Text, false)
  }
}
