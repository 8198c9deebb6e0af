import { VerificationError } from '@lontar/credentials/errors'
import type { AgentIdentifierStore } from '@lontar/store'
import type { IIdentifier } from '@veramo/core-types'
import type { AbstractDIDStore } from '@veramo/did-manager'
import { createRevisionCache, type RevisionCache } from './revision-cache.ts'

/** How many DIDs are kept unsealed. */
const maxKeptDids = 256

/** Veramo's list of DIDs in Lontar's encrypted store. What is kept of a key is its public part. */
export class LontarDidStore implements AbstractDIDStore {
  readonly #identifiers: AgentIdentifierStore
  readonly #kept: RevisionCache<string | undefined>

  /** @param identifiers `store.agent.identifiers` of `@lontar/store`. */
  constructor(identifiers: AgentIdentifierStore) {
    this.#identifiers = identifiers
    this.#kept = createRevisionCache(identifiers, maxKeptDids)
  }

  /** Keeps a DID, or what is new about it. */
  async importDID(identifier: IIdentifier): Promise<boolean> {
    const keys = identifier.keys.map(({ privateKeyHex: _private, ...key }) => key)
    await this.#identifiers.save(identifier.did, JSON.stringify({ ...identifier, keys }))
    return true
  }

  /**
   * Finds a DID by itself or by its alias.
   *
   * @throws VerificationError `jws_key_unknown` when the agent does not manage it.
   */
  async getDID(args: { did?: string; alias?: string }): Promise<IIdentifier> {
    const found = args.did === undefined ? await this.#byAlias(args.alias) : await this.findDID(args.did)
    if (found !== undefined) return found
    throw new VerificationError('jws_key_unknown', 'The agent does not manage this DID.')
  }

  /** A DID, or `undefined` when the agent does not manage it. */
  async findDID(did: string): Promise<IIdentifier | undefined> {
    const text = await this.#kept.get(did, () => this.#identifiers.load(did))
    return text === undefined ? undefined : readIdentifier(text)
  }

  /** Forgets a DID. */
  async deleteDID({ did }: { did: string }): Promise<boolean> {
    return this.#identifiers.delete(did)
  }

  /** The DIDs of an alias, of a provider, or all. */
  async listDIDs({ alias, provider }: { alias?: string; provider?: string }): Promise<IIdentifier[]> {
    const all = (await this.#identifiers.list()).map(readIdentifier)
    return all.filter(
      (one) =>
        (alias === undefined || one.alias === alias) && (provider === undefined || one.provider === provider),
    )
  }

  async #byAlias(alias: string | undefined): Promise<IIdentifier | undefined> {
    return alias === undefined ? undefined : (await this.listDIDs({ alias }))[0]
  }
}

/** Written by `importDID` and sealed since. Each caller gets an object of his own, which Veramo may change. */
function readIdentifier(text: string): IIdentifier {
  return JSON.parse(text) as IIdentifier
}
