import { LontarError } from '../errors/lontar-error.ts'
import { decodeBase64Url, encodeBase64Url } from '../jose/base64url.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject, parseJson } from '../jose/parse-json.ts'
import type { RandomBytes } from '../jose/random.ts'
import { decodeUtf8, encodeUtf8 } from '../jose/utf8.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  disclosureArray,
  disclosureElements,
  disclosureName,
  disclosureReadable,
  disclosureSalt,
  valueCount,
} from '../verdict/steps/sd-jwt-steps.ts'
import { refuseReservedClaimName } from './claim-name.ts'
import { digestText, type HashAlgorithm } from './hash-algorithm.ts'
import { isJsonArray } from './json-array.ts'

/** One claim that a holder can hold back, with the salt that hides it. */
export interface Disclosure {
  /** The base64url text as sent; the digest covers exactly this. */
  readonly text: string
  /** The hash of `text`, base64url, which the payload holds in its place. */
  readonly digest: string
  /** The claim's name; `undefined` for an array element. */
  readonly name: string | undefined
  /** What it discloses. */
  readonly value: JsonValue
}

/** The credential to which disclosures belong. */
export interface DisclosureSource {
  readonly hashAlgorithm: HashAlgorithm
  readonly jws: { readonly payload: JsonObject }
}

/** In the payload and all disclosures: a thousand texts together cost no more than one, see `JsonLimits.maxNames`. */
const maxValues = 16_384

/** RFC 9901 section 9.3 recommends 128 bits; a shorter salt could be guessed together with a NIK. */
export const saltBytes = 16

/**
 * Makes a disclosure with a fresh salt of 128 bits.
 *
 * @param input the claim's name (`undefined` for an array element) and value, the hash function, and the source
 * of randomness.
 * @returns the disclosure and its digest.
 * @see RFC 9901 sections 4.2.1 and 4.2.2
 */
export async function createDisclosure(input: {
  readonly name: string | undefined
  readonly value: JsonValue
  readonly hashAlgorithm: HashAlgorithm
  readonly randomBytes: RandomBytes
}): Promise<Disclosure> {
  const salt = encodeBase64Url(input.randomBytes(saltBytes))
  const elements = input.name === undefined ? [salt, input.value] : [salt, input.name, input.value]
  const text = encodeBase64Url(encodeUtf8(JSON.stringify(elements)))
  return { text, digest: await digestText(input.hashAlgorithm, text), name: input.name, value: input.value }
}

/**
 * Reads a disclosure. It is read on its own: whether the credential refers to it is not known yet.
 *
 * @param text base64url of a JSON array with a salt, a name unless it is an array element, and a value.
 * @param hashAlgorithm the hash function of the credential.
 * @returns the disclosure and its digest.
 * @throws MalformedError `sd_jwt_malformed`.
 * @throws VerificationError `sd_jwt_claim_name_reserved`.
 * @see RFC 9901 sections 4.2.1 to 4.2.3
 */
export async function parseDisclosure(text: string, hashAlgorithm: HashAlgorithm): Promise<Disclosure> {
  return withDigest(readDisclosure(text), hashAlgorithm)
}

/**
 * Reads all disclosures of a credential. What each of them may hold by itself would be too much for a thousand of them.
 *
 * @param texts the disclosures as sent.
 * @param packed the hash function and the payload of the credential.
 * @returns the disclosures and their digests, in order.
 * @throws MalformedError `sd_jwt_malformed`, also for more than 16,384 values in the payload and all disclosures.
 * @throws VerificationError `sd_jwt_claim_name_reserved`.
 */
export async function parseDisclosures(
  texts: readonly string[],
  { hashAlgorithm, jws: { payload } }: DisclosureSource,
): Promise<readonly Disclosure[]> {
  let values = countValues(payload)
  requireStep(valueCount, values <= maxValues)
  const read = texts.map((text) => {
    const disclosure = readDisclosure(text)
    values += countValues(disclosure.value)
    requireStep(valueCount, values <= maxValues)
    return disclosure
  })
  return Promise.all(read.map((disclosure) => withDigest(disclosure, hashAlgorithm)))
}

async function withDigest(
  disclosure: Omit<Disclosure, 'digest'>,
  hashAlgorithm: HashAlgorithm,
): Promise<Disclosure> {
  return { ...disclosure, digest: await digestText(hashAlgorithm, disclosure.text) }
}

/** The value itself and all within it. */
function countValues(value: JsonValue): number {
  let count = 1
  if (isJsonArray(value)) for (const element of value) count += countValues(element)
  else if (isJsonObject(value)) {
    for (const name of Object.keys(value)) count += countValues(value[name] as JsonValue)
  }
  return count
}

function readDisclosure(text: string): Omit<Disclosure, 'digest'> {
  const elements = readArray(text)
  const salt = elements[0]
  requireStep(disclosureElements, elements.length === 2 || elements.length === 3)
  requireStep(disclosureSalt, typeof salt === 'string')
  const name = elements.length === 3 ? readName(elements[1]) : undefined
  const value = elements[elements.length - 1] as JsonValue
  return { text, name, value }
}

function readArray(text: string): readonly JsonValue[] {
  const value = readJson(text)
  requireStep(disclosureArray, isJsonArray(value))
  return value
}

function readJson(text: string): JsonValue {
  try {
    // Fatal UTF-8: a repaired byte would change a claim under a digest that still fits.
    return parseJson(decodeUtf8(decodeBase64Url(text)))
  } catch (error) {
    if (error instanceof LontarError) requireStep(disclosureReadable, false, { cause: error })
    throw error
  }
}

function readName(name: JsonValue | undefined): string {
  requireStep(disclosureName, typeof name === 'string')
  refuseReservedClaimName(name)
  return name
}
