import { createIssuerHost, type Issuer } from '@lontar/issuer'
import { Command } from 'commander'
import { databaseOf, type IssuerConfiguration } from '../configuration.ts'
import { usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, type OpenData, withDataFolders } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import { parsePort } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { purgeMilliseconds, purgeOnce, purgeWhile } from '../purge-while.ts'
import { errorReporter } from '../report-error.ts'
import { portOf, type ServeUntilStopped, withAddress } from '../serve.ts'
import { serveTrustList } from '../serve-trust-list.ts'

interface ServeOptions {
  readonly port?: number
  readonly host: string
  readonly also?: readonly string[]
}

/** A data folder with the settings of its issuer. */
interface IssuingFolder extends OpenData {
  readonly settings: IssuerConfiguration
}

/** Under development an end is seen at once. */
const developmentPurgeMilliseconds = 1_000

/** `lontar serve`: runs the issuer, or several, until it is stopped. */
export function serveCommand(seat: CommandSeat): Command {
  return new Command('serve')
    .description('run the issuer; prints {"event":"listening","url":…}')
    .option('--port <number>', 'the port; by default the one of the URL, else 8080', parsePort)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option(
      '--also <folder>',
      'a further data folder, whose issuer is served on the same port; once for each',
      (value: string, before: readonly string[] = []) => [...before, value],
    )
    .addHelpText(
      'after',
      '\nExample:\n  LONTAR_PASSPHRASE=… lontar serve --port 4000\n  lontar serve --dir ntt --also ntb --also nasional',
    )
    .action(
      seat.action<ServeOptions>((invocation, options) => {
        const further = (options.also ?? []).map((folder) => invocation.path(folder))
        return withDataFolders(invocation, [invocation.directory, ...further], async (open) => {
          const folders = open.map((data) => ({ ...data, settings: issuerConfiguration(data.configuration) }))
          requireDifferent(folders)
          const port = options.port ?? portOf(folders[0]?.settings.url ?? '')
          await withAddress(invocation, { host: options.host, port }, (serve) =>
            serveIssuers(invocation, folders, serve),
          )
        })
      }),
    )
}

/** A code or a token opens whatever is in the database, so that issuers share none. */
function requireDifferent(folders: readonly IssuingFolder[]): void {
  const urls = folders.map(({ settings }) => settings.url)
  const databases = folders.map(({ directory, configuration }) => databaseOf(directory, configuration))
  if (new Set(urls).size === folders.length && new Set(databases).size === folders.length) return
  throw usageError({
    id: 'dua folder data memiliki satu URL atau satu basis data',
    en: 'two of the data folders have one URL or one database',
  })
}

async function serveIssuers(
  invocation: Invocation,
  folders: readonly IssuingFolder[],
  serve: ServeUntilStopped,
): Promise<void> {
  const issuers: Issuer[] = []
  for (const folder of folders) issuers.push(await openFolder(invocation, folder))
  const several = issuers.length > 1
  const purges = [
    ...issuers.map(({ url, recover }) => ({ ...(several && { name: url }), purge: recover })),
    ...folders.map(({ store, settings: { url } }) => ({
      ...(several && { name: url }),
      purge: () => store.subjects.purge(invocation.environment.now()),
    })),
  ]
  // One issuer that cannot write serves nobody; of several, the others go on.
  if (several) await purgeOnce(invocation, purges)
  else await issuers[0]?.recover()
  const isDevelopment = folders.some(({ settings }) => settings.dev)
  const intervalMilliseconds = isDevelopment ? developmentPurgeMilliseconds : purgeMilliseconds
  const [publicUrl = '', ...alsoUrls] = issuers.map(({ url }) => url)
  const { fetch } = createIssuerHost({ issuers })
  await purgeWhile(invocation, { purges, intervalMilliseconds }, () => serve({ fetch, publicUrl, alsoUrls }))
}

async function openFolder(
  invocation: Invocation,
  { directory, store, settings }: IssuingFolder,
): Promise<Issuer> {
  const { now } = invocation.environment
  const issuer = await openIssuer(store, settings, now, errorReporter(invocation))
  return { ...issuer, fetch: serveTrustList(directory, issuer.url, issuer.fetch) }
}
