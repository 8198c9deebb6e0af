import { Command } from 'commander'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import { parsePort } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { purgeWhile } from '../purge-while.ts'
import { portOf, serveUntilStopped } from '../serve.ts'
import { serveTrustList } from '../serve-trust-list.ts'

interface ServeOptions {
  readonly port?: number
  readonly host: string
}

/** How long what is past its time may stay. */
const purgeMilliseconds = 60_000

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
          const issuer = await openIssuer(store, settings, invocation.environment.now)
          await issuer.recover()
          const intervalMilliseconds = settings.dev ? developmentPurgeMilliseconds : purgeMilliseconds
          await purgeWhile(invocation, { purge: issuer.recover, intervalMilliseconds }, () =>
            serveUntilStopped(invocation, {
              fetch: serveTrustList(invocation.directory, issuer.url, issuer.fetch),
              host: options.host,
              port: options.port ?? portOf(issuer.url),
              publicUrl: issuer.url,
            }),
          )
        }),
      ),
    )
}
