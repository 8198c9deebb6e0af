import { randomUUID } from 'node:crypto'
import { link, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import { type JsonObject, parseJsonObject } from '@lontar/credentials/jose'
import { parseTrustList } from '@lontar/credentials/trust'
import { explained } from './explained.ts'
import { withFileLock } from './file-lock.ts'

/** The trust list that an authority keeps, in the form of a trust file. */
export interface AuthorityList extends JsonObject {
  readonly issuers: readonly JsonObject[]
  readonly roots: readonly string[]
  readonly verifiers: readonly JsonObject[]
  readonly verifierAttesters?: readonly JsonObject[]
}

const fileName = 'trust-list.json'
const lockName = 'trust-list.lock'
const publishedName = /^trust-list-(\d{10})\.jwt$/

/**
 * Reads the list of a data folder; an empty one when it was never written.
 *
 * @throws {OperationError} `file_unreadable`; {MalformedError} `trust_list_malformed`.
 */
export async function readAuthorityList(directory: string): Promise<AuthorityList> {
  const text = await readOrUndefined(join(directory, fileName))
  const read = text === undefined ? {} : parseJsonObject(text)
  const { issuers = [], roots = [], verifiers = [], verifierAttesters } = read
  const list = { issuers, roots, verifiers, ...(verifierAttesters !== undefined && { verifierAttesters }) }
  parseTrustList(list)
  return list as unknown as AuthorityList
}

/**
 * Changes the list as a whole: a crash leaves the old one or the new one. Of two that change it at once, the second
 * changes what the first has made of it.
 *
 * @param directory the data folder.
 * @param edit makes the new list of the one that is there.
 * @returns the new list.
 * @throws {OperationError} `file_unreadable`, `file_unwritable`; {MalformedError} `trust_list_malformed`; what `edit`
 * throws.
 */
export async function editAuthorityList(
  directory: string,
  edit: (list: AuthorityList) => AuthorityList,
): Promise<AuthorityList> {
  return withFileLock(join(directory, lockName), async () => {
    const list = edit(await readAuthorityList(directory))
    await writeNew(join(directory, fileName), `${JSON.stringify(list, null, 2)}\n`, 'replace')
    return list
  })
}

/**
 * Puts entries in the place of those of the same name, and adds the others.
 *
 * @param list the list.
 * @param added a trust file.
 */
export function mergeAuthorityList(list: AuthorityList, added: JsonObject): AuthorityList {
  parseTrustList(added)
  const { issuers = [], roots = [], verifiers = [], verifierAttesters = [] } = added as Partial<AuthorityList>
  const attesters = mergeBy(list.verifierAttesters ?? [], verifierAttesters, 'issuer')
  const merged = {
    issuers: mergeBy(list.issuers, issuers, 'issuer'),
    roots: [...new Set([...list.roots, ...roots])],
    verifiers: mergeBy(list.verifiers, verifiers, 'clientId'),
    ...(attesters.length > 0 && { verifierAttesters: attesters }),
  }
  parseTrustList(merged)
  return merged
}

/**
 * Takes an issuer out of a list.
 *
 * @returns the list without it; `undefined` when it was not there.
 */
export function withoutIssuer(list: AuthorityList, name: string): AuthorityList | undefined {
  const issuers = list.issuers.filter(({ issuer }) => issuer !== name)
  return issuers.length === list.issuers.length ? undefined : { ...list, issuers }
}

function mergeBy(
  old: readonly JsonObject[],
  added: readonly JsonObject[],
  name: string,
): readonly JsonObject[] {
  const names = new Set(added.map((entry) => entry[name]))
  return [...old.filter((entry) => !names.has(entry[name])), ...added]
}

/** The newest published list and its sequence; `undefined` when nothing was published. */
export async function readPublishedList(
  directory: string,
): Promise<{ readonly sequence: number; readonly text: string } | undefined> {
  const sequence = await newestSequence(directory)
  if (sequence === 0) return undefined
  const text = await readOrUndefined(join(directory, publishedFile(sequence)))
  return text === undefined ? undefined : { sequence, text }
}

/**
 * Publishes a list under the next sequence. Two that publish at once get two sequences: a file is made only if no other
 * has its name.
 *
 * @param directory the data folder.
 * @param sign signs the list with the sequence.
 */
export async function publishList(
  directory: string,
  sign: (sequence: number) => Promise<string>,
): Promise<{ readonly sequence: number; readonly text: string }> {
  for (let sequence = (await newestSequence(directory)) + 1; ; sequence++) {
    const text = await sign(sequence)
    if (await writeNew(join(directory, publishedFile(sequence)), text, 'only-new')) return { sequence, text }
  }
}

async function newestSequence(directory: string): Promise<number> {
  const names = await readdir(directory).catch((cause: unknown) => {
    throw explained(
      new OperationError('file_unreadable', 'the data folder cannot be read', { cause }),
      'folder data tidak dapat dibaca',
    )
  })
  return Math.max(0, ...names.map((name) => Number(publishedName.exec(name)?.[1] ?? 0)))
}

function publishedFile(sequence: number): string {
  return `trust-list-${String(sequence).padStart(10, '0')}.jwt`
}

/** The file appears with all of its content or not at all; false when it is there already and must not be replaced. */
async function writeNew(path: string, content: string, place: 'replace' | 'only-new'): Promise<boolean> {
  const draft = `${path}.${randomUUID()}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(draft, 'wx', 0o600)
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    if (place === 'replace') await rename(draft, path)
    else await link(draft, path)
    return true
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw unwritable(cause)
  } finally {
    await rm(draft, { force: true })
  }
}

async function readOrUndefined(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw explained(
      new OperationError('file_unreadable', 'the trust list of the data folder cannot be read', { cause }),
      'daftar kepercayaan di folder data tidak dapat dibaca',
    )
  }
}

function unwritable(cause: unknown): OperationError {
  return explained(
    new OperationError('file_unwritable', 'the trust list of the data folder cannot be written', { cause }),
    'daftar kepercayaan di folder data tidak dapat ditulis',
  )
}
