import type { ErrorCode } from '../errors/error-code.ts'
import type { CheckId } from './verdict.ts'

/** What a step protects: a check of the verdict, or something that a check relies on. */
export type StepStage = CheckId | 'status_list' | 'trust_list' | 'type_metadata'

/** One thing that a verification makes sure of. Every refusal of this package is a step that does not hold. */
export interface VerificationStep {
  /** Its stable name, `room.rule`, such as `jws.algorithm`. */
  readonly id: string
  /** What it protects. */
  readonly stage: StepStage
  /** The code of the refusal. */
  readonly code: ErrorCode
  /** Who acts on it: `malformed` the sender, `verification` the relying party, `unsupported` us. */
  readonly kind: 'malformed' | 'verification' | 'unsupported'
  /** The specification and section that ask for it. */
  readonly spec: string
  /** The rule in one sentence with "must". It is also the message of the error, so it never holds a value. */
  readonly rule: string
}
