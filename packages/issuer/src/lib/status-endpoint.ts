import { answer, answerJson } from './answer.ts'
import { answerNotFound } from './answer-not-found.ts'
import type { PublishedStatusList, StatusListName, StatusListPublisher } from './status-list-publisher.ts'

/**
 * Answers with a status list. Caches may keep it and must ask before they use it again, so that a revocation is seen
 * by the next request; with its ETag that costs no transfer.
 *
 * @see Token Status List sections 8.1, 8.2 and 8.4; Bitstring Status List section 2.2
 */
export async function answerStatusRequest(
  publisher: StatusListPublisher,
  name: StatusListName,
  request: Request,
): Promise<Response> {
  // The lists of the past are not kept; section 8.4 asks to say so rather than to answer with another one.
  if (new URL(request.url).searchParams.has('time')) {
    return answerJson({ error: 'not_implemented' }, { status: 501 })
  }
  const published = await publisher.publish(name)
  if (published === undefined) return answerNotFound()
  const headers = { 'cache-control': 'no-cache', vary: 'Accept-Encoding', etag: published.etag }
  // A weak comparison (RFC 9110 section 13.1.2), since the gzipped list has a weak one.
  if (request.headers.get('if-none-match')?.replace(/^W\//, '') === published.etag) {
    return new Response(null, { status: 304, headers })
  }
  return acceptsGzip(request)
    ? answerGzipped(published, headers)
    : answer(published.text, { type: published.type, headers })
}

function answerGzipped(
  { text, type, etag }: PublishedStatusList,
  headers: Readonly<Record<string, string>>,
): Response {
  const body = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'))
  // Other bytes, so another strong ETag would be wrong; a weak one says that it is the same list (RFC 9110 section 8.8).
  const coded = { 'content-type': type, 'content-encoding': 'gzip', etag: `W/${etag}` }
  return new Response(body, { headers: { ...headers, ...coded } })
}

function acceptsGzip(request: Request): boolean {
  const codings = request.headers.get('accept-encoding')?.toLowerCase().split(',') ?? []
  return codings.some((coding) => /^\s*gzip\s*(?:;\s*q=(?:1(?:\.0*)?|0\.\d*[1-9]\d*))?\s*$/.test(coding))
}
