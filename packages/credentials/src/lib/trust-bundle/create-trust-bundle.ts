import { createDidResolver } from '../did/create-did-resolver.ts'
import { invalidArgument } from '../errors/invalid-argument.ts'
import { NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch } from '../guarded-fetch/guarded-fetch.ts'
import { fetchIssuerKeys } from '../issuer-key/fetch-issuer-keys.ts'
import type { TrustedIssuer, TrustList } from '../trust/trust-list.ts'
import { captureAnswers } from './capture-answers.ts'
import type { CapturedAnswer, TrustBundle } from './trust-bundle.ts'

/** What `createTrustBundle` needs. */
export interface CreateTrustBundleInput {
  /** Whom to trust. */
  readonly trust: TrustList
  /** The addresses of the status lists to take along, such as `fetchStatusListAggregation` gives. */
  readonly statusListUris: readonly string[]
  /** Fetches what the bundle takes along. */
  readonly fetch: GuardedFetch
  /** When the answers are captured. */
  readonly now: Date
  /** How long the bundle counts, in seconds. */
  readonly expiresInSeconds: number
}

/**
 * Captures what a verifier will ask the network for, while there is one: the keys of each trusted issuer that the list
 * does not pin, and status lists. One that cannot be had fails the whole: a bundle is complete or is not made.
 *
 * @param input see `CreateTrustBundleInput`.
 * @returns the bundle.
 * @throws NetworkError `status_list_unreachable`, `issuer_key_unreachable`, `did_unreachable`; what resolving a DID or
 * reading issuer metadata throws; TypeError `ERR_INVALID_ARG_VALUE` for a life that is no positive number.
 * @see the page "Profile", section "Trust bundle"
 */
export async function createTrustBundle(input: CreateTrustBundleInput): Promise<TrustBundle> {
  const { trust, statusListUris, now, expiresInSeconds } = input
  const expiresAt = endOf(now, expiresInSeconds)
  const answers = new Map<string, CapturedAnswer>()
  const fetch = captureAnswers(input.fetch, answers)
  for (const issuer of trust.issuers) await captureKeys(issuer, fetch, now)
  for (const uri of statusListUris) await captureStatusList(uri, fetch)
  return Object.freeze({ createdAt: now, expiresAt, trust, answers: Object.freeze([...answers.values()]) })
}

async function captureKeys(
  { issuer, jwks, roots = [] }: TrustedIssuer,
  fetch: GuardedFetch,
  now: Date,
): Promise<void> {
  if (jwks !== undefined) return
  if (issuer.startsWith('did:')) {
    await createDidResolver({ fetch, now: () => now })(issuer)
    return
  }
  try {
    await fetchIssuerKeys(issuer, fetch)
  } catch (error) {
    // A certificate in the credential says the key of an issuer that has roots.
    if (!(error instanceof NetworkError) || roots.length === 0) throw error
  }
}

async function captureStatusList(uri: string, fetch: GuardedFetch): Promise<void> {
  try {
    if ((await fetch(uri, { headers: { accept: statusListTypes } })).status === 200) return
  } catch (cause) {
    throw new NetworkError('status_list_unreachable', unreachable, { cause })
  }
  throw new NetworkError('status_list_unreachable', unreachable)
}

const statusListTypes = 'application/statuslist+jwt, application/vc+jwt'
const unreachable = 'The status list cannot be fetched.'

function endOf(now: Date, seconds: number): Date {
  const end = new Date(now.getTime() + seconds * 1000)
  if (seconds > 0 && !Number.isNaN(end.getTime())) return end
  throw invalidArgument('The life of a bundle must be a positive number of seconds.')
}
