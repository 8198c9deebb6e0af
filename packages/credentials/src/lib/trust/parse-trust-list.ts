import { LontarError, MalformedError } from '../errors/lontar-error.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import type { TrustAuthority } from './signed-trust-list.ts'
import type { TrustedIssuer, TrustedVerifier, TrustList } from './trust-list.ts'

const certificate = /^-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\r?\n?$/

/**
 * Reads a trust list. Every member that it does not know is refused, because a misspelt restriction would
 * otherwise be no restriction.
 *
 * @param value the parsed JSON of a trust file; `issuers` is required, `roots` and `verifiers` are empty when absent.
 * @returns the list, frozen.
 * @throws MalformedError `trust_list_malformed`; the message names the place, never the content.
 */
export function parseTrustList(value: unknown): TrustList {
  const list = object(value, 'The trust list', ['issuers', 'roots', 'verifiers'])
  const roots = optionalArray(list.roots, 'roots').map(parseRoot)
  const issuers = array(list.issuers, 'issuers').map((issuer) => parseIssuer(issuer, roots))
  const verifiers = optionalArray(list.verifiers, 'verifiers').map(parseVerifier)
  refuseRepeated(
    issuers.map(({ issuer }) => issuer),
    'An issuer',
  )
  refuseRepeated(
    verifiers.map(({ clientId }) => clientId),
    'A verifier',
  )
  return Object.freeze({
    issuers: Object.freeze(issuers),
    roots: Object.freeze(roots),
    verifiers: Object.freeze(verifiers),
  })
}

function parseIssuer(value: JsonValue, listRoots: readonly string[]): TrustedIssuer {
  const entry = object(value, 'An issuer', ['issuer', 'types', 'jwks', 'roots'])
  const issuer = text(entry.issuer, 'issuer')
  const types = nonEmpty(array(entry.types, 'types'), 'types').map((type) => text(type, 'types'))
  refuseRepeated(types, 'A type')
  const roots = entry.roots === undefined ? listRoots : array(entry.roots, 'roots').map(parseRoot)
  return Object.freeze({ issuer, types: Object.freeze(types), ...parseKeys(entry.jwks, issuer, roots) })
}

/** An issuer without pinned keys is one whose identifier says where they are. */
function parseKeys(
  value: JsonValue | undefined,
  issuer: string,
  roots: readonly string[],
): Pick<TrustedIssuer, 'jwks' | 'roots'> {
  if (value === undefined) {
    if (!/^(?:did:|https:\/\/)/.test(issuer))
      throw malformed('An issuer without jwks is neither a DID nor an https URL.')
    return { roots: Object.freeze(roots) }
  }
  const jwks = object(value, 'jwks', ['keys'])
  const keys = nonEmpty(array(jwks.keys, 'keys'), 'keys').map(parseKey)
  refuseRepeated(
    keys.map(({ kid }) => kid),
    'A kid',
  )
  return { jwks: Object.freeze({ keys: Object.freeze(keys) }) }
}

/** Tokens name their key, so a pinned key without a name could never be chosen with certainty. */
function parseKey(value: JsonValue): PublicJwk {
  const key = parseKeyOrRefuse(value)
  if (key.kid === undefined || key.kid === '') throw malformed('A key of the trust list has no kid.')
  return key
}

function parseKeyOrRefuse(value: JsonValue): PublicJwk {
  try {
    return parseJwk(value)
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw malformed('A key of the trust list is not a public key for signatures.', error)
  }
}

function parseVerifier(value: JsonValue): TrustedVerifier {
  const entry = object(value, 'A verifier', ['clientId', 'asks'])
  const asks = array(entry.asks, 'asks').map((ask) => text(ask, 'asks'))
  return Object.freeze({ clientId: text(entry.clientId, 'clientId'), asks: Object.freeze(asks) })
}

function parseRoot(value: JsonValue): string {
  const root = text(value, 'roots')
  if (!certificate.test(root)) throw malformed('A root of the trust list is not a PEM certificate.')
  return root
}

function object(value: unknown, place: string, known: readonly string[]): JsonObject {
  if (!isJsonObject(value)) throw malformed(`${place} is not an object.`)
  if (Object.keys(value).every((name) => known.includes(name))) return value
  throw malformed(`${place} has a member that is not known.`)
}

function array(value: unknown, place: string): readonly JsonValue[] {
  if (!Array.isArray(value)) throw malformed(`${place} of the trust list is not an array.`)
  return value
}

function optionalArray(value: unknown, place: string): readonly JsonValue[] {
  return value === undefined ? [] : array(value, place)
}

function nonEmpty(values: readonly JsonValue[], place: string): readonly JsonValue[] {
  if (values.length === 0) throw malformed(`${place} of the trust list is empty.`)
  return values
}

function text(value: unknown, place: string): string {
  if (typeof value !== 'string' || value === '') throw malformed(`${place} of the trust list is not text.`)
  return value
}

function refuseRepeated(values: readonly (string | undefined)[], what: string): void {
  if (new Set(values).size < values.length) throw malformed(`${what} of the trust list occurs twice.`)
}

function malformed(message: string, cause?: LontarError): MalformedError {
  return new MalformedError('trust_list_malformed', message, { cause })
}

/**
 * Reads the authority whose signed trust lists a follower accepts.
 *
 * @param value the parsed JSON `{"issuer":"…","jwks":{"keys":[…]}}`.
 * @returns the authority, frozen.
 * @throws MalformedError `trust_list_malformed`.
 */
export function parseTrustAuthority(value: unknown): TrustAuthority {
  const authority = object(value, 'The trust authority', ['issuer', 'jwks'])
  const { jwks } = parseKeys(authority.jwks, '', [])
  if (jwks === undefined) throw malformed('The trust authority has no keys.')
  return Object.freeze({ issuer: text(authority.issuer, 'issuer'), jwks })
}
