import type { Signer } from '@lontar/credentials'
import type { ICredentialPlugin, IDIDManager, IKeyManager, IResolver, TAgent } from '@veramo/core-types'
import { createLontarDidResolver } from './create-lontar-did-resolver.ts'
import { didOfKeyId, LontarDidProvider } from './lontar-did-provider.ts'
import { LontarKeyManagementSystem } from './lontar-key-management-system.ts'
import { refuseDebugLog } from './refuse-debug-log.ts'

/** A Veramo agent with keys, DIDs, resolution and VC 1.1 credentials. */
export type LontarAgent = TAgent<IKeyManager & IDIDManager & IResolver & ICredentialPlugin>

/**
 * Creates a Veramo agent around a signer: key manager, DID manager, resolver and VC 1.1 as JWT, everything in
 * memory. Veramo is loaded here, not when this package is imported.
 *
 * @param signer Its `keyId` is a DID URL; the agent manages the DID.
 * @throws OperationError `usage` when `DEBUG` would make Veramo write credentials to its log.
 */
export async function createLontarAgent(signer: Signer): Promise<LontarAgent> {
  refuseDebugLog(process.env.DEBUG)
  const [core, keys, dids, resolver, credentials, jwt] = await Promise.all([
    import('@veramo/core'),
    import('@veramo/key-manager'),
    import('@veramo/did-manager'),
    import('@veramo/did-resolver'),
    import('@veramo/credential-w3c'),
    import('@veramo/credential-jwt'),
  ])
  const agent: LontarAgent = core.createAgent<IKeyManager & IDIDManager & IResolver & ICredentialPlugin>({
    plugins: [
      new keys.KeyManager({
        store: new keys.MemoryKeyStore(),
        kms: { lontar: new LontarKeyManagementSystem([signer]) },
      }),
      new dids.DIDManager({
        store: new dids.MemoryDIDStore(),
        defaultProvider: 'lontar',
        providers: { lontar: new LontarDidProvider(signer) },
      }),
      new resolver.DIDResolverPlugin({ resolver: createLontarDidResolver([signer]) }),
      new credentials.CredentialPlugin([new jwt.CredentialProviderJWT()]),
    ],
  })
  await agent.didManagerCreate({ alias: didOfKeyId(signer.keyId) })
  return agent
}
