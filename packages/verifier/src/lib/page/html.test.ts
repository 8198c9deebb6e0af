import { describe, expect, it } from 'vitest'
import { html } from './html.ts'

describe('html', () => {
  it('escapes text for content and for attributes', () => {
    const text = `<&>"'`
    expect(html`<b title="${text}">${text}</b>`.html).toBe(
      '<b title="&lt;&amp;&gt;&quot;&#39;">&lt;&amp;&gt;&quot;&#39;</b>',
    )
  })

  it('takes what it made itself as it is, alone and in lists', () => {
    const items = ['a', '<'].map((text) => html`<li>${text}</li>`)
    expect(html`<ul>${items}</ul>${3}`.html).toBe('<ul><li>a</li><li>&lt;</li></ul>3')
  })
})
