import { Command } from 'commander'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import { parsePort } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { portOf, serveUntilStopped } from '../serve.ts'

interface ServeOptions {
  readonly port?: number
  readonly host: string
}

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
          const issuer = await openIssuer(
            store,
            issuerConfiguration(configuration),
            invocation.environment.now,
          )
          await issuer.recover()
          const port = options.port ?? portOf(issuer.url)
          await serveUntilStopped(invocation, {
            fetch: issuer.fetch,
            host: options.host,
            port,
            publicUrl: issuer.url,
          })
        }),
      ),
    )
}
