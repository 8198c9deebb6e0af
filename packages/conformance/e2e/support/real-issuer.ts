import type { Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { credentialFormats } from '@lontar/documents/credential-types'
import { parseKtp } from '@lontar/documents/ktp'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { createIssuer, type Issuer, type IssuerConfiguration } from '@lontar/issuer'
import { verifyKtp } from '@lontar/proofing'
import { recordConsent } from '@lontar/proofing/consent'
import { createMemoryOfficerDesk, createOfficer } from '@lontar/proofing/officer'
import { createRegistrySimulator } from '@lontar/proofing/registry-simulator'
import { type KeyPurpose, openStore, type Store } from '@lontar/store'
import { mariaContoh, startLoopbackServer } from '@lontar/testkit'
import { createVeramoJwtVcJsonFormat } from '@lontar/veramo'

/** What a test may choose. */
export interface RealIssuerOptions {
  /** The SQLite file; made when it is not there, with its keys and the one person of its registry. */
  readonly file: string
  /** The public address, where it is another than the one listened on: a second process, or one started again. */
  readonly url?: string
  /** Stands between the issuer and its key. */
  readonly wrapSigner?: (signer: Signer) => Signer
  readonly now?: () => Date
  /** What else the issuer is made with. */
  readonly configuration?: Partial<IssuerConfiguration>
}

/** An issuer as `lontar serve` has it: real file, real HTTP, evidence of the registry simulator. */
export interface RealIssuer {
  readonly issuer: Issuer
  readonly store: Store
  /** Where it listens. */
  readonly address: string
  /** Proves the one person of the registry anew. */
  identity(): Promise<SignedVerifiedIdentity>
  close(): Promise<void>
}

const name = 'Dinas Contoh'
const timeZone = 'Asia/Makassar'
const controller = { name, url: 'https://dinas.example', dataProtectionOfficer: 'pdp@dinas.example' }

/** Opens the file and serves it on a free port of loopback. */
export async function openRealIssuer(options: RealIssuerOptions): Promise<RealIssuer> {
  const { file, wrapSigner = (signer: Signer) => signer } = options
  const store = await openStore({ database: `sqlite:${file}`, passphrase: 'a passphrase', create: true })
  await store.registry.put(mariaContoh.nik, { ...mariaContoh, status: 'active' })
  const signer = wrapSigner(await didJwkSigner(await openKey(store, 'issuer')))
  const evidenceSigner = await createLocalSigner(await openKey(store, 'evidence'))
  // The issuer needs its address before it can be made.
  const server = await startLoopbackServer((request) => issuer.fetch(request))
  const officer = await createOfficer({ id: 'dev', name: 'Development', role: 'registrar' })
  const issuer = createIssuer({
    url: options.url ?? server.url,
    name,
    signer,
    store: store.issuer,
    formats: [
      ...credentialFormats().filter(({ id }) => id !== 'jwt_vc_json'),
      await createVeramoJwtVcJsonFormat({ signer }),
    ],
    evidenceKeys: [{ ...evidenceSigner.publicJwk, kid: evidenceSigner.keyId }],
    timeZone,
    dangerouslyAcceptSimulatedEvidence: true,
    ...(options.now && { now: options.now }),
    ...options.configuration,
  })
  return {
    issuer,
    store,
    address: server.url,
    identity: async () => {
      const card = parseKtp(mariaContoh)
      const { id: consentRef } = await recordConsent(
        { records: store.consents, controller, signer: evidenceSigner },
        { agreed: ['identity', 'registry'], language: 'id', document: { nik: card.nik } },
      )
      return verifyKtp({
        ktp: card,
        registry: createRegistrySimulator({ records: store.registry }),
        desk: createMemoryOfficerDesk({ officers: [officer], now: () => new Date() }),
        organization: name,
        policy: { residence: '53', timeZone, dangerouslyAcceptSimulatedEvidence: true },
        consentRef,
        consents: { records: store.consents, expectedKeys: [evidenceSigner.publicJwk] },
        signer: evidenceSigner,
        now: new Date(),
      })
    },
    close: async () => {
      await server.close()
      await store.close()
    },
  }
}

async function openKey(store: Store, purpose: KeyPurpose) {
  const known = await store.keys.load(purpose)
  if (known !== undefined) return known
  const fresh = await generatePrivateJwk()
  await store.keys.save(purpose, fresh)
  return fresh
}
