import { Command } from 'commander'
import { parseReceiptCount } from '../parse-number.ts'
import type { CommandSeat } from '../program.ts'
import { receiptText } from '../receipt-text.ts'
import { withVerifier } from '../with-verifier.ts'

interface ReceiptsOptions {
  readonly limit: number
  readonly olderThan?: string
}

/** `lontar verifier receipts`: what was asked and how it ended, without a value of a claim. */
export function verifierReceiptsCommand(seat: CommandSeat): Command {
  return new Command('receipts')
    .description('list what was asked and how it ended, newest first; no value of a claim is kept')
    .option('--limit <number>', 'how many at most, up to 1000', parseReceiptCount, 100)
    .option('--older-than <id>', 'the transactionId of the last receipt of the page before')
    .addHelpText('after', '\nExample:\n  lontar verifier receipts --limit 20 --json')
    .action(
      seat.action<ReceiptsOptions>((invocation, page) =>
        withVerifier(invocation, async ({ verifier }) => {
          const receipts = await verifier.receipts(page)
          const none = { id: 'Belum ada jawaban.', en: 'Nothing was answered yet.' }
          invocation.result(
            { receipts },
            receipts.map((receipt) => receiptText(receipt, invocation)).join('\n') || invocation.text(none),
          )
        }),
      ),
    )
}
