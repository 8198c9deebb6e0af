import { OperationError, VerificationError } from '@lontar/credentials/errors'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import type { PublicClient } from '@lontar/issuer'
import { openStore, type Store } from '@lontar/store'
import { Command, Option } from 'commander'
import { collectClients } from '../collect-clients.ts'
import {
  type Configuration,
  databaseOf,
  type IssuerConfiguration,
  isConfigured,
  type MinimumLevel,
  readConfiguration,
  writeConfiguration,
} from '../configuration.ts'
import { openDevelopmentOfficer } from '../development-officer.ts'
import { developmentPeople } from '../development-people.ts'
import { explained } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { didWebOf, openIssuer } from '../open-issuer.ts'
import { parseDatabase } from '../parse-database.ts'
import { parseKeyCustody } from '../parse-key-custody.ts'
import { parseRenewalDays } from '../parse-number.ts'
import { parsePublicUrl } from '../parse-public-url.ts'
import { parseRegistryUrl } from '../parse-registry-url.ts'
import { parseResidence } from '../parse-residence.ts'
import { parseShownName } from '../parse-shown-name.ts'
import { readPassphrase } from '../passphrase.ts'
import { makePrivateFolder } from '../private-folder.ts'
import type { CommandSeat } from '../program.ts'
import { type AttestationOptions, readAttestation } from '../read-attestation.ts'
import { type InitRegistryOptions, readInitRegistry } from '../read-init-registry.ts'
import { type RegistryLink, saveRegistryLink } from '../registry-link.ts'
import { registryMissing } from '../registry-missing.ts'
import { createVeramoKey } from '../veramo-key.ts'

interface InitOptions extends AttestationOptions, InitRegistryOptions {
  readonly url: string
  readonly name: string
  readonly residence: string
  readonly database?: string
  readonly keys: 'local' | 'veramo'
  readonly dev?: boolean
  readonly statusMechanism: 'token' | 'bitstring'
  readonly renewalDays: number
  readonly client?: readonly PublicClient[]
  readonly dpo?: string
  readonly minimumLevel: MinimumLevel
}

/** For how long holders may renew, in days, unless told otherwise. */
export const defaultRenewalDays = 90

/** `lontar init`: sets up an issuer in a new data folder. */
export function initCommand(seat: CommandSeat): Command {
  return new Command('init')
    .description('set up an issuer in a new data folder')
    .requiredOption('--url <url>', 'the public URL; https, or http on loopback with --dev', parsePublicUrl)
    .requiredOption('--name <name>', 'the name shown to holders', parseShownName)
    .option('--residence <code>', 'the province whose residents are served, or any', parseResidence, '53')
    .option('--database <database>', 'sqlite:FILE (default: lontar.db in the data folder)', parseDatabase)
    .option('--keys <custody>', 'where the key that signs lives: local or veramo', parseKeyCustody, 'local')
    .addOption(
      new Option('--status-mechanism <mechanism>', 'how vc+sd-jwt and vc+jwt name their status')
        .choices(['token', 'bitstring'])
        .default('token'),
    )
    .option(
      '--renewal-days <days>',
      'for how long holders may renew without coming again; 0 for never',
      parseRenewalDays,
      defaultRenewalDays,
    )
    .option(
      '--client <id=uri>',
      'an app that may use the authorization code flow, and where it is sent back to; once for each',
      collectClients,
    )
    .option('--dpo <contact>', 'how the data protection officer is reached, in one line', parseShownName)
    .option('--registry <url>', 'the population registry: where its method for matching is', parseRegistryUrl)
    .option('--registry-credentials <file>', 'its user (JSON); else from LONTAR_REGISTRY_…')
    .option('--registry-shape <file>', 'where its interface differs (JSON)')
    .option('--registry-private-network', 'let its host lie in a private network')
    .addOption(
      new Option('--minimum-level <level>', 'the least assurance level for which it issues')
        .choices(['low', 'substantial', 'high'])
        .default('substantial'),
    )
    .option('--attesters <file>', 'whose attestations of wallets are believed (JSON)')
    .option('--attestation-required', 'with --attesters: refuse wallets that bring none')
    .option('--dev', 'development: http on loopback, did:jwk, invented people, the officer dev')
    .addHelpText(
      'after',
      '\nExample:\n  LONTAR_PASSPHRASE=… lontar init --url http://127.0.0.1:4000 \\\n    --name "Dinas Contoh" --dev',
    )
    .action(seat.action<InitOptions>((invocation, options) => initialise(invocation, options)))
}

async function initialise(invocation: Invocation, options: InitOptions): Promise<void> {
  const link = await readInitRegistry(invocation, options)
  const configuration = await configurationOf(invocation, options, link)
  const passphrase = await readPassphrase(invocation, 'LONTAR_PASSPHRASE')
  await makePrivateFolder(invocation.directory)
  const database = databaseOf(invocation.directory, configuration)
  const store = await openStore({ database, passphrase, create: true, now: invocation.environment.now })
  try {
    await createKeys(store, options)
    if (options.dev === true) await developmentData(store)
    const issuer = await openIssuer(store, configuration.issuer, invocation.environment.now)
    if (link !== undefined) await saveRegistryLink(store, link)
    // The configuration is written last: a set-up that was interrupted can simply be run again.
    await writeConfiguration(invocation.directory, configuration)
    if (options.dev !== true && link === undefined) {
      const { id, en } = registryMissing
      invocation.note({ id: `Peringatan: ${id}`, en: `Warning: ${en}` })
    }
    invocation.result(
      { directory: invocation.directory, url: issuer.url, issuer: issuer.issuer },
      invocation.text({
        id: `Penerbit siap di ${invocation.directory}. Berikutnya: lontar serve`,
        en: `The issuer is ready in ${invocation.directory}. Next: lontar serve`,
      }),
    )
  } finally {
    await store.close()
  }
}

type IssuingConfiguration = Configuration & Required<Pick<Configuration, 'issuer'>>

/** A folder that has a verifier already gets an issuer beside it, in the same database. */
async function configurationOf(
  invocation: Invocation,
  options: InitOptions,
  link: RegistryLink | undefined,
): Promise<IssuingConfiguration> {
  const dev = options.dev === true
  if (!dev && new URL(options.url).protocol !== 'https:') {
    throw explained(
      new VerificationError('url_scheme_forbidden', 'the public URL must be https'),
      'URL publik harus https',
    )
  }
  if (!dev) didWebOf(options.url)
  const before = isConfigured(invocation.directory)
    ? await readConfiguration(invocation.directory)
    : undefined
  if (before?.issuer !== undefined || (before !== undefined && options.database !== undefined)) {
    throw explained(
      new OperationError('already_initialised', 'the data folder has been set up before'),
      'folder data sudah pernah disiapkan',
    )
  }
  return {
    version: 1,
    database: before?.database ?? databaseFrom(invocation, options),
    issuer: {
      ...issuerOf(options, dev),
      ...(await readAttestation(invocation, options)),
      ...(link !== undefined && { registry: link.settings }),
    },
    ...(before?.verifier && { verifier: before.verifier }),
  }
}

function issuerOf(options: InitOptions, dev: boolean): IssuerConfiguration {
  const { url, name, residence, keys, statusMechanism, renewalDays, client, dpo, minimumLevel } = options
  return {
    ...{ url, name, residence, dev, statusMechanism },
    ...(keys === 'veramo' && { keys }),
    ...(dpo !== undefined && { dataProtectionOfficer: dpo }),
    ...(renewalDays > 0 && { renewalDays }),
    ...(client && { clients: client }),
    ...(minimumLevel !== 'substantial' && { minimumLevel }),
  }
}

/** By default the database lies in the data folder and moves with it; another path is as the caller sees it. */
function databaseFrom(invocation: Invocation, { database }: InitOptions): string {
  if (database === undefined) return 'sqlite:lontar.db'
  return `sqlite:${invocation.path(database.slice('sqlite:'.length))}`
}

/** Invented people, and somebody who decides upon them. */
async function developmentData(store: Store): Promise<void> {
  await store.registry.putAll(developmentPeople)
  await openDevelopmentOfficer(store)
}

/** Keys that an interrupted set-up left behind are kept. */
async function createKeys(store: Store, { keys }: InitOptions): Promise<void> {
  if (keys === 'veramo') await createVeramoKey(store)
  for (const purpose of keys === 'veramo' ? (['evidence'] as const) : (['issuer', 'evidence'] as const)) {
    if ((await store.keys.load(purpose)) === undefined)
      await store.keys.save(purpose, await generatePrivateJwk())
  }
}
