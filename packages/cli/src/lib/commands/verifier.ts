import { setTimeout as wait } from 'node:timers/promises'
import { VerificationError } from '@lontar/credentials/errors'
import type { Verifier } from '@lontar/verifier'
import { Command } from 'commander'
import { explained } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import type { CommandSeat } from '../program.ts'
import { resultText } from '../result-text.ts'
import { withVerifier } from '../with-verifier.ts'
import { verifierReceiptsCommand } from './verifier-receipts.ts'
import { verifierServeCommand } from './verifier-serve.ts'

/** `lontar verifier`: ask holders and see the answers. */
export function verifierCommand(seat: CommandSeat): Command {
  return new Command('verifier')
    .description('ask holders and see the answers')
    .addCommand(verifierServeCommand(seat))
    .addCommand(requestCommand(seat))
    .addCommand(resultCommand(seat))
    .addCommand(verifierReceiptsCommand(seat))
}

function requestCommand(seat: CommandSeat): Command {
  return new Command('request')
    .description('make a request for a holder')
    .argument('<ask>', 'the name of an ask')
    .addHelpText('after', '\nExample:\n  lontar verifier request hotel --json')
    .action(
      seat.action((invocation, _options, [name = '']) =>
        withVerifier(invocation, async ({ verifier, asks }) => {
          const ask = asks.get(name)
          if (ask === undefined)
            throw explained(
              new VerificationError('ask_unknown', 'no such ask'),
              'tidak ada permintaan data itu',
            )
          const request = await verifier.request(ask)
          invocation.result(request, JSON.stringify(request, null, 2))
        }),
      ),
    )
}

function resultCommand(seat: CommandSeat): Command {
  return new Command('result')
    .description('show how a request ended')
    .argument('<id>', 'the transactionId of the request')
    .option('--wait', 'wait until it is decided or expired')
    .addHelpText('after', '\nExample:\n  lontar verifier result ID --wait --json')
    .action(
      seat.action<{ readonly wait?: boolean }>((invocation, options, [id = '']) =>
        withVerifier(invocation, async ({ verifier }) => {
          const result = await decided(invocation, verifier, id, options.wait === true)
          const { state, verdict, claims } = result
          invocation.result(
            { state, verdict: verdict ?? null, claims: claims ?? null },
            resultText(result, invocation),
          )
          return state === 'accepted' || state === 'pending'
        }),
      ),
    )
}

async function decided(
  invocation: Invocation,
  verifier: Verifier,
  id: string,
  waits: boolean,
): ReturnType<Verifier['result']> {
  for (;;) {
    const result = await verifier.result(id)
    const { stopSignal } = invocation.environment
    if (!waits || result.state !== 'pending' || stopSignal.aborted) return result
    // Asked to stop, it looks once more and says how the request stands.
    await wait(250, undefined, { signal: stopSignal }).catch(() => undefined)
  }
}
