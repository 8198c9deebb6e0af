/** Each value of an option that may be repeated. */
export function collectTexts(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value]
}
