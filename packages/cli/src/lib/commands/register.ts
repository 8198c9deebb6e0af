import { LontarError } from '@lontar/credentials/errors'
import type { ConsentItemId } from '@lontar/proofing/consent'
import type { OfficerDesk } from '@lontar/proofing/officer'
import { registrationStatus } from '@lontar/proofing/registration'
import { Command, Option } from 'commander'
import { collectTexts } from '../collect-texts.ts'
import { describeError } from '../command-error.ts'
import { configurationIdOf } from '../configuration-id-of.ts'
import { usageError } from '../explained.ts'
import { failureText } from '../failure-text.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, type OpenData, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import { openOfficerDesk } from '../open-officer-desk.ts'
import type { CommandSeat } from '../program.ts'
import { readFieldsFile } from '../registration/ask-fields.ts'
import { type CardFiles, findCardFiles } from '../registration/card-files.ts'
import { openCardReader } from '../registration/open-card-reader.ts'
import { openRegistrationOffice } from '../registration/open-registration-office.ts'
import { type Counter, type Registered, registerPerson } from '../registration/register-person.ts'
import { isRegistered, registeredJson, registeredText } from '../registration/registered-text.ts'
import { defaultConsentItems, parseConsentItems } from './consent.ts'
import { registerListCommand } from './register-list.ts'

interface RegisterOptions {
  readonly scan?: string
  readonly fields?: string
  readonly resume?: string
  readonly officer?: readonly string[]
  readonly officerPassphraseFile?: readonly string[]
  readonly officerSigner?: string
  readonly type: 'ktp' | 'ktp-proof'
  readonly format: string
  readonly consent: readonly ConsentItemId[]
}

const examples = `
Example:
  lontar register --scan photo.jpg --officer dev
  lontar register --scan photos --officer dev
  lontar register --scan photo.jpg --fields fields.json --officer dev --json
  lontar register --resume REGISTRATION_ID --officer dev
  lontar register list`

/** `lontar register`: takes persons from the card to a decision, step by step. */
export function registerCommand(seat: CommandSeat): Command {
  return new Command('register')
    .description('register a person: consent, card, fields, registry, officer, offer')
    .addCommand(registerListCommand(seat))
    .option('--scan <path>', 'the picture of a card (JPEG or PNG), or a folder of them, one person each')
    .option('--fields <file>', 'the confirmed fields: a KTP file (JSON); - is standard input')
    .option('--resume <id>', 'go on with a registration that was broken off')
    .option('--officer <id>', 'the officer who decides; once for each', collectTexts)
    .option(
      '--officer-passphrase-file <file>',
      "read the officer's passphrase from a file; once for each",
      collectTexts,
    )
    .option('--officer-signer <command>', 'signs for an officer whose key is held elsewhere')
    .addOption(new Option('--type <type>', 'the credential').choices(['ktp', 'ktp-proof']).default('ktp'))
    .option('--format <formats>', 'formats, separated by commas', 'vc+sd-jwt,dc+sd-jwt')
    .option(
      '--consent <items>',
      'what the person agreed to, separated by commas: lontar consent text',
      parseConsentItems,
      defaultConsentItems,
    )
    .addHelpText('after', examples)
    .action(
      seat.action<RegisterOptions>(async (invocation, options) => {
        const configurationIds = configurationIdsOf(options)
        const files = await filesOf(invocation, options)
        return withData(invocation, (data) =>
          register(invocation, { options, configurationIds, files, data }),
        )
      }),
    )
}

function configurationIdsOf({ type, format }: RegisterOptions): readonly string[] {
  return [...new Set(format.split(','))].map((name) => configurationIdOf(type, name))
}

async function filesOf(
  invocation: Invocation,
  { scan, fields }: RegisterOptions,
): Promise<CardFiles | undefined> {
  const files = scan === undefined ? undefined : await findCardFiles(invocation, scan)
  if (files?.isFolder === true && fields !== undefined) {
    throw usageError({
      id: '--fields adalah isian satu orang; jangan dipakai bersama folder',
      en: '--fields are those of one person; they do not go with a folder',
    })
  }
  return files
}

interface Order {
  readonly options: RegisterOptions
  readonly configurationIds: readonly string[]
  readonly files: CardFiles | undefined
  readonly data: OpenData
}

/**
 * Everything that can go wrong without the person goes wrong first: the officers and their passphrases, and the file of
 * fields. False when a registration did not come as far as it was asked to, or a picture of a folder failed.
 */
async function register(invocation: Invocation, order: Order): Promise<boolean> {
  const { options, configurationIds, files, data } = order
  const configuration = issuerConfiguration(data.configuration)
  const desk = await openDesk(invocation, order)
  const fields = await readFieldsFile(invocation, options.fields)
  const reader = openCardReader()
  try {
    const office = await openRegistrationOffice(invocation, data, configuration, reader)
    const counter: Counter = {
      ...{ invocation, office, agreed: options.consent, fields, desk },
      takesOver: options.resume !== undefined,
      offer: async (identity) => {
        const issuer = await openIssuer(data.store, configuration, invocation.environment.now)
        return await issuer.offer(identity, { configurationIds })
      },
    }
    return files?.isFolder === true
      ? await registerFolder(counter, files, options.resume)
      : await registerOne(counter, files?.paths[0], options.resume)
  } finally {
    await reader.close()
  }
}

async function openDesk(
  invocation: Invocation,
  { options, data: { store, configuration } }: Order,
): Promise<OfficerDesk | undefined> {
  const { officer: officers = [], officerPassphraseFile: passphraseFiles = [], officerSigner } = options
  if (officers.length === 0) return undefined
  return await openOfficerDesk(invocation, store, {
    ...{ officers, passphraseFiles, dev: issuerConfiguration(configuration).dev },
    ...(officerSigner !== undefined && { signerCommand: officerSigner }),
  })
}

async function registerOne(
  counter: Counter,
  path: string | undefined,
  id: string | undefined,
): Promise<boolean> {
  const registered = await registerPerson(counter, {
    ...(path !== undefined && { path }),
    ...(id !== undefined && { id }),
  })
  const { invocation } = counter
  invocation.result(registeredJson(registered), registeredText(invocation, registered))
  return isRegistered(registered, counter.desk !== undefined)
}

/** One person after the other: what fails is told by its place in the folder, and the others go on. */
async function registerFolder(
  counter: Counter,
  { paths }: CardFiles,
  resumed: string | undefined,
): Promise<boolean> {
  const { invocation, office } = counter
  if (resumed !== undefined) await registrationStatus(office, { id: resumed, access: 'office' })
  const results: { readonly json: object; readonly text: string; readonly isGood: boolean }[] = []
  for (const [index, path] of paths.entries()) {
    if (invocation.environment.stopSignal.aborted) break
    const place = `${index + 1}/${paths.length}`
    invocation.note({ id: `Gambar ${place}`, en: `Picture ${place}` })
    results.push(await registerPlace(counter, path, index + 1))
  }
  const texts = results.map(({ text }) => text)
  invocation.result({ registrations: results.map(({ json }) => json) }, texts.join('\n\n'))
  return results.every(({ isGood }) => isGood)
}

async function registerPlace(
  counter: Counter,
  path: string,
  number: number,
): Promise<{ readonly json: object; readonly text: string; readonly isGood: boolean }> {
  const { invocation } = counter
  try {
    const registered: Registered = await registerPerson(counter, { path })
    const isGood = isRegistered(registered, counter.desk !== undefined)
    const text = `${number}. ${registeredText(invocation, registered)}`
    return { json: { number, ...registeredJson(registered) }, text, isGood }
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    const { code, title, fix } = describeError(error, invocation.language)
    const text = `${number}. ${failureText({ code, failure: error }, invocation.language).join('\n   ')}`
    return { json: { number, error: { code, title, fix } }, text, isGood: false }
  }
}
