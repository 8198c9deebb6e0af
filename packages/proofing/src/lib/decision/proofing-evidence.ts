import type { FaceComparison } from '../face/face-comparison.ts'
import type { LivenessResult } from '../liveness/liveness-result.ts'
import type { VerifiedOfficerDecision } from '../officer/officer-decision.ts'
import type { RegistryAnswer } from '../registry/population-registry.ts'

/** Something odd about a document; a finding of `findKtpInconsistencies` is one. */
export interface DocumentFinding {
  /** What is odd, such as `nik_birthdate_mismatch`. */
  readonly code: string
  /** `error` speaks against the document, `review` must be looked at by an officer, `warning` changes nothing. */
  readonly grade: 'error' | 'review' | 'warning'
}

/** How the document came in. */
export interface DocumentEvidence {
  /** Which kind of evidence it is. */
  readonly kind: 'document'
  /**
   * `typed` by a person; `read` from an image, and confirmed by the applicant, who saw the fields; `mrz` from a
   * machine-readable zone whose check digits hold.
   */
  readonly source: 'typed' | 'read' | 'mrz'
  /** What is odd about it. */
  readonly findings: readonly DocumentFinding[]
  /** When it came in. */
  readonly time: Date
}

/** The applicant's consent, or that of a guardian (UU 27/2022 articles 22, 24 and 25). */
export interface ConsentEvidence {
  /** Which kind of evidence it is. */
  readonly kind: 'consent'
  /** Who gave it. */
  readonly givenBy: 'applicant' | 'guardian'
  /** The id of the receipt. Whoever brings this evidence has verified it: `requireConsent` gives it. */
  readonly receipt: string
  /** When it was given. */
  readonly time: Date
}

/** The population registry's answer about the elements of the card. */
export interface RegistryElementsEvidence {
  /** Which kind of evidence it is. */
  readonly kind: 'registry_elements'
  /** As `askRegistry` gave it: about every element that was asked, or `unavailable`. */
  readonly answer: RegistryAnswer
  /** True for a simulator. */
  readonly simulated: boolean
  /** When it answered. */
  readonly time: Date
}

/** A comparison of the person with a portrait of the one who the applicant claims to be. */
export interface FaceEvidence {
  /** Which kind of evidence it is. */
  readonly kind: 'face'
  /** Where the portrait lies: printed on the card, in the chip, or in the registry, which then compares by itself. */
  readonly portrait: 'card' | 'chip' | 'registry'
  /** Which capture of the person was compared, such as the id of the liveness challenge. */
  readonly captureId: string
  /** What the engine found. */
  readonly comparison: FaceComparison
  /** When it was made. */
  readonly time: Date
}

/** Whether the person was there when the capture was made. */
export interface LivenessEvidence {
  /** Which kind of evidence it is. */
  readonly kind: 'liveness'
  /** Which capture was judged. */
  readonly captureId: string
  /** What the detector found. */
  readonly result: LivenessResult
  /** When it was judged. */
  readonly time: Date
}

/** What the chip of the document says. */
export interface ChipEvidence {
  /** Which kind of evidence it is. */
  readonly kind: 'chip'
  /** `passive_authentication` of a passport, or `approved_reader`: a KTP in a reader that holds the Ministry's keys. */
  readonly method: 'passive_authentication' | 'approved_reader'
  /** `unavailable` when it could not be read or nothing is known of its signer. */
  readonly decision: 'authentic' | 'not_authentic' | 'unavailable'
  /** True when it says what the document says, such as DG1 what the MRZ says. */
  readonly matchesDocument: boolean
  /** True for invented chip data of a development PKI. */
  readonly simulated: boolean
  /** When it was read. */
  readonly time: Date
}

/** A signed decision of an officer that was verified. */
export interface OfficerEvidence {
  /** Which kind of evidence it is. */
  readonly kind: 'officer'
  /** The decision, verified and used up. */
  readonly decision: VerifiedOfficerDecision
}

/** Everything that can be found about an applicant. It holds no image. */
export type ProofingEvidence =
  | DocumentEvidence
  | ConsentEvidence
  | RegistryElementsEvidence
  | FaceEvidence
  | LivenessEvidence
  | ChipEvidence
  | OfficerEvidence
