import { VerificationError } from '@lontar/credentials/errors'
import { isSignedByOneOf, type PublicJwk, parseJws, type UnverifiedJws } from '@lontar/credentials/jose'
import type { ConsentReceipt } from './consent-receipt.ts'
import {
  buildConsentReceipt,
  encodeConsentReceipt,
  readConsentReceiptParts,
} from './consent-receipt-payload.ts'
import { consentTexts } from './consent-texts.ts'

/** The `typ` of a signed consent receipt. */
export const consentReceiptType = 'lontar-consent+jwt'

/** What a consent receipt must fit. */
export interface ConsentReceiptExpectations {
  /** The evidence keys of the installation; a key with a `kid` serves only receipts that name it. */
  readonly expectedKeys: readonly PublicJwk[]
}

/**
 * Verifies a signed consent receipt: type, signature and key, and that items and digest are those of the text of its
 * version. So it proves what was read and agreed to, when, in which language and for which installation. Whether it was
 * withdrawn since is known to the installation alone.
 *
 * @param text a compact JWS
 * @returns the receipt
 * @throws VerificationError `consent_receipt_invalid` for everything else
 * @see UU 27/2022 article 24
 */
export async function verifyConsentReceipt(
  text: string,
  { expectedKeys }: ConsentReceiptExpectations,
): Promise<ConsentReceipt> {
  const jws = readJws(text)
  if (!(await isSignedByOneOf(jws, { expectedKeys, expectedType: consentReceiptType }))) throw invalid()
  const parts = readConsentReceiptParts(jws.payload)
  if (parts === undefined || !Object.hasOwn(consentTexts, parts.textVersion)) throw invalid()
  const { items = {} } = consentTexts[parts.textVersion] ?? {}
  // Nobody can have read an item that the version does not have.
  if (![...parts.agreed, ...parts.declined].every((item) => Object.hasOwn(items, item))) throw invalid()
  if (parts.agreed.length + parts.declined.length === 0) throw invalid()
  const receipt = await buildConsentReceipt(parts)
  // The signature vouches for the bytes, and this for their meaning: no member more, less or other than was shown.
  if (JSON.stringify(encodeConsentReceipt(receipt)) !== JSON.stringify(jws.payload)) throw invalid()
  return receipt
}

function readJws(text: string): UnverifiedJws {
  try {
    return parseJws(text)
  } catch (cause) {
    throw invalid(cause)
  }
}

function invalid(cause?: unknown): VerificationError {
  return new VerificationError('consent_receipt_invalid', 'The consent receipt is not valid.', { cause })
}
