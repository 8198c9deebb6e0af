import type { Check, CredentialFormatId, JsonObject } from '@lontar/credentials'
import type { CreatedRequest, TransactionResult, VerifierReceipt } from '@lontar/verifier'
import type { IPluginMethodMap } from '@veramo/core-types'
import type { OnWire } from './on-wire.ts'

/** What `createAuthorizationRequest` takes. */
export interface CreateAuthorizationRequestArguments {
  /** The name of an ask that the verifier was set up with: nothing else can be asked. */
  readonly ask: string
  /** Where the browser goes on after a wallet on its own device answered; without it only other devices are asked. */
  readonly returnTo?: string
  /** What the holder is asked to authorise with the presentation, at most 16; none by default. */
  readonly transactionData?: readonly TransactionDataArgument[]
}

/** Something to authorise. */
export interface TransactionDataArgument {
  /** What kind it is; wallets refuse what they do not know. */
  readonly type: string
  /** The members that the type defines; none by default. */
  readonly data?: JsonObject
}

/** A request that was made, or that none is needed. */
export interface CreatedAuthorizationRequest extends Partial<OnWire<CreatedRequest>> {
  /** False when the ask asks for nothing: then there is nothing else here. */
  readonly needed: boolean
}

/** What `getAuthorizationResult` takes. */
export interface GetAuthorizationResultArguments {
  /** As `createAuthorizationRequest` gave it. */
  readonly transactionId: string
  /** With what the browser that began came back, where the wallet is on the same device. */
  readonly responseCode?: string
  /** How long to wait for a result, in seconds from 0 to 30; 0 by default. */
  readonly waitSeconds?: number
}

/** How a request stands: claims, exactly those asked for, only when it is `accepted`. */
export type AuthorizationResult = OnWire<Omit<TransactionResult, 'credentials' | 'claims'>> &
  Pick<TransactionResult, 'claims'>

/** What `verifyCredentialText` takes. */
export interface VerifyCredentialTextArguments {
  /** The credential or the presentation as received. */
  readonly text: string
  /** The types that would do; all types of the trust list by default. */
  readonly expectedTypes?: readonly string[]
  /** What a presentation must be bound to; `null` for a credential at rest, and then a bound one is refused. */
  readonly expectedKeyBinding: KeyBindingArgument | null
}

/** What a presentation must be bound to. */
export interface KeyBindingArgument {
  /** The nonce of its request. */
  readonly expectedNonce: string
  /** The full Client Identifier of the verifier. */
  readonly expectedAudience: string
  /** How old the key binding may be, in seconds; 300 by default. */
  readonly maxAgeSeconds?: number
}

/** A verdict, and what was verified. */
export interface CredentialVerdict {
  /** True only when every check passed or was skipped by policy. */
  readonly ok: boolean
  /** Every check that was made. */
  readonly checks: readonly OnWire<Check>[]
  /** What may be believed; `null` when it is not ok. */
  readonly credential: VerifiedText | null
}

/** What may be believed of a verified text. */
export interface VerifiedText {
  /** Who vouches for it. */
  readonly issuer: string
  /** The `vct`, or the expanded type IRIs. */
  readonly types: readonly string[]
  /** How it is written. */
  readonly format: CredentialFormatId
  /** The claims that the text shows. */
  readonly claims: JsonObject
}

/** Which receipts are listed. */
export interface ListReceiptsArguments {
  /** At most so many, from 1 to 1,000; 100 by default. */
  readonly limit?: number
  /** The transaction after which to go on. */
  readonly olderThan?: string
}

/**
 * What a verifier does, as methods of an agent. Each throws `AgentMethodError`: with `ERR_INVALID_ARG_VALUE` for arguments that
 * do not fit its schema, and with the codes that it names.
 */
export interface ILontarVerifier extends IPluginMethodMap {
  /**
   * Makes a request for an ask that the verifier was set up with (OpenID4VP 1.0 section 5).
   *
   * @returns the link for the wallet, and the transaction by which its result is read: keep that from browsers.
   * @throws `ask_unknown`, `issuer_untrusted`, `ask_exceeds_service`, `ask_malformed`, `transaction_data_malformed`,
   *   `transaction_data_unsupported`, `transactions_full`, `ERR_INVALID_ARG_VALUE`.
   */
  createAuthorizationRequest(args: CreateAuthorizationRequestArguments): Promise<CreatedAuthorizationRequest>
  /**
   * Reads how a request stands, once it ended where the caller wants to wait.
   *
   * @throws `transaction_unknown`.
   */
  getAuthorizationResult(args: GetAuthorizationResultArguments): Promise<AuthorizationResult>
  /**
   * Verifies a credential or a presentation that came by another way, under the trust of the verifier. It decides
   * nothing about claims and conditions.
   */
  verifyCredentialText(args: VerifyCredentialTextArguments): Promise<CredentialVerdict>
  /** Lists receipts of what was decided, latest first: no value of a claim. */
  listVerifierReceipts(args: ListReceiptsArguments): Promise<readonly OnWire<VerifierReceipt>[]>
}
