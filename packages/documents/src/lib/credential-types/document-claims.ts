import { VerificationError } from '@lontar/credentials/errors'
import { openZonedCalendar } from '../calendar/zoned-calendar.ts'
import type { KtpCard } from '../ktp/ktp-card.ts'
import { timeZoneOf } from '../regions/time-zone-of.ts'
import type { ClaimValues } from './claim-values.ts'
import { credentialExpiry } from './credential-expiry.ts'
import type { CredentialPayloadInput } from './credential-payload.ts'
import { credentialTypes } from './credential-types.ts'
import { createKtpClaimValues } from './ktp-claim-values.ts'
import { createVerificationClaim } from './verification-claim.ts'
import { createVisitorClaimValues } from './visitor-claim-values.ts'
import { visitorExpiry } from './visitor-expiry.ts'

/** What a document gives a credential. */
export interface DocumentClaims {
  readonly values: ClaimValues
  readonly expiresAt: Date
}

/**
 * Derives the claims of a credential and its end from the document of the identity. Fails closed: no type is made from
 * a document that is not its own.
 */
export function createDocumentClaims(input: CredentialPayloadInput): DocumentClaims {
  const { identity, issuedAt, timeZone } = input
  const { document } = identity
  if (document.kind !== credentialTypes[input.typeId].document) {
    throw new VerificationError(
      'document_mismatch',
      'The type is not made from the document of the identity.',
    )
  }
  const verification = createVerificationClaim(identity, input.issuerUrl)
  if (document.kind === 'ktp') return cardClaims(input, document.card)
  const today = openZonedCalendar(timeZone).dateAt(issuedAt)
  const chipVerified = identity.evidence.some(
    ({ checkMethod, simulated }) => checkMethod === 'vcrypt' && !simulated,
  )
  return {
    values: createVisitorClaimValues({ passport: document.passport, today, chipVerified, verification }),
    expiresAt: visitorExpiry({ ...document, issuedAt, timeZone }),
  }
}

/** Age and expiry belong to the place where the holder lives. */
function cardClaims(input: CredentialPayloadInput, card: KtpCard): DocumentClaims {
  const timeZone = timeZoneOf(card.province.code) ?? input.timeZone
  return {
    values: createKtpClaimValues({
      ktp: card,
      today: openZonedCalendar(timeZone).dateAt(input.issuedAt),
      issuingAuthority: input.issuerName,
      issuingJurisdiction: input.issuingJurisdiction,
      verification: createVerificationClaim(input.identity, input.issuerUrl),
    }),
    expiresAt: endOfCard(card, input.issuedAt, timeZone),
  }
}

function endOfCard({ birthdate, citizenship, validity }: KtpCard, issuedAt: Date, timeZone: string): Date {
  const base = { birthdate, issuedAt, timeZone }
  // A citizen's card is valid for life, whatever it prints.
  if (citizenship === 'WNI') return credentialExpiry(base)
  if (validity.until < openZonedCalendar(timeZone).dateAt(issuedAt)) {
    throw new VerificationError('stay_permit_expired', 'The stay permit of the card has ended.')
  }
  return credentialExpiry({ ...base, documentUntil: validity.until })
}
