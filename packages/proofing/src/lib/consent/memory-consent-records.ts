import { createHmac, randomBytes } from 'node:crypto'
import { OperationError } from '@lontar/credentials/errors'
import type { ConsentRecord, ConsentRecords, SubjectDocument } from './consent-records.ts'

/** Consents in memory, with a key of their own: for a first try and for tests. Everything is gone with the process. */
export function createMemoryConsentRecords(): ConsentRecords {
  const key = randomBytes(32)
  const kept = new Map<string, ConsentRecord>()
  return Object.freeze<ConsentRecords>({
    subjectOf: (document: SubjectDocument) =>
      createHmac('sha256', key)
        .update(JSON.stringify(partsOf(document)))
        .digest('base64url'),
    keep: async (record) => void kept.set(record.id, record),
    bind: async (id, subject, receipt) => {
      const record = kept.get(id)
      if (record === undefined || (record.subject !== undefined && record.subject !== subject)) return false
      kept.set(id, { ...record, subject, receipt })
      return true
    },
    find: async (id) => kept.get(id),
    isRestricted: async () => false,
    recordProofing: async ({ consentId, keptUntil }) => {
      const record = kept.get(consentId)
      if (record?.subject === undefined || record.withdrawnAt !== undefined) throw noConsent()
      kept.set(consentId, { ...record, keptUntil })
    },
  })
}

function partsOf(document: SubjectDocument): readonly string[] {
  if ('nik' in document) return ['nik', document.nik]
  return ['passport', document.issuingState, document.passportNumber]
}

function noConsent(): OperationError {
  return new OperationError('internal', 'There is no consent in force for this evidence.')
}
