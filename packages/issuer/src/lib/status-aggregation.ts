import { answerJson } from './answer.ts'
import type { IssuerContext } from './issuer-context.ts'
import { statusListUri } from './status-list-uri.ts'

/**
 * Answers with the addresses of every Status List Token, so that a verifier can fetch them all before it loses its
 * network and nobody learns from its requests whom it is about to meet.
 *
 * @see Token Status List section 9
 */
export async function answerStatusAggregation({ store, url }: IssuerContext): Promise<Response> {
  const lists = await store.readStatusLists()
  const uris = lists.map(({ statusListId }) => statusListUri(url, statusListId))
  return answerJson({ status_lists: uris }, { headers: { 'cache-control': 'public, max-age=300' } })
}
