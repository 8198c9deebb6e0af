import type { Ask } from '@lontar/documents/ask'
import { askedClaims, legalBases } from '@lontar/documents/ask'
import { claimLabel, credentialTypes } from '@lontar/documents/credential-types'
import type { LanguageChoice, PageLanguage } from './choose-language.ts'
import { type Html, html, trustedHtml } from './html.ts'
import { pageFrame } from './page-frame.ts'
import { pageScript } from './page-script.ts'
import { pageWords, retentionWords } from './page-words.ts'
import { qrSvg } from './qr-svg.ts'

/** What the request page shows. */
export interface RequestPageInput extends LanguageChoice {
  readonly nonce: string
  /** Who asks. */
  readonly name: string
  readonly ask: Ask
  /** For the wallet on another device, in the QR code. */
  readonly requestUri: string
  /** For the wallet on this device. */
  readonly sameDeviceUri: string
  readonly secondsLeft: number
}

/** Creates the page that asks: who, what, why, how long, a link for this device and a QR code for another. */
export function createRequestPage(input: RequestPageInput): Html {
  const { language, name } = input
  return pageFrame({
    ...input,
    title: name,
    // Without a script the page asks again by itself.
    head: html`<noscript><meta http-equiv="refresh" content="5"></noscript>`,
    body: html`<h1>${name} ${pageWords.asks[language]}</h1>
${askList(input.ask, language)}
<a class="button" href="${input.sameDeviceUri}">${pageWords.open[language]}</a>
<p class="scan">${pageWords.scan[language]}</p>
${qrSvg(input.requestUri, pageWords.qr[language])}
<p class="scan">${pageWords.left[language]}: <span role="timer" data-seconds="${input.secondsLeft}">${clock(input.secondsLeft)}</span></p>
<p class="warn" data-cookies hidden>${pageWords.cookies[language]}</p>
<p class="note">${pageWords.nothingElse[language]}</p>
<script nonce="${input.nonce}">${trustedHtml(pageScript)}</script>`,
  })
}

function askList(ask: Ask, language: PageLanguage): Html {
  const type = Object.values(credentialTypes).find(({ name }) => name === ask.credential)
  const claims = askedClaims(ask).map((claim) => html`<li>${claimLabel(claim)[language]}</li>`)
  return html`<dl>
${row(pageWords.purpose[language], ask.purpose[language])}
${row(pageWords.claims[language], html`<ul>${claims}</ul>`)}
${row(pageWords.credential[language], type?.display.name[language] ?? '')}
${row(pageWords.legalBasis[language], legalBases[ask.legalBasis][language])}
${row(pageWords.retention[language], retentionWords(ask.retentionDays, language))}
</dl>`
}

function row(term: string, description: string | Html): Html {
  return html`<div><dt>${term}</dt><dd>${description}</dd></div>`
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
