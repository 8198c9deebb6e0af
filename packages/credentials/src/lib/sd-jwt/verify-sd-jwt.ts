import { MalformedError, VerificationError } from '../errors/lontar-error.ts'
import { checkTimes } from '../formats/check-times.ts'
import type { ExpectedKeyBinding } from '../formats/credential-format.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { verifyJwsSignature } from '../jose/verify-jws-signature.ts'
import { requireStep } from '../verdict/require-step.ts'
import { keyBindingExpected } from '../verdict/steps/sd-jwt-steps.ts'
import { verifyKeyBindingJwt } from './check-key-binding-jwt.ts'
import { parseHolderKey } from './holder-key.ts'
import { readSdJwt, type UnverifiedSdJwt, unpackSdJwt } from './parse-sd-jwt.ts'

/** What an SD-JWT must fit. */
export interface SdJwtExpectations {
  /** The issuer's key, trusted apart from the token. */
  readonly expectedKey: PublicJwk
  /** The exact `typ`. */
  readonly expectedType: string
  /** `none` refuses a key binding JWT; it is never the token that decides (RFC 9901 section 7.3 step 1). */
  readonly expectedKeyBinding: ExpectedKeyBinding
  /** The instant at which it must be valid. */
  readonly now: Date
}

/**
 * Verifies an SD-JWT of any profile: type and signature, disclosures, times, key binding. Trust in the issuer, the
 * type of the credential and its status are the business of a `CredentialFormat`.
 *
 * @param text the compact form.
 * @param expectations see `SdJwtExpectations`.
 * @returns the parts and the processed payload.
 * @throws MalformedError, VerificationError, UnsupportedError with the codes of `parseSdJwt`, `verifyJwsSignature`
 * and `checkKeyBindingJwt`; `credential_expired`, `credential_not_yet_valid`, `credential_malformed` for times and
 * `cnf`; `key_binding_unexpected`.
 * @see RFC 9901 section 7
 */
export async function verifySdJwt(text: string, expectations: SdJwtExpectations): Promise<UnverifiedSdJwt> {
  const packed = readSdJwt(text)
  const { expectedKey, expectedType, expectedKeyBinding, now } = expectations
  await verifyJwsSignature(packed.jws, { expectedKey, expectedType })
  const sdJwt = await unpackSdJwt(packed)
  refuseTimes(sdJwt, now)
  if (expectedKeyBinding !== 'none') {
    const expectedHolderKey = parseHolderKey(sdJwt.claims)
    await verifyKeyBindingJwt(sdJwt, { ...expectedKeyBinding, expectedHolderKey, now })
  } else {
    requireStep(keyBindingExpected, sdJwt.keyBindingJwt === undefined)
  }
  return sdJwt
}

/** Times are read from the processed payload, so one inside a disclosure counts too (RFC 9901 section 7.1 step 6). */
function refuseTimes({ claims }: UnverifiedSdJwt, now: Date): void {
  const code = checkTimes(claims, now)
  if (code === undefined) return
  const Failure = code === 'credential_malformed' ? MalformedError : VerificationError
  throw new Failure(code, 'The times of the SD-JWT do not fit.')
}
