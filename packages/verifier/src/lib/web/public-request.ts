/**
 * The same request under the public URL, whatever host it names. Its body is passed on, or left to whoever comes after.
 */
export function toPublicRequest(request: Request, url: string, body: 'with body' | 'without body'): Request {
  if (body === 'with body') return new Request(url, request)
  const { method, headers, signal } = request
  return new Request(url, { method, headers, signal })
}

/** The path and query of a request under the origin of the verifier. */
export function publicUrlOf({ url }: Request, verifier: { readonly url: string }): string {
  const { pathname, search } = new URL(url)
  return new URL(verifier.url).origin + pathname + search
}
