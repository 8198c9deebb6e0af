import type { LocalizedText } from '@lontar/credentials'
import type { LegalBasis } from './ask.ts'

/** The bases for processing of UU 27/2022 article 20, in words that continue "on the basis of". */
export const legalBases: Readonly<Record<LegalBasis, LocalizedText>> = Object.freeze({
  consent: { id: 'persetujuan Anda', en: 'your consent' },
  contract: { id: 'perjanjian dengan Anda', en: 'a contract with you' },
  legal_duty: { id: 'kewajiban hukum', en: 'a legal duty' },
  vital_interest: { id: 'kepentingan vital', en: 'a vital interest' },
  public_service: { id: 'pelayanan publik', en: 'a public service' },
  legitimate_interest: { id: 'kepentingan yang sah', en: 'a legitimate interest' },
})

/** True for a basis of the law; a verifier may have written anything. */
export function isLegalBasis(value: unknown): value is LegalBasis {
  return typeof value === 'string' && Object.hasOwn(legalBases, value)
}
