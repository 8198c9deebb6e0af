import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  claimDisclosure,
  claimNameFree,
  depth,
  digestOnce,
  disclosureOnce,
  disclosureReferenced,
  elementDigest,
  elementDisclosure,
  sdArray,
} from '../verdict/steps/sd-jwt-steps.ts'
import { refuseReservedClaimName } from './claim-name.ts'
import type { Disclosure } from './disclosure.ts'
import type { ConcretePath } from './expand-claim-path.ts'
import { isJsonArray } from './json-array.ts'

/** A disclosed claim and its place in the processed payload. */
export interface DisclosedClaim {
  /** Where it stands in the claims. */
  readonly path: ConcretePath
  /** What put it there. */
  readonly disclosure: Disclosure
}

/** Where the elements of an array stood when it was issued. */
export interface IssuedIndices {
  /** The place of the array in the processed payload. */
  readonly path: ConcretePath
  /** For each element that is left its index among all, those that are held back and decoys counted too. */
  readonly indices: readonly number[]
}

/** A payload with its disclosures in place. */
export interface UnpackedPayload {
  /** Objects without a prototype; no `_sd`, `_sd_alg` or `...` is left. */
  readonly claims: JsonObject
  /** Outer claims before the ones within them. */
  readonly disclosed: readonly DisclosedClaim[]
  /** The arrays of which an element moved, because one before it is held back. */
  readonly issuedIndices: readonly IssuedIndices[]
}

interface Unpacking {
  readonly byDigest: ReadonlyMap<string, Disclosure>
  readonly seen: Set<string>
  readonly disclosed: DisclosedClaim[]
  readonly issuedIndices: IssuedIndices[]
}

/** How many objects and arrays may stand within one another, disclosures included. */
const maxDepth = 32

/**
 * Puts disclosures in their places and takes the machinery out, by every rule of RFC 9901 section 7.1 step 3
 * and 4. Digests without a disclosure are ignored, as decoys and as claims that are held back.
 *
 * @param payload the payload of the issuer-signed JWT.
 * @param disclosures what was sent along.
 * @returns the processed payload.
 * @throws MalformedError `sd_jwt_malformed` when digests are not where they may be or a disclosure has the wrong
 * number of elements for its place.
 * @throws VerificationError `sd_jwt_digest_repeated`, `sd_jwt_claim_name_reserved`,
 * `sd_jwt_claim_name_repeated`, `sd_jwt_disclosure_unreferenced`, `sd_jwt_too_deep`.
 * @see RFC 9901 section 7.1
 */
export function unpackPayload(payload: JsonObject, disclosures: readonly Disclosure[]): UnpackedPayload {
  const byDigest = indexByDigest(disclosures)
  const state: Unpacking = { byDigest, seen: new Set(), disclosed: [], issuedIndices: [] }
  const claims = unpackObject(state, payload, [])
  // A disclosure that nothing refers to was changed or added on the way (step 5).
  requireStep(disclosureReferenced, state.disclosed.length === disclosures.length)
  return { claims, disclosed: state.disclosed, issuedIndices: state.issuedIndices }
}

function indexByDigest(disclosures: readonly Disclosure[]): Map<string, Disclosure> {
  const byDigest = new Map(disclosures.map((disclosure) => [disclosure.digest, disclosure]))
  requireStep(disclosureOnce, byDigest.size === disclosures.length)
  return byDigest
}

function unpackValue(state: Unpacking, value: JsonValue, path: ConcretePath): JsonValue {
  if (isJsonArray(value)) return unpackArray(state, value, path)
  return isJsonObject(value) ? unpackObject(state, value, path) : value
}

function unpackObject(state: Unpacking, object: JsonObject, path: ConcretePath): JsonObject {
  refuseDepth(path)
  const claims: Record<string, JsonValue> = Object.create(null)
  for (const name of Object.keys(object)) {
    const value = object[name]
    if (value === undefined || name === '_sd' || (name === '_sd_alg' && path.length === 0)) continue
    refuseReservedClaimName(name)
    // Most values hold nothing, and a path for each of very many is what takes the memory.
    claims[name] = isPrimitive(value) ? value : unpackValue(state, value, [...path, name])
  }
  for (const digest of digestsOf(object)) discloseClaim(state, claims, digest, path)
  return claims
}

function discloseClaim(
  state: Unpacking,
  claims: Record<string, JsonValue>,
  digest: string,
  path: ConcretePath,
): void {
  const disclosure = takeDisclosure(state, digest)
  if (disclosure === undefined) return
  requireStep(claimDisclosure, disclosure.name !== undefined)
  // Also a claim that would shadow `exp` or `cnf` ends here (step 3.c.ii.3).
  requireStep(claimNameFree, !(disclosure.name in claims))
  const place = [...path, disclosure.name]
  state.disclosed.push({ path: place, disclosure })
  claims[disclosure.name] = unpackValue(state, disclosure.value, place)
}

function unpackArray(
  state: Unpacking,
  array: readonly JsonValue[],
  path: ConcretePath,
): readonly JsonValue[] {
  refuseDepth(path)
  const elements: JsonValue[] = []
  const indices: number[] = []
  for (const [index, element] of array.entries()) {
    const value = isPrimitive(element) ? element : unpackElement(state, element, [...path, elements.length])
    if (value === undefined) continue
    elements.push(value)
    indices.push(index)
  }
  if (indices.some((index, place) => index !== place)) state.issuedIndices.push({ path, indices })
  return elements
}

/** `undefined` for an element that is held back. */
function unpackElement(state: Unpacking, element: JsonValue, place: ConcretePath): JsonValue | undefined {
  if (!isJsonObject(element) || !('...' in element)) return unpackValue(state, element, place)
  const disclosure = takeDisclosure(state, readElementDigest(element))
  if (disclosure === undefined) return undefined
  requireStep(elementDisclosure, disclosure.name === undefined)
  state.disclosed.push({ path: place, disclosure })
  return unpackValue(state, disclosure.value, place)
}

function isPrimitive(value: JsonValue): boolean {
  return typeof value !== 'object' || value === null
}

/** A digest counts as seen with and without a disclosure: a decoy may not repeat either (step 4). */
function takeDisclosure(state: Unpacking, digest: string): Disclosure | undefined {
  requireStep(digestOnce, !state.seen.has(digest))
  state.seen.add(digest)
  return state.byDigest.get(digest)
}

function digestsOf(object: JsonObject): readonly string[] {
  if (!('_sd' in object)) return []
  const digests = object._sd
  requireStep(sdArray, isJsonArray(digests) && digests.every((digest) => typeof digest === 'string'))
  return digests as readonly string[]
}

function readElementDigest(element: JsonObject): string {
  const digest = element['...']
  requireStep(elementDigest, typeof digest === 'string' && Object.keys(element).length === 1)
  return digest
}

function refuseDepth(path: ConcretePath): void {
  requireStep(depth, path.length < maxDepth)
}
