import type { Signer } from '@lontar/credentials'
import { createDidResolver, type ResolveDid } from '@lontar/credentials/did'
import { NetworkError } from '@lontar/credentials/errors'
import type { AgentStore } from '@lontar/store'
import type {
  IAgentPlugin,
  ICredentialPlugin,
  IDIDManager,
  IKeyManager,
  IResolver,
  TAgent,
} from '@veramo/core-types'
import type { ICredentialProvider } from '@veramo/credential-w3c'
import type { AbstractIdentifierProvider } from '@veramo/did-manager'
import { createLontarDidResolver } from './create-lontar-did-resolver.ts'
import { KeyDidProvider } from './key-did-provider.ts'
import { didOfKeyId, LontarDidProvider } from './lontar-did-provider.ts'
import { LontarDidStore } from './lontar-did-store.ts'
import { LontarKeyManagementSystem } from './lontar-key-management-system.ts'
import { LontarKeyStore } from './lontar-key-store.ts'
import { refuseDebugLog } from './refuse-debug-log.ts'
import { WebDidProvider } from './web-did-provider.ts'

type LontarAgentMethods = IKeyManager & IDIDManager & IResolver & ICredentialPlugin

/** A Veramo agent with keys, DIDs, resolution and credentials. */
export type LontarAgent = TAgent<LontarAgentMethods>

/** What `createLontarAgent` needs: signers, a store, or both. */
export interface LontarAgentOptions {
  /** Keys that live elsewhere. The `keyId` of each is a DID URL, and the agent manages its DID; none by default. */
  readonly signers?: readonly Signer[]
  /**
   * Where the agent keeps the keys and the DIDs that it makes, `store.agent` of `@lontar/store`. Without it the agent
   * makes no key, and forgets its DIDs when it ends.
   */
  readonly store?: AgentStore
  /** Resolves DIDs; by default did:jwk and did:key, which need no network, and the agent's own did:web. */
  readonly resolveDid?: ResolveDid
  /** Asked before Veramo's provider of JWTs, which takes every string for its own; none by default. */
  readonly credentialProviders?: readonly ICredentialProvider[]
  /** Further plugins; none by default. */
  readonly plugins?: readonly IAgentPlugin[]
}

/**
 * Creates a Veramo agent on Lontar's keys: key manager with the one key system `lontar`, DID manager with the
 * providers `did:jwk` (the default), `did:key`, `did:web` and `lontar` (the DIDs of the signers), resolver and
 * credential plugin. Veramo is loaded here, not when this package is imported.
 *
 * @param options see `LontarAgentOptions`.
 * @throws OperationError `usage` when `DEBUG` would make Veramo write credentials to its log.
 */
export async function createLontarAgent(options: LontarAgentOptions): Promise<LontarAgent> {
  refuseDebugLog()
  const {
    signers = [],
    store,
    resolveDid = createOfflineResolver(),
    credentialProviders = [],
    plugins = [],
  } = options
  const veramo = await import('./veramo-parts.ts')
  const kms = new LontarKeyManagementSystem({ signers, ...(store && { keys: store.keys }) })
  const kept = store && new LontarDidStore(store.identifiers)
  const didStore = kept ?? new veramo.MemoryDIDStore()
  const findIdentifier = async (did: string) =>
    kept ? kept.findDID(did) : (await didStore.listDIDs({})).find((identifier) => identifier.did === did)
  const agent: LontarAgent = veramo.createAgent<LontarAgentMethods>({
    context: {
      ...(!areChanged('keyManagerSign', plugins) && { lontarKeys: kms }),
      ...(kept && !areChanged('didManagerGet', plugins) && { lontarDids: kept }),
    },
    plugins: [
      new veramo.KeyManager({ store: new LontarKeyStore(kms), kms: { lontar: kms } }),
      new veramo.DIDManager({ store: didStore, defaultProvider: 'did:jwk', providers: providersOf(signers) }),
      new veramo.DIDResolverPlugin({
        resolver: createLontarDidResolver({ signers, findIdentifier, resolveDid }),
      }),
      new veramo.CredentialPlugin([...credentialProviders, new veramo.CredentialProviderJWT()]),
      ...plugins,
    ],
  })
  for (const { keyId } of signers) {
    await agent.didManagerGetOrCreate({ alias: didOfKeyId(keyId), provider: 'lontar' })
  }
  return agent
}

/** A plugin that signs or finds DIDs in its own way, or watches over those who do, is not gone around. */
function areChanged(method: string, plugins: readonly IAgentPlugin[]): boolean {
  return plugins.some(({ methods = {} }) => method in methods)
}

function providersOf(signers: readonly Signer[]): Record<string, AbstractIdentifierProvider> {
  return {
    'did:jwk': new KeyDidProvider('jwk'),
    'did:key': new KeyDidProvider('key'),
    'did:web': new WebDidProvider(),
    lontar: new LontarDidProvider(signers),
  }
}

function createOfflineResolver(): ResolveDid {
  return createDidResolver({
    fetch: async () => {
      throw new NetworkError('did_unreachable', 'This agent was given no way to fetch a DID.')
    },
    now: () => new Date(),
  })
}
