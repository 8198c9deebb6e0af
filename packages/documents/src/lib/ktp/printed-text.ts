/** The longest value that a card or a registry holds, in UTF-16 code units. */
const maxLength = 200

/**
 * Reads a printed value: spaces at the ends go, runs of spaces become one, nothing else changes.
 *
 * @returns the value, or `undefined` when it is no text, is empty or too long, or holds a control or invisible
 *   character, a space other than U+0020, or half of a surrogate pair
 */
export function readPrintedText(value: unknown): string | undefined {
  if (typeof value !== 'string' || value.length > maxLength || !value.isWellFormed()) return undefined
  if (/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|[^\P{Zs} ]/u.test(value)) return undefined
  const text = value.trim().replace(/ +/g, ' ')
  return text === '' ? undefined : text
}
