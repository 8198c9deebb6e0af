import { invalidArgument } from '../errors/invalid-argument.ts'
import { LontarError, VerificationError } from '../errors/lontar-error.ts'
import { checkTimes } from '../formats/check-times.ts'
import type { JsonObject } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { verifyJwsSignature } from '../jose/verify-jws-signature.ts'
import { transactionDataOutcomes } from '../transaction-data/check-transaction-data.ts'
import type { ExpectedTransactionData } from '../transaction-data/expected-transaction-data.ts'
import type { StepOutcome } from '../verdict/check-of-steps.ts'
import { failureOfStep } from '../verdict/require-step.ts'
import {
  holderKeyPresent,
  keyBindingAge,
  keyBindingAudience,
  keyBindingFuture,
  keyBindingHash,
  keyBindingNonce,
  keyBindingPresent,
  keyBindingSignature,
  keyBindingTimeReadable,
  keyBindingValid,
} from '../verdict/steps/sd-jwt-steps.ts'
import { digestText } from './hash-algorithm.ts'
import type { PackedSdJwt } from './parse-sd-jwt.ts'

/** What a key binding must fit. */
export interface KeyBindingExpectations {
  /** The key of the credential's `cnf`. It is never taken from the key binding JWT. */
  readonly expectedHolderKey: PublicJwk | undefined
  /** The nonce of the request; not empty. */
  readonly expectedNonce: string
  /** The verifier's full identifier; not empty. */
  readonly expectedAudience: string
  /** How old the key binding may be, in seconds; 300 by default. */
  readonly maxAgeSeconds?: number
  /** The transaction data that it has to authorise, all of them and no other; none by default. */
  readonly expectedTransactionData?: readonly ExpectedTransactionData[]
  /** The instant from which its age is reckoned. */
  readonly now: Date
}

/** How far the holder's clock may be ahead, in seconds. */
const clockSkewSeconds = 60

/**
 * Checks the key binding of a presentation: whether it is there and signed, and then every claim of it.
 *
 * @param sdJwt the presentation.
 * @param expectations see `KeyBindingExpectations`.
 * @returns the failures, in order; none when the presentation is bound. Codes: `key_binding_missing`,
 * `holder_key_missing`, `key_binding_invalid` for its form, type or signature, `key_binding_nonce_mismatch`,
 * `key_binding_audience_mismatch`, `key_binding_hash_mismatch`, `key_binding_time_out_of_range`, and those of `checkTransactionData`.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when the expected nonce or audience is missing: without them a replay
 * could not be told.
 * @see RFC 9901 sections 4.3 and 7.3, OpenID4VP 1.0 appendix B.3.3.1
 */
export async function checkKeyBindingJwt(
  sdJwt: Pick<PackedSdJwt, 'keyBindingJwt' | 'presented' | 'hashAlgorithm'>,
  expectations: KeyBindingExpectations,
): Promise<readonly VerificationError[]> {
  requireKeyBindingExpectations(expectations)
  const { keyBindingJwt, presented, hashAlgorithm } = sdJwt
  const { expectedHolderKey } = expectations
  const missing = failures([
    [keyBindingPresent, keyBindingJwt !== undefined],
    [holderKeyPresent, expectedHolderKey !== undefined],
  ])
  if (keyBindingJwt === undefined || expectedHolderKey === undefined) return missing.slice(0, 1)
  const payload = await verifiedPayload(keyBindingJwt, expectedHolderKey)
  if (payload instanceof LontarError) return failures([[keyBindingSignature, false]], payload)
  return failures([
    ...payloadOutcomes(payload, expectations, await digestText(hashAlgorithm, presented)),
    ...(await transactionDataOutcomes(payload, expectations.expectedTransactionData)),
  ])
}

/**
 * Verifies the key binding of a presentation; see `checkKeyBindingJwt`.
 *
 * @param sdJwt the presentation.
 * @param expectations see `KeyBindingExpectations`.
 * @throws VerificationError the first failure of `checkKeyBindingJwt`.
 */
export async function verifyKeyBindingJwt(
  sdJwt: Pick<PackedSdJwt, 'keyBindingJwt' | 'presented' | 'hashAlgorithm'>,
  expectations: KeyBindingExpectations,
): Promise<void> {
  const [first] = await checkKeyBindingJwt(sdJwt, expectations)
  if (first !== undefined) throw first
}

async function verifiedPayload(
  keyBindingJwt: string,
  expectedKey: PublicJwk,
): Promise<JsonObject | LontarError> {
  try {
    const jws = parseJws(keyBindingJwt)
    await verifyJwsSignature(jws, { expectedKey, expectedType: 'kb+jwt' })
    return jws.payload
  } catch (error) {
    if (error instanceof LontarError) return error
    throw error
  }
}

function payloadOutcomes(
  { nonce, aud, sd_hash: sdHash, iat, ...validity }: JsonObject,
  { expectedNonce, expectedAudience, maxAgeSeconds = 300, now }: KeyBindingExpectations,
  expectedHash: string,
): readonly StepOutcome[] {
  const issuedAt = parseNumericDate(iat)
  const ageSeconds = issuedAt === undefined ? 0 : (now.getTime() - issuedAt.getTime()) / 1000
  return [
    [keyBindingNonce, nonce === expectedNonce],
    // One string: an array of audiences would let one binding serve two verifiers (RFC 9901 section 4.3).
    [keyBindingAudience, aud === expectedAudience],
    [keyBindingHash, sdHash === expectedHash],
    [keyBindingTimeReadable, issuedAt !== undefined],
    [keyBindingAge, ageSeconds <= maxAgeSeconds],
    [keyBindingFuture, ageSeconds >= -clockSkewSeconds],
    [keyBindingValid, checkTimes(validity, now) === undefined],
  ]
}

function failures(steps: readonly StepOutcome[], cause?: LontarError): readonly VerificationError[] {
  return steps
    .filter(([step, holds]) => failureOfStep(step, holds) !== undefined)
    .map(([{ code, rule }]) => new VerificationError(code, rule, { cause }))
}

/**
 * Refuses a call that forgets what the key binding must answer: without it a replay could not be told.
 *
 * @param expectations the nonce and the audience.
 * @throws TypeError `ERR_INVALID_ARG_VALUE`.
 */
export function requireKeyBindingExpectations(
  expectations: Pick<KeyBindingExpectations, 'expectedNonce' | 'expectedAudience'> | undefined,
): void {
  const required: unknown[] = [expectations?.expectedNonce, expectations?.expectedAudience]
  if (required.every((value) => typeof value === 'string' && value !== '')) return
  throw invalidArgument('The expected nonce and audience must be given.')
}
