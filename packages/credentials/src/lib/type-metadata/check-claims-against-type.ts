import type { ErrorCode } from '../errors/error-code.ts'
import type { ClaimPath, UnverifiedCredential } from '../formats/credential-format.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import type { ConcretePath } from '../sd-jwt/expand-claim-path.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { failureOfStep, requireStep } from '../verdict/require-step.ts'
import {
  typeClaimAlways,
  typeClaimMandatory,
  typeClaimNever,
  typeClaimPath,
  typeClaimValues,
} from '../verdict/steps/type-metadata-steps.ts'
import type { VerificationStep } from '../verdict/verification-step.ts'
import type { ClaimMetadata, TypeMetadata } from './type-metadata.ts'

/** What is judged: the claims, and which of them are disclosures. */
export type ClaimsOfCredential = Pick<UnverifiedCredential, 'claims' | 'disclosable'>

type Judged = readonly [step: VerificationStep, holds: boolean]

/** Of all rules together: a wildcard multiplies, and a few of them would go on for ever. */
const maxValues = 65_536

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
  /** The code of that step. */
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
  for (const [path, verdicts] of judgeRules(credential, claims, seen)) {
    for (const [step, holds] of verdicts) {
      const code = failureOfStep(step, holds)
      if (code !== undefined) failures.push({ path, step: step.id, code })
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
  for (const [, verdicts] of judgeRules(credential, claims, seen)) {
    for (const [step, holds] of verdicts) requireStep(step, holds)
  }
}

/** The verdicts on each rule, up to the one at which the values that may be visited are used up. */
function* judgeRules(
  { claims, disclosable }: ClaimsOfCredential,
  rules: readonly ClaimMetadata[],
  seen: 'issued' | 'presented',
): Generator<readonly [ClaimPath, readonly Judged[]]> {
  const disclosures = treeOf(disclosable)
  let left = maxValues
  for (const rule of rules) {
    const walk: Walk = { path: rule.path, left, fits: true, places: 0, disclosed: 0 }
    visit(walk, 0, claims, disclosures)
    left = walk.left
    // Of what was not visited to the end, nothing can be said.
    const isWhole = left >= 0
    yield [rule.path, [[typeClaimValues, isWhole], ...(isWhole ? judge(rule, walk, seen) : [])]]
    if (!isWhole) return
  }
}

function judge(
  { path, sd, mandatory }: ClaimMetadata,
  { fits, places, disclosed }: Walk,
  seen: 'issued' | 'presented',
): readonly Judged[] {
  // Section 5.6: what a holder may have held back is not missing; nor is what lies in something that he held back.
  const mayBeHeldBack = seen === 'presented' && (sd !== 'never' || path.length > 1)
  return [
    [typeClaimPath, fits],
    [typeClaimMandatory, !mandatory || places > 0 || mayBeHeldBack],
    [typeClaimAlways, sd !== 'always' || disclosed === places],
    [typeClaimNever, sd !== 'never' || disclosed === 0],
  ]
}

/** The disclosures by the steps of their paths, so that a walk over the claims follows them and writes no path down. */
interface DisclosureTree {
  readonly within: Map<string | number, DisclosureTree>
  isDisclosed: boolean
}

function treeOf(disclosable: ClaimsOfCredential['disclosable']): DisclosureTree {
  const root: DisclosureTree = { within: new Map(), isDisclosed: false }
  for (const path of disclosable) {
    let node = root
    for (const step of path as ConcretePath) {
      const next = node.within.get(step) ?? { within: new Map(), isDisclosed: false }
      node.within.set(step, next)
      node = next
    }
    node.isDisclosed = true
  }
  return root
}

/** The way of one rule through the claims. */
interface Walk {
  readonly path: ClaimPath
  /** How many values may still be visited; below 0 the walk was broken off. */
  left: number
  /** Whether every name met an object, and every index and wildcard an array. What is not there drops out. */
  fits: boolean
  /** How many values the path leads to. */
  places: number
  /** How many of them are disclosures. */
  disclosed: number
}

function visit(
  walk: Walk,
  depth: number,
  value: JsonValue | undefined,
  disclosures: DisclosureTree | undefined,
): void {
  walk.left -= 1
  if (value === undefined) return
  const part = walk.path[depth]
  if (part === undefined) {
    walk.places += 1
    if (disclosures?.isDisclosed) walk.disclosed += 1
  } else if (part !== null) {
    const isThere = typeof part === 'number' ? isJsonArray(value) : isJsonObject(value)
    if (!isThere) walk.fits = false
    else visit(walk, depth + 1, memberOf(value, part), disclosures?.within.get(part))
  } else if (isJsonArray(value)) {
    for (let index = 0; index < value.length && walk.left >= 0; index++) {
      visit(walk, depth + 1, value[index], disclosures?.within.get(index))
    }
  } else walk.fits = false
}

/** Of an object only what is its own: a claim is not found on a prototype. */
function memberOf(value: JsonValue, part: string | number): JsonValue | undefined {
  return Object.hasOwn(value as object, part) ? (value as JsonObject)[part] : undefined
}
