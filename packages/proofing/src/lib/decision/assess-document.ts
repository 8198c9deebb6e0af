import { type CalendarDate, isOver } from '@lontar/documents/calendar'
import type { KtpCard } from '@lontar/documents/ktp'
import { parseNik } from '@lontar/documents/nik'
import type { IdentityDocument } from '@lontar/documents/verified-identity'
import { type FoundReason, reasonsOf } from './found-reason.ts'
import { isOldEnough } from './is-old-enough.ts'
import type { DocumentFinding, ProofingEvidence } from './proofing-evidence.ts'

/** What the document itself, what is odd about it, and the consents say against the applicant. */
export function assessDocument(
  document: IdentityDocument,
  evidence: readonly ProofingEvidence[],
  today: CalendarDate,
): readonly FoundReason[] {
  const findings = evidence.flatMap((piece) => (piece.kind === 'document' ? piece.findings : []))
  return [
    ...assessConsent(document, evidence, today),
    ...(document.kind === 'ktp' ? assessCard(document.card, today) : assessPassport(document, today)),
    ...assessFindings(findings),
  ]
}

/** Of a child a guardian consents; of everybody else nobody but the person. */
function assessConsent(
  document: IdentityDocument,
  evidence: readonly ProofingEvidence[],
  today: CalendarDate,
): readonly FoundReason[] {
  const givenBy = evidence.filter((piece) => piece.kind === 'consent').map((consent) => consent.givenBy)
  const needed = document.kind === 'ktp' || isOldEnough(document, today) ? 'applicant' : 'guardian'
  if (givenBy.includes(needed)) return []
  return reasonsOf(
    needed === 'guardian' && givenBy.length > 0 ? 'guardian_consent_missing' : 'consent_missing',
  )
}

/** A citizen's card is valid for life, whatever it prints; a foreigner's ends with the stay permit. */
function assessCard(card: KtpCard, today: CalendarDate): readonly FoundReason[] {
  return [
    ...(parseNik(card.nik).ok ? [] : reasonsOf('nik_invalid')),
    ...(isOldEnough({ kind: 'ktp', card }, today) ? [] : reasonsOf('holder_too_young')),
    ...(card.citizenship === 'WNA' && isOver(card.validity.until, today)
      ? reasonsOf('stay_permit_expired')
      : []),
  ]
}

/** A visitor's passport, and where it is known the stay, must reach today. */
function assessPassport(
  { passport, stayUntil }: VisitorDocument,
  today: CalendarDate,
): readonly FoundReason[] {
  return [
    ...(isOver(passport.dateOfExpiry, today) ? reasonsOf('document_expired') : []),
    ...(stayUntil !== undefined && isOver(stayUntil, today) ? reasonsOf('stay_permit_expired') : []),
  ]
}

type VisitorDocument = Extract<IdentityDocument, { readonly kind: 'passport' }>

/** An error that is a reason of its own is named as that. */
function assessFindings(findings: readonly DocumentFinding[]): readonly FoundReason[] {
  return findings.flatMap(({ code, grade }): readonly FoundReason[] => {
    if (grade === 'review') return [{ code: 'document_needs_review', about: [code] }]
    if (grade !== 'error') return []
    return code === 'nik_invalid' || code === 'stay_permit_expired'
      ? reasonsOf(code)
      : [{ code: 'document_inconsistent', about: [code] }]
  })
}
