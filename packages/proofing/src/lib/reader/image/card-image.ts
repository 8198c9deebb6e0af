/** A decoded picture. */
export interface CardImage {
  /** In pixels. */
  readonly width: number
  /** In pixels. */
  readonly height: number
  /** Four bytes a pixel, red, green, blue, alpha, row by row from the top. */
  readonly pixels: Uint8Array
}
