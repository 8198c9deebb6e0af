import type { LocalizedText } from '@lontar/credentials'
import type { PageLanguage } from '../page/choose-language.ts'
import { pageWords } from '../page/page-words.ts'
import { createNode } from './create-node.ts'
import type { ElementView } from './element-view.ts'
import { elementWords } from './element-words.ts'
import { renderHeading } from './render-heading.ts'

/** What is shown when there is nothing to answer. */
export interface Notice {
  readonly title: LocalizedText
  readonly note: LocalizedText | undefined
  readonly canRetry: boolean
}

/** The words of each state that is no request. */
export function noticeOf(view: Exclude<ElementView, { state: 'pending' }>): Notice {
  switch (view.state) {
    case 'loading':
      return { title: elementWords.loading, note: undefined, canRetry: false }
    case 'accepted':
      return { title: elementWords.accepted, note: elementWords.acceptedNote, canRetry: false }
    case 'refused':
      return { title: pageWords.refused, note: view.reason, canRetry: true }
    case 'expired':
      return { title: elementWords.expired, note: elementWords.expiredNote, canRetry: true }
    case 'cookies':
      return { title: elementWords.failed, note: pageWords.cookies, canRetry: true }
    case 'elsewhere':
      return { title: pageWords.elsewhere, note: pageWords.goOnThere, canRetry: true }
    case 'failed':
      return { title: elementWords.failed, note: elementWords.failedNote, canRetry: true }
  }
}

/** Renders a notice, with a button that begins anew where that can help. */
export function renderNotice(
  { title, note, canRetry }: Notice,
  language: PageLanguage,
  retry: () => void,
): readonly Node[] {
  const nodes: Node[] = [renderHeading(title[language], 'notice')]
  if (note !== undefined) nodes.push(createNode('p', {}, note[language]))
  if (canRetry) {
    const button = createNode(
      'button',
      { type: 'button', class: 'button', part: 'button' },
      pageWords.again[language],
    )
    button.addEventListener('click', retry)
    nodes.push(button)
  }
  return nodes
}
