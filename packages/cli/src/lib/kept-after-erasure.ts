import type { LocalizedText } from '@lontar/credentials'
import { retentionPeriods } from '@lontar/proofing/consent'

/** Something that an erasure leaves. */
export interface KeptAfterErasure {
  readonly id: 'consent_receipts' | 'subject_requests' | 'credential_records'
  readonly what: LocalizedText
  /** On what ground, and for what. */
  readonly why: LocalizedText
  readonly until: LocalizedText
}

const { consentReceiptDays, subjectRequestDays } = retentionPeriods

/** What an erasure leaves, and on what ground. */
export const keptAfterErasure: readonly KeptAfterErasure[] = [
  {
    id: 'consent_receipts',
    what: {
      id: 'bukti persetujuan, tanpa NIK dan tanpa data kartu',
      en: 'the consent receipts, without NIK or card data',
    },
    why: {
      id: 'persetujuan harus dapat dibuktikan (UU 27/2022 pasal 24)',
      en: 'a consent has to be provable (UU 27/2022 article 24)',
    },
    until: {
      id: `${consentReceiptDays} hari setelah penghapusan`,
      en: `${consentReceiptDays} days after the erasure`,
    },
  },
  {
    id: 'subject_requests',
    what: { id: 'catatan permintaan ini dan jamnya', en: 'the record of this request and its clock' },
    why: {
      id: 'agar terbukti dilayani dalam 3 x 24 jam (UU 27/2022 pasal 30, 32, 40, 41)',
      en: 'to show that it was served within 3 x 24 hours (UU 27/2022 articles 30, 32, 40, 41)',
    },
    until: { id: `${subjectRequestDays} hari`, en: `${subjectRequestDays} days` },
  },
  {
    id: 'credential_records',
    what: {
      id: 'catatan kredensial yang dicabut, tanpa isi dan tanpa kaitan dengan orangnya',
      en: 'the records of the revoked credentials, without content and without a way back to the person',
    },
    why: {
      id: 'agar pemeriksa melihat bahwa kredensial itu tidak berlaku lagi',
      en: 'so that verifiers see that these credentials are valid no more',
    },
    until: {
      id: '90 hari setelah masa berlakunya habis; tempatnya di daftar status tetap',
      en: '90 days after they would have ended; their places on the status list stay',
    },
  },
]
