import { createAgent } from '@veramo/core'
import type { ICredentialPlugin, IDIDManager, IKeyManager, IResolver, TAgent } from '@veramo/core-types'
import { CredentialProviderJWT } from '@veramo/credential-jwt'
import { CredentialPlugin, type ICredentialProvider } from '@veramo/credential-w3c'
import { DIDManager, MemoryDIDStore } from '@veramo/did-manager'
import { getDidKeyResolver, KeyDIDProvider } from '@veramo/did-provider-key'
import { DIDResolverPlugin } from '@veramo/did-resolver'
import { KeyManager, MemoryKeyStore, MemoryPrivateKeyStore } from '@veramo/key-manager'
import { KeyManagementSystem } from '@veramo/kms-local'
import { createLontarDidResolver } from './create-lontar-did-resolver.ts'

/** A Veramo agent of Veramo's own parts alone, but for the resolver, which knows did:jwk besides did:key. */
export type PlainAgent = TAgent<IKeyManager & IDIDManager & IResolver & ICredentialPlugin>

export function createPlainAgent(
  providers: readonly ICredentialProvider[] = [new CredentialProviderJWT()],
): PlainAgent {
  const { resolve } = createLontarDidResolver()
  return createAgent<IKeyManager & IDIDManager & IResolver & ICredentialPlugin>({
    plugins: [
      new KeyManager({
        store: new MemoryKeyStore(),
        kms: { local: new KeyManagementSystem(new MemoryPrivateKeyStore()) },
      }),
      new DIDManager({
        store: new MemoryDIDStore(),
        defaultProvider: 'did:key',
        providers: { 'did:key': new KeyDIDProvider({ defaultKms: 'local' }) },
      }),
      new DIDResolverPlugin({ key: getDidKeyResolver().key, jwk: (did) => resolve(did) }),
      new CredentialPlugin([...providers]),
    ],
  })
}
