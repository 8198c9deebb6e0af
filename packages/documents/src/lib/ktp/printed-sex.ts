/** Reads `LAKI-LAKI` or `PEREMPUAN` in any letter case; `undefined` for any other text. */
export function readPrintedSex(text: string): 'male' | 'female' | undefined {
  if (/^LAKI-LAKI$/i.test(text)) return 'male'
  return /^PEREMPUAN$/i.test(text) ? 'female' : undefined
}
