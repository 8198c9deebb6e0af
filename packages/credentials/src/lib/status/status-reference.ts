import type { BitstringStatusListEntry } from './bitstring-status-list-entry.ts'

/** The `status.status_list` member of a credential (Token Status List section 6.2). */
export interface StatusListReference {
  /** The URL of the list. */
  readonly uri: string
  /** 0 or more. */
  readonly idx: number
}

/** One place at which a credential says that its status stands. */
export type StatusReference = StatusListReference | BitstringStatusListEntry
