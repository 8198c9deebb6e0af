import { VerificationError } from '@lontar/credentials/errors'
import type { ConsentReceipt } from './consent-receipt.ts'
import type { SubjectDocument } from './consent-records.ts'
import { type ConsentOffice, signReceipt } from './record-consent.ts'
import { verifyConsentReceipt } from './verify-consent-receipt.ts'

/**
 * Says whose consent it was, once the document was read: consent comes before reading, and so before the NIK is known.
 * It is bound once, and again only to the same document.
 *
 * @param office as for `recordConsent`
 * @param id that of the receipt
 * @param document the NIK, or the passport
 * @returns the receipt with its subject
 * @throws VerificationError `consent_missing` when there is no such consent, or it is of somebody else;
 *   `consent_receipt_invalid` when the kept receipt was changed
 */
export async function bindConsent(
  office: ConsentOffice,
  id: string,
  document: SubjectDocument,
): Promise<ConsentReceipt> {
  const { records, signer } = office
  const record = await records.find(id)
  if (record === undefined) throw missing()
  const expectedKeys = [signer.publicJwk]
  const receipt = await verifyConsentReceipt(record.receipt, { expectedKeys })
  const subject = records.subjectOf(document)
  if (receipt.subject === subject) return receipt
  const bound: ConsentReceipt = { ...receipt, subject }
  if (receipt.subject === undefined && (await records.bind(id, subject, await signReceipt(signer, bound)))) {
    return bound
  }
  throw missing()
}

function missing(): VerificationError {
  return new VerificationError('consent_missing', 'There is no consent of this person under that reference.')
}
