import type { ErrorCode } from '../errors/error-code.ts'
import type { ClaimPath, UnverifiedCredential } from '../formats/credential-format.ts'
import type { JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { expandClaimPath } from '../sd-jwt/expand-claim-path.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { failureOfStep, requireStep } from '../verdict/require-step.ts'
import {
  typeClaimAlways,
  typeClaimMandatory,
  typeClaimNever,
  typeClaimPath,
  typeClaimPlaces,
} from '../verdict/steps/type-metadata-steps.ts'
import type { VerificationStep } from '../verdict/verification-step.ts'
import type { ClaimMetadata, TypeMetadata } from './type-metadata.ts'

/** What is judged: the claims, and which of them are disclosures. */
export type ClaimsOfCredential = Pick<UnverifiedCredential, 'claims' | 'disclosable'>

type Judged = readonly [step: VerificationStep, holds: boolean]

/** Of all rules together: a wildcard multiplies, and a few of them would go on for ever. */
const maxPlaces = 20_000

/** How a credential is seen. */
export interface ClaimsAgainstTypeOptions {
  /** `issued` with all of its disclosures, by default; `presented` when some may have been held back. */
  readonly seen?: 'issued' | 'presented'
}

/** A rule of a type that a credential breaks. */
export interface ClaimAgainstType {
  /** The claim, as the type names it. */
  readonly path: ClaimPath
  /** The id of the step that failed. */
  readonly step: string
  readonly code: ErrorCode
}

/**
 * Checks whether a credential is what its type says: mandatory claims are there, and each claim is disclosable as the
 * type has it. Of a presentation only what cannot have been held back is missing.
 *
 * @param credential what `parse` of its format returned, or a verified one.
 * @param type what `resolveTypeMetadata` returned.
 * @param options see `ClaimsAgainstTypeOptions`.
 * @returns every rule that is broken; none when the credential fits.
 * @see SD-JWT VC section 5.6
 */
export function checkClaimsAgainstType(
  credential: ClaimsOfCredential,
  { claims }: TypeMetadata,
  { seen = 'issued' }: ClaimsAgainstTypeOptions = {},
): readonly ClaimAgainstType[] {
  const failures: ClaimAgainstType[] = []
  const { bearable, disclosures } = prepare(credential, claims)
  for (const rule of claims) {
    const verdicts: readonly Judged[] = bearable.has(rule)
      ? judge(credential, rule, seen, disclosures)
      : [[typeClaimPlaces, false]]
    for (const [step, holds] of verdicts) {
      const code = failureOfStep(step, holds)
      if (code !== undefined) failures.push({ path: rule.path, step: step.id, code })
    }
  }
  return failures
}

/**
 * The same, with a throw at the first rule that is broken.
 *
 * @throws VerificationError `type_metadata_claim_mismatch`.
 */
export function verifyClaimsAgainstType(
  credential: ClaimsOfCredential,
  { claims }: TypeMetadata,
  { seen = 'issued' }: ClaimsAgainstTypeOptions = {},
): void {
  const { bearable, disclosures } = prepare(credential, claims)
  for (const rule of claims) {
    requireStep(typeClaimPlaces, bearable.has(rule))
    for (const [step, holds] of judge(credential, rule, seen, disclosures)) requireStep(step, holds)
  }
}

/** The rules that can be judged within the limit, and the paths of the disclosures. */
function prepare(
  { claims, disclosable }: ClaimsOfCredential,
  rules: readonly ClaimMetadata[],
): { readonly bearable: ReadonlySet<ClaimMetadata>; readonly disclosures: ReadonlySet<string> } {
  let left = maxPlaces
  const bearable = rules.filter(({ path }) => {
    left -= countPlaces(claims, path, left)
    return left >= 0
  })
  return {
    bearable: new Set(bearable),
    disclosures: new Set(disclosable.map((place) => JSON.stringify(place))),
  }
}

/** How many places of a credential a path leads through, counted until they are more than a limit. */
function countPlaces(value: JsonValue | undefined, [part, ...rest]: ClaimPath, limit: number): number {
  if (part === undefined) return 1
  if (part !== null) return countPlaces(partOf(value, part), rest, limit)
  let count = 1
  for (const element of isJsonArray(value) ? value : []) {
    if (count > limit) break
    count += countPlaces(element, rest, limit - count)
  }
  return count
}

function partOf(value: JsonValue | undefined, part: string | number): JsonValue | undefined {
  if (typeof part === 'number') return isJsonArray(value) ? value[part] : undefined
  return isJsonObject(value) && Object.hasOwn(value, part) ? value[part] : undefined
}

function judge(
  { claims }: ClaimsOfCredential,
  { path, sd, mandatory }: ClaimMetadata,
  seen: 'issued' | 'presented',
  disclosures: ReadonlySet<string>,
): readonly Judged[] {
  const places = expandClaimPath(claims, path).map((place) => JSON.stringify(place))
  const disclosed = places.filter((place) => disclosures.has(place))
  // Section 5.6: what a holder may have held back is not missing; nor is what lies in something that he held back.
  const mayBeHeldBack = seen === 'presented' && (sd !== 'never' || path.length > 1)
  return [
    [typeClaimPath, fitsShape(claims, path)],
    [typeClaimMandatory, !mandatory || places.length > 0 || mayBeHeldBack],
    [typeClaimAlways, sd !== 'always' || disclosed.length === places.length],
    [typeClaimNever, sd !== 'never' || disclosed.length === 0],
  ]
}

/** A name selects in objects, null and an index in arrays; what is not there drops out. */
function fitsShape(value: JsonValue | undefined, [part, ...rest]: ClaimPath): boolean {
  if (value === undefined || part === undefined) return true
  if (typeof part === 'string') {
    return isJsonObject(value) && fitsShape(Object.hasOwn(value, part) ? value[part] : undefined, rest)
  }
  if (!isJsonArray(value)) return false
  return part === null ? value.every((element) => fitsShape(element, rest)) : fitsShape(value[part], rest)
}
