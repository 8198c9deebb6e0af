import type { LocalizedText } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import { parseJson, parseJws } from '@lontar/credentials/jose'
import { usageError } from './explained.ts'
import { type FileSource, fileOf } from './text-file.ts'

/** The files that have to do with trust, which are easily given in each other's place. */
export type TrustFileKind = 'trust-file' | 'signed-list' | 'authority' | 'bundle'

const kinds: Readonly<Record<TrustFileKind, { readonly is: LocalizedText; readonly wanted: LocalizedText }>> =
  {
    'trust-file': named({ id: 'berkas kepercayaan', en: 'a trust file' }),
    'signed-list': named({ id: 'daftar kepercayaan bertanda tangan', en: 'a signed trust list' }),
    authority: {
      is: {
        id: 'berkas otoritas, seperti yang ditulis trust authority',
        en: 'an authority file, as trust authority writes it',
      },
      wanted: { id: 'berkas otoritas', en: 'an authority file' },
    },
    bundle: named({ id: 'bekal kepercayaan', en: 'a trust bundle' }),
  }

function named(name: LocalizedText): { readonly is: LocalizedText; readonly wanted: LocalizedText } {
  return { is: name, wanted: name }
}

/** The members by which a file of JSON shows what it means to be, whatever else is wrong with it. */
const telling: readonly (readonly [TrustFileKind, readonly string[]])[] = [
  ['bundle', ['answers', 'trust']],
  ['trust-file', ['issuers']],
  ['authority', ['issuer', 'jwks']],
]

/** Tells by the shape alone which of them a text is; `undefined` for everything else. */
export function trustFileKind(text: string): TrustFileKind | undefined {
  return isSignedList(text) ? 'signed-list' : telling.find(([, members]) => hasAll(text, members))?.[0]
}

/**
 * Refuses a file that is recognised as another one than was asked for. What is not recognised is for its own reader to
 * judge.
 *
 * @throws {OperationError} `usage`.
 */
export function requireTrustFileKind(text: string, source: FileSource, wanted: TrustFileKind): void {
  const kind = trustFileKind(text)
  if (kind === undefined || kind === wanted) return
  const file = fileOf(source)
  throw usageError({
    id: `${file.id} adalah ${kinds[kind].is.id}; yang seharusnya di situ ${kinds[wanted].wanted.id}`,
    en: `${file.en} is ${kinds[kind].is.en}; what belongs there is ${kinds[wanted].wanted.en}`,
  })
}

function isSignedList(text: string): boolean {
  return read(() => parseJws(text.trim()).header.typ === 'trustlist+jwt') ?? false
}

function hasAll(text: string, members: readonly string[]): boolean {
  const value = read(() => parseJson(text))
  return (
    typeof value === 'object' && value !== null && members.every((member) => Object.hasOwn(value, member))
  )
}

function read<Value>(work: () => Value): Value | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof LontarError) return undefined
    throw error
  }
}
