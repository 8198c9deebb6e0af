import type { ErrorCode } from '../errors/error-code.ts'
import type { JsonObject } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import type { UnverifiedJws } from '../jose/parse-jws.ts'
import type { CheckId } from '../verdict/verdict.ts'
import type { CredentialFormatId, UnverifiedCredential, VerifyExpectations } from './credential-format.ts'
import type { CredentialStatus } from './credential-status.ts'
import type { UnverifiedPresentation } from './parse-vp.ts'

/** The checks of one credential, in their order. */
export type CredentialCheckId = Exclude<CheckId, 'query' | 'conditions'>

/** What stands in the signed payload itself, because no profile lets it be held back. */
export interface CredentialHead {
  readonly issuer: string
  readonly types: readonly string[]
  readonly holderKey: PublicJwk | undefined
  readonly status: CredentialStatus
}

/** The parts of a credential as text carries them. */
export interface CredentialParts {
  readonly text: string
  /** The JWS of the issuer. */
  readonly jws: UnverifiedJws
  /** The presentation in which the credential was enveloped, if it was. */
  readonly presentation?: UnverifiedPresentation
}

/** The failure, `skipped` where no proof was asked for and none is there, `undefined` where the proof holds. */
export type HolderBindingOutcome = ErrorCode | 'skipped' | undefined

/** What distinguishes one format from another; `parseCredential` and `verifyCredential` do the rest. */
export interface CredentialProfile<Parts extends CredentialParts> {
  readonly id: CredentialFormatId
  /** The exact `typ`. */
  readonly jwsType: string
  readonly acceptMissingType?: boolean
  /** The specification and section behind each check. */
  readonly specs: Readonly<Record<CredentialCheckId, string>>
  /** Reads the parts. Throws a LontarError. */
  read(text: string): Promise<Parts>
  /** Reads what the signed payload says of itself. Throws a LontarError. */
  readHead(payload: JsonObject): Promise<CredentialHead>
  /** Whether the header names its key well enough; absent when any name will do. */
  namesKey?(jws: Pick<UnverifiedJws, 'header' | 'payload'>): boolean
  /** Reads the disclosures and puts them in their places. Throws a LontarError. */
  complete(parts: Parts, head: CredentialHead): UnverifiedCredential | Promise<UnverifiedCredential>
  checkValidity(
    parts: Parts,
    credential: UnverifiedCredential,
    expectations: VerifyExpectations,
  ): ErrorCode | undefined
  checkHolderBinding(
    parts: Parts,
    credential: UnverifiedCredential,
    expectations: VerifyExpectations,
  ): Promise<HolderBindingOutcome>
}
