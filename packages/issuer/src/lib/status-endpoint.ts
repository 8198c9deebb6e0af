import { answer } from './answer.ts'
import { answerNotFound } from './answer-not-found.ts'
import type { StatusListPublisher } from './status-list-publisher.ts'

/**
 * Answers with a status list token. Caches may keep it and must ask before they use it again, so that a
 * revocation is seen by the next request; with its ETag that costs no transfer.
 *
 * @see Token Status List sections 8.1 and 8.2
 */
export async function answerStatusRequest(
  publisher: StatusListPublisher,
  statusListId: string,
  request: Request,
): Promise<Response> {
  const published = await publisher.publish(statusListId)
  if (published === undefined) return answerNotFound()
  const headers = { 'cache-control': 'no-cache', etag: published.etag }
  return request.headers.get('if-none-match') === published.etag
    ? new Response(null, { status: 304, headers })
    : answer(published.token, { type: 'application/statuslist+jwt', headers })
}
