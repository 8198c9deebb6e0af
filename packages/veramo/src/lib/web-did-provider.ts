import { invalidArgument } from '@lontar/credentials/errors'
import { didWebOfUrl } from '@lontar/issuer'
import type { IAgentContext, IIdentifier, IKeyManager } from '@veramo/core-types'
import type { AbstractIdentifierProvider } from '@veramo/did-manager'
import { createSigningKey, type KeyDidOptions } from './key-did-provider.ts'

/**
 * A Veramo identifier provider of did:web. It makes a key and the DID; who owns the host publishes the document,
 * which the agent's resolver shows. Keys and services may be added and taken away, in the agent.
 */
export class WebDidProvider implements AbstractIdentifierProvider {
  /**
   * Makes a key for the did:web of a host.
   *
   * @param args `alias` is the host, with a port and a path where there are any: `issuer.example/ntt`.
   * @throws TypeError `ERR_INVALID_ARG_VALUE` for an alias that did:web cannot name.
   * @throws UnsupportedError `key_operation_unsupported` for a type of key that signs nothing here.
   */
  async createIdentifier(
    { kms = 'lontar', alias = '', options }: { kms?: string; alias?: string; options?: KeyDidOptions },
    context: IAgentContext<IKeyManager>,
  ): Promise<Omit<IIdentifier, 'provider'>> {
    const did = didOfHost(alias)
    const { key } = await createSigningKey({ kms, ...options }, context)
    return { did, controllerKeyId: key.kid, keys: [key], services: [] }
  }

  /** Erases the keys of a DID. Its document stays where it was published. */
  async deleteIdentifier({ keys }: IIdentifier, context: IAgentContext<IKeyManager>): Promise<boolean> {
    for (const { kid } of keys) await context.agent.keyManagerDelete({ kid })
    return true
  }

  /** The manager keeps the key. */
  async addKey(): Promise<boolean> {
    return true
  }

  /** The manager forgets the key. */
  async removeKey(): Promise<boolean> {
    return true
  }

  /** The manager keeps the service. */
  async addService(): Promise<boolean> {
    return true
  }

  /** The manager forgets the service. */
  async removeService(): Promise<boolean> {
    return true
  }
}

function didOfHost(alias: string): string {
  const url = `https://${alias}`
  const did = URL.canParse(url) && /^[a-z0-9.:/_-]+$/.test(alias) ? didWebOfUrl(url) : undefined
  if (did === undefined) throw invalidArgument('The alias of a did:web is a host, such as issuer.example.')
  return did
}
