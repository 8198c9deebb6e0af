import { findKtpInconsistencies, type KtpCard, parseKtp } from '@lontar/documents/ktp'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { type PopulationRegistry, type VerifyKtpInput, verifyKtp, verifyPassport } from '@lontar/proofing'
import { bindConsent, type ConsentOffice, type ConsentReceipt } from '@lontar/proofing/consent'
import type { OfficerDesk } from '@lontar/proofing/officer'
import type { IssuerConfiguration } from './configuration.ts'
import { consentDoor } from './consent-office.ts'
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
 * @throws what `readPassportFile`, `bindConsent` and `verifyPassport` throw.
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
  return verifyPassport({ ...(await commonInput(scene)), ...read, ...stay })
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
