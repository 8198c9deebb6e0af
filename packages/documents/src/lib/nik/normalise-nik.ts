/**
 * Takes the grouping out of a NIK that a person typed: spaces, full stops and hyphens between digits. Nothing else
 * is repaired, and the result still has to pass `parseNik`.
 *
 * @param text such as `5371 9917 0890 0001`
 * @returns the same text without spaces, full stops and hyphens
 */
export function normaliseNik(text: string): string {
  return text.replace(/[ .-]/g, '')
}
