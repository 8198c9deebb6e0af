import { invalidArgument } from '@lontar/credentials/errors'
import { encodeBase64Url, type RandomBytes } from '@lontar/credentials/jose'
import { makesArithmeticRun } from '@lontar/credentials/status'
import type { StatusPlace } from './issuer-store.ts'

/** Status lists in memory: which places are taken. */
export interface MemoryStatusLists {
  /** Takes random places that were never taken before, no three of them evenly spaced. */
  reserve(count: number): readonly StatusPlace[]
  /** Whether a place was given out. */
  isReserved(place: StatusPlace): boolean
  /** How many places a list has; `undefined` when there is no such list. */
  sizeOf(statusListId: string): number | undefined
  /** Every list with its places, oldest first. */
  all(): readonly { readonly statusListId: string; readonly size: number; readonly used: number }[]
}

interface OpenList {
  readonly id: string
  readonly taken: Set<number>
}

/** How many places are held against each other: more than any batch of credentials has. */
const maxBatch = 64

/** A list is left when it is half full, so that a random place is found at once and places stay random. */
const maxFill = 0.5

/** Creates the status lists of a memory store; the first list opens with the first place. */
export function createMemoryStatusLists(size: number, randomBytes: RandomBytes): MemoryStatusLists {
  if (!Number.isSafeInteger(size) || size < 131_072 || size > 2 ** 24) {
    throw invalidArgument('statusListSize is not an integer from 131072 to 16777216.')
  }
  const lists = new Map<string, Set<number>>()
  let current: OpenList | undefined

  function openList(): OpenList {
    const list = { id: encodeBase64Url(randomBytes(9)), taken: new Set<number>() }
    lists.set(list.id, list.taken)
    return list
  }

  function reserveOne(batch: readonly StatusPlace[]): StatusPlace {
    const list = current === undefined || current.taken.size >= size * maxFill ? openList() : current
    current = list
    const own = batch.slice(-maxBatch).filter(({ statusListId }) => statusListId === list.id)
    const drawn = own.map(({ statusIndex }) => statusIndex)
    let index = drawIndex(size, randomBytes)
    while (list.taken.has(index) || makesArithmeticRun(drawn, index)) {
      index = drawIndex(size, randomBytes)
    }
    list.taken.add(index)
    return { statusListId: list.id, statusIndex: index }
  }

  function reserve(count: number): readonly StatusPlace[] {
    const batch: StatusPlace[] = []
    while (batch.length < count) batch.push(reserveOne(batch))
    return batch
  }

  return {
    reserve,
    all: () => [...lists].map(([statusListId, taken]) => ({ statusListId, size, used: taken.size })),
    isReserved: ({ statusListId, statusIndex }) => lists.get(statusListId)?.has(statusIndex) ?? false,
    sizeOf: (statusListId) => (lists.has(statusListId) ? size : undefined),
  }
}

/** Draws an index, each equally likely (security D11): a draw beyond the largest multiple of `size` is made again. */
function drawIndex(size: number, randomBytes: RandomBytes): number {
  const evenRange = Math.floor(2 ** 32 / size) * size
  for (;;) {
    const draw = new DataView(Uint8Array.from(randomBytes(4)).buffer).getUint32(0)
    if (draw < evenRange) return draw % size
  }
}
