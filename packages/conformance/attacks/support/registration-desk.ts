import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MalformedError } from '@lontar/credentials/errors'
import { createLocalSigner, generatePrivateJwk, type PrivateJwk, type Signer } from '@lontar/credentials/jose'
import type { PopulationRegistry } from '@lontar/proofing'
import { consentTextVersion } from '@lontar/proofing/consent'
import { createOfficer, type Officer, signOfficerDecision } from '@lontar/proofing/officer'
import type { DocumentReader } from '@lontar/proofing/reader'
import {
  confirmFields,
  createRegistrationHandler,
  type RegistrationDoor,
  type RegistrationOffice,
  reviewRegistration,
  startRegistration,
  uploadCard,
} from '@lontar/proofing/registration'
import { createRegistrySimulator } from '@lontar/proofing/registry-simulator'
import { openStore, type Store } from '@lontar/store'
import { mariaContoh, startLoopbackServer } from '@lontar/testkit'
import { expect, onTestFinished } from 'vitest'

const { golDarah: _, ...mariaFile } = mariaContoh

/** What the applicant confirms: a consent without the blood type takes none. */
export const confirmedFields: Readonly<Record<string, string>> = mariaFile

/** Pictures that the reader knows begin so; what follows tells one from another. */
export const picture = (name: string): Uint8Array => Uint8Array.from(Buffer.from(`PICTURE-MARK ${name}`))

/** Reads no picture, and says of each that knows the word what stands on the card of the invented Maria. */
export const wordReader: DocumentReader = {
  read: async (image) => {
    if (!Buffer.from(image).toString().startsWith('PICTURE-MARK')) {
      throw new MalformedError('card_image_unreadable', 'No picture.')
    }
    const fields = Object.entries(mariaFile).map(([key, text]) => [key, { text, confidence: 1 }])
    return { kind: 'ktp', lines: [], fields: Object.fromEntries(fields), engine: 'a word' }
  },
}

/** A registry that knows Maria, and counts how often it was asked. */
export function countingRegistry(): PopulationRegistry & { asked: number } {
  const records = { find: async (nik: string) => (nik === mariaFile.nik ? record : undefined) }
  const record = { ...mariaFile, status: 'active' as const }
  const simulator = createRegistrySimulator({ records })
  const registry = {
    ...simulator,
    asked: 0,
    verifyElements: async (query: Parameters<PopulationRegistry['verifyElements']>[0]) => {
      registry.asked += 1
      return await simulator.verifyElements(query)
    },
  }
  return registry
}

/** An office on a database in a folder, with officers, and everything that was said about its failures. */
export interface RegistrationDesk {
  readonly folder: string
  readonly database: string
  /** The evidence key. */
  readonly jwk: PrivateJwk
  readonly store: Store
  readonly office: RegistrationOffice
  readonly registry: { readonly asked: number }
  readonly clock: { now: Date }
  readonly ani: Officer
  readonly beni: Officer
  /** What went to a log or to an applicant. */
  readonly said: string[]
  /** Another door to the same database, as another process has. */
  again(): Promise<RegistrationOffice>
  /** Looks for the person in every file of the folder and in everything that was said. */
  expectNoTrace(...more: readonly string[]): void
}

export const passphrase = 'a passphrase for tests'

/** Hears what is to be done when the desk is needed no more. */
type AtEnd = (end: () => unknown) => void

/** Opens an office; all of it is gone after the test, or at the end that is told of. */
export async function openRegistrationDesk(
  changes: Partial<RegistrationOffice> = {},
  atEnd: AtEnd = (end) => onTestFinished(async () => void (await end())),
): Promise<RegistrationDesk> {
  const folder = mkdtempSync(join(tmpdir(), 'lontar-registration-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  const clock = { now: new Date('2026-11-24T08:00:00Z') }
  const database = `sqlite:${join(folder, 'lontar.db')}`
  const open = async (): Promise<Store> => {
    const store = await openStore({ database, passphrase, create: true, now: () => clock.now })
    atEnd(() => store.close())
    return store
  }
  const store = await open()
  const [ani, beni] = [await invented('ani'), await invented('beni')]
  for (const { account } of [ani, beni]) await store.officers.add(account)
  const jwk = await generatePrivateJwk()
  const signer = await createLocalSigner(jwk)
  const registry = countingRegistry()
  const on = (one: Store): RegistrationOffice => ({
    ...officeOn(one, { signer, registry, now: () => clock.now }),
    ...changes,
  })
  const said: string[] = []
  return {
    ...{ folder, database, jwk, store, office: on(store), registry, clock, ani, beni, said },
    again: async () => on(await open()),
    expectNoTrace: (...more) => {
      const left = Buffer.concat([...filesUnder(folder), Buffer.from(said.join('\n'))])
      expect(left.length).toBeGreaterThan(4096)
      for (const mark of [mariaFile.nik, mariaFile.nama, 'PICTURE-MARK', ...more]) {
        expect(left.includes(Buffer.from(mark))).toBe(false)
      }
    },
  }
}

/** An office on a store. */
export function officeOn(
  { registrations, consents, evidenceImages, officers }: Store,
  { signer, registry, now }: { readonly signer: Signer; readonly registry: PopulationRegistry; now(): Date },
): RegistrationOffice {
  return {
    store: registrations,
    consents: { records: consents, controller, signer, now },
    ...{ images: evidenceImages, officers, registry, reader: wordReader, organization: 'Dinas Contoh' },
    policy: { residence: '53', timeZone: 'Asia/Makassar', dangerouslyAcceptSimulatedEvidence: true },
  }
}

const controller = { name: 'Dinas Contoh', url: 'https://dinas.example', dataProtectionOfficer: 'pdp' }

async function invented(id: string): Promise<Officer> {
  const privateJwk = await generatePrivateJwk('Ed25519')
  return await createOfficer({ id, name: `Petugas ${id}`, role: 'registrar', privateJwk })
}

function filesUnder(root: string): readonly Buffer[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)))
}

/** Starts a registration, as its applicant. */
export async function startOne(
  office: RegistrationOffice,
): Promise<RegistrationDoor & { readonly consentId: string; readonly access: { readonly token: string } }> {
  const said = { textVersion: consentTextVersion, language: 'id', agreed: ['identity', 'registry'] } as const
  const { id, token, consentId } = await startRegistration(office, said)
  return { id, access: { token }, consentId }
}

/** Brings a registration to its review. */
export async function bringToReview(office: RegistrationOffice): ReturnType<typeof startOne> {
  const started = await startOne(office)
  const { id, access } = started
  await uploadCard(office, { id, access, image: picture('one') })
  const { state } = await confirmFields(office, { id, access, fields: confirmedFields })
  expect(state).toBe('review')
  return started
}

/** What an officer signs about a registration as it stands. */
export async function signAbout(
  { office, clock }: Pick<RegistrationDesk, 'office' | 'clock'>,
  id: string,
  officer: Officer,
  outcome: 'accepted' | 'refused' = 'accepted',
): Promise<string> {
  return await signOfficerDecision({
    about: await reviewRegistration(office, id),
    ...{ outcome, officer, now: clock.now },
  })
}

/** Serves an office over HTTP, and keeps what it says about its failures. */
export async function serveDesk({ office, said }: RegistrationDesk, atEnd: AtEnd): Promise<string> {
  const handler = createRegistrationHandler({ office, onError: (code) => void said.push(code) })
  const server = await startLoopbackServer(async (request) => {
    const response = await handler(request)
    if (response.status >= 400) said.push(await response.clone().text())
    return response
  })
  atEnd(() => server.close())
  return `${server.url}/registrations`
}
