import { join } from 'node:path'
import { createDidJwk } from '@lontar/credentials/did'
import { createLocalSigner, decodeBase64Url, generatePrivateJwk, parseJwk } from '@lontar/credentials/jose'
import { createLontarDidResolver } from '@lontar/veramo'
import { createAgent } from '@veramo/core'
import type { ICredentialPlugin, IDIDManager, IKeyManager, IResolver, TAgent } from '@veramo/core-types'
import { CredentialProviderJWT } from '@veramo/credential-jwt'
import { CredentialPlugin } from '@veramo/credential-w3c'
import { DIDStore, Entities, KeyStore, migrations, PrivateKeyStore } from '@veramo/data-store'
import { DIDManager, MemoryDIDStore } from '@veramo/did-manager'
import { DIDResolverPlugin } from '@veramo/did-resolver'
import {
  type AbstractKeyStore,
  type AbstractPrivateKeyStore,
  KeyManager,
  MemoryKeyStore,
  MemoryPrivateKeyStore,
} from '@veramo/key-manager'
import { KeyManagementSystem, SecretBox } from '@veramo/kms-local'
import { DataSource } from 'typeorm'
import { NodeSqliteDriver } from './node-sqlite-driver.ts'
import { proofCredential } from './proof-credential.ts'

/** Where a plain agent keeps what it has. */
export interface PlainCustody {
  readonly keys: AbstractKeyStore
  readonly privateKeys: AbstractPrivateKeyStore
  readonly dids: ConstructorParameters<typeof DIDManager>[0]['store']
  close(): Promise<void>
}

/** Everything in memory, the private key in clear: as in Veramo's own tests. */
export function memoryCustody(): PlainCustody {
  return {
    keys: new MemoryKeyStore(),
    privateKeys: new MemoryPrivateKeyStore(),
    dids: new MemoryDIDStore(),
    close: async () => {},
  }
}

/** As Veramo's documentation sets an agent up on Node.js: TypeORM on an SQLite file, private keys in a `SecretBox`. */
export async function documentedCustody(folder: string): Promise<PlainCustody> {
  const database = new DataSource({
    type: 'better-sqlite3',
    driver: NodeSqliteDriver,
    database: join(folder, 'plain.db'),
    enableWAL: true,
    synchronize: false,
    migrations,
    migrationsRun: true,
    entities: Entities,
  })
  await database.initialize()
  return {
    keys: new KeyStore(database),
    privateKeys: new PrivateKeyStore(database, new SecretBox(await SecretBox.createSecretKey())),
    dids: new DIDStore(database),
    close: () => database.destroy(),
  }
}

/** A Veramo agent of Veramo's own parts, but for the resolver of did:jwk, and what it issues and verifies: VC 1.1. */
export async function openPlainAgent({ keys, privateKeys, dids, close }: PlainCustody) {
  const resolver = createLontarDidResolver()
  const agent = createAgent<IKeyManager & IDIDManager & IResolver & ICredentialPlugin>({
    plugins: [
      new KeyManager({ store: keys, kms: { local: new KeyManagementSystem(privateKeys) } }),
      new DIDManager({ store: dids, defaultProvider: 'none', providers: {} }),
      new DIDResolverPlugin({ jwk: (one) => resolver.resolve(one) }),
      new CredentialPlugin([new CredentialProviderJWT()]),
    ],
  })
  const did = await importDid(agent)
  const { publicJwk } = await createLocalSigner(await generatePrivateJwk())
  const { payload } = proofCredential('jwt_vc_json', did, publicJwk)
  const issue = () =>
    agent.createVerifiableCredential({
      // Veramo writes into the object that it is given, not into what stands in it.
      credential: { ...payload, issuer: did },
      proofFormat: 'jwt',
    })
  const text: string = (await issue()).proof.jwt
  return { issue, verify: () => agent.verifyCredential({ credential: text }), close }
}

async function importDid(agent: TAgent<IDIDManager>): Promise<string> {
  const { d, ...publicPart } = await generatePrivateJwk()
  const did = createDidJwk(parseJwk(publicPart))
  const privateKeyHex = Buffer.from(decodeBase64Url(d)).toString('hex')
  const key = { kms: 'local', type: 'Secp256r1', kid: 'issuer', privateKeyHex, publicKeyHex: '' } as const
  await agent.didManagerImport({ did, provider: 'none', keys: [key], services: [] })
  return did
}
