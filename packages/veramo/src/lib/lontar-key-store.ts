import { VerificationError } from '@lontar/credentials/errors'
import type { IKey, ManagedKeyInfo } from '@veramo/core-types'
import type { AbstractKeyStore } from '@veramo/key-manager'
import type { LontarKeyManagementSystem } from './lontar-key-management-system.ts'

/**
 * Veramo's list of keys, read from the key management system itself: the two cannot disagree, and the keys are
 * known again when the agent is started anew.
 */
export class LontarKeyStore implements AbstractKeyStore {
  readonly #kms: LontarKeyManagementSystem

  /** @param kms whose keys they are. */
  constructor(kms: LontarKeyManagementSystem) {
    this.#kms = kms
  }

  /**
   * Takes note of a key that the system has made.
   *
   * @throws VerificationError `jws_key_unknown` for a key that is not in the system.
   */
  async importKey(key: Partial<IKey>): Promise<boolean> {
    await this.getKey({ kid: key.kid ?? '' })
    return true
  }

  /**
   * The public part of a key.
   *
   * @throws VerificationError `jws_key_unknown`.
   */
  async getKey({ kid }: { kid: string }): Promise<IKey> {
    const key = await this.#kms.findKey(kid)
    if (key !== undefined) return key
    throw new VerificationError('jws_key_unknown', 'The agent has no such key.')
  }

  /** The system has deleted it already. */
  async deleteKey(_key: { kid: string }): Promise<boolean> {
    return true
  }

  /** The public parts of all keys. */
  async listKeys(): Promise<ManagedKeyInfo[]> {
    return this.#kms.listKeys()
  }
}
