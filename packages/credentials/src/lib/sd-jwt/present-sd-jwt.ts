import { MalformedError } from '../errors/lontar-error.ts'
import type { ClaimPath } from '../formats/credential-format.ts'
import { requireStep } from '../verdict/require-step.ts'
import { keyBindingExpected } from '../verdict/steps/sd-jwt-steps.ts'
import { expandClaimPath, isWithin } from './expand-claim-path.ts'
import { parseSdJwt, type UnverifiedSdJwt } from './parse-sd-jwt.ts'
import type { DisclosedClaim } from './unpack-payload.ts'

/** What `presentSdJwt` needs. */
export interface PresentSdJwtInput {
  /** The SD-JWT as issued, without a key binding JWT. */
  readonly sdJwt: string
  /** The claims to disclose; a path to an object or an array discloses all of it. */
  readonly disclose: readonly ClaimPath[]
}

/**
 * Leaves out the disclosures of all claims that are not listed. The disclosures around a listed claim stay,
 * because without them it has no place.
 *
 * @param input see `PresentSdJwtInput`.
 * @returns the SD-JWT, which ends with `~`.
 * @throws MalformedError `sd_jwt_path_unknown` when a path leads to no claim, and the codes of `parseSdJwt`.
 * @throws VerificationError `key_binding_unexpected` when there is a key binding JWT, and the codes of `parseSdJwt`.
 * @see RFC 9901 section 7.2
 */
export async function presentSdJwt({ sdJwt, disclose }: PresentSdJwtInput): Promise<string> {
  const parsed = await parseSdJwt(sdJwt)
  requireStep(keyBindingExpected, parsed.keyBindingJwt === undefined)
  const chosen = new Set(disclose.flatMap((path) => disclosuresFor(parsed, path)))
  const kept = parsed.disclosures.map(({ text }) => text).filter((text) => chosen.has(text))
  return `${[parsed.jws.text, ...kept].join('~')}~`
}

function disclosuresFor({ claims, disclosed }: UnverifiedSdJwt, path: ClaimPath): string[] {
  const places = expandClaimPath(claims, path)
  if (places.length === 0) throw new MalformedError('sd_jwt_path_unknown', 'A path leads to no claim.')
  const isNeeded = (claim: DisclosedClaim): boolean =>
    places.some((place) => isWithin(claim.path, place) || isWithin(place, claim.path))
  return disclosed.filter(isNeeded).map(({ disclosure }) => disclosure.text)
}
