import type { ErrorCode } from '../errors/error-code.ts'
import { LontarError } from '../errors/lontar-error.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { verifyJwsSignature } from '../jose/verify-jws-signature.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { checkTransactionData } from '../transaction-data/check-transaction-data.ts'
import { failureOfStep } from '../verdict/require-step.ts'
import {
  presentationAudience,
  presentationHolderIsSubject,
  presentationNonce,
  presentationSignature,
  presentationTimes,
} from '../verdict/steps/format-steps.ts'
import { checkTimes } from './check-times.ts'
import type { ExpectedKeyBinding } from './credential-format.ts'
import type { UnverifiedPresentation } from './parse-vp.ts'

/** What a presentation must be bound to. */
export interface VpBindingExpectations {
  readonly expectedHolderKey: PublicJwk
  /** The id of the credential's subject, if it has one: a presentation that names its holder must name that. */
  readonly expectedHolder: string | undefined
  /** `none` for a presentation at rest: of its holder, and of no request. */
  readonly expectedKeyBinding: ExpectedKeyBinding
  readonly now: Date
}

/**
 * Checks that the holder of a credential signed the presentation, now, for this verifier and this request.
 *
 * @param presentation what `parseVp` returned.
 * @param expectations see `VpBindingExpectations`.
 * @returns the first failure, or `undefined`: `key_binding_invalid`, `credential_holder_mismatch`,
 * `key_binding_nonce_mismatch`, `key_binding_audience_mismatch`, `key_binding_time_out_of_range`, and those of
 * `checkTransactionData`.
 * @see OpenID4VP 1.0 section 14.2
 */
export async function checkVpBinding(
  presentation: UnverifiedPresentation,
  { expectedHolderKey, expectedHolder, expectedKeyBinding, now }: VpBindingExpectations,
): Promise<ErrorCode | undefined> {
  const { holder } = presentation
  const isHolder = holder === undefined || expectedHolder === undefined || holder === expectedHolder
  return (
    failureOfStep(presentationSignature, await isSignedBy(presentation, expectedHolderKey)) ??
    failureOfStep(presentationHolderIsSubject, isHolder) ??
    checkRequest(presentation, expectedKeyBinding, now)
  )
}

async function checkRequest(
  presentation: UnverifiedPresentation,
  expected: ExpectedKeyBinding,
  now: Date,
): Promise<ErrorCode | undefined> {
  const { claims } = presentation
  if (expected === 'none') {
    return failureOfStep(presentationTimes, checkTimes(claims, now) === undefined)
  }
  const { expectedNonce, expectedAudience, maxAgeSeconds, expectedTransactionData } = expected
  return (
    failureOfStep(presentationNonce, claims.nonce === expectedNonce) ??
    // One string: an array of audiences would let one presentation serve two verifiers.
    failureOfStep(presentationAudience, isAudience(presentation, expectedAudience)) ??
    failureOfStep(presentationTimes, isTimely(presentation, now, maxAgeSeconds)) ??
    checkTransactionData(claims, expectedTransactionData)
  )
}

async function isSignedBy({ jws }: UnverifiedPresentation, expectedKey: PublicJwk): Promise<boolean> {
  try {
    // `parseVp` took no other type than those of a presentation, or none where version 1.1 has none.
    const expectedType = String(jws.header.typ)
    await verifyJwsSignature(jws, { expectedKey, expectedType, acceptMissingType: true })
    return true
  } catch (error) {
    if (error instanceof LontarError) return false
    throw error
  }
}

/** What a presentation that says when it was made may be old, in seconds. */
const defaultMaxAgeSeconds = 300

/**
 * Version 1.1 says when it was made by `nbf` as well (VC Data Model 1.1 section 6.3.1). How far the holder's clock may be
 * ahead is in `checkTimes`, as for every other time. Neither claim is required (RFC 7519 sections 4.1.5 and 4.1.6): that
 * the presentation is newer than the request is what the nonce says. A limit that was asked for needs a time all the same.
 */
function isTimely({ claims }: UnverifiedPresentation, now: Date, maxAgeSeconds: number | undefined): boolean {
  if (checkTimes(claims, now) !== undefined) return false
  const { iat, nbf } = claims
  const stated = iat === undefined ? nbf : iat
  if (stated === undefined) return maxAgeSeconds === undefined
  const madeAt = parseNumericDate(stated)
  if (madeAt === undefined) return false
  const ageSeconds = (now.getTime() - madeAt.getTime()) / 1000
  return ageSeconds <= (maxAgeSeconds ?? defaultMaxAgeSeconds)
}

/** Software of version 1.1 writes the one audience as a list (RFC 7519 section 4.1.3); a list of two stays refused. */
function isAudience({ claims: { aud }, version }: UnverifiedPresentation, expectedAudience: string): boolean {
  const [only, ...more] = version === '1.1' && isJsonArray(aud) ? aud : [aud]
  return only === expectedAudience && more.length === 0
}
