import { createHmac, randomBytes } from 'node:crypto'
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
  })
}

function partsOf(document: SubjectDocument): readonly string[] {
  if ('nik' in document) return ['nik', document.nik]
  return ['passport', document.issuingState, document.passportNumber]
}
