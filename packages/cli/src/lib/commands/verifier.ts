import { setTimeout as wait } from 'node:timers/promises'
import { VerificationError } from '@lontar/credentials/errors'
import type { Ask } from '@lontar/documents/ask'
import type { Verifier } from '@lontar/verifier'
import { Command } from 'commander'
import { explained } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import type { OpenVerifier } from '../open-verifier.ts'
import type { CommandSeat } from '../program.ts'
import { requestText } from '../request-text.ts'
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
          const request = await verifier.request(askOf(asks, name))
          invocation.result(request, requestText(request, invocation))
        }),
      ),
    )
}

/** The names are those of the file of asks, and hold nothing but letters, digits, `_` and `-`. */
function askOf(asks: OpenVerifier['asks'], name: string): Ask {
  const ask = asks.get(name)
  if (ask !== undefined) return ask
  const names = [...asks.keys()].join(', ')
  throw explained(
    new VerificationError('ask_unknown', `no such ask; there are: ${names}`),
    `tidak ada permintaan data itu; yang ada: ${names}`,
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
