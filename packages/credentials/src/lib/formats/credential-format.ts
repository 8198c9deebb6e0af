import type { ResolveIssuerKey } from '../issuer-key/resolve-issuer-key.ts'
import type { JsonObject } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import type { Signer } from '../jose/signer.ts'
import type { IssuedIndices } from '../sd-jwt/unpack-payload.ts'
import type { BitstringStatusListEntry } from '../status/bitstring-status-list-entry.ts'
import type { StatusListReference, StatusReference } from '../status/status-reference.ts'
import type { ExpectedTransactionData } from '../transaction-data/expected-transaction-data.ts'
import type { TransactionDataHashes } from '../transaction-data/transaction-data-hashes.ts'
import type { TrustedIssuer } from '../trust/trust-list.ts'
import type { Check, Verdict } from '../verdict/verdict.ts'

/** The formats' identifiers on the wire (OpenID4VCI 1.0 appendix A; `vc+sd-jwt` by our documented profile). */
export type CredentialFormatId = 'vc+sd-jwt' | 'vc+jwt' | 'dc+sd-jwt' | 'jwt_vc_json'

/** A path to a claim from the root of the credential (OpenID4VP 1.0 section 7); `null` is every array element. */
export type ClaimPath = readonly (string | number | null)[]

/** What `issue` needs. */
export interface IssueInput {
  /** The issuer's key. */
  readonly signer: Signer
  /** The whole payload, `cnf` and `status` included, in the shape of the format. */
  readonly payload: JsonObject
  /** The members that become disclosures. Formats without selective disclosure refuse any. */
  readonly disclosable: readonly ClaimPath[]
}

/** A credential that was read and not verified: nothing in it may be believed. */
export interface UnverifiedCredential {
  /** Tells it apart from a `VerifiedCredential`. */
  readonly verified: false
  /** The format that it was read in. */
  readonly format: CredentialFormatId
  /** The credential as received, with all its disclosures and a KB-JWT if there was one. */
  readonly text: string
  /** Who says that he issued it: the `iss`, or the id of `issuer`. */
  readonly issuer: string
  /** The `kid` of the protected header. */
  readonly keyId: string | undefined
  /**
   * The certificates of the protected header, the signer's first, each the base64 of its DER; `undefined` where there are
   * none. Nobody read them, and where the key was found in another way nobody verified them either.
   */
  readonly x5c: readonly string[] | undefined
  /** The `vct`, or the expanded type IRIs of a W3C credential, the base type only where it is the only one. */
  readonly types: readonly string[]
  /** The payload with every present disclosure in place and the `_sd` machinery gone. */
  readonly claims: JsonObject
  /** The claims that a holder can hold back. */
  readonly disclosable: readonly ClaimPath[]
  /**
   * Where the elements of arrays stood when they were issued, for the arrays of which an element moved because one
   * before it is held back; none for a format without selective disclosure.
   */
  readonly issuedIndices: readonly IssuedIndices[]
  /** The key of `cnf`; `undefined` when it is bound to none. */
  readonly holderKey: PublicJwk | undefined
  /** The `iat`, or else `validFrom` or `issuanceDate`; `undefined` when it has none that can be read. */
  readonly issuedAt: Date | undefined
  /** When it ends; `undefined` when it has no end that can be read. */
  readonly expiresAt: Date | undefined
  /** The place on a Token Status List. */
  readonly status: StatusListReference | undefined
  /** The places on Bitstring Status Lists. */
  readonly credentialStatus: readonly BitstringStatusListEntry[]
}

/** A credential whose every check passed. Only `verify` makes one. */
export interface VerifiedCredential extends Omit<UnverifiedCredential, 'verified'> {
  /** Tells it apart from an `UnverifiedCredential`. */
  readonly verified: true
}

/** What `present` needs. */
export interface PresentInput {
  /** The credential as received at issuance. */
  readonly credential: string
  /**
   * Exactly the claims to disclose; a path to an object discloses all of it. A format without selective disclosure shows
   * every claim, so they must all be named: TypeError `ERR_INVALID_ARG_VALUE` otherwise.
   */
  readonly disclose: readonly ClaimPath[]
  /** The holder's key. */
  readonly signer: Signer
  /** The verifier's full Client Identifier. */
  readonly audience: string
  /** The nonce of the request. */
  readonly nonce: string
  /**
   * The transactions that the holder authorises, as `createTransactionDataHashes` makes them; none by default. They stand
   * in what the holder signs: the key binding JWT, or the presentation around a JWT credential.
   */
  readonly transactionDataHashes?: TransactionDataHashes
  /** The instant of signing. */
  readonly now: Date
}

/** What a presentation must be bound to. `none` is for a credential at rest and refuses a KB-JWT. */
export type ExpectedKeyBinding =
  | 'none'
  | {
      readonly expectedNonce: string
      readonly expectedAudience: string
      /** How old the key binding may be, in seconds; 300 by default. */
      readonly maxAgeSeconds?: number
      /**
       * The transaction data of the request that this presentation has to authorise, in their order: all of them and no
       * other. None by default, and then one that authorises anything is refused.
       */
      readonly expectedTransactionData?: readonly ExpectedTransactionData[]
    }

/** What a caller accepts that the rules refuse; each is false by default. For credentials of other issuers alone. */
export interface CredentialPolicy {
  /** Accepts a credential that never ends. Whoever holds it may show it for ever, and hide an end where he can. */
  readonly acceptEndless?: boolean
  /** Accepts a credential at rest, or in a `vp`, that names no holder key: a copy is as good as it, whoever shows it. */
  readonly acceptUnbound?: boolean
  /**
   * Accepts a presentation without proof that whoever shows it has the key, or that names no key, where the request said
   * `require_cryptographic_holder_binding: false`. A proof that is there must hold all the same. Whoever saw the
   * credential may show it.
   */
  readonly waiveHolderBinding?: boolean
}

/** Everything a trust decision needs; nothing has a default that a caller could forget. */
export interface VerifyExpectations {
  /**
   * The trusted issuers, or a source of them such as a signed trust list. A source that cannot be reached or has
   * expired throws, and then nobody is trusted.
   */
  readonly expectedIssuers: readonly TrustedIssuer[] | (() => Promise<readonly TrustedIssuer[]>)
  /** Finds the key of a trusted issuer; by default only among the keys that the trust list pins. */
  readonly resolveIssuerKey?: ResolveIssuerKey
  /** The types that would do, as in `TrustedIssuer.types`. */
  readonly expectedTypes: readonly string[]
  /** The nonce and audience that it must be bound to, or `none`; it is never the token that decides. */
  readonly expectedKeyBinding: ExpectedKeyBinding
  /** Answers the `status` check. It is called last, only for a credential that is otherwise valid. */
  readonly checkStatus: StatusCheck
  /** What is accepted besides; nothing by default. */
  readonly policy?: CredentialPolicy
  /** The instant at which it must be valid. */
  readonly now: Date
}

/** Decides the status of a credential from every place that it names; there may be none. Never throws. */
export type StatusCheck = (references: readonly StatusReference[], issuer: TrustedIssuer) => Promise<Check>

/** A credential format behind one face. */
export interface CredentialFormat {
  /** Its identifier in OpenID4VCI and OpenID4VP. */
  readonly id: CredentialFormatId
  /** Signs a credential. */
  issue(input: IssueInput): Promise<string>
  /** Reads a credential or a presentation without believing it. */
  parse(text: string): Promise<UnverifiedCredential>
  /** Makes a presentation that discloses exactly what is listed. */
  present(input: PresentInput): Promise<string>
  /** Runs every check; never throws for bad input. */
  verify(text: string, expectations: VerifyExpectations): Promise<Verdict<VerifiedCredential>>
}
