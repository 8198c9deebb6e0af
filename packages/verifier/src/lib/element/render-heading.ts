import { createNode } from './create-node.ts'

/** The id that names the whole for a screen reader. */
export const headingId = 'heading'

/** Renders the heading. A script can give it the focus, which stays in the component when what had it goes away. */
export function renderHeading(text: string, className = ''): HTMLElement {
  return createNode('h2', { id: headingId, tabindex: '-1', part: 'heading', class: className }, text)
}
