import { LontarError, VerificationError } from '@lontar/credentials/errors'
import { findKtpInconsistencies, type KtpCard, parseKtp } from '@lontar/documents/ktp'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { type PopulationRegistry, type VerifyKtpInput, verifyKtp, verifyPassport } from '@lontar/proofing'
import { bindConsent, type ConsentOffice, type ConsentReceipt } from '@lontar/proofing/consent'
import type { OfficerDesk } from '@lontar/proofing/officer'
import type { IssuerConfiguration } from './configuration.ts'
import { consentDoor } from './consent-office.ts'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { issuerTimeZone } from './issuer-time-zone.ts'
import type { OpenData } from './open-data.ts'
import { openEvidenceSigner } from './open-issuer.ts'
import { readPassportFile } from './read-passport-file.ts'
import { readJsonFile } from './text-file.ts'

/** Everything that a verification at the counter takes place in. */
export interface CounterScene {
  readonly invocation: Invocation
  readonly data: OpenData
  readonly configuration: IssuerConfiguration
  /** Who decides, ready to sign. */
  readonly desk: OfficerDesk
  readonly office: ConsentOffice
  /** What was agreed to. */
  readonly consent: ConsentReceipt
}

/** A card, and who confirms what stands on it. */
export interface CardSource {
  /** The file of `--ktp`. */
  readonly file: string
  readonly registry: PopulationRegistry
}

/**
 * Verifies the holder of a KTP.
 *
 * @throws what `readJsonFile`, `parseKtp`, `bindConsent` and `verifyKtp` throw.
 */
export async function verifyCard(
  scene: CounterScene,
  { file, registry }: CardSource,
): Promise<SignedVerifiedIdentity> {
  const { invocation, configuration, office, consent } = scene
  const ktp = await readCard(invocation, file, issuerTimeZone(configuration))
  await bindConsent(office, consent.id, { nik: ktp.nik })
  return verifyKtp({ ...(await commonInput(scene)), ktp, registry })
}

async function readCard(invocation: Invocation, file: string, timeZone: string): Promise<KtpCard> {
  const card = parseKtp(await readJsonFile(invocation, file, '--ktp'))
  const now = invocation.environment.now()
  for (const { text } of findKtpInconsistencies(card, { now, timeZone })) invocation.note(text)
  return card
}

/** A visitor's passport, and how long the visit lasts. */
export interface VisitorSource {
  /** The file of `--passport`. */
  readonly file: string
  /** The files of `--master-list`; none by default. */
  readonly masterList?: readonly string[]
  /** The last day of the visit, `YYYY-MM-DD`, where it is known. */
  readonly stayUntil?: string
}

/**
 * Verifies a visitor.
 *
 * @throws what `readPassportFile`, `bindConsent` and `verifyPassport` throw; `consent_missing` says so where a guardian
 *   agreed for somebody who is 17 or older.
 */
export async function verifyVisitor(
  scene: CounterScene,
  { file, masterList: masterLists = [], stayUntil }: VisitorSource,
): Promise<SignedVerifiedIdentity> {
  const { invocation, configuration, office, consent } = scene
  const { dev } = configuration
  const read = await readPassportFile(invocation, { file, masterLists, dev })
  const { issuingState, documentNumber: passportNumber } = read.passport
  await bindConsent(office, consent.id, { issuingState, passportNumber })
  const stay = stayUntil !== undefined && { stayUntil }
  const input = { ...(await commonInput(scene)), ...read, ...stay }
  return verifyPassport(input).catch((error: unknown) => {
    throw isGuardianOfAdult(error, consent) ? guardianOfAdult() : error
  })
}

/** Who agreed to the check stands in the receipt; what is missing then is the word of the visitor. */
function isGuardianOfAdult(error: unknown, { givenBy, items }: ConsentReceipt): boolean {
  const agreed = items.some(({ item }) => item === 'identity')
  return givenBy === 'guardian' && agreed && error instanceof LontarError && error.code === 'consent_missing'
}

function guardianOfAdult(): Error {
  return explained(
    new VerificationError(
      'consent_missing',
      'the visitor is 17 or older, and no guardian agrees in their place',
    ),
    'pengunjung ini sudah berusia 17 tahun, jadi wali tidak dapat menyetujui untuknya',
    {
      id: 'Minta persetujuan pemegang paspor sendiri, dan jalankan lagi tanpa --guardian.',
      en: 'Ask the holder of the passport in person, and run it again without --guardian.',
    },
  )
}

/** The consent, the officers, the policy and the key, whatever the document is. */
async function commonInput({
  invocation,
  data,
  configuration,
  desk,
  office,
  consent,
}: CounterScene): Promise<Omit<VerifyKtpInput, 'ktp' | 'registry'>> {
  return {
    desk,
    organization: configuration.name,
    policy: {
      residence: configuration.residence,
      timeZone: issuerTimeZone(configuration),
      ...(configuration.minimumLevel && { minimumLevel: configuration.minimumLevel }),
      dangerouslyAcceptSimulatedEvidence: configuration.dev,
    },
    consentRef: consent.id,
    consents: consentDoor(office),
    signer: await openEvidenceSigner(data.store),
    now: invocation.environment.now(),
  }
}
