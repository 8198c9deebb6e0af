import { parseRegistryCsv } from '@lontar/proofing/registry-simulator'
import { Command } from 'commander'
import { withData } from '../open-data.ts'
import type { CommandSeat } from '../program.ts'
import { requireSimulator } from '../require-simulator.ts'
import { readTextFile } from '../text-file.ts'
import { registryConnectCommand, registryDisconnectCommand } from './registry-connect.ts'
import { registryRecheckCommand } from './registry-recheck.ts'
import { registryServeCommand } from './registry-serve.ts'

/** `lontar registry`: the population registry that is asked, and the simulated one. */
export function registryCommand(seat: CommandSeat): Command {
  return new Command('registry')
    .description('the population registry: the one that is asked, and a simulated one (only with --dev)')
    .addCommand(registryConnectCommand(seat))
    .addCommand(registryDisconnectCommand(seat))
    .addCommand(
      new Command('import')
        .description('add or replace people of the simulated registry from a CSV file (only with --dev)')
        .argument(
          '<file>',
          'a CSV file whose columns are the keys of the KTP file, and status; - is standard input',
        )
        .addHelpText('after', '\nExample:\n  lontar registry import registry.csv')
        .action(
          seat.action((invocation, _options, [file = '-']) =>
            withData(invocation, async ({ configuration, store }) => {
              requireSimulator(configuration)
              const imported = await store.registry.putAll(
                parseRegistryCsv(await readTextFile(invocation, file, '<file>')),
              )
              invocation.result(
                { imported },
                invocation.text({
                  id: `${imported} orang dimuat.`,
                  en: imported === 1 ? '1 person loaded.' : `${imported} people loaded.`,
                }),
              )
            }),
          ),
        ),
    )
    .addCommand(registryServeCommand(seat))
    .addCommand(registryRecheckCommand(seat))
}
