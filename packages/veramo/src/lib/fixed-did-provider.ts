import { UnsupportedError } from '@lontar/credentials/errors'
import type { IAgentContext, IIdentifier, IKeyManager } from '@veramo/core-types'
import type { AbstractIdentifierProvider } from '@veramo/did-manager'

/** A Veramo identifier provider of DIDs whose document cannot be changed. */
export abstract class FixedDidProvider implements AbstractIdentifierProvider {
  /** Makes a DID or brings one into Veramo. */
  abstract createIdentifier(
    args: { kms?: string; alias?: string; options?: unknown },
    context: IAgentContext<IKeyManager>,
  ): Promise<Omit<IIdentifier, 'provider'>>

  /** @throws UnsupportedError `key_operation_unsupported`, unless a provider says otherwise. */
  async deleteIdentifier(_identifier: IIdentifier, _context: IAgentContext<IKeyManager>): Promise<boolean> {
    throw unsupported()
  }

  /** @throws UnsupportedError `key_operation_unsupported`, always. */
  async updateIdentifier(): Promise<IIdentifier> {
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

function unsupported(): UnsupportedError {
  return new UnsupportedError('key_operation_unsupported', 'This DID cannot be changed.')
}
