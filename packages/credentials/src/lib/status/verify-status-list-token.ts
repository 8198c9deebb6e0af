import { LontarError, VerificationError } from '../errors/lontar-error.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { selectJwk } from '../jose/select-jwk.ts'
import { verifyJwsSignature } from '../jose/verify-jws-signature.ts'
import { statusAt, unpackStatusList } from './decode-status-list.ts'
import { parseStatusListToken, type UnverifiedStatusListToken } from './parse-status-list-token.ts'
import { statusListMalformed } from './status-bits.ts'

/** What a Status List Token must fit. */
export interface StatusListExpectations {
  /** The `uri` of the credential, exactly. */
  readonly expectedUri: string
  /** The pinned keys of the issuer of the credential; `kid` chooses among them. */
  readonly expectedKeys: readonly PublicJwk[]
  readonly now: Date
}

/** A verified status list. */
export interface StatusList {
  readonly uri: string
  readonly issuedAt: Date
  readonly expiresAt: Date | undefined
  /** What the issuer asks for, in seconds; limit it by policy. */
  readonly ttlSeconds: number | undefined
  /** The status at an index; `undefined` when the index is no integer within the list. */
  statusAt(index: number): number | undefined
}

/** How far the issuer's clock may be ahead, in milliseconds. */
const clockSkewMilliseconds = 60_000

/**
 * Verifies a Status List Token: signer, subject, time, and the list itself.
 *
 * @param text the token as received.
 * @param expectations see `StatusListExpectations`.
 * @returns the list.
 * @throws MalformedError `status_list_malformed`, also for an `iat` more than 60 seconds ahead.
 * @throws VerificationError `status_list_signature_invalid` for an unknown key, another `typ` or a wrong signature;
 * `status_list_subject_mismatch`; `status_list_expired`.
 * @see Token Status List section 8.3
 */
export async function verifyStatusListToken(
  text: string,
  { expectedUri, expectedKeys, now }: StatusListExpectations,
): Promise<StatusList> {
  const token = parseStatusListToken(text)
  await verifySigner(token, expectedKeys)
  if (token.uri !== expectedUri) {
    throw new VerificationError('status_list_subject_mismatch', 'The token is of another status list.')
  }
  refuseTime(token, now)
  const packed = await unpackStatusList(token)
  const { uri, issuedAt, expiresAt, ttlSeconds } = token
  return Object.freeze({
    uri,
    issuedAt,
    expiresAt,
    ttlSeconds,
    statusAt: (index: number) => statusAt(packed, index),
  })
}

async function verifySigner({ jws }: UnverifiedStatusListToken, keys: readonly PublicJwk[]): Promise<void> {
  const { kid } = jws.header
  const expectedKey = kid === undefined || typeof kid === 'string' ? selectJwk(keys, kid) : undefined
  if (expectedKey === undefined) throw invalidSignature()
  try {
    await verifyJwsSignature(jws, { expectedKey, expectedType: 'statuslist+jwt' })
  } catch (error) {
    throw error instanceof LontarError ? invalidSignature(error) : error
  }
}

function refuseTime({ issuedAt, expiresAt }: UnverifiedStatusListToken, now: Date): void {
  if (expiresAt !== undefined && !(now < expiresAt)) {
    throw new VerificationError('status_list_expired', 'The status list has expired.')
  }
  // A list from the future would set the mark so high that no later list could be accepted.
  if (issuedAt.getTime() > now.getTime() + clockSkewMilliseconds) throw statusListMalformed()
}

function invalidSignature(cause?: LontarError): VerificationError {
  return new VerificationError(
    'status_list_signature_invalid',
    'The status list is not signed by the issuer.',
    {
      cause,
    },
  )
}
