import { OperationError, VerificationError } from '@lontar/credentials/errors'
import { isCalendarDate } from '@lontar/documents/calendar'
import { findKtpInconsistencies, type KtpCard, parseKtp } from '@lontar/documents/ktp'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import { offerLimits } from '@lontar/issuer'
import { type VerifyKtpInput, verifyKtp, verifyPassport } from '@lontar/proofing'
import {
  bindConsent,
  type ConsentItemId,
  type ConsentOffice,
  type ConsentReceipt,
} from '@lontar/proofing/consent'
import { Command, Option } from 'commander'
import { collectTexts } from '../collect-texts.ts'
import type { IssuerConfiguration } from '../configuration.ts'
import { configurationIdOf } from '../configuration-id-of.ts'
import { consentDoor, openConsentOffice } from '../consent-office.ts'
import { explained } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { issuerTimeZone } from '../issuer-time-zone.ts'
import { offerText } from '../offer-text.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import { openEvidenceSigner, openIssuer } from '../open-issuer.ts'
import { openOfficerDesk } from '../open-officer-desk.ts'
import { openRegistry } from '../open-registry.ts'
import { parseCopies, parseExpiresIn } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { readPassportFile } from '../read-passport-file.ts'
import { takeConsent } from '../take-consent.ts'
import { readJsonFile } from '../text-file.ts'
import { defaultConsentItems, parseConsentItems } from './consent.ts'

interface IssueOptions {
  readonly ktp?: string
  readonly passport?: string
  readonly officer: readonly string[]
  readonly officerPassphraseFile?: readonly string[]
  readonly officerSigner?: string
  readonly type?: 'ktp' | 'ktp-proof' | 'visitor'
  readonly masterList?: readonly string[]
  readonly stayUntil?: string
  readonly format?: string
  readonly txCode: boolean
  readonly copies: number
  readonly expiresIn?: number
  readonly grant: 'pre-authorized_code' | 'authorization_code'
  readonly deferred?: boolean
  readonly byValue?: boolean
  readonly consent: readonly ConsentItemId[]
  readonly guardian?: boolean
}

const examples = `
Example:
  lontar issue --ktp ktp.json --officer dev --type ktp
  lontar issue --ktp ktp.json --officer dev --grant authorization_code
  lontar issue --ktp ktp.json --officer dev --deferred --json
  lontar issue --passport passport.json --master-list csca.ml --officer dev`

/** `lontar issue`: verifies a person and makes an offer. */
export function issueCommand(seat: CommandSeat): Command {
  return new Command('issue')
    .description('verify a person and make an offer for a wallet')
    .option('--ktp <file>', 'the KTP file (JSON); - is standard input')
    .option('--passport <file>', 'the passport file (JSON); - is standard input')
    .requiredOption(
      '--officer <id>',
      'the officer who compared person, card and registry answer; once for each',
      collectTexts,
    )
    .option(
      '--officer-passphrase-file <file>',
      "read the officer's passphrase from a file; once for each",
      collectTexts,
    )
    .option('--officer-signer <command>', 'signs for an officer whose key is held elsewhere')
    .addOption(
      new Option('--type <type>', 'the credential (default: ktp, visitor for a passport)').choices([
        ...['ktp', 'ktp-proof', 'visitor'],
      ]),
    )
    .option('--master-list <file>', 'authorities of states, CMS or PEM; once for each file', collectTexts)
    .option('--stay-until <date>', 'the last day of the visit, YYYY-MM-DD')
    .option(
      '--format <formats>',
      'formats, separated by commas (default: every format with selective disclosure)',
    )
    .option(
      '--consent <items>',
      'what the person agreed to, separated by commas: lontar consent text',
      parseConsentItems,
      defaultConsentItems,
    )
    .option('--guardian', 'a parent or guardian agreed, for a visitor under 17')
    .option('--no-tx-code', 'make an offer that needs no transaction code')
    .option('--copies <number>', 'how many copies, each under a key of its own', parseCopies, 1)
    .option(
      '--expires-in <seconds>',
      'how long the offer lives: 30 days at most, 300 seconds without a code (default: 300, 7 days to sign in)',
      parseExpiresIn,
    )
    .addOption(
      new Option('--grant <grant>', 'authorization_code: the holder signs in with two numbers of the counter')
        .choices(['pre-authorized_code', 'authorization_code'])
        .default('pre-authorized_code'),
    )
    .option('--deferred', 'an officer approves later: lontar issuance approve ID')
    .option('--by-value', 'put the whole offer into the link, instead of its address')
    .addHelpText('after', examples)
    .action(
      seat.action<IssueOptions>((invocation, options) => {
        const order = orderOf(options)
        return withData(invocation, (data) => issue(invocation, options, order, data))
      }),
    )
}

/** What is to be issued from which file. */
interface Order {
  readonly source: { readonly ktp: string } | { readonly passport: string }
  readonly configurationIds: readonly string[]
}

async function issue(
  invocation: Invocation,
  options: IssueOptions,
  { source, configurationIds }: Order,
  data: OpenData,
): Promise<void> {
  const configuration = issuerConfiguration(data.configuration)
  const office = await openConsentOffice(invocation, data, configuration)
  const consent = await takeConsent(invocation, office, {
    agreed: options.consent,
    givenBy: options.guardian === true ? 'guardian' : 'subject',
  })
  const scene: Scene = { invocation, options, data, configuration, office, consent }
  const identity = await ('ktp' in source
    ? verifyCard(scene, source.ktp)
    : verifyVisitor(scene, source.passport))
  const issuer = await openIssuer(data.store, configuration, invocation.environment.now)
  const { grant, copies, expiresIn, deferred, byValue } = options
  const offer = await issuer.offer(identity, {
    ...{ configurationIds, grant, copies },
    ...(grant === 'pre-authorized_code' && { txCode: options.txCode }),
    ...(expiresIn !== undefined && { expiresInSeconds: expiresIn }),
    approval: deferred === true ? 'deferred' : 'immediate',
    byReference: byValue !== true,
  })
  invocation.result(offer, offerText(invocation, offer))
}

/** Refuses what cannot be done before anything is opened. */
function orderOf(options: IssueOptions): Order {
  const { ktp, passport, format, txCode, grant, expiresIn = 0 } = options
  if ((ktp === undefined) === (passport === undefined)) {
    throw explained(
      new OperationError('usage', 'pass either --ktp FILE or --passport FILE'),
      'berikan salah satu: --ktp BERKAS atau --passport BERKAS',
    )
  }
  const { maxOpenLifeSeconds } = offerLimits
  const isOpen = !txCode && grant === 'pre-authorized_code'
  if (isOpen && expiresIn > maxOpenLifeSeconds) {
    throw explained(
      new OperationError(
        'usage',
        `without a transaction code an offer lives ${maxOpenLifeSeconds} seconds at most`,
      ),
      `tanpa kode transaksi, tawaran berlaku paling lama ${maxOpenLifeSeconds} detik`,
    )
  }
  const source = ktp === undefined ? { passport: passport ?? '-' } : { ktp }
  const { type = ktp === undefined ? 'visitor' : 'ktp' } = options
  if ((type === 'visitor') === 'ktp' in source) {
    throw explained(
      new VerificationError('document_mismatch', 'visitor is made from a passport, the others from a KTP'),
      'visitor dibuat dari paspor, yang lain dari KTP',
    )
  }
  requireVisitor(options)
  const formats = new Set(format?.split(',') ?? ['vc+sd-jwt', 'dc+sd-jwt'])
  return { source, configurationIds: [...formats].map((name) => configurationIdOf(type, name)) }
}

function requireVisitor({ stayUntil, guardian, ktp }: IssueOptions): void {
  if (guardian === true && ktp !== undefined) {
    throw explained(
      new OperationError('usage', '--guardian goes with --passport: under 17 nothing is issued from a KTP'),
      '--guardian dipakai bersama --passport: di bawah 17 tahun tidak ada kredensial dari KTP',
    )
  }
  if (stayUntil === undefined || (ktp === undefined && isCalendarDate(stayUntil))) return
  throw explained(
    new OperationError('usage', '--stay-until takes a date YYYY-MM-DD, and goes with --passport'),
    '--stay-until memerlukan tanggal TTTT-BB-HH dan dipakai bersama --passport',
  )
}

async function readCard(invocation: Invocation, file: string, timeZone: string): Promise<KtpCard> {
  const card = parseKtp(await readJsonFile(invocation, file, '--ktp'))
  const now = invocation.environment.now()
  for (const { text } of findKtpInconsistencies(card, { now, timeZone })) invocation.note(text)
  return card
}

/** Everything that a verification takes place in. */
interface Scene {
  readonly invocation: Invocation
  readonly options: IssueOptions
  readonly data: OpenData
  readonly configuration: IssuerConfiguration
  readonly office: ConsentOffice
  readonly consent: ConsentReceipt
}

async function verifyCard(scene: Scene, file: string): Promise<SignedVerifiedIdentity> {
  const { invocation, data, configuration, office, consent } = scene
  const ktp = await readCard(invocation, file, issuerTimeZone(configuration))
  await bindConsent(office, consent.id, { nik: ktp.nik })
  const registry = await openRegistry(data, configuration)
  return verifyKtp({ ...(await commonInput(scene)), ktp, registry })
}

async function verifyVisitor(scene: Scene, file: string): Promise<SignedVerifiedIdentity> {
  const { invocation, options, configuration, office, consent } = scene
  const { masterList: masterLists = [], stayUntil } = options
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
  options,
  data,
  configuration,
  office,
  consent,
}: Scene): Promise<Omit<VerifyKtpInput, 'ktp' | 'registry'>> {
  const desk = await openOfficerDesk(invocation, data.store, {
    officers: options.officer,
    passphraseFiles: options.officerPassphraseFile ?? [],
    ...(options.officerSigner !== undefined && { signerCommand: options.officerSigner }),
    dev: configuration.dev,
  })
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
