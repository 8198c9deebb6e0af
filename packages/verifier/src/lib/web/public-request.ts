/**
 * The same request under the public URL, whatever host it names. Its body is passed on, or left to whoever comes after.
 */
export function toPublicRequest(request: Request, url: string, what: 'with body' | 'without body'): Request {
  const { method, headers, signal, body } = request
  if (what === 'without body' || body === null) return new Request(url, { method, headers, signal })
  // Member by member, because servers bring requests of their own that the constructor does not take for one.
  const init: RequestInit & { duplex: 'half' } = { method, headers, signal, body, duplex: 'half' }
  return new Request(url, init)
}

/** The path and query of a request under the origin of the verifier. */
export function publicUrlOf({ url }: Request, verifier: { readonly url: string }): string {
  const { pathname, search } = new URL(url)
  return new URL(verifier.url).origin + pathname + search
}
