import { encodeQR } from 'qr'
import { type Html, html } from './html.ts'

/** Draws a text as a QR code with its quiet zone: one path of horizontal runs, black on white in every theme. */
export function qrSvg(text: string, label: string): Html {
  // Low correction: a screen is clean, and fewer modules are easier to read from a phone.
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: 4 })
  const box = `0 0 ${rows.length} ${rows.length}`
  return html`<svg class="qr" viewBox="${box}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${rows.length}v${rows.length}H0z"/><path d="${rows.map(rowPath).join('')}"/></svg>`
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
