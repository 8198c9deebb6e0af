const weights = [7, 3, 1] as const

/**
 * Reckons the check digit of a part of the machine-readable zone.
 *
 * @param text capital letters, digits and `<`
 * @returns `0` to `9`
 * @see ICAO Doc 9303-3 section 4.9
 */
export function checkDigit(text: string): string {
  const sum = [...text].reduce(
    (total, character, index) => total + valueOfCharacter(character) * (weights[index % 3] ?? 0),
    0,
  )
  return String(sum % 10)
}

/** 0 to 9 for digits, 10 to 35 for letters, 0 for the filler. */
function valueOfCharacter(character: string): number {
  return character === '<' ? 0 : Number.parseInt(character, 36)
}
