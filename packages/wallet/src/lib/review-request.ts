import type { LocalizedText, TrustList } from '@lontar/credentials'
import type { ErrorCode } from '@lontar/credentials/errors'
import { findTrustedVerifier } from '@lontar/credentials/trust'
import { type DcqlMatchOptions, type DcqlQuery, pathValues } from '@lontar/openid4vc/dcql'
import type { ClientIdKind } from '@lontar/openid4vc/openid4vp'
import { claimName, labelOfClaim } from './claim-name.ts'
import { deepFreeze } from './deep-freeze.ts'
import { displayText } from './display-text.ts'
import type { OpenedRequest, VerifiedRequestObject } from './opened-request.ts'
import {
  type HeldCredential,
  type PlannedPresentation,
  type PresentationOption,
  planOptions,
  reviewOption,
} from './presentation-options.ts'
import type { ReviewedTransactionData } from './review-transaction-data.ts'
import { usableCredentials } from './usable-credentials.ts'
import type { WalletContext } from './wallet-context.ts'

/** Who asks. */
export interface ReviewedVerifier {
  /** The full Client Identifier, whose key signed the request; `origin:` and the origin where nobody signed it. */
  readonly clientId: string
  /**
   * How it is known: by its DID, its certificate (`x509_san_dns`, `x509_hash`), an attestation, or the trust list
   * (`pre-registered`). With `redirect_uri` only by the address of the answer, with `origin` only by what the platform
   * says of the page or app that asks, and nobody signed the request.
   */
  readonly identifiedBy: ClientIdKind | 'origin'
  /** What the verifier calls itself; nobody checked it. */
  readonly name: string | null
  /** Whether the trust list knows the Client Identifier, or a root or an attester of the list vouches for it. */
  readonly trusted: boolean
  /** The host that the answer goes to. */
  readonly host: string
  /**
   * The origin of the page or app that asks, as the platform says, where the request came through the Digital
   * Credentials API: the answer goes to it. `null` for a request by a link.
   */
  readonly origin: string | null
}

/** A claim that is asked for. */
export interface AskedClaim {
  /** The dotted name. */
  readonly name: string
  /** What to show for it. */
  readonly label: LocalizedText
}

/** Who asks for what and why, to be shown before consent. Every text in it is safe to print, and no value is in it. */
export interface PresentationReview {
  /** Who asks. */
  readonly verifier: ReviewedVerifier
  /** The service of the claims register, if the verifier says so. */
  readonly service: string | null
  /** What the verifier says that it is for; `null` when it does not. */
  readonly purpose: LocalizedText | null
  /** The basis of UU 27/2022 article 20. */
  readonly legalBasis: string | null
  /** How long the verifier says it keeps the answer, in days. */
  readonly retentionDays: number | null
  /** What the holder authorises besides by consenting, all of it; empty when it is nothing. Show every text before consent. */
  readonly transactionData: readonly ReviewedTransactionData[]
  /** Everything that any part of the request asks for. */
  readonly asked: readonly AskedClaim[]
  /** The ways to answer, the preferred one first; empty when there is none. */
  readonly options: readonly PresentationOption[]
  /** The dotted names of the claims that the preferred option discloses. */
  readonly disclosed: readonly string[]
  /** The asked claims that no usable credential holds. */
  readonly missing: readonly string[]
  /**
   * Why there is no option: `wallet_no_matching_credential`, `wallet_would_overdisclose`, or `verifier_untrusted` when the NIK is asked for without registration.
   */
  readonly blocked: ErrorCode | null
}

/** All that is known about a request, out of the caller's reach. */
export interface VerifiedRequest {
  readonly request: VerifiedRequestObject
  readonly options: readonly (readonly PlannedPresentation[])[]
  readonly review: PresentationReview
}

/** Works out what could answer a verified request. */
export async function reviewRequest(
  context: WalletContext,
  { request, transactionData }: OpenedRequest,
  trust: TrustList | undefined,
): Promise<VerifiedRequest> {
  const held = await usableCredentials(context)
  const { options, blocked } = planOptions(request.dcqlQuery, held, {
    mayAskNik: mayAskNik(request, trust),
    transactionData: request.transactionData ?? [],
    ...optionsOf(context),
  })
  const reviewed = options.map(reviewOption)
  const review = deepFreeze({
    verifier: reviewVerifier(request, trust),
    ...reviewAsk(request),
    transactionData,
    asked: askedClaims(request.dcqlQuery),
    options: reviewed,
    disclosed: reviewed[0]?.disclosed ?? [],
    missing: missingClaims(request.dcqlQuery, held),
    blocked,
  })
  return { request, options, review }
}

function optionsOf({ readAuthorityKeyIdentifiers }: WalletContext): DcqlMatchOptions {
  return { ...(readAuthorityKeyIdentifiers !== undefined && { readAuthorityKeyIdentifiers }) }
}

/** The verifier is registered, and for the service that it names: nothing less opens the NIK. */
function mayAskNik({ clientId, ask }: VerifiedRequestObject, trust: TrustList | undefined): boolean {
  return ask !== undefined && findTrustedVerifier(trust, clientId)?.asks.includes(ask.service) === true
}

function reviewVerifier(request: VerifiedRequestObject, trust: TrustList | undefined): ReviewedVerifier {
  const { clientId, clientIdKind, vouched, clientName } = request
  const origin = 'origin' in request ? request.origin : null
  const address = 'origin' in request ? request.origin : request.responseUri
  return {
    clientId,
    identifiedBy: clientIdKind,
    name: clientName === undefined ? null : displayText(clientName),
    trusted: vouched || findTrustedVerifier(trust, clientId) !== undefined,
    // The origin of an app has no host and stands for itself.
    host: URL.parse(address)?.host || address,
    origin,
  }
}

function reviewAsk({
  ask,
}: VerifiedRequestObject): Pick<PresentationReview, 'service' | 'purpose' | 'legalBasis' | 'retentionDays'> {
  if (ask === undefined) return { service: null, purpose: null, legalBasis: null, retentionDays: null }
  return {
    service: displayText(ask.service),
    purpose: { id: displayText(ask.purpose.id), en: displayText(ask.purpose.en) },
    legalBasis: displayText(ask.legal_basis),
    retentionDays: ask.retention_days,
  }
}

function askedClaims(query: DcqlQuery): AskedClaim[] {
  const names = query.credentials.flatMap(({ format, claims = [] }) =>
    claims.map(({ path }) => claimName(format, path)),
  )
  return [...new Set(names)].map((name) => ({ name, label: labelOfClaim(name) }))
}

function missingClaims(query: DcqlQuery, held: readonly HeldCredential[]): string[] {
  const asked = query.credentials.flatMap(({ format, claims = [] }) =>
    claims.map(({ path }) => ({
      name: claimName(format, path),
      held: held.some(
        ({ credential }) => credential.format === format && pathValues(credential.claims, path).length > 0,
      ),
    })),
  )
  const found = new Set(asked.filter((claim) => claim.held).map(({ name }) => name))
  return [...new Set(asked.map(({ name }) => name))].filter((name) => !found.has(name))
}
