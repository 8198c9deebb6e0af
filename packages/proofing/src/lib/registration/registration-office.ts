import type { ConsentOffice } from '../consent/record-consent.ts'
import type { ProofingPolicy } from '../decision/proofing-policy.ts'
import type { EvidenceImageCustody } from '../evidence-images/with-evidence-images.ts'
import type { OfficerAccounts } from '../officer/officer-accounts.ts'
import type { DocumentReader } from '../reader/document-reader.ts'
import type { PopulationRegistry } from '../registry/population-registry.ts'
import type { RegistrationFaces } from './registration-faces.ts'
import type { RegistrationStore } from './registration-store.ts'

/** How much one registration, and all of them, may take. */
export interface RegistrationLimits {
  /** Registrations that are open at the same time; 1000 by default. */
  readonly maxOpen?: number
  /** Pictures for one registration; 20 by default. */
  readonly maxUploads?: number
  /** Questions to the registry for one registration; 5 by default. */
  readonly maxConfirmations?: number
  /** Challenges of a face check for one registration; 5 by default. */
  readonly maxFaceChecks?: number
}

/** Everything that a registration works with. */
export interface RegistrationOffice {
  /** Where registrations are kept between their steps. */
  readonly store: RegistrationStore
  /** Where consents are kept, whose they are, the evidence key, clock and randomness. */
  readonly consents: ConsentOffice
  /** Where the image of the card waits, sealed; without it no image outlives the step that took it. */
  readonly images?: EvidenceImageCustody
  /** Reads cards; without it fields are typed. */
  readonly reader?: DocumentReader
  /** The door to the population register. */
  readonly registry: PopulationRegistry
  /** How the applicant is compared with the card; without it nobody's face is looked at. */
  readonly faces?: RegistrationFaces
  /** Whose decisions count; without them nothing leaves the review. */
  readonly officers?: OfficerAccounts
  /** Who does the proofing; named in the evidence. */
  readonly organization: string
  /** What the installation demands of an applicant. */
  readonly policy: ProofingPolicy
  /** How much may be taken. */
  readonly limits?: RegistrationLimits
}

/** Who acts: the applicant, by the token of `startRegistration`, or the office itself, at its counter. */
export type RegistrationAccess = { readonly token: string } | 'office'

/** Which registration, and who acts. */
export interface RegistrationDoor {
  /** The id of the registration. */
  readonly id: string
  /** Who acts. */
  readonly access: RegistrationAccess
}

/** The instant, by the clock of the office. */
export function nowAt({ consents }: Pick<RegistrationOffice, 'consents'>): Date {
  return consents.now?.() ?? new Date()
}
