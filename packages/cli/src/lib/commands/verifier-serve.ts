import { VerificationError } from '@lontar/credentials/errors'
import { openStore } from '@lontar/store'
import type { Verifier } from '@lontar/verifier'
import {
  authoriseByApiKey,
  createVerifierService,
  type VerifierServiceOptions,
} from '@lontar/verifier/service'
import { Command } from 'commander'
import {
  type Configuration,
  databaseOf,
  isConfigured,
  readConfiguration,
  type VerifierConfiguration,
  writeConfiguration,
} from '../configuration.ts'
import { explained, usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import type { OpenVerifier } from '../open-verifier.ts'
import { parsePort } from '../parse-number.ts'
import { parseVerifierUrl, parseWebhookUrl } from '../parse-public-url.ts'
import { parseShownName } from '../parse-shown-name.ts'
import { readPassphrase } from '../passphrase.ts'
import { makePrivateFolder } from '../private-folder.ts'
import type { CommandSeat } from '../program.ts'
import { purgeMilliseconds, purgeWhile } from '../purge-while.ts'
import { readApiKey } from '../read-api-key.ts'
import { readAsks, requireAnswerable } from '../read-asks.ts'
import { isAddress, readTrust } from '../read-trust.ts'
import { readVerifierCertificate } from '../read-verifier-certificate.ts'
import { errorReporter } from '../report-error.ts'
import { portOf, withAddress } from '../serve.ts'
import { createTrustWatch } from '../watch-trust.ts'
import { withVerifier } from '../with-verifier.ts'

interface ServeOptions {
  readonly url: string
  readonly name?: string
  readonly trust: string
  readonly trustAuthority?: string
  readonly asks: string
  readonly certificate?: string
  readonly key?: string
  readonly apiKeyFile?: string
  readonly webhook?: string
  readonly port?: number
  readonly host: string
}

/** `lontar verifier serve`: the verifier as a server. */
export function verifierServeCommand(seat: CommandSeat): Command {
  return new Command('serve')
    .description('run the verifier; prints {"event":"listening","url":…}')
    .requiredOption('--url <url>', 'the public URL; https, or http on loopback', parseVerifierUrl)
    .requiredOption('--trust <file>', 'the trust file, or a signed trust list: its file or its address')
    .option('--trust-authority <file>', 'the file of the authority that signs the list')
    .requiredOption('--asks <file>', 'the asks (YAML)')
    .option('--certificate <file>', 'its certificates (PEM), its own first; wallets know it by their hash')
    .option('--key <file>', 'with --certificate: the private key of its own (PEM)')
    .option('--api-key-file <file>', 'the key of the HTTP API; made when there is no such file')
    .option('--webhook <url>', 'where each verdict is told, by a signed token', parseWebhookUrl)
    .option('--name <name>', 'the name shown to holders; by default the host of the URL', parseShownName)
    .option('--port <number>', 'the port; by default the one of the URL, else 8080', parsePort)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .addHelpText(
      'after',
      [
        '\nWithout --api-key-file the HTTP API is open on a loopback URL alone.\n\nExamples:',
        '  lontar verifier serve --url http://127.0.0.1:4100 \\',
        '    --trust trust.json --asks asks.yaml',
        '  lontar verifier serve --url https://shop.example/lontar \\',
        '    --trust trust.json --asks asks.yaml --api-key-file shop.key',
        '  curl -H "Authorization: Bearer $(cat shop.key)" \\',
        '    --json \'{"ask":"hotel"}\' https://shop.example/lontar/requests',
      ].join('\n'),
    )
    .action(
      seat.action<ServeOptions>(async (invocation, options) => {
        const address = { host: options.host, port: options.port ?? portOf(options.url) }
        await withAddress(invocation, address, async (serve) => {
          await configure(invocation, options)
          const authorise = await authoriseOf(invocation, options)
          const serveVerifier = async ({
            verifier,
            asks,
            purge,
            lookForTrust,
          }: OpenVerifier): Promise<void> => {
            await requireRegistered(verifier, asks)
            const each = (): Promise<unknown> => lookForTrust().then(purge)
            const purging = { purges: [{ purge: each }], intervalMilliseconds: purgeMilliseconds }
            const onError = errorReporter(invocation)
            const fetch = await createVerifierService({ verifier, asks, ...authorise, onError })
            await purgeWhile(invocation, purging, () =>
              whileTelling(verifier, () => serve({ fetch, publicUrl: options.url })),
            )
          }
          const { webhook: webhookUrl } = options
          await withVerifier(invocation, serveVerifier, {
            watch: createTrustWatch(invocation),
            ...(webhookUrl !== undefined && { webhookUrl }),
          })
        })
      }),
    )
}

/** Tells verdicts for as long as the work goes on. */
async function whileTelling(verifier: Verifier, work: () => Promise<void>): Promise<void> {
  const stop = new AbortController()
  const telling = verifier.runWebhook(stop.signal)
  try {
    await work()
  } finally {
    stop.abort()
    await telling
  }
}

/** Without a key, the service itself decides who may call it. */
async function authoriseOf(
  invocation: Invocation,
  { apiKeyFile }: ServeOptions,
): Promise<Pick<VerifierServiceOptions, 'authorise'>> {
  if (apiKeyFile === undefined) return {}
  return { authorise: authoriseByApiKey([await readApiKey(invocation, apiKeyFile)]) }
}

/**
 * Nothing is served that the trust list does not let this verifier ask.
 *
 * @throws {VerificationError} `ask_exceeds_service`.
 */
async function requireRegistered(verifier: Verifier, asks: OpenVerifier['asks']): Promise<void> {
  for (const [name, ask] of asks) {
    await verifier.requireAskable([ask]).catch((error: unknown) => {
      if (!(error instanceof VerificationError) || error.code !== 'ask_exceeds_service') throw error
      throw explained(
        new VerificationError(error.code, `--asks, ${name}: ${error.message}`),
        `--asks, ${name}: daftar kepercayaan mendaftarkan pemeriksa ini, tetapi tidak untuk layanan ${ask.service}`,
      )
    })
  }
}

/** Keeps what the verifier was started with, so that `request` and `result` need no options. */
async function configure(invocation: Invocation, options: ServeOptions): Promise<void> {
  const { url, trustAuthority, certificate, key } = options
  requireBoth(options)
  requireSafeWebhook(options)
  const verifier: VerifierConfiguration = {
    url,
    name: options.name ?? new URL(url).host,
    trust: isAddress(options.trust) ? options.trust : invocation.path(options.trust),
    ...(trustAuthority !== undefined && { trustAuthority: invocation.path(trustAuthority) }),
    asks: invocation.path(options.asks),
    ...(certificate !== undefined && { certificate: invocation.path(certificate) }),
    ...(key !== undefined && { key: invocation.path(key) }),
  }
  await readVerifierCertificate(invocation, verifier)
  // The server tells of its list itself, by events.
  const trust = await readTrust(invocation, { ...verifier, onRefused: () => {} })
  requireAnswerable(await readAsks(invocation, verifier.asks), trust)
  const before: Configuration = isConfigured(invocation.directory)
    ? await readConfiguration(invocation.directory)
    : await createDatabase(invocation)
  await writeConfiguration(invocation.directory, { ...before, verifier })
}

function requireBoth({ certificate, key }: ServeOptions): void {
  if ((certificate === undefined) === (key === undefined)) return
  throw usageError({
    id: '--certificate dan --key dipakai bersama',
    en: '--certificate and --key go together',
  })
}

async function createDatabase(invocation: Invocation): Promise<Configuration> {
  const configuration: Configuration = { version: 1, database: 'sqlite:lontar.db' }
  const passphrase = await readPassphrase(invocation, 'LONTAR_PASSPHRASE')
  await makePrivateFolder(invocation.directory)
  const database = databaseOf(invocation.directory, configuration)
  await (await openStore({ database, passphrase, create: true, now: invocation.environment.now })).close()
  return configuration
}

/** What goes by http never leaves the machine of a developer. */
function requireSafeWebhook({ url, webhook }: ServeOptions): void {
  if (webhook === undefined || webhook.startsWith('https:') || url.startsWith('http:')) return
  throw usageError({
    id: '--webhook harus https jika --url https',
    en: '--webhook is https where --url is https',
  })
}
