import type { Signer } from '@lontar/credentials'
import { UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import { encodeBase64Url, encodeUtf8 } from '@lontar/credentials/jose'
import type { IKey, ManagedKeyInfo, MinimalImportableKey, TKeyType } from '@veramo/core-types'
import type { AbstractKeyManagementSystem } from '@veramo/key-manager'
import { publicKeyHexOf } from './public-key-hex.ts'

/**
 * A Veramo key management system whose keys are Lontar signers: a local encrypted key, a token, a cloud KMS. It
 * signs with ES256 and nothing else; no private key goes in or comes out, because a signer does not show one.
 *
 * It satisfies the whole interface of `AbstractKeyManagementSystem` without extending it, so that importing this
 * package does not load Veramo.
 *
 * @example
 * ```ts
 * const keyManager = new KeyManager({
 *   store: new MemoryKeyStore(),
 *   kms: { lontar: new LontarKeyManagementSystem([signer]) },
 * })
 * ```
 */
export class LontarKeyManagementSystem implements AbstractKeyManagementSystem {
  readonly #signers: ReadonlyMap<string, Signer>

  /** @param signers The keys, each known to Veramo by its `keyId`. */
  constructor(signers: readonly Signer[]) {
    this.#signers = new Map(signers.map((signer) => [signer.keyId, signer]))
  }

  /**
   * Makes no key: it brings the signer with this `kid` into Veramo's key store.
   *
   * @throws UnsupportedError `key_operation_unsupported` for a type other than `Secp256r1`, or an unknown `kid`.
   */
  async createKey(args: { type: TKeyType; meta?: unknown; kid?: string }): Promise<ManagedKeyInfo> {
    const signer = this.#signers.get(args.kid ?? '')
    if (signer === undefined || args.type !== 'Secp256r1') throw unsupported()
    return managedKey(signer)
  }

  /** The keys, public parts only. */
  async listKeys(): Promise<ManagedKeyInfo[]> {
    return [...this.#signers.values()].map(managedKey)
  }

  /**
   * Signs bytes with ES256.
   *
   * @returns R and S, base64url (RFC 7518 section 3.4).
   * @throws UnsupportedError `key_operation_unsupported` for another algorithm.
   * @throws VerificationError `jws_key_unknown` for a key that is not here.
   */
  async sign(args: { keyRef: Pick<IKey, 'kid'>; algorithm?: string; data: Uint8Array }): Promise<string> {
    if (args.algorithm !== undefined && args.algorithm !== 'ES256') throw unsupported()
    const signer = this.#signers.get(args.keyRef.kid)
    if (signer === undefined) throw new VerificationError('jws_key_unknown', 'The key is not in this system.')
    return encodeBase64Url(await signer.sign(args.data))
  }

  /** Signs as `sign` does; Veramo keeps the name for older plugins. A string is taken as UTF-8, never as hex. */
  async signJWT({ key, data }: { key: Pick<IKey, 'kid'>; data: string | Uint8Array }): Promise<string> {
    return this.sign({ keyRef: key, data: typeof data === 'string' ? encodeUtf8(data) : data })
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always: private keys do not pass through Veramo. */
  async importKey(_args: Exclude<MinimalImportableKey, 'kms'>): Promise<ManagedKeyInfo> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always: keys end where they live, not here. */
  async deleteKey(_args: { kid: string }): Promise<boolean> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always: a signing key agrees on no secret. */
  async sharedSecret(_args: unknown): Promise<string> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always. */
  async signEthTX(_args: unknown): Promise<string> {
    throw unsupported()
  }
}

function managedKey({ keyId, publicJwk }: Signer): ManagedKeyInfo {
  if (publicJwk.crv !== 'P-256') throw unsupported()
  return {
    kid: keyId,
    kms: 'lontar',
    type: 'Secp256r1',
    publicKeyHex: publicKeyHexOf(publicJwk),
    meta: { algorithms: ['ES256'] },
  }
}

function unsupported(): UnsupportedError {
  return new UnsupportedError('key_operation_unsupported', 'Lontar keys sign with ES256 and do nothing else.')
}
