import type { Store } from '@lontar/store'
import { Command } from 'commander'
import type { IssuerConfiguration } from '../configuration.ts'
import type { Invocation } from '../invocation.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import { parsePort } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { purgeMilliseconds, purgeWhile } from '../purge-while.ts'
import { errorReporter } from '../report-error.ts'
import { portOf, type ServeUntilStopped, withAddress } from '../serve.ts'
import { serveTrustList } from '../serve-trust-list.ts'

interface ServeOptions {
  readonly port?: number
  readonly host: string
}

/** Under development an end is seen at once. */
const developmentPurgeMilliseconds = 1_000

/** `lontar serve`: runs the issuer until it is stopped. */
export function serveCommand(seat: CommandSeat): Command {
  return new Command('serve')
    .description('run the issuer; prints {"event":"listening","url":…}')
    .option('--port <number>', 'the port; by default the one of the URL, else 8080', parsePort)
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .addHelpText('after', '\nExample:\n  LONTAR_PASSPHRASE=… lontar serve --port 4000')
    .action(
      seat.action<ServeOptions>((invocation, options) =>
        withData(invocation, async ({ configuration, store }) => {
          const settings = issuerConfiguration(configuration)
          const address = { host: options.host, port: options.port ?? portOf(settings.url) }
          await withAddress(invocation, address, (serve) =>
            serveIssuer(invocation, { settings, store }, serve),
          )
        }),
      ),
    )
}

async function serveIssuer(
  invocation: Invocation,
  { settings, store }: { readonly settings: IssuerConfiguration; readonly store: Store },
  serve: ServeUntilStopped,
): Promise<void> {
  const { now } = invocation.environment
  const issuer = await openIssuer(store, settings, now, errorReporter(invocation))
  await issuer.recover()
  const intervalMilliseconds = settings.dev ? developmentPurgeMilliseconds : purgeMilliseconds
  const fetch = serveTrustList(invocation.directory, issuer.url, issuer.fetch)
  await purgeWhile(invocation, { purge: issuer.recover, intervalMilliseconds }, () =>
    serve({ fetch, publicUrl: issuer.url }),
  )
}
