import { encodeQR } from 'qr'

/** A QR code as a drawing. */
export interface QrPath {
  /** Its width and height in modules, with the quiet zone around it. */
  readonly size: number
  /** The dark modules, as the `d` of one SVG path in a square of `size`. */
  readonly path: string
}

/** Draws a text as a QR code with its quiet zone: one path of horizontal runs. */
export function qrPath(text: string): QrPath {
  // Low correction: a screen is clean, and fewer modules are easier to read from a phone.
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 })
  return { size: rows.length, path: rows.map(rowPath).join('') }
}

function rowPath(row: readonly boolean[], y: number): string {
  const runs: string[] = []
  for (let x = 0; x < row.length; ) {
    let end = x
    while (row[end] === true) end++
    if (end > x) runs.push(`M${x} ${y}h${end - x}v1H${x}z`)
    x = end + 1
  }
  return runs.join('')
}
