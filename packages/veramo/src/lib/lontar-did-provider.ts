import type { Signer } from '@lontar/credentials'
import { UnsupportedError } from '@lontar/credentials/errors'
import type { IAgentContext, IIdentifier, IKeyManager } from '@veramo/core-types'
import { FixedDidProvider } from './fixed-did-provider.ts'
import { veramoKeyTypes } from './veramo-key-type.ts'

/**
 * A Veramo identifier provider for the DIDs of signers, did:jwk or did:web. Each DID follows from the key or from the
 * configuration of the issuer, so there is nothing to create, change or delete anywhere.
 */
export class LontarDidProvider extends FixedDidProvider {
  readonly #signers: readonly Signer[]

  /** @param signers one or more; the `keyId` of each is a DID URL. */
  constructor(signers: readonly Signer[]) {
    super()
    this.#signers = signers
  }

  /**
   * Brings the DID of a signer into Veramo's store, with the one key that signs for it: the DID that is the alias, or
   * that of the only signer.
   *
   * @throws UnsupportedError `key_operation_unsupported` when that names no signer.
   */
  async createIdentifier(
    { alias }: { alias?: string },
    context: IAgentContext<IKeyManager>,
  ): Promise<Omit<IIdentifier, 'provider'>> {
    const { keyId, publicJwk } = this.#signerOf(alias)
    const type = veramoKeyTypes[publicJwk.crv]
    const key = await context.agent.keyManagerCreate({ kms: 'lontar', type, kid: keyId })
    return { did: didOfKeyId(keyId), controllerKeyId: keyId, keys: [key], services: [] }
  }

  #signerOf(alias: string | undefined): Signer {
    const [first, ...others] = this.#signers
    const named = this.#signers.find(({ keyId }) => didOfKeyId(keyId) === alias)
    const signer = named ?? (others.length === 0 ? first : undefined)
    if (signer !== undefined) return signer
    throw new UnsupportedError('key_operation_unsupported', 'No signer has this DID.')
  }
}

/** The DID of a DID URL. */
export function didOfKeyId(keyId: string): string {
  return keyId.split('#', 1)[0] ?? ''
}
