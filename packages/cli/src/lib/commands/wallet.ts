import { resolve } from 'node:path'
import type { TrustList } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { credentialTypes, typeOfUrl } from '@lontar/documents/credential-types'
import type { ReviewedOffer, Wallet, WalletCredential } from '@lontar/wallet'
import { Command } from 'commander'
import { historyText, reviewText } from '../ask-text.ts'
import { claimNamesText } from '../claim-text.ts'
import { confirm } from '../confirm.ts'
import { explained } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import type { CommandSeat } from '../program.ts'
import { readTrust } from '../read-trust.ts'
import { terminalLine } from '../terminal-text.ts'
import { createWalletFolder, openWalletFolder } from '../wallet-configuration.ts'

interface WalletOptions {
  readonly wallet: string
  readonly trust?: string
  readonly trustAuthority?: string
  readonly txCode?: string
  readonly dev?: boolean
}

/** `lontar wallet`: a developer's wallet for trying things. */
export function walletCommand(seat: CommandSeat): Command {
  const wallet = new Command('wallet')
    .description("a developer's wallet")
    .addHelpText('after', '\nThe passphrase comes from LONTAR_WALLET_PASSPHRASE or --passphrase-file.')
  for (const build of [
    initCommand,
    receiveCommand,
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
      seat.action<WalletOptions>(async (invocation, options) => {
        const directory = folderOf(invocation, options)
        await createWalletFolder(invocation, directory, options.dev === true)
        invocation.result(
          { wallet: directory },
          invocation.text({ id: `Dompet siap di ${directory}.`, en: `The wallet is ready in ${directory}.` }),
        )
      }),
    )
}

function receiveCommand(seat: CommandSeat): Command {
  return new Command('receive')
    .description('receive the credentials of an offer')
    .argument('<offer>', 'openid-credential-offer://…, haip-vci://… or an https link')
    .option('--tx-code <code>', 'the transaction code, which came by another way')
    .option('--trust <file>', 'the trust file, or a signed trust list: its file or its address')
    .option('--trust-authority <file>', 'the file of the authority that signs the list')
    .addHelpText(
      'after',
      '\nExample:\n  lontar wallet receive "openid-credential-offer://…" \\\n    --tx-code 123456 --trust trust.json',
    )
    .action(
      seat.action<WalletOptions>(async (invocation, options, [offer = '']) => {
        const wallet = await openWalletFolder(invocation, folderOf(invocation, options))
        const credentials = await receive(invocation, options, wallet, offer)
        invocation.result(
          { credentials: credentials.map(published) },
          credentials.map((credential) => line(invocation, credential)).join('\n'),
        )
      }),
    )
}

async function receive(
  invocation: Invocation,
  options: WalletOptions,
  wallet: Wallet,
  text: string,
): Promise<readonly WalletCredential[]> {
  const trust = await trustOf(invocation, options)
  const offer = await wallet.resolveOffer(text, { ...(trust && { trust }) })
  if (!offer.issuerTrusted) await acceptUntrustedIssuer(invocation, offer)
  const txCode = await txCodeFor(invocation, options, offer)
  return wallet.receive(offer, {
    ...(trust && { trust }),
    ...(txCode !== undefined && { txCode }),
    acceptUntrustedIssuer: !offer.issuerTrusted,
  })
}

async function trustOf(invocation: Invocation, options: WalletOptions): Promise<TrustList | undefined> {
  const { trust, trustAuthority } = options
  if (trust === undefined) return undefined
  return readTrust(invocation, { trust, trustAuthority, directory: folderOf(invocation, options) })
}

async function acceptUntrustedIssuer(invocation: Invocation, offer: ReviewedOffer): Promise<void> {
  const issuerName = terminalLine(offer.issuerName)
  const issuer = terminalLine(offer.issuer)
  if (invocation.yes) {
    return invocation.note({
      id: `Peringatan: tidak ada daftar kepercayaan yang mengenal penerbit ${issuer}.`,
      en: `Warning: no trust list knows the issuer ${issuer}.`,
    })
  }
  const accepted = await ask(invocation, {
    id: `Terima dari ${issuerName} (${issuer})? Tidak ada daftar kepercayaan yang mengenalnya.`,
    en: `Accept from ${issuerName} (${issuer})? No trust list knows it.`,
  })
  if (!accepted)
    throw explained(
      new VerificationError('issuer_untrusted', 'the issuer was not accepted'),
      'penerbit tidak diterima',
    )
}

async function txCodeFor(
  invocation: Invocation,
  options: WalletOptions,
  offer: ReviewedOffer,
): Promise<string | undefined> {
  if (!offer.txCodeRequired || options.txCode !== undefined || !invocation.interactive) return options.txCode
  const { isCancel, text } = await import('@clack/prompts')
  const message = invocation.text({
    id: `Kode transaksi dari ${new URL(offer.issuer).host}`,
    en: `Transaction code from ${new URL(offer.issuer).host}`,
  })
  const answer = await text({ message })
  return isCancel(answer) ? undefined : answer
}

function listCommand(seat: CommandSeat): Command {
  return new Command('list')
    .description('list the credentials')
    .addHelpText('after', '\nExample:\n  lontar wallet list --json')
    .action(
      seat.action<WalletOptions>(async (invocation, options) => {
        const wallet = await openWalletFolder(invocation, folderOf(invocation, options))
        const credentials = await wallet.list()
        const none = { id: 'Dompet ini belum berisi kredensial.', en: 'The wallet holds no credential yet.' }
        invocation.result(
          { credentials: credentials.map(published) },
          credentials.map((credential) => line(invocation, credential)).join('\n') || invocation.text(none),
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
        const wallet = await openWalletFolder(invocation, folderOf(invocation, options))
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
        const wallet = await openWalletFolder(invocation, folderOf(invocation, options))
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
        const wallet = await openWalletFolder(invocation, folderOf(invocation, options))
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
    await wallet.decline(review)
    throw explained(
      new VerificationError(review.blocked, 'the wallet cannot answer this request'),
      'dompet tidak dapat menjawab permintaan ini',
    )
  }
  for (const text of reviewText(review)) invocation.note(text)
  const consent = invocation.yes || (await ask(invocation, { id: 'Kirim?', en: 'Send?' }))
  if (!consent) {
    await wallet.decline(review)
    invocation.result(
      { sent: false, disclosed: [], redirectUri: null },
      invocation.text({ id: 'Tidak dikirim.', en: 'Not sent.' }),
    )
    return false
  }
  const { sent, disclosed, redirectUri } = await wallet.respond(review, { consent: true })
  const { id, en } = claimNamesText(disclosed)
  invocation.result(
    { sent, disclosed, redirectUri },
    invocation.text({ id: `Terkirim: ${id}`, en: `Sent: ${en}` }),
  )
  return true
}

/** Asks a person; without one the answer is no. */
async function ask(
  invocation: Invocation,
  question: { readonly id: string; readonly en: string },
): Promise<boolean> {
  if (!invocation.interactive) {
    throw explained(
      new VerificationError('consent_missing', 'nobody can be asked: pass --yes'),
      'tidak ada yang dapat ditanya: berikan --yes',
    )
  }
  return confirm(invocation, question)
}

function folderOf(invocation: Invocation, options: WalletOptions): string {
  return resolve(invocation.environment.workingDirectory, options.wallet)
}

function published({ id, type, format, issuer, expiresAt }: WalletCredential): object {
  return { id, type: typeName(type), format, issuer, expiresAt }
}

function line(invocation: Invocation, { id, type, format, issuer, expiresAt }: WalletCredential): string {
  const until = expiresAt === null ? '-' : invocation.time(expiresAt)
  return [id, typeName(type), format, shortIssuer(issuer), until].map(terminalLine).join('  ')
}

/** The end tells issuers apart: every `did:jwk` of a P-256 key begins alike. */
function shortIssuer(issuer: string): string {
  return issuer.length <= 40 ? issuer : `${issuer.slice(0, 15)}…${issuer.slice(-24)}`
}

/** The name of a type of ours; another issuer's type keeps its identifier. */
function typeName(type: string): string {
  const id = typeOfUrl(type)
  return id === undefined ? type : credentialTypes[id].name
}
