// Controls but tab and line feed, separators, bidi and other invisible format characters, halves of a surrogate pair.
const unprintable = /(?![\t\n])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * Makes text safe for a terminal: nothing in it can move the cursor, colour, hide or reorder. Such characters are
 * written as JSON escapes, so that JSON stays the same JSON. Lines stay lines.
 */
export function terminalText(text: string): string {
  return text.replaceAll(unprintable, escapeOf)
}

/** As `terminalText`, on one line: for a name that came from outside. */
export function terminalLine(text: string): string {
  return terminalText(text).replaceAll(/[\t\n]/g, escapeOf)
}

function escapeOf(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
