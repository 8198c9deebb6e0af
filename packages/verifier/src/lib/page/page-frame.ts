import type { LanguageChoice } from './choose-language.ts'
import { type Html, html, trustedHtml } from './html.ts'
import { pageStyle } from './page-style.ts'
import { pageWords } from './page-words.ts'

/** What every page has. */
export interface PageFrame extends LanguageChoice {
  /** The nonce of the page's Content Security Policy. */
  readonly nonce: string
  readonly title: string
  /** Elements that only this page has in its head. */
  readonly head?: Html
  readonly body: Html
}

/** Frames a page. It loads nothing from anywhere. */
export function pageFrame(frame: PageFrame): Html {
  const { language, nonce } = frame
  const other = language === 'id' ? 'en' : 'id'
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${frame.title}</title>
<style nonce="${nonce}">${trustedHtml(pageStyle)}</style>
${frame.head ?? ''}
</head>
<body>
<main>
<nav><a href="${frame.otherLanguageHref}" lang="${other}" hreflang="${other}">${pageWords.otherLanguage[language]}</a></nav>
${frame.body}
</main>
</body>
</html>
`
}
