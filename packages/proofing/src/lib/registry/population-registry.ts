import type { FaceComparison } from '../face/face-comparison.ts'

/** How a person stands in the register. `unavailable` is never a match. */
export type RegistryState =
  | 'active'
  | 'dead'
  | 'duplicate'
  | 'inactive'
  | 'not_found'
  | 'bad_format'
  | 'unavailable'

/** The elements of a card that a register is asked to confirm. */
export type RegistryElement =
  | 'name'
  | 'birthplace'
  | 'birthdate'
  | 'sex'
  | 'province'
  | 'regency'
  | 'citizenship'

/** Without these no register says who somebody is. */
export const essentialElements: readonly RegistryElement[] = ['name', 'birthdate', 'sex']

/** The register's answer about one element. */
export interface RegistryFieldAnswer {
  /** Whether the register confirms it. */
  readonly match: boolean
  /** Similarity in percent, for free text. */
  readonly score?: number
}

/** The register's answer: it confirms or denies, and hands out no data. */
export interface RegistryAnswer {
  /** How the person stands in the register; anything but `active` confirms nothing. */
  readonly state: RegistryState
  /** By element; an element that the register does not keep is absent. */
  readonly fields: Readonly<Record<string, RegistryFieldAnswer>>
  /** The register's reference of this query; empty when there was none. */
  readonly txn: string
}

/** A question to the register. */
export interface RegistryQuery {
  /** 16 digits. */
  readonly nik: string
  /** By element: texts as printed, dates `YYYY-MM-DD`, sex `male` or `female`. */
  readonly elements: Readonly<Record<string, string>>
  /** The consent receipt under which the question is asked (UU 27/2022 articles 22 and 24). */
  readonly consentRef: string
  /** Why it is asked, such as `identity_verification`. */
  readonly purpose: string
}

/** A question to the register about a face. */
export interface RegistryFaceQuery {
  /** 16 digits. */
  readonly nik: string
  /** The bytes of a JPEG or PNG file, at most about 1 MB; neither kept nor logged. */
  readonly image: Uint8Array
  /** The consent receipt that covers the face (UU 27/2022 articles 4 and 22). */
  readonly consentRef: string
}

/**
 * The door to a population register (Dukcapil). Access takes an agreement with the Directorate General
 * (Permendagri 102/2019 as amended by 17/2023); the adapter is the operator's.
 */
export interface PopulationRegistry {
  /** True for a simulator: its evidence is marked and counts only under development. */
  readonly simulated?: boolean
  /** The elements that the register can confirm; all of them by default. What it cannot is not asked. */
  readonly elements?: readonly RegistryElement[]
  /** Asks the register about one person. It may throw: that counts as `unavailable`. */
  verifyElements(query: RegistryQuery): Promise<RegistryAnswer>
  /**
   * Compares a face with the register's portrait, where the operator's agreement covers it. It may throw: that
   * counts as `unavailable`.
   */
  verifyFace?(query: RegistryFaceQuery): Promise<FaceComparison>
}
