import type { PublicJwk } from '@lontar/credentials'
import { createDidJwk, createDidKey } from '@lontar/credentials/did'
import { UnsupportedError } from '@lontar/credentials/errors'
import type { IAgentContext, IIdentifier, IKeyManager } from '@veramo/core-types'
import { FixedDidProvider } from './fixed-did-provider.ts'
import { publicJwkOfHex } from './public-key-hex.ts'
import { curveOfKeyType } from './veramo-key-type.ts'

/** What `didManagerCreate` may say about the key of a DID. */
export interface KeyDidOptions {
  /** `Secp256r1` by default; `Ed25519`, `Secp256k1` or `Secp384r1`. */
  readonly keyType?: string
  /** The name of the new key; its public part in hex by default. */
  readonly kid?: string
}

const methods: Readonly<Record<'key' | 'jwk', (publicJwk: PublicJwk) => string>> = {
  key: createDidKey,
  jwk: createDidJwk,
}

/**
 * A Veramo identifier provider of did:key or did:jwk: the DID is a new key. It makes the key that was asked for;
 * Veramo's own provider of did:key makes one on Ed25519 when it is asked for P-256.
 */
export class KeyDidProvider extends FixedDidProvider {
  readonly #createDid: (publicJwk: PublicJwk) => string

  /** @param method `key` or `jwk`. */
  constructor(method: 'key' | 'jwk') {
    super()
    this.#createDid = methods[method]
  }

  /**
   * Makes a key and the DID of it.
   *
   * @throws UnsupportedError `key_operation_unsupported` for a type of key that signs nothing here.
   */
  async createIdentifier(
    { kms = 'lontar', options }: { kms?: string; options?: KeyDidOptions },
    context: IAgentContext<IKeyManager>,
  ): Promise<Omit<IIdentifier, 'provider'>> {
    const { key, publicJwk } = await createSigningKey({ kms, ...options }, context)
    return { did: this.#createDid(publicJwk), controllerKeyId: key.kid, keys: [key], services: [] }
  }

  /** Erases the keys of a DID; the DID itself is nowhere but in them. */
  override async deleteIdentifier(
    { keys }: IIdentifier,
    context: IAgentContext<IKeyManager>,
  ): Promise<boolean> {
    for (const { kid } of keys) await context.agent.keyManagerDelete({ kid })
    return true
  }
}

/**
 * Makes a key and looks at what was made.
 *
 * @throws UnsupportedError `key_operation_unsupported` for another type, asked for or made.
 */
export async function createSigningKey(
  { kms, keyType = 'Secp256r1', kid }: KeyDidOptions & { readonly kms: string },
  context: IAgentContext<IKeyManager>,
): Promise<{ readonly key: IIdentifier['keys'][number]; readonly publicJwk: PublicJwk }> {
  const crv = curveOfKeyType(keyType)
  if (crv === undefined) throw unsupported()
  const key = await context.agent.keyManagerCreate({ kms, type: keyType, ...(kid !== undefined && { kid }) })
  if (key.type !== keyType) throw unsupported()
  return { key, publicJwk: publicJwkOfHex(crv, key.publicKeyHex) }
}

function unsupported(): UnsupportedError {
  return new UnsupportedError('key_operation_unsupported', 'No DID is made of a key of this type.')
}
