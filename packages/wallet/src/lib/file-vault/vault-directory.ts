import { randomBytes } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import { createFile } from './durable-file.ts'
import { fileFaultCode, readingIfThere, writing } from './file-fault.ts'
import { openSeal, seal } from './seal.ts'
import { authenticatedHeader, derivationCost, parseHeader, serializeHeader } from './vault-header.ts'
import { deriveVaultKeys, type Stretch, type VaultKeys } from './vault-keys.ts'

/** A directory, a passphrase, and how to stretch it. */
export interface VaultDirectoryInput {
  readonly directory: string
  readonly passphrase: string
  readonly stretch: Stretch
}

const headerName = 'vault.json'

/** Where the records of a vault are. */
export function recordsDirectory(directory: string): string {
  return join(directory, 'records')
}

/**
 * Lays out a new vault.
 *
 * @throws OperationError `already_initialised`, `file_unwritable`
 */
export async function createVaultDirectory(input: VaultDirectoryInput): Promise<VaultKeys> {
  const { directory } = input
  if ((await readHeaderText(directory)) !== undefined) throw alreadyInitialised()
  const derivation = { ...derivationCost, salt: new Uint8Array(randomBytes(16)) }
  const authenticated = authenticatedHeader(derivation)
  const keys = await deriveVaultKeys(input.passphrase, derivation, input.stretch)
  const headerSeal = seal(keys.seal, new Uint8Array(), Buffer.from(authenticated))
  const text = serializeHeader({ derivation, authenticated, seal: headerSeal })
  await writing(() => mkdir(recordsDirectory(directory), { recursive: true, mode: 0o700 }))
  try {
    await createFile(join(directory, headerName), Buffer.from(text))
  } catch (cause) {
    if (fileFaultCode(cause) === 'EEXIST') throw alreadyInitialised()
    throw new OperationError('file_unwritable', 'The header of the vault cannot be written.', { cause })
  }
  return keys
}

/**
 * Opens a vault that is there.
 *
 * @throws OperationError `not_initialised`, `vault_malformed`, `passphrase_wrong`, `file_unreadable`
 */
export async function openVaultDirectory(input: VaultDirectoryInput): Promise<VaultKeys> {
  const text = await readHeaderText(input.directory)
  if (text === undefined) throw new OperationError('not_initialised', 'There is no vault in the directory.')
  const { derivation, authenticated, seal: headerSeal } = parseHeader(text)
  const keys = await deriveVaultKeys(input.passphrase, derivation, input.stretch)
  if (openSeal(keys.seal, headerSeal, Buffer.from(authenticated))?.length !== 0) {
    throw new OperationError('passphrase_wrong', 'The passphrase does not open the vault.')
  }
  return keys
}

function readHeaderText(directory: string): Promise<string | undefined> {
  return readingIfThere(() => readFile(join(directory, headerName), 'utf8'))
}

function alreadyInitialised(): OperationError {
  return new OperationError('already_initialised', 'There is a vault in the directory.')
}
