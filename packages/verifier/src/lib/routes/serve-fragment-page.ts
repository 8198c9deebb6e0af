import { chooseLanguage } from '../page/choose-language.ts'
import { fragmentScript } from '../page/fragment-script.ts'
import { html, trustedHtml } from '../page/html.ts'
import { pageFrame } from '../page/page-frame.ts'
import { pageResponse } from '../page/page-response.ts'
import { pageWords } from '../page/page-words.ts'
import type { VerifierContext } from '../verifier-context.ts'

/**
 * Serves the page that a browser opens with the answer of a wallet in the fragment, which no browser sends to a server.
 * Its script posts the fragment to this same address.
 *
 * @see OpenID4VP 1.0 section 8.1
 */
export function serveFragmentPage(context: VerifierContext, request: Request): Response {
  const nonce = context.createToken()
  const choice = chooseLanguage(request)
  const say = (word: 'handedOver' | 'notHandedOver') => pageWords[word][choice.language]
  const page = pageFrame({
    ...choice,
    nonce,
    title: context.name,
    body: html`<h1>${pageWords.answer[choice.language]}</h1>
<p role="status"><span data-taken hidden>${say('handedOver')}</span><span data-refused hidden>${say('notHandedOver')}</span></p>
<noscript><p>${say('notHandedOver')}</p></noscript>
<script nonce="${nonce}" type="module">${trustedHtml(fragmentScript)}</script>`,
  })
  return pageResponse(page, { status: 200, nonce })
}
