import type { ClaimPath, CredentialFormatId, UnverifiedCredential } from '@lontar/credentials'
import type { ErrorCode } from '@lontar/credentials/errors'
import {
  type DcqlMatchOptions,
  type DcqlQuery,
  type DcqlSelection,
  selectCredentials,
} from '@lontar/openid4vc/dcql'
import type { TransactionData } from '@lontar/openid4vc/openid4vp'
import { assignTransactionData } from './assign-transaction-data.ts'
import { foreseeDisclosure } from './disclosure.ts'
import type { StoredCredential } from './stored-credential.ts'

/** A credential of one option, and what of it would be shown. */
export interface PresentedCredential {
  /** As `list` names it. */
  readonly credentialId: string
  /** The `vct`, or the expanded type of a W3C credential. */
  readonly type: string
  /** In which format it goes out. */
  readonly format: CredentialFormatId
  /** The `iss` or `issuer`. */
  readonly issuer: string
  /** The dotted names of the claims that would be disclosed. */
  readonly disclosed: readonly string[]
}

/** One way to answer a request. */
export interface PresentationOption {
  /** What goes out, all of it together: one for each credential that the request asks for, or several where it takes several. */
  readonly credentials: readonly PresentedCredential[]
  /** The dotted names of all claims that would be disclosed, each once. */
  readonly disclosed: readonly string[]
}

/** A credential that is to be presented, inside the wallet. */
export interface PlannedPresentation {
  readonly queryId: string
  readonly stored: StoredCredential
  readonly credential: UnverifiedCredential
  readonly disclose: readonly ClaimPath[]
}

/** A stored credential that was read again. */
export interface HeldCredential {
  readonly stored: StoredCredential
  readonly credential: UnverifiedCredential
}

/** The ways to answer, best first, and why there is none. */
export interface PlannedOptions {
  readonly options: readonly (readonly PlannedPresentation[])[]
  readonly blocked: ErrorCode | null
}

/** What planning takes besides the query and the credentials. */
export interface PlanningOptions extends DcqlMatchOptions {
  /** Whether the trust list registers the verifier for this service. */
  readonly mayAskNik: boolean
  /** What has to be authorised; nothing by default. */
  readonly transactionData?: readonly TransactionData[]
}

const nik = 'personal_administrative_number'

/**
 * Plans every way to answer a query. A way that would show a claim nobody asked for is none, and a NIK goes only to
 * a verifier that is registered for it. Nor is one without a credential to authorise each transaction with.
 *
 * @param held The credentials that may be used, the best first.
 * @param options see `PlanningOptions`.
 */
export function planOptions(
  query: DcqlQuery,
  held: readonly HeldCredential[],
  { mayAskNik, transactionData = [], ...matchOptions }: PlanningOptions,
): PlannedOptions {
  const byId = new Map(held.map((entry) => [entry.stored.id, entry]))
  const candidates = held.map(({ stored, credential }) => ({ id: stored.id, credential }))
  const planned = selectCredentials(query, candidates, matchOptions)
    .map((selection) => planSelection(selection, byId))
    .filter((presentations) => assignTransactionData(transactionData, presentations) !== undefined)
  const judged = planned.map((presentations) => ({
    presentations,
    refusal: refusalOf(presentations, mayAskNik),
  }))
  const options = judged
    .filter(({ refusal }) => refusal === undefined)
    .map(({ presentations }) => presentations)
  const refusals = judged.map(({ refusal }) => refusal)
  const worst = refusalOrder.find((code) => refusals.includes(code)) ?? 'wallet_no_matching_credential'
  return { options, blocked: options.length > 0 ? null : worst }
}

const refusalOrder = ['verifier_untrusted', 'wallet_would_overdisclose'] as const

function planSelection(
  selection: DcqlSelection,
  byId: ReadonlyMap<string, HeldCredential>,
): PlannedPresentation[] {
  return Object.entries(selection).flatMap(([queryId, selected]) =>
    selected.flatMap(({ credentialId, disclose }) => {
      const entry = byId.get(credentialId)
      return entry === undefined ? [] : [{ queryId, ...entry, disclose }]
    }),
  )
}

function refusalOf(
  presentations: readonly PlannedPresentation[],
  mayAskNik: boolean,
): (typeof refusalOrder)[number] | undefined {
  const disclosures = presentations.map(({ credential, disclose }) => foreseeDisclosure(credential, disclose))
  if (!mayAskNik && disclosures.some(({ asked }) => asked.includes(nik))) return 'verifier_untrusted'
  if (disclosures.some(({ extra }) => extra.length > 0)) return 'wallet_would_overdisclose'
  return undefined
}

/** What a holder is shown of an option. */
export function reviewOption(presentations: readonly PlannedPresentation[]): PresentationOption {
  const credentials = presentations.map(({ stored, credential, disclose }) => ({
    credentialId: stored.id,
    type: stored.type,
    format: stored.format,
    issuer: stored.issuer,
    disclosed: foreseeDisclosure(credential, disclose).asked,
  }))
  const disclosed = [...new Set(credentials.flatMap((credential) => credential.disclosed))]
  return { credentials, disclosed }
}
