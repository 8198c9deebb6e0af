import type { ErrorCode } from '../errors/error-code.ts'

/** How one check ended. `unknown` is never ok; `skipped` only when the check does not apply or policy names it. */
export type CheckState = 'passed' | 'failed' | 'unknown' | 'skipped'

/** The checks that a verification can make, in the order in which they run. */
export type CheckId =
  | 'format'
  | 'issuer_trust'
  | 'signature'
  | 'disclosures'
  | 'type'
  | 'validity'
  | 'holder_binding'
  | 'status'
  | 'query'
  | 'conditions'

/** Text for a person, in Indonesian and in English. Never holds a claim value. */
export interface LocalizedText {
  /** In Indonesian. */
  readonly id: string
  /** In English. */
  readonly en: string
}

/** One check of a verification. */
export interface Check {
  /** Which check. */
  readonly id: CheckId
  /** How it ended; `unknown` fails a verdict as `failed` does. */
  readonly state: CheckState
  /** Why the check did not pass; absent when it passed. */
  readonly code?: ErrorCode
  /** The specification and section that ask for the check. */
  readonly spec: string
  /** What it found, for a person. */
  readonly text: LocalizedText
  /** In a presentation or an answer of several credentials: which of them was checked, from 0; absent for the presentation itself. */
  readonly credential?: number
  /** Of a `status` that was read: the instant for which its issuer stated it; absent when he did not say. */
  readonly asOf?: Date
  /** Of a `status` that was read: until when it is not asked for again. */
  readonly freshUntil?: Date
  /** True when the list could not be fetched again and `acceptStaleSeconds` let the kept one count. */
  readonly acceptedStale?: true
  /** True when the status list has fewer than 131,072 places: who fetches it tells its issuer who is being looked at. */
  readonly smallStatusList?: true
}

/** The end of every verification: `value` is there only when every check passed or was skipped. */
export type Verdict<Value> =
  | { readonly ok: true; readonly checks: readonly Check[]; readonly value: Value }
  | { readonly ok: false; readonly checks: readonly Check[]; readonly value: undefined }
