/**
 * Writes what a body parser made of a form as a form again. A repeated parameter stays repeated, so that it is still
 * refused.
 *
 * @param parsed text, bytes, or an object of texts and lists of texts; see `isReadableForm`
 */
export function formOf(parsed: unknown): string | Uint8Array<ArrayBuffer> {
  if (typeof parsed === 'string') return parsed
  if (parsed instanceof Uint8Array) return Uint8Array.from(parsed)
  const form = new URLSearchParams()
  for (const [name, value] of fieldsOf(parsed)) {
    for (const item of value) form.append(name, String(item))
  }
  return form.toString()
}

/**
 * Whether a body is what a form can hold: a parser with `extended: true` makes objects of `a[b]=c`, whose members the
 * sender names, those of every object included.
 */
export function isReadableForm(parsed: unknown): boolean {
  if (typeof parsed === 'string' || parsed instanceof Uint8Array) return true
  return fieldsOf(parsed).every(([, value]) => value.every((item) => typeof item === 'string'))
}

function fieldsOf(parsed: unknown): [string, readonly unknown[]][] {
  return Object.entries(parsed ?? {}).map(([name, value]) => [name, Array.isArray(value) ? value : [value]])
}
