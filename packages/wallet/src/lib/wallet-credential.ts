import type { CredentialFormatId, JsonObject } from '@lontar/credentials'
import type { StoredCredential } from './stored-credential.ts'

/** A credential that the wallet holds. */
export interface WalletCredential {
  /** The wallet's own name for it; it is in no message. */
  readonly id: string
  /** The `vct`, or the expanded type of a W3C credential. */
  readonly type: string
  /** How it is written. */
  readonly format: CredentialFormatId
  /** The `iss` or `issuer`. */
  readonly issuer: string
  /** When it ends; `null` when it has no end. */
  readonly expiresAt: Date | null
  /** Whether a trust list knew the issuer when it was received. */
  readonly issuerTrusted: boolean
  /** When it came. */
  readonly receivedAt: Date
  /** How often this copy was presented, or might have been. */
  readonly presentedCount: number
}

/** A credential that came and is not kept yet, with what it says. */
export interface OfferedCredential extends WalletCredential {
  /** Everything in it, for its holder's eyes only. The issuer wrote it: encode it before a terminal or page shows it. */
  readonly claims: JsonObject
}

/** A credential with what it says, and as it came. */
export interface WalletCredentialDetails extends OfferedCredential {
  /** The signed text with every disclosure, for its holder to export. It holds all claims; the key is not in it. */
  readonly credential: string
}

/** What a list shows of a stored credential: no claim, no signed text, no key. */
export function toWalletCredential(stored: StoredCredential): WalletCredential {
  const { id, type, format, issuer, expiresAt, issuerTrusted, receivedAt, presentedCount } = stored
  return Object.freeze({
    id,
    type,
    format,
    issuer,
    expiresAt,
    issuerTrusted,
    receivedAt,
    presentedCount,
  })
}
