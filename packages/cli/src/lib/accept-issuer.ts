import type { TrustList } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import type { CollectOptions } from '@lontar/wallet'
import { askHolder } from './ask-holder.ts'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { terminalLine } from './terminal-text.ts'
import type { TakingOptions } from './wallet-options.ts'

/** An issuer as the holder is asked about it. */
export interface ShownIssuer {
  /** Its identifier. */
  readonly issuer: string
  /** What it calls itself, where that is known. */
  readonly issuerName?: string
}

/** How credentials are taken from an issuer, once it is decided on. */
export function takingFrom(
  { copies, encrypt }: TakingOptions,
  { trust, isTrusted }: { readonly trust: TrustList | undefined; readonly isTrusted: boolean },
): CollectOptions {
  return {
    ...(trust && { trust }),
    ...(copies !== undefined && { copies }),
    ...(encrypt === true && { encrypt }),
    acceptUntrustedIssuer: !isTrusted,
  }
}

/**
 * Shows an issuer that no list knows, and asks.
 *
 * @throws {VerificationError} `issuer_untrusted` when the answer is no; `consent_missing` when nobody can be asked.
 */
export async function acceptUntrustedIssuer(invocation: Invocation, shown: ShownIssuer): Promise<void> {
  const issuer = terminalLine(shown.issuer)
  if (invocation.yes) {
    return invocation.note({
      id: `Peringatan: tidak ada daftar kepercayaan yang mengenal penerbit ${issuer}.`,
      en: `Warning: no trust list knows the issuer ${issuer}.`,
    })
  }
  const { issuerName } = shown
  const whom = issuerName === undefined ? issuer : `${terminalLine(issuerName)} (${issuer})`
  const accepted = await askHolder(invocation, {
    id: `Terima dari ${whom}? Tidak ada daftar kepercayaan yang mengenalnya.`,
    en: `Accept from ${whom}? No trust list knows it.`,
  })
  if (!accepted)
    throw explained(
      new VerificationError('issuer_untrusted', 'the issuer was not accepted'),
      'penerbit tidak diterima',
    )
}
