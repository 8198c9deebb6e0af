import type { IssuerContext } from './issuer-context.ts'
import type { StatusListSummary } from './issuer-store.ts'
import { statusListUri } from './status-list-uri.ts'

/** How a status list stands. */
export interface StatusListReport extends StatusListSummary {
  /** The address of its token. */
  readonly uri: string
  /**
   * How many places are given out before the next list opens: a list is left when half of it is taken, so that
   * places stay random. 0 for a list that was left.
   */
  readonly placesLeft: number
}

/** Tells how every status list stands, oldest first. */
export async function reportStatusLists({ store, url }: IssuerContext): Promise<readonly StatusListReport[]> {
  const lists = await store.readStatusLists()
  return lists.map((list) => ({
    ...list,
    uri: statusListUri(url, list.statusListId),
    placesLeft: Math.max(Math.ceil(list.size / 2) - list.used, 0),
  }))
}
