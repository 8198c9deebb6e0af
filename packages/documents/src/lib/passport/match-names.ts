/** A name as a document gives it: whole, as on a KTP, or in two parts, as in a passport. */
export type DocumentName =
  | string
  | {
      /** The primary identifier. */
      readonly familyName: string
      /** The secondary identifier; absent for a single name. */
      readonly givenName?: string
      /** Whether the end of the name may be missing, see `Passport`; false by default. */
      readonly nameTruncated?: boolean
      /** Whose passport it is; one of `IDN` has room for 34 characters. */
      readonly issuingState?: string
    }

/**
 * `equal` the same words; `truncated` one is what is left of the other where a document has no more room, so that a
 * person should look; `different` neither.
 */
export type NameMatch = 'equal' | 'truncated' | 'different'

/** How many characters of a name a KTP and a passport of Indonesia hold. */
const room = { ktp: 60, idn: 34 } as const

/**
 * Compares the names of two documents: folded to capital letters without marks, white space and punctuation run
 * together to one space. A name in two parts is taken in both orders, because a KTP does not say which word is the
 * family's.
 *
 * @param left a name
 * @param right another
 * @returns see `NameMatch`; a letter that does not fold to A to Z is equal to itself alone
 */
export function matchNames(left: DocumentName, right: DocumentName): NameMatch {
  const [lefts, rights] = [readingsOf(left), readingsOf(right)]
  const pairs = lefts.flatMap((one) => rights.map((other) => [one, other] as const))
  if (pairs.some(([one, other]) => one.text !== '' && one.text === other.text)) return 'equal'
  return pairs.some(([one, other]) => isCutOf(one, other) || isCutOf(other, one)) ? 'truncated' : 'different'
}

/** One way to read a name. */
interface Reading {
  /** The whole of it. */
  readonly text: string
  /** The part whose end may be missing. */
  readonly before: string
  /** Whole words that come after that part; empty for none. */
  readonly after: string
  /** Whether the end of `before` may be missing. */
  readonly isCut: boolean
}

function readingsOf(name: DocumentName): readonly Reading[] {
  if (typeof name === 'string') return [readingOf(fold(name), '', [...name.trim()].length >= room.ktp)]
  const { givenName = '', nameTruncated = false, issuingState } = name
  const [family, given] = [fold(name.familyName), fold(givenName)]
  if (given === '') return [readingOf(family, '', nameTruncated)]
  const isFull = issuingState === 'IDN' && joined(given, family).length >= room.idn
  return [
    // What the zone cuts is the end of the given name; what the page cuts is the end of the whole.
    readingOf(given, family, nameTruncated),
    readingOf(joined(family, given), '', nameTruncated),
    readingOf(joined(given, family), '', isFull),
  ]
}

function readingOf(before: string, after: string, isCut: boolean): Reading {
  return { text: joined(before, after), before, after, isCut }
}

/** Whether the longer name, cut, leaves the shorter one. */
function isCutOf(short: Reading, long: Reading): boolean {
  if (!short.isCut || short.before === '' || long.text.length <= short.text.length) return false
  const endsAlike = short.after === '' || long.text.endsWith(` ${short.after}`)
  const rest = short.after === '' ? long.text : long.text.slice(0, -(short.after.length + 1))
  return endsAlike && rest.startsWith(short.before)
}

function joined(first: string, second: string): string {
  return second === '' ? first : `${first} ${second}`
}

/** Letters that do not fold to A to Z stay, so that they are equal to themselves alone. */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/['’.]/g, '')
    .replaceAll(/[\p{P}\p{Z}\s]+/gu, ' ')
    .trim()
}
