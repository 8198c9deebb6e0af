import { invalidArgument } from '../errors/invalid-argument.ts'
import type { JsonObject } from '../jose/json.ts'
import { numericDate } from '../jose/numeric-date.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import { parseTrustList } from './parse-trust-list.ts'

/** What `signTrustList` needs. */
export interface SignTrustListInput {
  /** The key of the authority. */
  readonly signer: Signer
  /** The authority: what its followers pin as `issuer`. */
  readonly authority: string
  /** The address from which the list is followed. */
  readonly url: string
  /** Higher than that of every list before, from 1. */
  readonly sequence: number
  /** The `iat`, to the second. */
  readonly issuedAt: Date
  /** The first instant at which nobody may be trusted by it any more. */
  readonly expiresAt: Date
  /** When the next list is meant to come, between the two; not said by default. */
  readonly nextUpdate?: Date
  /** The list in the form of a trust file. */
  readonly trustList: JsonObject
}

/**
 * Signs a trust list: a JWT of type `trustlist+jwt`.
 *
 * @param input see `SignTrustListInput`.
 * @returns the JWT, to serve as `application/trustlist+jwt`.
 * @throws MalformedError `trust_list_malformed` when the list could not be read by its followers.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a sequence that is no integer from 1, and for times that are not in order.
 * @see the page "Profile", section "Signed trust list"
 */
export async function signTrustList(input: SignTrustListInput): Promise<string> {
  const { signer, authority, url, sequence, issuedAt, expiresAt, nextUpdate, trustList } = input
  parseTrustList(trustList)
  if (!Number.isSafeInteger(sequence) || sequence < 1)
    throw invalidArgument('The sequence must be an integer from 1.')
  const times = [issuedAt, nextUpdate ?? expiresAt, expiresAt].map(numericDate)
  if (issuedAt >= expiresAt || times.some((time, index) => time < (times[index - 1] ?? time)))
    throw invalidArgument('A list must be issued before its next update, and that must be before its end.')
  const payload = {
    iss: authority,
    sub: url,
    sequence,
    iat: numericDate(issuedAt),
    exp: numericDate(expiresAt),
    ...(nextUpdate !== undefined && { next_update: numericDate(nextUpdate) }),
    trust_list: trustList,
  }
  return signJws({ header: { typ: 'trustlist+jwt' }, payload, signer })
}
