import { setTimeout as wait } from 'node:timers/promises'
import { VerificationError } from '@lontar/credentials/errors'
import { openStore } from '@lontar/store'
import type { Verifier } from '@lontar/verifier'
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
import { withData } from '../open-data.ts'
import { type OpenVerifier, openVerifier, verifierConfiguration } from '../open-verifier.ts'
import { parsePort } from '../parse-number.ts'
import { parseVerifierUrl } from '../parse-public-url.ts'
import { parseShownName } from '../parse-shown-name.ts'
import { readPassphrase } from '../passphrase.ts'
import { makePrivateFolder } from '../private-folder.ts'
import type { CommandSeat } from '../program.ts'
import { purgeMilliseconds, purgeWhile } from '../purge-while.ts'
import { readAsks, requireAnswerable } from '../read-asks.ts'
import { isAddress, readTrust } from '../read-trust.ts'
import { readVerifierCertificate } from '../read-verifier-certificate.ts'
import { resultText } from '../result-text.ts'
import { portOf, withAddress } from '../serve.ts'
import { createTrustWatch, type TrustWatch } from '../watch-trust.ts'

interface ServeOptions {
  readonly url: string
  readonly name?: string
  readonly trust: string
  readonly trustAuthority?: string
  readonly asks: string
  readonly certificate?: string
  readonly key?: string
  readonly port?: number
  readonly host: string
}

/** `lontar verifier`: ask holders and see the answers. */
export function verifierCommand(seat: CommandSeat): Command {
  return new Command('verifier')
    .description('ask holders and see the answers')
    .addCommand(serveCommand(seat))
    .addCommand(requestCommand(seat))
    .addCommand(resultCommand(seat))
}

function serveCommand(seat: CommandSeat): Command {
  return new Command('serve')
    .description('run the verifier; prints {"event":"listening","url":…}')
    .requiredOption('--url <url>', 'the public URL; https, or http on loopback', parseVerifierUrl)
    .requiredOption('--trust <file>', 'the trust file, or a signed trust list: its file or its address')
    .option('--trust-authority <file>', 'the file of the authority that signs the list')
    .requiredOption('--asks <file>', 'the asks (YAML)')
    .option('--certificate <file>', 'its certificates (PEM), its own first; wallets know it by their hash')
    .option('--key <file>', 'with --certificate: the private key of its own (PEM)')
    .option('--name <name>', 'the name shown to holders; by default the host of the URL', parseShownName)
    .option('--port <number>', 'the port; by default the one of the URL, else 8080', parsePort)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .addHelpText(
      'after',
      '\nExample:\n  lontar verifier serve --url http://127.0.0.1:4100 \\\n    --trust trust.json --asks asks.yaml',
    )
    .action(
      seat.action<ServeOptions>(async (invocation, options) => {
        const address = { host: options.host, port: options.port ?? portOf(options.url) }
        await withAddress(invocation, address, async (serve) => {
          await configure(invocation, options)
          const serveVerifier = ({ verifier, purge, lookForTrust }: OpenVerifier): Promise<void> => {
            const each = (): Promise<unknown> => lookForTrust().then(purge)
            const purging = { purges: [{ purge: each }], intervalMilliseconds: purgeMilliseconds }
            return purgeWhile(invocation, purging, () =>
              serve({ fetch: verifier.fetch, publicUrl: options.url }),
            )
          }
          await withVerifier(invocation, serveVerifier, createTrustWatch(invocation))
        })
      }),
    )
}

function requestCommand(seat: CommandSeat): Command {
  return new Command('request')
    .description('make a request for a holder')
    .argument('<ask>', 'the name of an ask')
    .addHelpText('after', '\nExample:\n  lontar verifier request hotel --json')
    .action(
      seat.action((invocation, _options, [name = '']) =>
        withVerifier(invocation, async ({ verifier, asks }) => {
          const ask = asks.get(name)
          if (ask === undefined)
            throw explained(
              new VerificationError('ask_unknown', 'no such ask'),
              'tidak ada permintaan data itu',
            )
          const request = await verifier.request(ask)
          invocation.result(request, JSON.stringify(request, null, 2))
        }),
      ),
    )
}

function resultCommand(seat: CommandSeat): Command {
  return new Command('result')
    .description('show how a request ended')
    .argument('<id>', 'the transactionId of the request')
    .option('--wait', 'wait until it is decided or expired')
    .addHelpText('after', '\nExample:\n  lontar verifier result ID --wait --json')
    .action(
      seat.action<{ readonly wait?: boolean }>((invocation, options, [id = '']) =>
        withVerifier(invocation, async ({ verifier }) => {
          const result = await decided(invocation, verifier, id, options.wait === true)
          const { state, verdict, claims } = result
          invocation.result(
            { state, verdict: verdict ?? null, claims: claims ?? null },
            resultText(result, invocation),
          )
          return state === 'accepted' || state === 'pending'
        }),
      ),
    )
}

async function decided(
  invocation: Invocation,
  verifier: Verifier,
  id: string,
  waits: boolean,
): ReturnType<Verifier['result']> {
  for (;;) {
    const result = await verifier.result(id)
    const { stopSignal } = invocation.environment
    if (!waits || result.state !== 'pending' || stopSignal.aborted) return result
    // Asked to stop, it looks once more and says how the request stands.
    await wait(250, undefined, { signal: stopSignal }).catch(() => undefined)
  }
}

/** Keeps what the verifier was started with, so that `request` and `result` need no options. */
async function configure(invocation: Invocation, options: ServeOptions): Promise<void> {
  const { url, trustAuthority, certificate, key } = options
  requireBoth(options)
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

function withVerifier<Result>(
  invocation: Invocation,
  work: (open: OpenVerifier) => Promise<Result>,
  watch?: TrustWatch,
): Promise<Result> {
  return withData(invocation, async ({ configuration, store }) =>
    work(await openVerifier(invocation, store, verifierConfiguration(configuration), watch)),
  )
}
