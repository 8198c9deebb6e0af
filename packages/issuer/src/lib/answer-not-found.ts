import { answerJson } from './answer.ts'

/** Makes the answer for a path at which there is nothing. */
export function answerNotFound(): Response {
  return answerJson({ error: 'not_found' }, { status: 404 })
}
