import { MalformedError } from '../errors/lontar-error.ts'
import type { ClaimPath } from '../formats/credential-format.ts'
import { encodeBase64Url } from '../jose/base64url.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import type { RandomBytes } from '../jose/random.ts'
import { refuseReservedClaimName } from './claim-name.ts'
import { createDisclosure, saltBytes } from './disclosure.ts'
import { type ConcretePath, expandClaimPath } from './expand-claim-path.ts'
import { digestText, type HashAlgorithm } from './hash-algorithm.ts'
import { isJsonArray } from './json-array.ts'
import { createRandomStock } from './random-stock.ts'

/** What `packPayload` needs. */
export interface PackInput {
  readonly payload: JsonObject
  /** The claims that become disclosures; a claim within one of them makes a recursive disclosure. */
  readonly disclosable: readonly ClaimPath[]
  readonly hashAlgorithm: HashAlgorithm
  /** How many decoy digests each `_sd` array gets. */
  readonly decoys: number
  readonly randomBytes: RandomBytes
}

/** A payload with digests in the place of claims, and the claims as disclosures. */
export interface PackedPayload {
  readonly payload: JsonObject
  readonly disclosures: readonly string[]
}

/** Salts for as many claims as a card has, in one draw. */
const maxStockBytes = 512

interface Mark {
  disclosable: boolean
  readonly children: Map<string | number, Mark>
}

interface Packing extends PackInput {
  readonly made: string[]
}

/**
 * Replaces claims by digests. Each claim gets a salt of its own and each `_sd` array is sorted, so that its order
 * tells nothing. `_sd_alg` is added only when there is a digest.
 *
 * @param input see `PackInput`.
 * @returns the payload to sign and the disclosures to send along.
 * @throws MalformedError `sd_jwt_path_unknown` when a path leads to no claim.
 * @throws VerificationError `sd_jwt_claim_name_reserved` when the payload uses a reserved name.
 * @see RFC 9901 sections 4.1, 4.2.4 and 4.2.5
 */
export async function packPayload(input: PackInput): Promise<PackedPayload> {
  refuseReservedNames(input.payload)
  const state: Packing = {
    ...input,
    randomBytes: createRandomStock(
      input.randomBytes,
      Math.min(maxStockBytes, saltBytes * input.disclosable.length),
    ),
    made: [],
  }
  const payload = await packObject(state, input.payload, markPaths(input))
  if (state.made.length === 0) return { payload, disclosures: [] }
  return { payload: { ...payload, _sd_alg: input.hashAlgorithm }, disclosures: state.made }
}

function refuseReservedNames(value: JsonValue | undefined): void {
  if (isJsonArray(value)) for (const element of value) refuseReservedNames(element)
  if (!isJsonObject(value)) return
  for (const [name, member] of Object.entries(value)) {
    refuseReservedClaimName(name)
    refuseReservedNames(member)
  }
}

function markPaths({ payload, disclosable }: PackInput): Mark {
  const root: Mark = { disclosable: false, children: new Map() }
  for (const path of disclosable) {
    const places = expandClaimPath(payload, path)
    if (places.length === 0) throw new MalformedError('sd_jwt_path_unknown', 'A path leads to no claim.')
    for (const place of places) markPlace(root, place)
  }
  return root
}

function markPlace(root: Mark, place: ConcretePath): void {
  let mark = root
  for (const step of place) {
    const child: Mark = mark.children.get(step) ?? { disclosable: false, children: new Map() }
    mark.children.set(step, child)
    mark = child
  }
  mark.disclosable = true
}

async function packValue(state: Packing, value: JsonValue, mark: Mark | undefined): Promise<JsonValue> {
  if (mark === undefined) return value
  if (isJsonArray(value)) return packArray(state, value, mark)
  return isJsonObject(value) ? packObject(state, value, mark) : value
}

async function packObject(state: Packing, object: JsonObject, mark: Mark): Promise<JsonObject> {
  const claims: Record<string, JsonValue> = {}
  const digests: string[] = []
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue
    const child = mark.children.get(name)
    const packed = await packValue(state, value, child)
    if (child?.disclosable) digests.push(await disclose(state, name, packed))
    else claims[name] = packed
  }
  if (digests.length === 0) return claims
  for (let count = 0; count < state.decoys; count++) digests.push(await createDecoy(state))
  return { ...claims, _sd: digests.sort() }
}

async function packArray(
  state: Packing,
  array: readonly JsonValue[],
  mark: Mark,
): Promise<readonly JsonValue[]> {
  const elements: JsonValue[] = []
  for (const [index, value] of array.entries()) {
    const child = mark.children.get(index)
    const packed = await packValue(state, value, child)
    elements.push(child?.disclosable ? { '...': await disclose(state, undefined, packed) } : packed)
  }
  return elements
}

async function disclose(state: Packing, name: string | undefined, value: JsonValue): Promise<string> {
  const { hashAlgorithm, randomBytes } = state
  const disclosure = await createDisclosure({ name, value, hashAlgorithm, randomBytes })
  state.made.push(disclosure.text)
  return disclosure.digest
}

/** The hash of random bytes cannot be told from the digest of a claim (RFC 9901 section 4.2.5). */
function createDecoy(state: Packing): Promise<string> {
  return digestText(state.hashAlgorithm, encodeBase64Url(state.randomBytes(32)))
}
