import type { LocalizedText } from '@lontar/credentials'
import { retentionPeriods } from '@lontar/proofing/consent'
import type { SubjectRequest, SubjectRequestKind } from '@lontar/store'
import type { Invocation } from './invocation.ts'

const hourMilliseconds = 3_600_000

/** By when a request has to be served (UU 27/2022 articles 30, 32, 40 and 41). */
export function dueAt(openedAt: Date): Date {
  return new Date(openedAt.getTime() + retentionPeriods.subjectRequestHours * hourMilliseconds)
}

/** Until when the record of a request is kept. */
export function requestKeptUntil(doneAt: Date): Date {
  return new Date(doneAt.getTime() + retentionPeriods.subjectRequestDays * 24 * hourMilliseconds)
}

/** How a request stands: `late` when its time is over and it is open, or was when it ended. */
export function requestState({ dueAt: due, doneAt }: SubjectRequest, now: Date): 'open' | 'late' | 'done' {
  if (doneAt !== undefined) return 'done'
  return due.getTime() < now.getTime() ? 'late' : 'open'
}

/** A request for a program. */
export function publishedRequest(request: SubjectRequest, now: Date): object {
  const { requestId: id, kind, openedAt, dueAt: due, doneAt, outcome } = request
  const hoursLeft = Math.floor((due.getTime() - now.getTime()) / hourMilliseconds)
  return {
    ...{ id, kind, state: requestState(request, now), openedAt, dueAt: due },
    ...(doneAt === undefined ? { hoursLeft } : { doneAt, inTime: doneAt <= due }),
    outcome: outcome ?? null,
  }
}

/** A request for a person, in one line. */
export function requestLine(invocation: Invocation, request: SubjectRequest): string {
  const now = invocation.environment.now()
  const state = invocation.text(stateWords[requestState(request, now)])
  const due = invocation.time(request.dueAt)
  return `${request.requestId}  ${invocation.text(kindWords[request.kind])}  ${state}  ${due}`
}

/** What persons may ask for, in words. */
export const kindWords: Readonly<Record<SubjectRequestKind, LocalizedText>> = {
  export: { id: 'salinan', en: 'copy' },
  correct: { id: 'perbaikan', en: 'correction' },
  erase: { id: 'penghapusan', en: 'erasure' },
  restrict: { id: 'pembatasan', en: 'restriction' },
  withdraw: { id: 'penarikan persetujuan', en: 'withdrawal' },
}

const stateWords: Readonly<Record<'open' | 'late' | 'done', LocalizedText>> = {
  open: { id: 'terbuka', en: 'open' },
  late: { id: 'TERLAMBAT', en: 'LATE' },
  done: { id: 'selesai', en: 'done' },
}
