import type { LocalizedText } from '@lontar/credentials'
import type { CredentialTypeName } from '../credential-types/credential-type.ts'

/** A condition on a claim. `equals` and `oneOf` become DCQL `values`; `notBefore` is checked by the verifier. */
export type AskCondition =
  | { readonly claim: string; readonly equals: string | number | boolean }
  | { readonly claim: string; readonly oneOf: readonly (string | number | boolean)[] }
  | { readonly claim: string; readonly notBefore: 'today' | (string & {}) }

/** The bases for processing of UU 27/2022 article 20. */
export type LegalBasis =
  | 'consent'
  | 'contract'
  | 'legal_duty'
  | 'vital_interest'
  | 'public_service'
  | 'legitimate_interest'

/**
 * A purpose-bound request: who needs what, why, on what basis and for how long. `Claim` is the union of the names that
 * it lists, as far as the types know them: those of `ask` written in code; of a file, any text.
 */
export interface Ask<Claim extends string = string> {
  /** The key of the ask in its file, such as `hotel`. */
  readonly id: string
  /** The service of the claims register, such as `hotel_wni`. */
  readonly service: string
  /** Absent when nothing is asked for: such an ask makes no request. */
  readonly credential?: CredentialTypeName
  /** What the answer is for, as the holder reads it. */
  readonly purpose: LocalizedText
  /** Why the asker may process the answer. */
  readonly legalBasis: LegalBasis
  /** Names of the claims register, dotted, such as `age_equal_or_over.18`. */
  readonly claims: readonly Claim[]
  /** What must hold of the claims; all of it. */
  readonly conditions: readonly AskCondition[]
  /** How long the asker keeps the answer, in days; 0 or more. */
  readonly retentionDays: number
}
