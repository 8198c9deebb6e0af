import type { Check } from '@lontar/credentials'
import { explainToHolder } from '../refusal/explain-to-holder.ts'
import type { LanguageChoice } from './choose-language.ts'
import { type Html, html } from './html.ts'
import { pageFrame } from './page-frame.ts'
import { pageWords } from './page-words.ts'

/** What the page of a refusal shows. */
export interface RefusedPageInput extends LanguageChoice {
  readonly nonce: string
  readonly name: string
  readonly checks: readonly Check[]
}

/** Creates the page that says why a credential was refused, without a word of what it held, and how to try again. */
export function createRefusedPage(input: RefusedPageInput): Html {
  const { language } = input
  const { reason, remedy } = explainToHolder(input.checks)
  return pageFrame({
    ...input,
    title: input.name,
    body: html`<h1>${pageWords.refused[language]}</h1>
<p><strong>${reason[language]}</strong></p>
<p>${remedy[language]}</p>
<p><a class="button" href="${input.href}">${pageWords.again[language]}</a></p>`,
  })
}
