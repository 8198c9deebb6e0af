import type { SubjectDocument } from '@lontar/proofing/consent'
import type { SubjectRequest, SubjectRequestKind } from '@lontar/store'
import type { Invocation } from './invocation.ts'
import type { OpenData } from './open-data.ts'
import { dueAt, requestKeptUntil } from './subject-clock.ts'

/** Whose request it is, and what is asked for. */
export interface RequestOrder<Result> {
  readonly document: SubjectDocument
  readonly kind: SubjectRequestKind
  /** How it ends, in words without personal data; where that depends on what was found, by the result. */
  readonly outcome: string | ((result: Result) => string)
}

/** Opens a request, or finds the open one of this kind: its clock goes on. */
export async function openSubjectRequest(
  invocation: Invocation,
  { store }: OpenData,
  { document, kind }: Omit<RequestOrder<unknown>, 'outcome'>,
  openedAt: Date = invocation.environment.now(),
): Promise<SubjectRequest> {
  const subject = store.consents.subjectOf(document)
  return store.subjects.open({ subject, kind, openedAt, dueAt: dueAt(openedAt) })
}

/**
 * Serves what a person asks for: the request is there before the work and ended after it, so that one that was killed in
 * the middle is still open, with its clock, and the same command does the rest.
 */
export async function serveRequest<Result>(
  invocation: Invocation,
  data: OpenData,
  order: RequestOrder<Result>,
  work: (request: SubjectRequest) => Promise<Result>,
): Promise<Result> {
  const request = await openSubjectRequest(invocation, data, order)
  const result = await work(request)
  const doneAt = invocation.environment.now()
  const { requestId } = request
  const outcome = typeof order.outcome === 'string' ? order.outcome : order.outcome(result)
  const ending = { requestId, outcome, doneAt, keptUntil: requestKeptUntil(doneAt) }
  await data.store.subjects.close(ending)
  return result
}
