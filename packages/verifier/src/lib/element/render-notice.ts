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
  /** Each a paragraph. */
  readonly notes: readonly LocalizedText[]
  readonly canRetry: boolean
}

/** The words of each state that is no request. */
export function noticeOf(view: Exclude<ElementView, { state: 'pending' }>): Notice {
  switch (view.state) {
    case 'loading':
      return { title: elementWords.loading, notes: [], canRetry: false }
    case 'accepted':
      return { title: elementWords.accepted, notes: [elementWords.acceptedNote], canRetry: false }
    case 'refused':
      return {
        title: pageWords.refused,
        notes: [view.reason, ...(view.remedy ? [view.remedy] : [])],
        canRetry: true,
      }
    case 'expired':
      return { title: elementWords.expired, notes: [elementWords.expiredNote], canRetry: true }
    case 'cookies':
      return { title: elementWords.failed, notes: [pageWords.cookies], canRetry: true }
    case 'elsewhere':
      return { title: pageWords.elsewhere, notes: [pageWords.goOnThere], canRetry: true }
    case 'failed':
      return { title: elementWords.failed, notes: [elementWords.failedNote], canRetry: true }
  }
}

/** Renders a notice, with a button that begins anew where that can help. */
export function renderNotice(
  { title, notes, canRetry }: Notice,
  language: PageLanguage,
  retry: () => void,
): readonly Node[] {
  const nodes: Node[] = [renderHeading(title[language], 'notice')]
  nodes.push(...notes.map((note) => createNode('p', {}, note[language])))
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
