import { type Html, html } from './html.ts'
import { qrPath } from './qr-path.ts'

/** Draws a text as a QR code, black on white in every theme. */
export function qrSvg(text: string, label: string): Html {
  const { size, path } = qrPath(text)
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label="${label}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path d="${path}"/></svg>`
}
