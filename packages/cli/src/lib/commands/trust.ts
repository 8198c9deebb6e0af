import { Command } from 'commander'
import { issuerConfiguration, withData } from '../open-data.ts'
import { openIssuer } from '../open-issuer.ts'
import type { CommandSeat } from '../program.ts'
import { writeTextFile } from '../text-file.ts'

/** `lontar trust`: the file that wallets and verifiers pin. */
export function trustCommand(seat: CommandSeat): Command {
  return new Command('trust').description('the file that wallets and verifiers pin').addCommand(
    new Command('export')
      .description("write the issuer's own trust file")
      .option('--out <file>', 'where to write it; by default standard output')
      .addHelpText('after', '\nExample:\n  lontar trust export --out trust.json')
      .action(
        seat.action<{ readonly out?: string }>((invocation, { out }) =>
          withData(invocation, async ({ configuration, store }) => {
            const issuer = await openIssuer(
              store,
              issuerConfiguration(configuration),
              invocation.environment.now,
            )
            const trust = issuer.trustList()
            if (out === undefined) return invocation.result(trust, JSON.stringify(trust, null, 2))
            await writeTextFile(invocation, out, `${JSON.stringify(trust, null, 2)}\n`)
            invocation.result({ out }, invocation.text({ id: `Ditulis: ${out}`, en: `Written: ${out}` }))
          }),
        ),
      ),
  )
}
