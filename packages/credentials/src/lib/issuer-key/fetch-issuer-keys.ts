import { LontarError, NetworkError } from '../errors/lontar-error.ts'
import type { GuardedFetch, GuardedResponse } from '../guarded-fetch/guarded-fetch.ts'
import { mediaTypeOf } from '../guarded-fetch/media-type.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import { metadataIssuer, metadataMediaType, metadataReadable } from '../verdict/steps/issuer-key-steps.ts'

const maxKeys = 64
const metadataType = ['application/json']
const keySetTypes = [...metadataType, 'application/jwk-set+json']

/**
 * Fetches the keys that an issuer publishes as JWT VC issuer metadata.
 *
 * @param issuer an https URL.
 * @param fetch the guarded fetch.
 * @returns the keys that are for signatures; others in the set are left out.
 * @throws MalformedError `issuer_key_metadata_malformed`; NetworkError `issuer_key_unreachable`.
 * @see SD-JWT VC section 4
 */
export async function fetchIssuerKeys(issuer: string, fetch: GuardedFetch): Promise<readonly PublicJwk[]> {
  const metadata = await fetchObject(jwtVcIssuerUrl(issuer), metadataType, fetch)
  requireStep(metadataIssuer, metadata.issuer === issuer)
  const { jwks, jwks_uri: jwksUri } = metadata
  requireStep(metadataReadable, (jwks === undefined) !== (jwksUri === undefined))
  if (jwks !== undefined) return readKeys(jwks)
  requireStep(metadataReadable, typeof jwksUri === 'string' && jwksUri.startsWith('https://'))
  return readKeys(await fetchObject(jwksUri, keySetTypes, fetch))
}

/** The well-known part is put between host and path, without a slash at the end (section 4.1). */
function jwtVcIssuerUrl(issuer: string): string {
  const { origin, pathname } = new URL(issuer)
  return `${origin}/.well-known/jwt-vc-issuer${pathname.replace(/\/$/, '')}`
}

async function fetchObject(
  url: string,
  mediaTypes: readonly string[],
  fetch: GuardedFetch,
): Promise<JsonObject> {
  const response = await answerOf(url, fetch)
  if (response.status !== 200) throw unreachable()
  requireStep(metadataMediaType, mediaTypes.includes(mediaTypeOf(response.headers) ?? ''))
  const value = readJson(response)
  requireStep(metadataReadable, isJsonObject(value))
  return value
}

function readJson(response: GuardedResponse): JsonValue {
  try {
    return response.json()
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(metadataReadable, false, { cause })
    throw cause
  }
}

async function answerOf(url: string, fetch: GuardedFetch): Promise<GuardedResponse> {
  try {
    return await fetch(url)
  } catch (cause) {
    throw unreachable(cause)
  }
}

function unreachable(cause?: unknown): NetworkError {
  return new NetworkError('issuer_key_unreachable', "The issuer's keys cannot be fetched.", { cause })
}

function readKeys(jwks: JsonValue): readonly PublicJwk[] {
  const keys = isJsonObject(jwks) ? jwks.keys : undefined
  requireStep(metadataReadable, isJsonArray(keys) && keys.length <= maxKeys)
  return keys.flatMap(readKey)
}

/** A set may hold keys for encryption, or of types that are unknown (RFC 7517 section 5). */
function readKey(value: JsonValue): readonly PublicJwk[] {
  try {
    return [parseJwk(value)]
  } catch (error) {
    if (error instanceof LontarError) return []
    throw error
  }
}
