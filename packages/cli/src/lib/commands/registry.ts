import { parseRegistryCsv } from '@lontar/proofing/registry-simulator'
import { Command } from 'commander'
import { withData } from '../open-data.ts'
import type { CommandSeat } from '../program.ts'
import { requireSimulator } from '../require-simulator.ts'
import { readTextFile } from '../text-file.ts'
import { registryServeCommand } from './registry-serve.ts'

/** `lontar registry`: the people of the simulated population registry. */
export function registryCommand(seat: CommandSeat): Command {
  return new Command('registry')
    .description('the simulated population registry (only with --dev)')
    .addCommand(
      new Command('import')
        .description('add or replace people from a CSV file')
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
                invocation.text({ id: `${imported} orang dimuat.`, en: `${imported} people loaded.` }),
              )
            }),
          ),
        ),
    )
    .addCommand(registryServeCommand(seat))
}
