import { type ErrorCode, LontarError, VerificationError } from '@lontar/credentials/errors'
import type { PublicJwk } from '@lontar/credentials/jose'
import type { ConsentItemId } from './consent-item.ts'
import type { ConsentReceipt } from './consent-receipt.ts'
import type { ConsentRecord, ConsentRecords, SubjectDocument } from './consent-records.ts'
import { isAgreed } from './is-agreed.ts'
import { verifyConsentReceipt } from './verify-consent-receipt.ts'

/** What is about to be processed. */
export interface ConsentNeeds {
  /** Whose data it is; absent as long as no document was read. */
  readonly document?: SubjectDocument
  /** Every item that the processing falls under. */
  readonly items: readonly ConsentItemId[]
  /** True under 17: then a guardian must have agreed. */
  readonly isChild: boolean
}

/** Where consents lie, and whose signature counts. */
export interface ConsentDoor {
  /** Where consents are kept. */
  readonly records: ConsentRecords
  /** The evidence keys of the installation. */
  readonly expectedKeys: readonly PublicJwk[]
}

/**
 * Says what speaks against processing under a consent: none is kept under the reference, it was changed, is another
 * person's, was withdrawn, does not cover an item, or was given by a child; or the person had the processing restricted.
 * It throws nothing of that and returns all of it.
 *
 * @param door where consents lie
 * @param consentRef the id of a receipt
 * @param needs what is about to be processed
 * @returns the failures `consent_missing`, `consent_receipt_invalid`, `consent_withdrawn`, `guardian_consent_missing`,
 *   `processing_restricted`; empty when it may go on
 * @throws OperationError what the store throws
 * @see UU 27/2022 articles 20, 24, 25, 40 and 41
 */
export async function checkConsent(
  door: ConsentDoor,
  consentRef: string,
  needs: ConsentNeeds,
): Promise<readonly VerificationError[]> {
  return (await judgeConsent(door, consentRef, needs)).failures
}

/**
 * The receipt under which processing may go on.
 *
 * @returns the receipt, verified
 * @throws VerificationError the first failure of `checkConsent`
 * @throws OperationError what the store throws
 */
export async function requireConsent(
  door: ConsentDoor,
  consentRef: string,
  needs: ConsentNeeds,
): Promise<ConsentReceipt> {
  const { found, failures } = await judgeConsent(door, consentRef, needs)
  if (found instanceof VerificationError) throw found
  const [failed] = failures
  if (failed !== undefined) throw failed
  return found
}

/** What lies under a reference, and everything that speaks against processing under it. */
interface Judgement {
  /** The receipt of this person, or why there is none. */
  readonly found: ConsentReceipt | VerificationError
  /** All failures, with that of `found` as the first. */
  readonly failures: readonly VerificationError[]
}

async function judgeConsent(door: ConsentDoor, consentRef: string, needs: ConsentNeeds): Promise<Judgement> {
  const { records, expectedKeys } = door
  const record = await records.find(consentRef)
  // A document that was read before speaks for a step that reads none.
  const subject = needs.document === undefined ? record?.subject : records.subjectOf(needs.document)
  const isRestricted = subject !== undefined && (await records.isRestricted(subject))
  const restricted = isRestricted ? [processingRestricted()] : []
  const found = await readReceiptOf(subject, record, expectedKeys)
  const isWithdrawn = record?.withdrawnAt !== undefined
  const against = found instanceof VerificationError ? [found] : checkReceipt(found, isWithdrawn, needs)
  return { found, failures: [...against, ...restricted] }
}

async function readReceiptOf(
  subject: string | undefined,
  record: ConsentRecord | undefined,
  expectedKeys: readonly PublicJwk[],
): Promise<ConsentReceipt | VerificationError> {
  if (record === undefined) return failure('consent_missing', 'There is no receipt of the consent.')
  const receipt = await readReceipt(record, expectedKeys)
  if (receipt instanceof VerificationError || receipt.subject === subject) return receipt
  return failure('consent_missing', 'The receipt of the consent is not of this person.')
}

function checkReceipt(
  receipt: ConsentReceipt,
  isWithdrawn: boolean,
  needs: ConsentNeeds,
): readonly VerificationError[] {
  const withdrawn = isWithdrawn ? [failure('consent_withdrawn', 'The consent was withdrawn.')] : []
  return [...withdrawn, ...checkItems(receipt, needs), ...checkGuardian(receipt, needs)]
}

/** A receipt of another id in its place would be another consent. */
async function readReceipt(
  record: ConsentRecord,
  expectedKeys: readonly PublicJwk[],
): Promise<ConsentReceipt | VerificationError> {
  const invalid = failure('consent_receipt_invalid', 'The kept receipt of the consent is not valid.')
  try {
    const receipt = await verifyConsentReceipt(record.receipt, { expectedKeys })
    return receipt.id === record.id ? receipt : invalid
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    return invalid
  }
}

function checkItems(receipt: ConsentReceipt, needs: ConsentNeeds): readonly VerificationError[] {
  const lacking = needs.items.filter((item) => !isAgreed(receipt, item))
  if (lacking.length === 0) return []
  return [failure('consent_missing', `The consent does not cover: ${lacking.join(', ')}.`)]
}

function checkGuardian({ givenBy }: ConsentReceipt, needs: ConsentNeeds): readonly VerificationError[] {
  if (!needs.isChild || givenBy === 'guardian') return []
  return [failure('guardian_consent_missing', 'For a child a parent or guardian has to agree.')]
}

function processingRestricted(): VerificationError {
  return failure('processing_restricted', 'The person had the processing restricted.')
}

function failure(code: ErrorCode, message: string): VerificationError {
  return new VerificationError(code, message)
}
