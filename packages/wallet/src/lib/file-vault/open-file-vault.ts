import { readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import type { Vault } from '../vault.ts'
import { replaceFile, syncDirectory } from './durable-file.ts'
import { readingIfThere, writing } from './file-fault.ts'
import {
  isRecordFileName,
  openRecord,
  recordFileName,
  sealRecord,
  type VaultRecord,
} from './sealed-record.ts'
import {
  createVaultDirectory,
  openVaultDirectory,
  recordsDirectory,
  type VaultDirectoryInput,
} from './vault-directory.ts'
import { stretchWithScrypt, type VaultKeys } from './vault-keys.ts'
import { vaultMalformed } from './vault-malformed.ts'

/** Where the vault is and what opens it. */
export interface OpenFileVaultOptions {
  /** The folder, which is made with `create`. */
  readonly directory: string
  /** Not empty; used in Unicode NFC. */
  readonly passphrase: string
  /** Lay out a new vault; false by default. */
  readonly create?: boolean
}

/**
 * Opens an encrypted vault in a directory, or lays one out.
 *
 * Each record is a file of its own, sealed with AES-256-GCM under a key that scrypt (N 2^17, r 8, p 1) derives from
 * the passphrase; file name and version are authenticated with it, and the header has a seal of its own. Directory 0700, files 0600. A changed,
 * swapped or foreign record is refused. Someone who can write to the directory can still remove a record, or put
 * back an older state of the whole while no process has it open: no file can prevent that.
 *
 * @param options `passphrase` is used in Unicode NFC and may not be empty.
 * @throws OperationError `passphrase_missing`, `passphrase_wrong`, `not_initialised`, `already_initialised` (only
 *   with `create`), `vault_malformed`, `file_unreadable`, `file_unwritable`; the methods of the vault the last three
 * @see RFC 7914; NIST SP 800-38D
 * @example
 * const vault = await openFileVault({ directory: './wallet', passphrase, create: true })
 */
export async function openFileVault({
  directory,
  passphrase,
  create = false,
}: OpenFileVaultOptions): Promise<Vault> {
  return openSealedVault({ directory, passphrase, create, stretch: stretchWithScrypt })
}

/** As `openFileVault`, with the stretching of the passphrase as a parameter. */
export async function openSealedVault(
  input: VaultDirectoryInput & { readonly create: boolean },
): Promise<Vault> {
  if (input.passphrase === '') throw new OperationError('passphrase_missing', 'The passphrase is empty.')
  const keys = input.create ? await createVaultDirectory(input) : await openVaultDirectory(input)
  return recordsIn(recordsDirectory(input.directory), keys)
}

function recordsIn(directory: string, keys: VaultKeys): Vault {
  const inTurn = createTurns()
  const load = createLoader(directory, keys)
  const nameOf = (id: string): string => recordFileName(id, keys)

  return Object.freeze({
    list: () =>
      inTurn(async () => {
        const names = (await readingIfThere(() => readdir(directory))) ?? []
        const records = await Promise.all(names.filter(isRecordFileName).map(load))
        return records.flatMap((record) => (record === undefined ? [] : [record.id]))
      }),
    read: (id: string) => inTurn(async () => (await load(nameOf(id)))?.value),
    write: (id: string, value: VaultRecord['value']) =>
      inTurn(async () => {
        const version = ((await load(nameOf(id)))?.version ?? 0) + 1
        const bytes = sealRecord({ id, version, value }, keys)
        await writing(() => replaceFile(join(directory, nameOf(id)), bytes))
      }),
    delete: (id: string) =>
      inTurn(async () => {
        await writing(() => rm(join(directory, nameOf(id)), { force: true }))
        await writing(() => syncDirectory(directory))
      }),
  })
}

/** Loads records and refuses one that is older than what this process has already seen of it. */
function createLoader(
  directory: string,
  keys: VaultKeys,
): (fileName: string) => Promise<VaultRecord | undefined> {
  const seen = new Map<string, number>()
  return async (fileName) => {
    const bytes = await readingIfThere(() => readFile(join(directory, fileName)))
    if (bytes === undefined) return undefined
    const record = openRecord(bytes, fileName, keys)
    if (record.version < (seen.get(fileName) ?? 0))
      throw vaultMalformed('A record of the vault was put back to an older state.')
    seen.set(fileName, record.version)
    return record
  }
}

/** Runs one task after the other: no two writes start from the same version, no read is overtaken by a write. */
function createTurns(): <Value>(task: () => Promise<Value>) => Promise<Value> {
  let last: Promise<unknown> = Promise.resolve()
  return (task) => {
    const turn = last.then(task, task)
    last = turn.catch(() => undefined)
    return turn
  }
}
