import { encodeBase64Url } from '@lontar/credentials/jose'
import { elementWords } from '../element/element-words.ts'
import { wantsPage } from '../guard/wants-page.ts'
import { chooseLanguage } from '../page/choose-language.ts'
import { html } from '../page/html.ts'
import { pageFrame } from '../page/page-frame.ts'
import { pageResponse } from '../page/page-response.ts'
import { jsonResponse } from '../routes/json-response.ts'
import { publicUrlOf, toPublicRequest } from '../web/public-request.ts'
import { askOf, type ServiceCall } from './service-call.ts'

/**
 * Guards an address of the service's own by an ask: a page for a browser, the answers of `<lontar-verify>` for a page of
 * the same origin. What was accepted is told to everybody, the claims only to a call with a key that brings along the
 * visitor's cookie.
 */
export async function answerAskPage(call: ServiceCall): Promise<Response> {
  const { verifier, parameters, request, authorised } = call
  const ask = askOf(call, parameters['name'] ?? '')
  const asked = toPublicRequest(request, publicUrlOf(request, verifier), 'without body')
  const { credential, response } = await verifier.require(ask)(asked)
  if (response !== undefined) return response
  if (authorised) return jsonResponse({ state: 'accepted', claims: credential?.claims ?? null })
  return wantsPage(request) ? acceptedPage(call) : jsonResponse({ state: 'accepted' })
}

function acceptedPage({ request, randomBytes }: ServiceCall): Response {
  const nonce = encodeBase64Url(randomBytes(16))
  const choice = chooseLanguage(request)
  const { accepted, acceptedNote } = elementWords
  const page = pageFrame({
    ...choice,
    nonce,
    title: accepted[choice.language],
    body: html`<h1>${accepted[choice.language]}</h1>
<p>${acceptedNote[choice.language]}</p>`,
  })
  return pageResponse(page, { status: 200, nonce })
}
