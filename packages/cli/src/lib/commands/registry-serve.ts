import { createRegistrySimulatorHandler } from '@lontar/proofing/registry-simulator'
import { Command } from 'commander'
import { withData } from '../open-data.ts'
import { parsePort } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { readRegistryCredentials } from '../read-registry-credentials.ts'
import { requireSimulator } from '../require-simulator.ts'
import { withAddress } from '../serve.ts'

interface ServeOptions {
  readonly port: number
  readonly credentials?: string
}

/** Nobody but this machine asks a simulator. */
const host = '127.0.0.1'

/** `lontar registry serve`: the simulated registry over HTTP, in the shape of the yes/no matching interface. */
export function registryServeCommand(seat: CommandSeat): Command {
  return new Command('serve')
    .description('serve the simulated registry to this machine; prints {"event":"listening","url":…}')
    .option('--port <number>', 'the port', parsePort, 4200)
    .option('--credentials <file>', 'answer this user alone: {"userId","password","ipUser"}; else everybody')
    .addHelpText('after', '\nExample:\n  lontar registry serve --port 4200')
    .action(
      seat.action<ServeOptions>((invocation, { port, credentials: file }) =>
        withData(invocation, async ({ configuration, store }) => {
          requireSimulator(configuration)
          const credentials =
            file === undefined ? undefined : await readRegistryCredentials(invocation, '--credentials', file)
          const fetch = createRegistrySimulatorHandler({
            records: store.registry,
            ...(credentials && { credentials }),
          })
          const publicUrl = `http://${host}:${port}`
          await withAddress(invocation, { host, port }, (serve) => serve({ fetch, publicUrl }))
        }),
      ),
    )
}
