import { type ScryptOptions, scrypt } from 'node:crypto'
import { OperationError } from '@lontar/credentials/errors'

/** What scrypt costs (RFC 7914 section 2): N, r and p. */
export interface PassphraseCost {
  /** N, a power of two. Memory is 128 · N · r bytes. */
  readonly cost: number
  /** r. */
  readonly blockSize: number
  /** p. */
  readonly parallelization: number
}

/** What a file database costs: 128 MiB and about half a second for each guess. */
export const fileCost: PassphraseCost = { cost: 2 ** 17, blockSize: 8, parallelization: 1 }

/** A database in memory ends with its process: there is nothing at rest to protect, and tests stay fast. */
export const memoryCost: PassphraseCost = { cost: 2 ** 10, blockSize: 8, parallelization: 1 }

/** The most that a header may ask for; above it, opening the file would exhaust the machine. */
const largestCost = 2 ** 20

function isPowerOfTwo(value: number): boolean {
  return Number.isSafeInteger(value) && value > 1 && (value & (value - 1)) === 0
}

/** True when `cost` is at least as hard as `floor` and not harder than a machine can bear. */
export function isCostAcceptable(cost: PassphraseCost, floor: PassphraseCost): boolean {
  return (
    isPowerOfTwo(cost.cost) &&
    cost.cost >= floor.cost &&
    cost.cost <= largestCost &&
    cost.blockSize === floor.blockSize &&
    cost.parallelization === floor.parallelization
  )
}

function scryptAsync(passphrase: string, salt: Uint8Array, options: ScryptOptions): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, 32, options, (error, key) => {
      if (error === null) resolve(new Uint8Array(key))
      else reject(new OperationError('internal', 'The passphrase could not be processed.', { cause: error }))
    })
  })
}

/**
 * Derives 32 bytes from a passphrase. The passphrase is normalised (NFC), so that it opens the database
 * whichever keyboard typed it.
 *
 * @see RFC 7914
 */
export async function derivePassphraseKey(
  passphrase: string,
  salt: Uint8Array,
  { cost, blockSize, parallelization }: PassphraseCost,
): Promise<Uint8Array> {
  const maxmem = 256 * cost * blockSize
  const options = { N: cost, r: blockSize, p: parallelization, maxmem }
  return await scryptAsync(passphrase.normalize('NFC'), salt, options)
}
