import { VerificationError } from '@lontar/credentials/errors'
import type { Wallet } from '@lontar/wallet'
import { Command } from 'commander'
import { askHolder } from '../ask-holder.ts'
import { blockedText, historyText, reviewText } from '../ask-text.ts'
import { explained } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import type { CommandSeat } from '../program.ts'
import { sentText } from '../sent-text.ts'
import { createWalletFolder, openWalletFolder } from '../wallet-configuration.ts'
import { credentialLine, publishedCredential, typeName } from '../wallet-delivery.ts'
import { trustOf, type WalletOptions, walletFolder } from '../wallet-options.ts'
import { collectCommand, pendingCommand, renewCommand } from './wallet-collect.ts'
import { receiveCommand } from './wallet-receive.ts'

/** `lontar wallet`: a developer's wallet for trying things. */
export function walletCommand(seat: CommandSeat): Command {
  const wallet = new Command('wallet')
    .description("a developer's wallet")
    .addHelpText('after', '\nThe passphrase comes from LONTAR_WALLET_PASSPHRASE or --passphrase-file.')
  for (const build of [
    initCommand,
    receiveCommand,
    pendingCommand,
    collectCommand,
    renewCommand,
    listCommand,
    showCommand,
    presentCommand,
    historyCommand,
  ]) {
    wallet.addCommand(build(seat).option('--wallet <folder>', 'the wallet folder', './lontar-wallet'))
  }
  return wallet
}

function initCommand(seat: CommandSeat): Command {
  return new Command('init')
    .description('make a new wallet')
    .option('--dev', 'allow http on loopback')
    .addHelpText('after', '\nExample:\n  LONTAR_WALLET_PASSPHRASE=… lontar wallet init --dev')
    .action(
      seat.action<WalletOptions & { readonly dev?: boolean }>(async (invocation, options) => {
        const directory = walletFolder(invocation, options)
        await createWalletFolder(invocation, directory, options.dev === true)
        invocation.result(
          { wallet: directory },
          invocation.text({ id: `Dompet siap di ${directory}.`, en: `The wallet is ready in ${directory}.` }),
        )
      }),
    )
}

function listCommand(seat: CommandSeat): Command {
  return new Command('list')
    .description('list the credentials')
    .addHelpText('after', '\nExample:\n  lontar wallet list --json')
    .action(
      seat.action<WalletOptions>(async (invocation, options) => {
        const wallet = await openWalletFolder(invocation, walletFolder(invocation, options))
        const credentials = await wallet.list()
        const none = { id: 'Dompet ini belum berisi kredensial.', en: 'The wallet holds no credential yet.' }
        invocation.result(
          { credentials: credentials.map(publishedCredential) },
          credentials.map((credential) => credentialLine(invocation, credential)).join('\n') ||
            invocation.text(none),
        )
      }),
    )
}

function showCommand(seat: CommandSeat): Command {
  return new Command('show')
    .description('show a credential with its claims')
    .argument('<id>', 'its id in the list')
    .addHelpText('after', '\nExample:\n  lontar wallet show ID')
    .action(
      seat.action<WalletOptions>(async (invocation, options, [id = '']) => {
        const wallet = await openWalletFolder(invocation, walletFolder(invocation, options))
        const held = await wallet.show(id)
        const credential = { ...held, type: typeName(held.type) }
        invocation.result(credential, JSON.stringify(credential, null, 2))
      }),
    )
}

function presentCommand(seat: CommandSeat): Command {
  return new Command('present')
    .description('answer a request after showing who asks for what, and why')
    .argument('<request>', 'openid4vp://?client_id=…&request_uri=…, haip-vp://… or an https link')
    .option('--trust <file>', 'the trust file, or a signed trust list: its file or its address')
    .option('--trust-authority <file>', 'the file of the authority that signs the list')
    .addHelpText(
      'after',
      '\nExample:\n  lontar wallet present "openid4vp://?client_id=…&request_uri=…" --yes',
    )
    .action(
      seat.action<WalletOptions>(async (invocation, options, [request = '']) => {
        const wallet = await openWalletFolder(invocation, walletFolder(invocation, options))
        return present(invocation, options, wallet, request)
      }),
    )
}

function historyCommand(seat: CommandSeat): Command {
  return new Command('history')
    .description('show who got which claims, and why; never a value')
    .addHelpText('after', '\nExample:\n  lontar wallet history')
    .action(
      seat.action<WalletOptions>(async (invocation, options) => {
        const wallet = await openWalletFolder(invocation, walletFolder(invocation, options))
        const history = await wallet.history()
        const lines = history
          .flatMap((entry) => historyText(entry, invocation.time))
          .map((text) => invocation.text(text))
        invocation.result({ history }, lines.join('\n'))
      }),
    )
}

async function present(
  invocation: Invocation,
  options: WalletOptions,
  wallet: Wallet,
  request: string,
): Promise<boolean> {
  const trust = await trustOf(invocation, options)
  const review = await wallet.review(request, { ...(trust && { trust }) })
  if (review.blocked !== null) {
    for (const text of blockedText(review)) invocation.note(text)
    await wallet.decline(review)
    throw explained(
      new VerificationError(review.blocked, 'the wallet cannot answer this request'),
      'dompet tidak dapat menjawab permintaan ini',
    )
  }
  for (const text of reviewText(review)) invocation.note(text)
  const consent = invocation.yes || (await askHolder(invocation, { id: 'Kirim?', en: 'Send?' }))
  if (!consent) {
    await wallet.decline(review)
    invocation.result(
      { sent: false, disclosed: [], redirectUri: null },
      invocation.text({ id: 'Tidak dikirim.', en: 'Not sent.' }),
    )
    return false
  }
  const { sent, disclosed, redirectUri } = await wallet.respond(review, { consent: true })
  invocation.result(
    { sent, disclosed, redirectUri },
    sentText({ sent, disclosed, redirectUri })
      .map((text) => invocation.text(text))
      .join('\n'),
  )
  return true
}
