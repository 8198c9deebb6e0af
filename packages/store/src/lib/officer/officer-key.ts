import { randomBytes } from 'node:crypto'
import { OperationError } from '@lontar/credentials/errors'
import { type PrivateJwk, parseJsonObject } from '@lontar/credentials/jose'
import { decryptAesGcm, encryptAesGcm } from '../encryption/aes-gcm.ts'
import { derivePassphraseKey, isCostAcceptable, type PassphraseCost } from '../encryption/passphrase-key.ts'

/** A key under its officer's passphrase, as JSON. */
interface WrappedKey extends PassphraseCost {
  /** Base64url. */
  readonly salt: string
  /** Base64url: nonce, ciphertext and tag. */
  readonly key: string
}

/** Everything beside the key is authenticated with it, so that neither header nor owner can be exchanged. */
function header(
  officerId: string,
  { salt, cost, blockSize, parallelization }: Omit<WrappedKey, 'key'>,
): Uint8Array {
  return Buffer.from(
    JSON.stringify(['lontar officer key 1', officerId, salt, cost, blockSize, parallelization]),
  )
}

/**
 * Encrypts an officer's key under the officer's own passphrase.
 *
 * @throws OperationError `passphrase_missing` when it is empty
 */
export async function wrapOfficerKey(
  officerId: string,
  privateJwk: PrivateJwk,
  passphrase: string,
  cost: PassphraseCost,
): Promise<string> {
  if (passphrase === '') throw new OperationError('passphrase_missing', 'The officer needs a passphrase.')
  const salt = randomBytes(16)
  const open = { ...cost, salt: salt.toString('base64url') }
  const wrappingKey = await derivePassphraseKey(passphrase, salt, cost)
  const key = encryptAesGcm(wrappingKey, Buffer.from(JSON.stringify(privateJwk)), header(officerId, open))
  return JSON.stringify({ ...open, key: Buffer.from(key).toString('base64url') } satisfies WrappedKey)
}

/**
 * Opens what `wrapOfficerKey` made for the same officer.
 *
 * @throws OperationError `passphrase_wrong`; `database_malformed` when the header asks for less work than the floor
 */
export async function unwrapOfficerKey(
  officerId: string,
  text: string,
  passphrase: string,
  floor: PassphraseCost,
): Promise<PrivateJwk> {
  const wrapped = JSON.parse(text) as WrappedKey
  if (!isCostAcceptable(wrapped, floor)) {
    throw new OperationError('database_malformed', "The header of the officer's key was changed.")
  }
  const wrappingKey = await derivePassphraseKey(passphrase, Buffer.from(wrapped.salt, 'base64url'), wrapped)
  const key = decryptAesGcm(wrappingKey, Buffer.from(wrapped.key, 'base64url'), header(officerId, wrapped))
  if (key === undefined) {
    throw new OperationError('passphrase_wrong', "The passphrase does not open the officer's key.")
  }
  return parseJsonObject(Buffer.from(key).toString('utf8')) as unknown as PrivateJwk
}
