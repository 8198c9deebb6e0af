import { type CalendarDate, hasReachedAge, isCalendarDate } from '@lontar/documents/calendar'
import type { KtpCard } from '@lontar/documents/ktp'
import { parseNik } from '@lontar/documents/nik'
import { type FoundReason, reasonsOf } from './found-reason.ts'
import type { ProofingDocument, ProofingPassport } from './proofing-document.ts'
import type { DocumentFinding, ProofingEvidence } from './proofing-evidence.ts'

/** The age of a card holder (UU 24/2013 article 63); below it a guardian decides (UU 27/2022 article 25). */
const leastAge = 17

/** What the document itself, what is odd about it, and the consents say against the applicant. */
export function assessDocument(
  document: ProofingDocument,
  evidence: readonly ProofingEvidence[],
  today: CalendarDate,
): readonly FoundReason[] {
  const isYoung = !isOldEnough(document, today)
  const findings = evidence.flatMap((piece) => (piece.kind === 'document' ? piece.findings : []))
  return [
    ...(hasConsent(evidence, 'applicant') ? [] : reasonsOf('consent_missing')),
    ...(document.kind === 'ktp'
      ? assessCard(document.card, isYoung)
      : assessPassport(document.passport, today, isYoung && !hasConsent(evidence, 'guardian'))),
    ...assessFindings('document_inconsistent', findings, 'error'),
    ...assessFindings('document_needs_review', findings, 'review'),
  ]
}

function hasConsent(evidence: readonly ProofingEvidence[], by: 'applicant' | 'guardian'): boolean {
  return evidence.some((piece) => piece.kind === 'consent' && piece.givenBy === by && piece.receipt !== '')
}

function assessCard({ nik }: KtpCard, isYoung: boolean): readonly FoundReason[] {
  return [
    ...(parseNik(nik).ok ? [] : reasonsOf('nik_invalid')),
    ...(isYoung ? reasonsOf('holder_too_young') : []),
  ]
}

/** A visitor's passport, and where it is known the stay, must reach today. */
function assessPassport(
  { dateOfExpiry, stayUntil = dateOfExpiry }: ProofingPassport,
  today: CalendarDate,
  lacksGuardian: boolean,
): readonly FoundReason[] {
  const isValid = [dateOfExpiry, stayUntil].every((last) => isCalendarDate(last) && today <= last)
  return [
    ...(lacksGuardian ? reasonsOf('guardian_consent_missing') : []),
    ...(isValid ? [] : reasonsOf('document_expired')),
  ]
}

/** Whose birth date is no date is of no age. */
function isOldEnough(document: ProofingDocument, today: CalendarDate): boolean {
  const { birthdate } = document.kind === 'ktp' ? document.card : document.passport
  return isCalendarDate(birthdate) && hasReachedAge(birthdate, leastAge, today)
}

function assessFindings(
  code: 'document_inconsistent' | 'document_needs_review',
  findings: readonly DocumentFinding[],
  grade: DocumentFinding['grade'],
): readonly FoundReason[] {
  const about = findings.filter((finding) => finding.grade === grade).map((finding) => finding.code)
  return about.length === 0 ? [] : [{ code, about }]
}
