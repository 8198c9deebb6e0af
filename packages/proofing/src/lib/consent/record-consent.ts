import { VerificationError } from '@lontar/credentials/errors'
import {
  encodeBase64Url,
  numericDate,
  type RandomBytes,
  type Signer,
  randomBytes as secureRandomBytes,
  signJws,
} from '@lontar/credentials/jose'
import { retentionPeriods } from '../retention/retention-periods.ts'
import { type ConsentItemId, consentItemIds } from './consent-item.ts'
import type { ConsentReceipt, SignedConsentReceipt } from './consent-receipt.ts'
import { buildConsentReceipt, encodeConsentReceipt } from './consent-receipt-payload.ts'
import type { ConsentRecords, SubjectDocument } from './consent-records.ts'
import { consentTextVersion } from './consent-texts.ts'
import type { ConsentController, ConsentLanguage } from './create-consent-text.ts'
import { consentReceiptType } from './verify-consent-receipt.ts'

/** What a person said. */
export interface ConsentAnswer {
  /** What was agreed to; nothing is agreed to by default. */
  readonly agreed: readonly ConsentItemId[]
  /** What was shown beside it and not agreed to; nothing by default. */
  readonly declined?: readonly ConsentItemId[]
  /** The language that it was read in. */
  readonly language: ConsentLanguage
  /** Who agreed; the person itself by default. For a child it is a parent or guardian. */
  readonly givenBy?: ConsentReceipt['givenBy']
  /** Whose document it is, where that is known already; else `bindConsent` names it later. */
  readonly document?: SubjectDocument
}

/** What `recordConsent` and `bindConsent` work with. */
export interface ConsentOffice {
  /** Where consents are kept. */
  readonly records: ConsentRecords
  /** Who processes, and whom the person may turn to. */
  readonly controller: ConsentController
  /** The evidence key of the installation. */
  readonly signer: Signer
  /** The clock; that of the system by default. */
  readonly now?: () => Date
  /** Draws the id; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/**
 * Records a consent before anything is processed: signs a receipt of what was read and agreed to, and keeps it. When the
 * promise is fulfilled the receipt is in the store.
 *
 * @param office where it is kept, and who signs
 * @param answer what the person said
 * @returns the receipt; its `id` is the `consentRef` of everything that follows
 * @throws VerificationError `consent_missing` when nothing was agreed to
 * @throws OperationError what the store throws; then there is no consent
 * @see UU 27/2022 articles 20 to 22, 24 and 25
 */
export async function recordConsent(office: ConsentOffice, answer: ConsentAnswer): Promise<ConsentReceipt> {
  const { records, controller, now = () => new Date(), randomBytes = secureRandomBytes } = office
  const agreed = consentItemIds.filter((item) => answer.agreed.includes(item))
  if (agreed.length === 0) throw new VerificationError('consent_missing', 'Nothing was agreed to.')
  const subject = answer.document && records.subjectOf(answer.document)
  const receipt = await buildConsentReceipt({
    id: encodeBase64Url(randomBytes(16)),
    ...(subject !== undefined && { subject }),
    controller,
    agreed,
    declined: consentItemIds.filter((item) => isDeclined(item, answer)),
    givenBy: answer.givenBy ?? 'subject',
    textVersion: consentTextVersion,
    language: answer.language,
    time: new Date(numericDate(now()) * 1000),
  })
  const signed = await signReceipt(office.signer, receipt)
  await records.keep({
    id: receipt.id,
    ...(subject !== undefined && { subject }),
    receipt: signed,
    givenAt: receipt.time,
    keptUntil: receiptKeptUntil(receipt.time),
  })
  return receipt
}

function isDeclined(item: ConsentItemId, { agreed, declined = [] }: ConsentAnswer): boolean {
  return declined.includes(item) && !agreed.includes(item)
}

/** Until when a receipt is kept after the last decision under it, or its withdrawal. */
export function receiptKeptUntil(time: Date): Date {
  return new Date(time.getTime() + retentionPeriods.consentReceiptDays * 86_400_000)
}

/** Signs a receipt with the evidence key. */
export async function signReceipt(signer: Signer, receipt: ConsentReceipt): Promise<SignedConsentReceipt> {
  const payload = encodeConsentReceipt(receipt)
  const text = await signJws({ header: { typ: consentReceiptType }, payload, signer })
  return text as SignedConsentReceipt
}
