import type { Signer } from '@lontar/credentials'
import { UnsupportedError } from '@lontar/credentials/errors'
import type { IAgentContext, IIdentifier, IKeyManager } from '@veramo/core-types'
import type { AbstractIdentifierProvider } from '@veramo/did-manager'

/**
 * A Veramo identifier provider for the DID of a signer, did:jwk or did:web. The DID follows from the key or from the
 * configuration of the issuer, so there is nothing to create, change or delete anywhere.
 */
export class LontarDidProvider implements AbstractIdentifierProvider {
  readonly #signer: Signer

  constructor(signer: Signer) {
    this.#signer = signer
  }

  /** Brings the signer's DID into Veramo's store, with the one key that signs for it. */
  async createIdentifier(
    _args: unknown,
    context: IAgentContext<IKeyManager>,
  ): Promise<Omit<IIdentifier, 'provider'>> {
    const { keyId } = this.#signer
    const key = await context.agent.keyManagerCreate({ kms: 'lontar', type: 'Secp256r1', kid: keyId })
    return { did: didOfKeyId(keyId), controllerKeyId: keyId, keys: [key], services: [] }
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always. */
  async updateIdentifier(): Promise<IIdentifier> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always. */
  async deleteIdentifier(): Promise<boolean> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always. */
  async addKey(): Promise<never> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always. */
  async removeKey(): Promise<never> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always. */
  async addService(): Promise<never> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always. */
  async removeService(): Promise<never> {
    throw unsupported()
  }
}

/** The DID of a DID URL. */
export function didOfKeyId(keyId: string): string {
  return keyId.split('#', 1)[0] ?? ''
}

function unsupported(): UnsupportedError {
  return new UnsupportedError(
    'key_operation_unsupported',
    'The DID of a Lontar key cannot be changed through Veramo.',
  )
}
