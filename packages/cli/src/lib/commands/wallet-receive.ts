import { UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import type { CollectOptions, ReviewedOffer, Wallet, WalletCredential } from '@lontar/wallet'
import { Command } from 'commander'
import { acceptUntrustedIssuer, takingFrom } from '../accept-issuer.ts'
import { awaitRedirect } from '../await-redirect.ts'
import { explained, usageError } from '../explained.ts'
import type { Invocation } from '../invocation.ts'
import { parseTimeout } from '../parse-number.ts'
import { parsePublicUrl } from '../parse-public-url.ts'
import type { CommandSeat } from '../program.ts'
import { promptTerminal } from '../prompt-terminal.ts'
import { terminalText } from '../terminal-text.ts'
import { walletClient } from '../wallet-client.ts'
import { openWalletFolder } from '../wallet-configuration.ts'
import { takeDelivery } from '../wallet-delivery.ts'
import { type TakingOptions, trustOf, walletFolder, withTakingOptions } from '../wallet-options.ts'

interface ReceiveOptions extends TakingOptions {
  readonly txCode?: string
  readonly issuer?: string
  readonly type?: readonly string[]
  readonly clientId: string
  readonly timeout: number
}

/** `lontar wallet receive`: takes up an offer, or goes to an issuer without one. */
export function receiveCommand(seat: CommandSeat): Command {
  const command = new Command('receive')
    .description('receive the credentials of an offer, or of an issuer by signing in there')
    .argument('[offer]', 'openid-credential-offer://…, haip-vci://… or an https link')
    .option('--tx-code <code>', 'the transaction code, which came by another way')
    .option('--issuer <url>', 'in the place of an offer: the issuer to sign in at', parsePublicUrl)
    .option('--type <id>', 'with --issuer: a credential configuration id; once for each', collectIds)
    .option('--client-id <id>', 'how the issuer knows this wallet', walletClient.clientId)
    .option('--timeout <seconds>', 'how long to wait for the browser', parseTimeout, 600)
  return withTakingOptions(command)
    .addHelpText('after', examples)
    .action(
      seat.action<ReceiveOptions>(async (invocation, options, [offer]) => {
        const text = offerOf(options, offer)
        const wallet = await openWalletFolder(invocation, walletFolder(invocation, options))
        return receive(invocation, options, wallet, text)
      }),
    )
}

const examples = `
Examples:
  lontar wallet receive "openid-credential-offer://…" \\
    --tx-code 123456 --trust trust.json
  lontar wallet receive --issuer http://127.0.0.1:4000 --type ktp_dc+sd-jwt
  lontar wallet receive "openid-credential-offer://…" \\
    --wait --encrypt --copies 3`

/** Without an offer the wallet makes one for itself that grants nothing: then the holder signs in. */
function offerOf({ issuer, type }: ReceiveOptions, offer: string | undefined): string {
  const isByHand = issuer !== undefined && type !== undefined
  if ((offer !== undefined) === isByHand || (issuer === undefined) !== (type === undefined)) {
    throw usageError({
      id: 'berikan sebuah tawaran, atau --issuer URL dengan --type ID',
      en: 'pass an offer, or --issuer URL with --type ID',
    })
  }
  const own = { credential_issuer: issuer, credential_configuration_ids: type }
  return offer ?? `openid-credential-offer://?credential_offer=${encodeURIComponent(JSON.stringify(own))}`
}

async function receive(
  invocation: Invocation,
  options: ReceiveOptions,
  wallet: Wallet,
  text: string,
): Promise<boolean> {
  const trust = await trustOf(invocation, options)
  const offer = await wallet.resolveOffer(text, { ...(trust && { trust }) })
  if (!offer.issuerTrusted) await acceptUntrustedIssuer(invocation, offer)
  const collect = takingFrom(options, { trust, isTrusted: offer.issuerTrusted })
  const taking = { collect, waits: options.wait === true }
  return takeDelivery(invocation, wallet, taking, async () => {
    const txCode = await txCodeFor(invocation, options, offer)
    try {
      return await wallet.receive(offer, { ...collect, ...(txCode !== undefined && { txCode }) })
    } catch (error) {
      // Nothing was asked of the issuer yet: the offer has no code, so that the holder has to sign in.
      if (!(error instanceof UnsupportedError && error.code === 'grant_type_unsupported')) throw error
      if (txCode !== undefined) throw unexpectedTxCode()
      return receiveBySigningIn(invocation, options, wallet, { offer, collect })
    }
  })
}

function receiveBySigningIn(
  invocation: Invocation,
  { clientId, timeout }: ReceiveOptions,
  wallet: Wallet,
  { offer, collect }: { readonly offer: ReviewedOffer; readonly collect: CollectOptions },
): Promise<readonly WalletCredential[]> {
  let session = ''
  return awaitRedirect(invocation, {
    timeoutSeconds: timeout,
    begin: async (redirectUri) => {
      const { trust, acceptUntrustedIssuer: accepts = false } = collect
      const whom = { acceptUntrustedIssuer: accepts, ...(trust && { trust }) }
      const started = await wallet.authorize(offer, { redirectUri, clientId, ...whom })
      session = started.session
      showAddress(invocation, started.authorizationUrl)
    },
    take: (redirectedUrl) => wallet.complete(session, redirectedUrl, collect),
  })
}

function unexpectedTxCode(): VerificationError {
  return explained(
    new VerificationError('tx_code_unexpected', 'this offer is taken up by signing in, without --tx-code'),
    'tawaran ini diambil dengan masuk di halaman penerbit, tanpa --tx-code',
  )
}

/** Nothing is opened by itself: the holder sees where he is sent. */
function showAddress(invocation: Invocation, url: string): void {
  if (invocation.json) {
    const line = terminalText(JSON.stringify({ event: 'sign_in', url }))
    return void invocation.environment.stderr.write(`${line}\n`)
  }
  invocation.note({
    id: `Buka alamat ini di peramban pada komputer ini, segera: bisa jadi hanya berlaku satu menit.\nMasuklah dengan angka dari loket:\n  ${url}`,
    en: `Open this address in a browser on this computer, soon: it may serve for a minute only.\nSign in with the numbers of the counter:\n  ${url}`,
  })
}

async function txCodeFor(
  invocation: Invocation,
  options: ReceiveOptions,
  offer: ReviewedOffer,
): Promise<string | undefined> {
  if (!offer.txCodeRequired || options.txCode !== undefined || !invocation.interactive) return options.txCode
  const { isCancel, text } = await import('@clack/prompts')
  const message = invocation.text({
    id: `Kode transaksi dari ${new URL(offer.issuer).host}`,
    en: `Transaction code from ${new URL(offer.issuer).host}`,
  })
  const answer = await text({ ...promptTerminal(invocation), message })
  return isCancel(answer) ? undefined : answer
}

function collectIds(value: string, before: readonly string[] = []): readonly string[] {
  return [...new Set([...before, value])]
}
