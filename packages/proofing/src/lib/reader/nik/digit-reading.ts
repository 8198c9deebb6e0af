/** What one reader makes of the sixteen glyphs. */
export interface DigitReading {
  /** Sixteen digits, with `?` where none fits. */
  readonly digits: string
  /** 0 to 1 for the weakest glyph. */
  readonly confidence: number
}
