import type { CollectOptions } from '@lontar/wallet'
import { Command } from 'commander'
import { acceptUntrustedIssuer, takingFrom } from '../accept-issuer.ts'
import type { Invocation } from '../invocation.ts'
import type { CommandSeat } from '../program.ts'
import { openWalletFolder } from '../wallet-configuration.ts'
import { collectPromised, promiseLine, showDelivery, takeDelivery } from '../wallet-delivery.ts'
import {
  type TakingOptions,
  trustOf,
  type WalletOptions,
  walletFolder,
  withTakingOptions,
  withTrustOptions,
} from '../wallet-options.ts'

/** `lontar wallet pending`: what issuers promised for later. */
export function pendingCommand(seat: CommandSeat): Command {
  return new Command('pending')
    .description('list what issuers promised for later, oldest first')
    .addHelpText('after', '\nExample:\n  lontar wallet pending --json')
    .action(
      seat.action<WalletOptions>(async (invocation, options) => {
        const wallet = await openWalletFolder(invocation, walletFolder(invocation, options))
        const pending = await wallet.pending()
        const none = { id: 'Tidak ada yang dijanjikan.', en: 'Nothing is promised.' }
        const lines = pending.map((issuance) => promiseLine(invocation, issuance))
        invocation.result({ pending }, lines.join('\n') || invocation.text(none))
      }),
    )
}

/** `lontar wallet collect`: asks for what was promised. */
export function collectCommand(seat: CommandSeat): Command {
  const command = new Command('collect')
    .description('ask the issuer for what it promised')
    .argument('<id>', 'its id among what is pending')
    .option('--wait', 'wait until the issuer decided')
  return withTrustOptions(command)
    .addHelpText('after', '\nExample:\n  lontar wallet collect ID --wait --trust trust.json')
    .action(
      seat.action<TakingOptions>(async (invocation, options, [id = '']) => {
        const wallet = await openWalletFolder(invocation, walletFolder(invocation, options))
        const promised = (await wallet.pending()).find((issuance) => issuance.id === id)
        const collect = await decideOn(invocation, options, promised?.issuer)
        const taking = { collect, waits: options.wait === true }
        const credentials = await collectPromised(invocation, wallet, id, taking)
        const left = (await wallet.pending()).filter((issuance) => issuance.id === id)
        showDelivery(invocation, { credentials, pending: left })
      }),
    )
}

/** `lontar wallet renew`: new credentials in the place of old ones. */
export function renewCommand(seat: CommandSeat): Command {
  const command = new Command('renew')
    .description('ask the issuer for new credentials of the same kind; the old ones stay')
    .argument('<id>', 'the id of a credential in the list')
  return withTakingOptions(command)
    .addHelpText('after', '\nExample:\n  lontar wallet renew ID --trust trust.json')
    .action(
      seat.action<TakingOptions>(async (invocation, options, [id = '']) => {
        const wallet = await openWalletFolder(invocation, walletFolder(invocation, options))
        const held = (await wallet.list()).find((credential) => credential.id === id)
        const collect = await decideOn(invocation, options, held?.issuer)
        const taking = { collect, waits: options.wait === true }
        return takeDelivery(invocation, wallet, taking, () => wallet.renew(id, collect))
      }),
    )
}

/** Without a list the holder is asked about the issuer. What the wallet does not know it refuses itself. */
async function decideOn(
  invocation: Invocation,
  options: TakingOptions,
  issuer: string | undefined,
): Promise<CollectOptions> {
  const trust = await trustOf(invocation, options)
  const isTrusted = trust !== undefined || issuer === undefined
  if (!isTrusted) await acceptUntrustedIssuer(invocation, { issuer })
  return takingFrom(options, { trust, isTrusted })
}
