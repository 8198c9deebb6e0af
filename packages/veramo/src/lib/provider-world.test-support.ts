import {
  type Check,
  type CredentialFormatId,
  failed,
  type PublicJwk,
  passed,
  type StatusCheck,
  skipped,
} from '@lontar/credentials'
import { publicKeyOfDidUrl } from '@lontar/credentials/did'
import { createCredentialPayload } from '@lontar/documents/credential-types'
import { openStore } from '@lontar/store'
import type { ICredentialProvider } from '@veramo/credential-w3c'
import { onTestFinished } from 'vitest'
import { createLontarAgent, type LontarAgent } from './create-lontar-agent.ts'
import { LontarCredentialProvider } from './lontar-credential-provider.ts'
import { inventedIdentity, issuerUrl, startOfTest } from './proof-payload.test-support.ts'

const type = `${issuerUrl}/vct/ktp-proof/1`

export interface ProviderWorld {
  readonly agent: LontarAgent
  readonly issuer: string
  readonly holder: string
  readonly provider: LontarCredentialProvider
  /** What the status check answers, and how often it was asked. */
  readonly status: { answer: Check; asked: number }
  payload(formatId: CredentialFormatId): ReturnType<typeof createCredentialPayload>
}

/** An agent with an issuer and a holder, whose provider trusts that issuer for one type. */
export async function createProviderWorld(
  place: (ours: ICredentialProvider) => readonly ICredentialProvider[] = (ours) => [ours],
): Promise<ProviderWorld> {
  const store = await openStore({ database: 'sqlite::memory:', passphrase: 'correct horse' })
  onTestFinished(() => store.close())
  const dids = await createLontarAgent({ store: store.agent })
  const issuer = (await dids.didManagerCreate()).did
  const holder = (await dids.didManagerCreate()).did
  const status = { answer: passed('status', 'Token Status List section 8.3'), asked: 0 }
  const provider = createTrustingProvider([[issuer, publicKeyOfDidUrl(`${issuer}#0`)]], async () => {
    status.asked += 1
    return status.answer
  })
  const agent = await createLontarAgent({ store: store.agent, credentialProviders: place(provider) })
  const payload = (formatId: CredentialFormatId) =>
    createCredentialPayload({
      typeId: 'ktp-proof',
      formatId,
      identity: inventedIdentity(),
      issuer,
      issuerUrl,
      issuerName: 'Dinas Dukcapil Contoh',
      holderKey: publicKeyOfDidUrl(`${holder}#0`),
      status: { uri: `${issuerUrl}/status/list`, idx: 4711 },
      issuedAt: startOfTest,
      timeZone: 'Asia/Makassar',
    })
  return { agent, issuer, holder, provider, status, payload }
}

/** A provider that trusts these issuers for the proof. */
export function createTrustingProvider(
  issuers: readonly (readonly [did: string, key: PublicJwk])[],
  checkStatus: StatusCheck = async () => skipped('status', 'Token Status List section 8.3'),
): LontarCredentialProvider {
  return new LontarCredentialProvider({
    expectedIssuers: issuers.map(([issuer, key]) => ({
      issuer,
      types: [type],
      jwks: { keys: [{ ...key, kid: keyIdOf(issuer) }] },
    })),
    expectedTypes: [type],
    checkStatus,
    now: () => startOfTest,
  })
}

/** The DID URL of the one key of a did:jwk or a did:key. */
function keyIdOf(did: string): string {
  return did.startsWith('did:jwk:') ? `${did}#0` : `${did}#${did.slice('did:key:'.length)}`
}

export const revoked: Check = failed('status', 'status_invalid', 'Token Status List section 8.3')
