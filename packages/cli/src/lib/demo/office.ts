import { randomBytes } from 'node:crypto'
import { didJwkSigner } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { credentialFormats } from '@lontar/documents/credential-types'
import { parseKtp } from '@lontar/documents/ktp'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { createIssuer, type Issuer } from '@lontar/issuer'
import { verifyKtp } from '@lontar/proofing'
import { recordConsent } from '@lontar/proofing/consent'
import { createMemoryOfficerDesk, createOfficer } from '@lontar/proofing/officer'
import type { RegistrationOffice } from '@lontar/proofing/registration'
import { createRegistrySimulator } from '@lontar/proofing/registry-simulator'
import { openStore } from '@lontar/store'
import { developmentPeople } from '../development-people.ts'
import { openCardReader } from '../registration/open-card-reader.ts'
import { type RunningServer, startServer } from '../serve.ts'
import { confirmCard, type ScannedCard, scanCard } from './scanning.ts'

/** An offer and the code that goes with it. */
export interface Handout {
  readonly credentialOfferUri: string
  readonly txCode: string
}

/** An office that registers people and issues, on loopback, with its own database file. */
export interface Office {
  readonly issuer: Issuer
  /** Verifies a person and hands out an offer. */
  register(ktpFile: object, configurationIds: readonly string[]): Promise<Handout>
  /** Reads the picture of a card. */
  scan(image: Uint8Array): Promise<ScannedCard>
  /** Verifies the person of a card that was read, who confirms every field, and hands out an offer. */
  confirm(card: ScannedCard, configurationIds: readonly string[]): Promise<Handout>
  close(): Promise<void>
}

const timeZone = 'Asia/Makassar'

/**
 * Opens an office.
 *
 * @param residence a province code, or `any`.
 */
export async function openOffice(name: string, residence: string, databaseFile: string): Promise<Office> {
  const store = await openStore({
    database: `sqlite:${databaseFile}`,
    passphrase: randomBytes(32).toString('base64url'),
    create: true,
  })
  await store.registry.putAll(developmentPeople)
  const evidenceSigner = await createLocalSigner(await generatePrivateJwk())
  const officer = await createOfficer({ id: 'dev', name: 'Demo', role: 'registrar' })
  const desk = createMemoryOfficerDesk({ officers: [officer], now: () => new Date() })
  const server = await startLate()
  const issuer = createIssuer({
    url: server.url,
    name,
    signer: await didJwkSigner(await generatePrivateJwk()),
    store: store.issuer,
    formats: credentialFormats().filter(({ id }) => id !== 'jwt_vc_json'),
    evidenceKeys: [{ ...evidenceSigner.publicJwk, kid: evidenceSigner.keyId }],
    timeZone,
    statusTtlSeconds: 1,
    dangerouslyAcceptSimulatedEvidence: true,
  })
  server.serve(issuer.fetch)
  const controller = { name, url: server.url, dataProtectionOfficer: name }
  const registry = createRegistrySimulator({ records: store.registry })
  const policy = { residence, timeZone, dangerouslyAcceptSimulatedEvidence: true }
  const reader = openCardReader()
  const registrations: RegistrationOffice = {
    store: store.registrations,
    consents: { records: store.consents, controller, signer: evidenceSigner },
    images: store.evidenceImages,
    ...{ reader, registry, policy, organization: name, officers: desk.accounts },
  }
  const handOut = async (
    identity: SignedVerifiedIdentity,
    configurationIds: readonly string[],
  ): Promise<Handout> => {
    const { credentialOfferUri, txCode } = await issuer.offer(identity, { configurationIds })
    return { credentialOfferUri, txCode: txCode ?? '' }
  }
  return {
    issuer,
    scan: (image) => scanCard(registrations, image),
    confirm: async (card, configurationIds) =>
      handOut(await confirmCard(registrations, card, desk), configurationIds),
    register: async (ktpFile, configurationIds) => {
      const card = parseKtp(ktpFile)
      const { id: consentRef } = await recordConsent(registrations.consents, {
        agreed: ['identity', 'registry'],
        language: 'id',
        document: { nik: card.nik },
      })
      const identity = await verifyKtp({
        ktp: card,
        ...{ registry, desk, policy },
        organization: name,
        consentRef,
        consents: { records: store.consents, expectedKeys: [evidenceSigner.publicJwk] },
        signer: evidenceSigner,
        now: new Date(),
      })
      return handOut(identity, configurationIds)
    },
    close: async () => {
      await reader.close()
      await server.close()
      await store.close()
    },
  }
}

/** A server that has its address before it has its work. */
export interface LateServer extends RunningServer {
  serve(fetch: (request: Request) => Promise<Response>): void
}

/** Takes a free port of loopback first, since the public URL is part of what will be served. */
export async function startLate(): Promise<LateServer> {
  let handle = async (_request: Request): Promise<Response> => new Response(null, { status: 503 })
  const server = await startServer({ host: '127.0.0.1', port: 0, fetch: (request) => handle(request) })
  return {
    ...server,
    serve: (fetch) => {
      handle = fetch
    },
  }
}
