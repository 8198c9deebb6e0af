import type { PrivateJwk, PublicJwk, Signer } from '@lontar/credentials'
import { UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import {
  createLocalSigner,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  signingAlgorithmOf,
} from '@lontar/credentials/jose'
import type { AgentKeyStore } from '@lontar/store'
import type { IKey, ManagedKeyInfo, MinimalImportableKey, TKeyType } from '@veramo/core-types'
import type { AbstractKeyManagementSystem } from '@veramo/key-manager'
import { privateJwkOfHex } from '#private-jwk-of-hex'
import { publicKeyHexOf } from './public-key-hex.ts'
import { createRevisionCache, type RevisionCache } from './revision-cache.ts'
import { curveOfKeyType, veramoKeyTypes } from './veramo-key-type.ts'

/** Where the keys of a `LontarKeyManagementSystem` live. */
export interface LontarKeys {
  /** Keys that live elsewhere, each known to Veramo by its `keyId`; none by default. */
  readonly signers?: readonly Signer[]
  /** Where keys that the system makes are kept, `store.agent.keys` of `@lontar/store`. Without it, it makes none. */
  readonly keys?: AgentKeyStore
}

/** How many keys of the store are kept ready for signing, as objects that do not show them. */
const maxOpenKeys = 64

/** How many public parts are kept. */
const maxFoundKeys = 256

/**
 * A Veramo key management system on Lontar's keys: signers, such as a token or a cloud KMS, and keys on Ed25519, P-256,
 * P-384 and secp256k1 in Lontar's encrypted store. A private key may come in, where there is a store, and none comes
 * out: no method returns one.
 *
 * It satisfies the whole interface of `AbstractKeyManagementSystem` without extending it, so that importing this
 * package does not load Veramo.
 *
 * @example
 * ```ts
 * const kms = new LontarKeyManagementSystem({ keys: store.agent.keys })
 * const keyManager = new KeyManager({ store: new LontarKeyStore(kms), kms: { lontar: kms } })
 * ```
 */
export class LontarKeyManagementSystem implements AbstractKeyManagementSystem {
  readonly #signers: ReadonlyMap<string, Signer>
  readonly #keys: AgentKeyStore | undefined
  readonly #open: RevisionCache<Signer> | undefined
  readonly #found: RevisionCache<ManagedKeyInfo | undefined> | undefined

  /** @param where see `LontarKeys`. */
  constructor({ signers = [], keys }: LontarKeys) {
    this.#signers = new Map(signers.map((signer) => [signer.keyId, signer]))
    this.#keys = keys
    this.#open = keys && createRevisionCache(keys, maxOpenKeys)
    this.#found = keys && createRevisionCache(keys, maxFoundKeys)
  }

  /**
   * Makes a key in the store. With the `kid` of a signer it makes none: it brings that signer into Veramo.
   *
   * @param args `type` is `Ed25519`, `Secp256r1`, `Secp384r1` or `Secp256k1`; `kid` is the public key in hex by default.
   * @throws UnsupportedError `key_operation_unsupported` for another type, a signer of another type, or without a store.
   * @throws OperationError `already_initialised` for a `kid` that the store has.
   */
  async createKey(args: { type: TKeyType; meta?: unknown; kid?: string }): Promise<ManagedKeyInfo> {
    const signer = this.#signers.get(args.kid ?? '')
    const crv = curveOfKeyType(args.type)
    if (crv === undefined || (signer !== undefined && signer.publicJwk.crv !== crv)) throw unsupported()
    if (signer !== undefined) return managedKey(signer.keyId, signer.publicJwk)
    return this.#keep(await generatePrivateJwk(crv), args.kid)
  }

  /**
   * Takes a private key into the store.
   *
   * @throws UnsupportedError `key_operation_unsupported` for a type that signs nothing here, or without a store.
   * @throws MalformedError `jwk_malformed` for what is no private key of the type.
   * @throws OperationError `already_initialised` for a `kid` that the store has.
   */
  async importKey(args: Exclude<MinimalImportableKey, 'kms'>): Promise<ManagedKeyInfo> {
    const crv = curveOfKeyType(args.type)
    if (crv === undefined || this.#keys === undefined || this.#signers.has(args.kid ?? ''))
      throw unsupported()
    return this.#keep(privateJwkOfHex(crv, args.privateKeyHex), args.kid)
  }

  /** The keys, public parts only. */
  async listKeys(): Promise<ManagedKeyInfo[]> {
    const kept = (await this.#keys?.list()) ?? []
    const signers = [...this.#signers.values()].map(({ keyId, publicJwk }) => managedKey(keyId, publicJwk))
    return [...signers, ...kept.map(({ kid, publicJwk }) => managedKey(kid, publicJwk))]
  }

  /** The public part of a key, or `undefined`. */
  async findKey(kid: string): Promise<ManagedKeyInfo | undefined> {
    const signer = this.#signers.get(kid)
    if (signer !== undefined) return managedKey(kid, signer.publicJwk)
    const found = await this.#found?.get(kid, async () => {
      const key = await this.#keys?.find(kid)
      return key && managedKey(kid, key.publicJwk)
    })
    // A copy: Veramo writes into what it is given.
    return found && { ...found }
  }

  /**
   * Erases a key from the store.
   *
   * @returns whether there was one.
   * @throws UnsupportedError `key_operation_unsupported` for a signer, whose key ends where it lives, and without a store.
   */
  async deleteKey({ kid }: { kid: string }): Promise<boolean> {
    if (this.#keys === undefined || this.#signers.has(kid)) throw unsupported()
    return this.#keys.delete(kid)
  }

  /**
   * Signs bytes with the one algorithm of the key's curve.
   *
   * @returns R and S, or the signature of Ed25519, base64url (RFC 7518 section 3.4, RFC 8037 section 3.1).
   * @throws UnsupportedError `key_operation_unsupported` for another algorithm.
   * @throws VerificationError `jws_key_unknown` for a key that is not here.
   */
  async sign(args: { keyRef: Pick<IKey, 'kid'>; algorithm?: string; data: Uint8Array }): Promise<string> {
    const { keyRef, algorithm, data } = args
    const wanted = { kid: keyRef.kid, bytes: data }
    return encodeBase64Url(await this.signBytes(algorithm === undefined ? wanted : { ...wanted, algorithm }))
  }

  /**
   * Signs as `sign` does, from bytes to bytes. Whether the key is still there is asked each time.
   *
   * @param args `kid` names the key; `algorithm` is that of its curve by default.
   * @returns R and S, or the signature of Ed25519.
   * @throws UnsupportedError `key_operation_unsupported` for another algorithm.
   * @throws VerificationError `jws_key_unknown` for a key that is not here.
   */
  async signBytes(args: {
    readonly kid: string
    readonly bytes: Uint8Array
    readonly algorithm?: string
  }): Promise<Uint8Array> {
    const signer = this.#signers.get(args.kid) ?? (await this.#opened(args.kid))
    if (args.algorithm !== undefined && args.algorithm !== signer.algorithm) throw unsupported()
    return signer.sign(args.bytes)
  }

  /** Signs as `sign` does; Veramo keeps the name for older plugins. A string is taken as UTF-8, never as hex. */
  async signJWT({ key, data }: { key: Pick<IKey, 'kid'>; data: string | Uint8Array }): Promise<string> {
    return this.sign({ keyRef: key, data: typeof data === 'string' ? encodeUtf8(data) : data })
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always: a signing key agrees on no secret. */
  async sharedSecret(_args: unknown): Promise<string> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always. */
  async signEthTX(_args: unknown): Promise<string> {
    throw unsupported()
  }

  async #keep(privateJwk: PrivateJwk, name: string | undefined): Promise<ManagedKeyInfo> {
    if (this.#keys === undefined) throw unsupported()
    // A trial signature proves that both parts belong together before the key is kept.
    const { publicJwk } = await createLocalSigner(privateJwk)
    const kid = name ?? publicKeyHexOf(publicJwk)
    await this.#keys.save(kid, privateJwk)
    return managedKey(kid, publicJwk)
  }

  async #opened(kid: string): Promise<Signer> {
    const opened = await this.#open?.get(kid, async () => {
      const privateJwk = await this.#keys?.load(kid)
      if (privateJwk === undefined) throw unknownKey()
      return createLocalSigner(privateJwk, { keyId: kid })
    })
    if (opened !== undefined) return opened
    throw unknownKey()
  }
}

function managedKey(kid: string, publicJwk: PublicJwk): ManagedKeyInfo {
  return {
    kid,
    kms: 'lontar',
    type: veramoKeyTypes[publicJwk.crv],
    publicKeyHex: publicKeyHexOf(publicJwk),
    meta: { algorithms: [signingAlgorithmOf(publicJwk)] },
  }
}

function unsupported(): UnsupportedError {
  return new UnsupportedError('key_operation_unsupported', 'Lontar keys do not do this.')
}

function unknownKey(): VerificationError {
  return new VerificationError('jws_key_unknown', 'The key is not in this system.')
}
