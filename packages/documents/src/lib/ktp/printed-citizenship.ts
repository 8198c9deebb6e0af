/** Reads `WNI` in any letter case; `undefined` for any other text, such as a foreigner's `WNA`. */
export function readPrintedCitizenship(text: string): 'WNI' | undefined {
  return /^WNI$/i.test(text) ? 'WNI' : undefined
}
