import type { JsonObject, JsonValue } from '@lontar/credentials/jose'
import { parseTrustList } from '@lontar/credentials/trust'
import type { TrustedAttester } from '@lontar/openid4vc/oauth'

const members = ['issuer', 'jwks', 'roots', 'clientIds']

/**
 * Reads whose attestations of wallets an issuer believes: a list of objects with keys (`jwks`) or certificates (`roots`,
 * PEM), and as they like `issuer` and `clientIds`. Nothing more: what is not known could narrow whom one is trusted for.
 *
 * @throws {TypeError} when it is not that; the text of the error is not for showing.
 * @throws {MalformedError} `trust_list_malformed` when its keys or certificates are none.
 */
export function parseAttesters(value: JsonValue): readonly TrustedAttester[] {
  if (!Array.isArray(value) || value.length === 0) throw malformed()
  return value.map(readAttester)
}

function readAttester(value: JsonValue): TrustedAttester {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed()
  const { issuer, clientIds, ...anchors } = value as JsonObject
  if (!Object.keys(value).every((name) => members.includes(name))) throw malformed()
  return {
    ...(issuer !== undefined && { issuer: textOf(issuer) }),
    ...anchorsOf(anchors),
    ...(clientIds !== undefined && { clientIds: textsOf(clientIds) }),
  }
}

/** Keys and certificates are held to the rules of a trust list. */
function anchorsOf({ jwks, roots }: JsonObject): Pick<TrustedAttester, 'jwks' | 'roots'> {
  if ((jwks === undefined) === (roots === undefined)) throw malformed()
  const named = { issuer: 'https://attester.example', types: ['urn:attester'] }
  const [entry] = parseTrustList({
    issuers: [{ ...named, ...(jwks ? { jwks } : { roots: roots as JsonValue }) }],
  }).issuers
  const keys = entry?.jwks
  if (keys !== undefined && keys.keys.length > 0) return { jwks: keys }
  if (entry?.roots !== undefined && entry.roots.length > 0) return { roots: entry.roots }
  throw malformed()
}

function textsOf(value: JsonValue): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw malformed()
  return value.map(textOf)
}

function textOf(value: JsonValue): string {
  if (typeof value !== 'string' || value === '') throw malformed()
  return value
}

function malformed(): TypeError {
  return new TypeError('not a list of attesters')
}
