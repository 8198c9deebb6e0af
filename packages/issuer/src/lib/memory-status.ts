import type { CredentialStatus, IssuerStore, StatusListSummary } from './issuer-store.ts'
import type { IssuerMemory } from './memory-issuer-rows.ts'

/** What a status list says. */
export function readStatusList(
  { lists, credentials, left }: IssuerMemory,
  statusListId: string,
): Awaited<ReturnType<IssuerStore['readStatusList']>> {
  const size = lists.sizeOf(statusListId)
  if (size === undefined) return undefined
  const entries = [...credentials.values(), ...left]
    .filter((record) => record.statusListId === statusListId && record.status !== 'valid')
    .map(({ statusIndex, status }) => ({ index: statusIndex, status }))
  return { size, entries }
}

/** Records when a list was published. The later of two processes that sign at once may be the first to say so. */
export function recordPublished({ published }: IssuerMemory, statusListId: string, publishedAt: Date): void {
  const before = published.get(statusListId)
  if (before === undefined || before < publishedAt) published.set(statusListId, publishedAt)
}

/** How many entries of a list say what. */
export function summaryOf(
  { credentials, published, left }: IssuerMemory,
  list: Pick<StatusListSummary, 'statusListId' | 'size' | 'used'>,
): StatusListSummary {
  const own = [...credentials.values(), ...left].filter(
    ({ statusListId }) => statusListId === list.statusListId,
  )
  const count = (wanted: CredentialStatus) => own.filter(({ status }) => status === wanted).length
  return {
    ...list,
    revoked: count('revoked'),
    suspended: count('suspended'),
    publishedAt: published.get(list.statusListId),
  }
}
