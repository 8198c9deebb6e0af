export { bindConsent } from './lib/consent/bind-consent.ts'
export {
  type ConsentDoor,
  type ConsentNeeds,
  checkConsent,
  requireConsent,
} from './lib/consent/check-consent.ts'
export { type ConsentItemId, consentItemIds } from './lib/consent/consent-item.ts'
export type { ConsentReceipt, GivenConsent, SignedConsentReceipt } from './lib/consent/consent-receipt.ts'
export type { ConsentRecord, ConsentRecords, SubjectDocument } from './lib/consent/consent-records.ts'
export { consentTextVersion } from './lib/consent/consent-texts.ts'
export {
  type ConsentController,
  type ConsentLanguage,
  type ConsentText,
  type ConsentTextInput,
  type ConsentTextItem,
  createConsentText,
} from './lib/consent/create-consent-text.ts'
export { createMemoryConsentRecords } from './lib/consent/memory-consent-records.ts'
export {
  type ConsentAnswer,
  type ConsentOffice,
  receiptKeptUntil,
  recordConsent,
} from './lib/consent/record-consent.ts'
export {
  type ConsentReceiptExpectations,
  verifyConsentReceipt,
} from './lib/consent/verify-consent-receipt.ts'
export { retentionPeriods } from './lib/retention/retention-periods.ts'
