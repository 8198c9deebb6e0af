import { LontarError } from '../errors/lontar-error.ts'
import { decodeBase64Url, encodeBase64Url } from '../jose/base64url.ts'
import type { JsonValue } from '../jose/json.ts'
import { parseJson } from '../jose/parse-json.ts'
import type { RandomBytes } from '../jose/random.ts'
import { decodeUtf8, encodeUtf8 } from '../jose/utf8.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  disclosureArray,
  disclosureElements,
  disclosureName,
  disclosureReadable,
  disclosureSalt,
} from '../verdict/steps/sd-jwt-steps.ts'
import { refuseReservedClaimName } from './claim-name.ts'
import { digestText, type HashAlgorithm } from './hash-algorithm.ts'
import { isJsonArray } from './json-array.ts'

/** One claim that a holder can hold back, with the salt that hides it. */
export interface Disclosure {
  /** The base64url text as sent; the digest covers exactly this. */
  readonly text: string
  readonly digest: string
  /** The claim's name; `undefined` for an array element. */
  readonly name: string | undefined
  readonly value: JsonValue
}

/** RFC 9901 section 9.3 recommends 128 bits; a shorter salt could be guessed together with a NIK. */
const saltBytes = 16

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
  const elements = readArray(text)
  const salt = elements[0]
  requireStep(disclosureElements, elements.length === 2 || elements.length === 3)
  requireStep(disclosureSalt, typeof salt === 'string')
  const name = elements.length === 3 ? readName(elements[1]) : undefined
  const value = elements[elements.length - 1] as JsonValue
  return { text, digest: await digestText(hashAlgorithm, text), name, value }
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
