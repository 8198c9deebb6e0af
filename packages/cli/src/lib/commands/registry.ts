import { VerificationError } from '@lontar/credentials/errors'
import { parseRegistryCsv } from '@lontar/proofing/registry-simulator'
import { Command } from 'commander'
import { explained } from '../explained.ts'
import { issuerConfiguration, withData } from '../open-data.ts'
import type { CommandSeat } from '../program.ts'
import { readTextFile } from '../text-file.ts'

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
              if (!issuerConfiguration(configuration).dev) {
                throw explained(
                  new VerificationError(
                    'simulated_evidence_refused',
                    'the simulator works only under development',
                  ),
                  'simulator hanya bekerja dengan --dev',
                )
              }
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
}
