import type { LanguageChoice } from './choose-language.ts'
import { type Html, html } from './html.ts'
import { pageFrame } from './page-frame.ts'
import { pageWords } from './page-words.ts'

/** What the page shows to a browser that did not begin. */
export interface ForeignReturnPageInput extends LanguageChoice {
  readonly nonce: string
  readonly name: string
  /** Where a new request begins. */
  readonly again: string
}

/** Creates the page for a browser that a wallet opened and that is not the one in which the request began. */
export function createForeignReturnPage(input: ForeignReturnPageInput): Html {
  const { language } = input
  return pageFrame({
    ...input,
    title: input.name,
    body: html`<h1>${pageWords.elsewhere[language]}</h1>
<p>${pageWords.goOnThere[language]}</p>
<p><a class="button" href="${input.again}">${pageWords.again[language]}</a></p>`,
  })
}
