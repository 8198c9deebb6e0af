import type { KtpKey } from '@lontar/documents/ktp'
import type { SignedVerifiedIdentity } from '@lontar/documents/verified-identity'
import type { FoundReason } from '../decision/found-reason.ts'
import type { ProofingCase, UndecidedEvidence } from '../officer/proofing-case.ts'
import type { FieldWarningCode } from '../reader/field-warning.ts'

/** A field as it was read. */
export interface KeptField {
  readonly text: string
  readonly confidence: number
  readonly warning?: FieldWarningCode
}

/** What an officer decides on. */
export interface KeptCase {
  readonly fields: Readonly<Record<string, unknown>>
  readonly evidence: readonly UndecidedEvidence[]
  readonly proofingCase: ProofingCase
}

/** What is known of a registration between its steps. After an end nothing of the person is left but a signed identity. */
export interface RegistrationContent {
  readonly uploads: number
  readonly confirmations: number
  readonly faceChecks?: number
  readonly reading?: { readonly [key in KtpKey]?: KeptField }
  /** SHA-256 of the picture that was read, base64url: an officer sees no other one. */
  readonly cardDigest?: string
  /** The same of the selfie of a face check. */
  readonly selfieDigest?: string
  /** Their texts are those of the catalogue. */
  readonly reasons?: readonly FoundReason[]
  readonly open?: KeptCase
  readonly identity?: SignedVerifiedIdentity
}

/** Writes the content of a registration as JSON. */
export function encodeRegistrationContent(content: RegistrationContent): string {
  return JSON.stringify(content)
}

/** Reads what `encodeRegistrationContent` wrote; it comes from our own store, where it was sealed. */
export function decodeRegistrationContent(text: string): RegistrationContent {
  // A time is the only value that JSON does not give back as it was.
  return JSON.parse(text, (name, value) => (name === 'time' ? new Date(value) : value)) as RegistrationContent
}
