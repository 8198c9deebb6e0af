import type { CredentialFormat, CredentialFormatId, JsonObject, JsonValue } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import {
  decodeBase64Url,
  decodeUtf8,
  isJsonObject,
  parseJsonObject,
  parseJws,
} from '@lontar/credentials/jose'
import type { VerifiableCredential } from '@veramo/core-types'
import { isSameJson } from './is-same-json.ts'
import { plainJson } from './plain-json.ts'
import { isOfDocument, refuseUndisclosable } from './refuse-undisclosable.ts'

/** The formats that an agent issues, by the `typ` of their header. */
export const issuedFormats: readonly CredentialFormatId[] = ['vc+sd-jwt', 'dc+sd-jwt', 'vc+jwt']

/** The text of a document: itself, or what stands in `proof.jwt`. */
export function textOf(document: unknown): string | undefined {
  if (typeof document === 'string') return document
  if (typeof document !== 'object' || document === null || !('proof' in document)) return undefined
  const { proof } = document
  const jwt = typeof proof === 'object' && proof !== null && 'jwt' in proof ? proof.jwt : undefined
  return typeof jwt === 'string' ? jwt : undefined
}

/**
 * The format by the `typ` of the header, of which alone is read; `undefined` for what cannot be read or is a presentation
 * of version 2.0.
 */
export function formatIdOf(text: string): CredentialFormatId | undefined {
  try {
    const { typ = 'JWT' } = parseJsonObject(decodeUtf8(decodeBase64Url(text.split('.', 1)[0] ?? '')))
    if (typ === 'JWT') return 'jwt_vc_json'
    return issuedFormats.find((id) => id === typ)
  } catch (error) {
    if (error instanceof LontarError) return undefined
    throw error
  }
}

/** The context of VC 1.1, which Veramo writes into the list of contexts that it is given. */
const version1Context = 'https://www.w3.org/2018/credentials/v1'

/** One less than a reader takes: a digest stands one level below the object whose claim it hides. */
const maxDepth = 31

/**
 * What is signed of a credential. Veramo adds `issuanceDate` and a context, which only VC 1.1 has, to every credential
 * that it is given.
 *
 * @returns a new object, read as strictly as a verifier reads.
 * @throws MalformedError `json_malformed`.
 * @throws VerificationError `credential_type_unexpected`, `claim_unknown` for more of a KTP or a passport than a proof may
 * say, in a format that holds nothing back.
 */
export function payloadOf(credential: object, id: CredentialFormatId): JsonObject {
  const copy = plainJson(credential, maxDepth)
  const { issuanceDate: _date, issuer, '@context': context, ...payload } = copy
  if (id === 'dc+sd-jwt') return { iss: issuer, ...payload }
  const contexts = Array.isArray(context) ? context.filter((entry) => entry !== version1Context) : context
  if (id === 'vc+jwt' && isOfDocument(payload)) refuseUndisclosable(payload)
  return { '@context': contexts, ...payload, issuer }
}

/** A credential as Veramo shows it: its claims, which are the caller's from now on, and the text in `proof.jwt`. */
export function credentialObject(
  id: CredentialFormatId,
  text: string,
  claims: JsonObject,
): VerifiableCredential {
  return { issuer: claims.iss, ...claims, proof: { type: id, jwt: text } } as unknown as VerifiableCredential
}

/** Only the text is signed: an object around it that says something else would be believed for its sake. */
export async function isWhatWasSigned(
  credential: unknown,
  text: string,
  format: CredentialFormat,
): Promise<boolean> {
  if (typeof credential !== 'object' || credential === null) return true
  const signed = await tryParse(format, text)
  // What cannot be read is refused by name when it is verified.
  if (signed === undefined) return true
  try {
    const { proof: _proof, ...shown } = plainJson(credential, maxDepth + 1)
    const { proof: _signedProof, ...expected } = JSON.parse(
      JSON.stringify(credentialObject(format.id, text, signed)),
    ) as JsonObject
    return isSameJson({ ...shown, issuer: idOf(shown.issuer) }, { ...beside(text, shown), ...expected })
  } catch (error) {
    if (error instanceof LontarError) return false
    throw error
  }
}

async function tryParse(format: CredentialFormat, text: string): Promise<JsonObject | undefined> {
  try {
    return (await format.parse(text)).claims
  } catch (error) {
    if (error instanceof LontarError) return undefined
    throw error
  }
}

/** Claims of the JWT itself that an object of VC 1.1 shows beside the credential, such as `status`. */
function beside(text: string, shown: JsonObject): JsonObject {
  if (formatIdOf(text) !== 'jwt_vc_json') return {}
  const signed = Object.entries(parseJws(text).payload).filter(([name]) => Object.hasOwn(shown, name))
  return Object.fromEntries(signed)
}

/** Veramo writes the issuer of VC 1.1 as an object with nothing but its id. */
function idOf(issuer: JsonValue | undefined): JsonValue | undefined {
  return isJsonObject(issuer) && Object.keys(issuer).join() === 'id' ? issuer.id : issuer
}
