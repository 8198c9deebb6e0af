import { randomBytes } from 'node:crypto'
import { OperationError } from '@lontar/credentials/errors'
import type { Selectable } from 'kysely'
import type { VaultTable } from '../database-schema.ts'
import { decryptAesGcm, encryptAesGcm } from './aes-gcm.ts'
import { derivePassphraseKey, isCostAcceptable, type PassphraseCost } from './passphrase-key.ts'

/** The row that opens a database. */
export type VaultRow = Selectable<VaultTable>

const kdf = 'scrypt'

/** Everything beside the wrapped key is authenticated with it: a changed header does not open. */
function headerOf(row: Omit<VaultRow, 'wrapped_key'>): Uint8Array {
  const salt = Buffer.from(row.salt).toString('base64url')
  return Buffer.from(
    JSON.stringify([
      'lontar vault 1',
      row.kdf,
      salt,
      row.cost,
      row.block_size,
      row.parallelization,
      row.created_at,
    ]),
    'utf8',
  )
}

function costOf(row: Pick<VaultRow, 'cost' | 'block_size' | 'parallelization'>): PassphraseCost {
  return { cost: row.cost, blockSize: row.block_size, parallelization: row.parallelization }
}

/** Draws a data key and wraps it under the passphrase. */
export async function createVault(
  passphrase: string,
  cost: PassphraseCost,
  now: Date,
): Promise<{ readonly row: VaultRow; readonly dataKey: Uint8Array }> {
  const dataKey = randomBytes(32)
  const header = {
    id: 1 as const,
    kdf,
    salt: randomBytes(16),
    cost: cost.cost,
    block_size: cost.blockSize,
    parallelization: cost.parallelization,
    created_at: now.getTime(),
  }
  const wrappingKey = await derivePassphraseKey(passphrase, header.salt, cost)
  return { row: { ...header, wrapped_key: encryptAesGcm(wrappingKey, dataKey, headerOf(header)) }, dataKey }
}

/**
 * Unwraps the data key. There is no other check of the passphrase that could be removed or reset.
 *
 * @throws OperationError `database_malformed` when the header asks for less than the floor; `passphrase_wrong` when
 *   the key does not open, be it for the passphrase or for a changed header
 */
export async function openVault(
  row: VaultRow,
  passphrase: string,
  floor: PassphraseCost,
): Promise<Uint8Array> {
  if (row.kdf !== kdf || !isCostAcceptable(costOf(row), floor)) {
    throw new OperationError('database_malformed', 'The key header of the database was changed.')
  }
  const wrappingKey = await derivePassphraseKey(passphrase, row.salt, costOf(row))
  const dataKey = decryptAesGcm(wrappingKey, row.wrapped_key, headerOf(row))
  if (dataKey !== undefined) return dataKey
  throw new OperationError('passphrase_wrong', 'The passphrase does not open the database.')
}
