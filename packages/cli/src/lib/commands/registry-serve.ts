import { createRegistrySimulatorHandler } from '@lontar/proofing/registry-simulator'
import { Command } from 'commander'
import { withData } from '../open-data.ts'
import { parsePort } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { requireSimulator } from '../require-simulator.ts'
import { withAddress } from '../serve.ts'

/** Nobody but this machine asks a simulator. */
const host = '127.0.0.1'

/** `lontar registry serve`: the simulated registry over HTTP, in the shape of the yes/no matching interface. */
export function registryServeCommand(seat: CommandSeat): Command {
  return new Command('serve')
    .description('serve the simulated registry to this machine; prints {"event":"listening","url":…}')
    .option('--port <number>', 'the port', parsePort, 4200)
    .addHelpText('after', '\nExample:\n  lontar registry serve --port 4200')
    .action(
      seat.action<{ readonly port: number }>((invocation, { port }) =>
        withData(invocation, async ({ configuration, store }) => {
          requireSimulator(configuration)
          const fetch = createRegistrySimulatorHandler({ records: store.registry })
          const publicUrl = `http://${host}:${port}`
          await withAddress(invocation, { host, port }, (serve) => serve({ fetch, publicUrl }))
        }),
      ),
    )
}
