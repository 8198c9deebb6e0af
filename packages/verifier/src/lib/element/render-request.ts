import type { PageLanguage } from '../page/choose-language.ts'
import { pageWords, retentionWords } from '../page/page-words.ts'
import { qrPath } from '../page/qr-path.ts'
import { createNode, createSvgNode } from './create-node.ts'
import type { DcApiRequest, DescribedAsk, ElementRequest } from './element-request.ts'
import { elementWords } from './element-words.ts'
import { allowedRequests } from './present-by-dc-api.ts'
import { renderHeading } from './render-heading.ts'

/** What the parts of a request call. */
export interface RequestActions {
  /** A click on the button of the Digital Credentials API. */
  presentByBrowser(dcApi: DcApiRequest): void
}

/** Renders a request: who asks for what, why and for how long, and the ways to answer it. */
export function renderRequest(
  request: ElementRequest,
  language: PageLanguage,
  actions: RequestActions,
): readonly Node[] {
  const { name, ask, dcApi, sameDeviceUri } = request
  return [
    renderHeading(`${name} ${pageWords.asks[language]}`),
    createNode(
      'div',
      { class: 'request' },
      renderAsk(ask, language),
      createNode(
        'div',
        { class: 'ways' },
        dcApi !== null && allowedRequests(dcApi).length > 0 && renderBrowserButton(dcApi, language, actions),
        createNode('a', { class: 'button', part: 'button', href: sameDeviceUri }, pageWords.open[language]),
        createNode('p', { class: 'scan' }, pageWords.scan[language]),
        renderQr(request.requestUri, language),
        renderClock(language),
      ),
    ),
    createNode('p', { class: 'note' }, pageWords.nothingElse[language]),
  ]
}

function renderAsk(ask: DescribedAsk, language: PageLanguage): HTMLElement {
  const row = (term: string, description: Node | string): HTMLElement =>
    createNode('div', {}, createNode('dt', {}, term), createNode('dd', {}, description))
  const claims = ask.claims.map(({ label }) => createNode('li', {}, label[language]))
  return createNode(
    'dl',
    {},
    row(pageWords.purpose[language], ask.purpose[language]),
    row(pageWords.claims[language], createNode('ul', {}, ...claims)),
    ask.credential && row(pageWords.credential[language], ask.credential[language]),
    row(pageWords.legalBasis[language], ask.legalBasis[language]),
    row(pageWords.retention[language], retentionWords(ask.retentionDays, language)),
  )
}

function renderBrowserButton(
  dcApi: DcApiRequest,
  language: PageLanguage,
  actions: RequestActions,
): HTMLElement {
  const button = createNode(
    'button',
    { type: 'button', class: 'button', part: 'button' },
    elementWords.browser[language],
  )
  button.addEventListener('click', () => actions.presentByBrowser(dcApi))
  return button
}

/** Black on white in every theme, or a camera does not read it. */
function renderQr(text: string, language: PageLanguage): SVGElement {
  const { size, path } = qrPath(text)
  return createSvgNode(
    'svg',
    {
      class: 'qr',
      part: 'qr',
      viewBox: `0 0 ${size} ${size}`,
      role: 'img',
      'aria-label': pageWords.qr[language],
      'shape-rendering': 'crispEdges',
    },
    createSvgNode('path', { fill: '#fff', d: `M0 0h${size}v${size}H0z` }),
    createSvgNode('path', { fill: '#000', d: path }),
  )
}

function renderClock(language: PageLanguage): HTMLElement {
  return createNode(
    'p',
    { class: 'scan' },
    `${pageWords.left[language]}: `,
    createNode('span', { role: 'timer' }),
  )
}
