/** HTML that was made by `html`, so that it is not escaped again. */
export interface Html {
  readonly html: string
}

/** Text, or HTML, that goes into a template. */
export type HtmlPart = string | number | Html | readonly HtmlPart[]

/** Builds HTML: every text that is filled in is escaped, for element content and for quoted attributes alike. */
export function html(strings: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html {
  return { html: String.raw({ raw: strings }, ...parts.map(render)) }
}

function render(part: HtmlPart): string {
  if (typeof part === 'string' || typeof part === 'number') return escapeText(String(part))
  return 'html' in part ? part.html : part.map(render).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '')
}
