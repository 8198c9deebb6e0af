import { OperationError, UnsupportedError } from '@lontar/credentials/errors'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { findProvince } from '@lontar/documents/regions'
import { openStore, type Store } from '@lontar/store'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Configuration, databaseOf, isConfigured, writeConfiguration } from '../configuration.ts'
import { developmentPeople } from '../development-people.ts'
import type { Invocation } from '../invocation.ts'
import { openIssuer } from '../open-issuer.ts'
import { readPassphrase } from '../passphrase.ts'
import type { CommandSeat } from '../program.ts'

interface InitOptions {
  readonly url: string
  readonly name: string
  readonly residence: string
  readonly database: string
  readonly keys: string
  readonly dev?: boolean
}

/** `lontar init`: sets up an issuer in a new data folder. */
export function initCommand(seat: CommandSeat): Command {
  return new Command('init')
    .description('set up an issuer in a new data folder')
    .requiredOption('--url <url>', 'the public URL; https, or http on loopback with --dev', parseUrl)
    .requiredOption('--name <name>', 'the name shown to holders')
    .option('--residence <code>', 'the province whose residents are served, or any', parseResidence, '53')
    .option('--database <database>', 'sqlite:FILE', parseDatabase, 'sqlite:lontar.db')
    .addOption(new Option('--keys <custody>', 'where keys live').choices(['local']).default('local'))
    .option('--dev', 'development: http on loopback, did:jwk, invented people, the officer dev')
    .addHelpText(
      'after',
      '\nExample:\n  LONTAR_PASSPHRASE=… lontar init --url http://127.0.0.1:4000 --name "Dinas Contoh" --dev',
    )
    .action(seat.action<InitOptions>((invocation, options) => initialise(invocation, options)))
}

async function initialise(invocation: Invocation, options: InitOptions): Promise<void> {
  if (isConfigured(invocation.directory)) {
    throw new OperationError('already_initialised', 'the data folder has been set up before')
  }
  const configuration = configurationOf(options)
  const passphrase = await readPassphrase(invocation, 'LONTAR_PASSPHRASE')
  // The configuration is written last: a set-up that was interrupted can simply be run again.
  const store = await openNewStore(invocation, configuration, passphrase)
  try {
    await createKeys(store)
    if (options.dev === true) await store.registry.putAll(developmentPeople)
    await writeConfiguration(invocation.directory, configuration)
    const issuer = await openIssuer(store, configuration.issuer, invocation.environment.now)
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

function configurationOf(options: InitOptions): Configuration & Required<Pick<Configuration, 'issuer'>> {
  const dev = options.dev === true
  if (!dev && new URL(options.url).protocol !== 'https:') {
    throw new OperationError('url_scheme_forbidden', 'the public URL must be https')
  }
  return {
    version: 1,
    database: options.database,
    issuer: {
      url: options.url,
      name: options.name,
      residence: options.residence,
      dev,
      officers: dev ? ['dev'] : [],
    },
  }
}

async function openNewStore(
  invocation: Invocation,
  configuration: Configuration,
  passphrase: string,
): Promise<Store> {
  const { mkdir } = await import('node:fs/promises')
  await mkdir(invocation.directory, { recursive: true, mode: 0o700 }).catch((cause: unknown) => {
    throw new OperationError('file_unwritable', 'the data folder cannot be made', { cause })
  })
  const database = databaseOf(invocation.directory, configuration)
  return openStore({ database, passphrase, create: true, now: invocation.environment.now })
}

/** Keys that an interrupted set-up left behind are kept. */
async function createKeys(store: Store): Promise<void> {
  for (const purpose of ['issuer', 'evidence'] as const) {
    if ((await store.keys.load(purpose)) === undefined)
      await store.keys.save(purpose, await generatePrivateJwk())
  }
}

function parseUrl(value: string): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const plain = url !== undefined && url.search === '' && url.hash === '' && url.username === ''
  const loopback = url !== undefined && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname)
  if (!plain || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
    throw new InvalidArgumentError('An https URL without query, or http on loopback with --dev.')
  }
  return value.replace(/\/+$/, '')
}

function parseResidence(value: string): string {
  if (value !== 'any' && (!/^\d\d$/.test(value) || findProvince(value) === undefined)) {
    throw new InvalidArgumentError('A two-digit province code such as 53, or any.')
  }
  return value
}

function parseDatabase(value: string): string {
  if (/^postgres(ql)?:/.test(value)) {
    throw new UnsupportedError('database_unsupported', 'this version keeps its data in SQLite')
  }
  if (!/^sqlite:.+/.test(value)) throw new InvalidArgumentError('sqlite:FILE')
  return value
}
