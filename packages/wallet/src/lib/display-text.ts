const defaultMaxLength = 200

// Controls, line and paragraph separators, bidi and other invisible format characters, and halves of a surrogate pair.
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/**
 * Makes text of the other side safe to show: nothing in it can hide, reorder, move the cursor or break the line.
 * Such characters are shown by their numbers, not dropped, so that two different texts stay different; apart from
 * that the text is not normalised. Text of more than `maxLength` characters, 200 by default, ends in `…`. Escaping for HTML stays with who writes HTML.
 */
export function displayText(text: string, maxLength: number = defaultMaxLength): string {
  const shown = text.replaceAll(unprintable, codePointOf)
  const characters = [...shown]
  return characters.length <= maxLength ? shown : `${characters.slice(0, maxLength - 1).join('')}…`
}

function codePointOf(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16) ?? ''}}`
}
