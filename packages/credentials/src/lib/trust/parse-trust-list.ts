import type { JsonValue } from '../jose/json.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  trustListIssuerFound,
  trustListKeyTotal,
  trustListRoot,
  trustListStatusHost,
  trustListTypeExact,
} from '../verdict/steps/trust-steps.ts'
import { parsePinnedKeys } from './parse-pinned-keys.ts'
import {
  readArray,
  readNonEmpty,
  readObject,
  readOptionalArray,
  readText,
  requireOnce,
} from './read-trust-member.ts'
import type { TrustedIssuer, TrustedVerifier, TrustedVerifierAttester, TrustList } from './trust-list.ts'

const certificate = /^-----BEGIN CERTIFICATE-----\r?\n[A-Za-z0-9+/=\r\n]+-----END CERTIFICATE-----\r?\n?$/

/** Of all issuers: each key costs the arithmetic of its curve when the list is read. Others are found by their issuer. */
const maxPinnedKeys = 1024

/**
 * Reads a trust list. Every member that it does not know is refused, because a misspelt restriction would
 * otherwise be no restriction.
 *
 * @param value the parsed JSON of a trust file; `issuers` is required, `roots` and `verifiers` are empty when absent;
 * nobody attests verifiers when `verifierAttesters` is.
 * @returns the list, frozen.
 * @throws MalformedError `trust_list_malformed`; the message names the rule, never the content.
 * @see the page "Profile", section "Trust file"
 */
export function parseTrustList(value: unknown): TrustList {
  const list = readObject(value, ['issuers', 'roots', 'verifiers', 'verifierAttesters'])
  const roots = readOptionalArray(list.roots).map(parseRoot)
  const issuers = parseIssuers(readArray(list.issuers), roots)
  const verifiers = readOptionalArray(list.verifiers).map(parseVerifier)
  requireOnce(issuers.map(({ issuer }) => issuer))
  requireOnce(verifiers.map(({ clientId }) => clientId))
  return Object.freeze({
    issuers: Object.freeze(issuers),
    roots: Object.freeze(roots),
    verifiers: Object.freeze(verifiers),
    ...(list.verifierAttesters !== undefined && {
      verifierAttesters: parseAttesters(readArray(list.verifierAttesters)),
    }),
  })
}

function parseAttesters(values: readonly JsonValue[]): readonly TrustedVerifierAttester[] {
  const attesters = values.map((value) => {
    const entry = readObject(value, ['issuer', 'jwks'])
    return Object.freeze({ issuer: readText(entry.issuer), jwks: parsePinnedKeys(entry.jwks) })
  })
  requireOnce(attesters.map(({ issuer }) => issuer))
  return Object.freeze(attesters)
}

function parseIssuers(values: readonly JsonValue[], listRoots: readonly string[]): TrustedIssuer[] {
  let pinned = 0
  return values.map((value) => {
    const issuer = parseIssuer(value, listRoots)
    pinned += issuer.jwks?.keys.length ?? 0
    requireStep(trustListKeyTotal, pinned <= maxPinnedKeys)
    return issuer
  })
}

function parseIssuer(value: JsonValue, listRoots: readonly string[]): TrustedIssuer {
  const entry = readObject(value, ['issuer', 'types', 'jwks', 'roots', 'statusHosts'])
  const issuer = readText(entry.issuer)
  const types = readNonEmpty(entry.types).map(parseType)
  requireOnce(types)
  const roots = entry.roots === undefined ? listRoots : readArray(entry.roots).map(parseRoot)
  const statusHosts = entry.statusHosts === undefined ? {} : { statusHosts: parseHosts(entry.statusHosts) }
  if (entry.jwks !== undefined) {
    const jwks = parsePinnedKeys(entry.jwks)
    return Object.freeze({ issuer, types: Object.freeze(types), jwks, ...statusHosts })
  }
  requireStep(trustListIssuerFound, /^(?:did:|https:\/\/)/.test(issuer))
  return Object.freeze({ issuer, types: Object.freeze(types), roots: Object.freeze(roots), ...statusHosts })
}

/** A host is compared as a URL spells it: what is written otherwise would match nothing. */
function parseHosts(value: JsonValue): readonly string[] {
  const hosts = readNonEmpty(value).map(readText)
  requireStep(
    trustListStatusHost,
    hosts.every((host) => URL.canParse(`https://${host}`) && new URL(`https://${host}`).host === host),
  )
  requireOnce(hosts)
  return Object.freeze(hosts)
}

/** Trust is in an issuer for a type, one by one: a pattern would match nothing, and look as if it matched all. */
function parseType(value: JsonValue): string {
  const type = readText(value)
  requireStep(trustListTypeExact, !type.includes('*'))
  return type
}

function parseVerifier(value: JsonValue): TrustedVerifier {
  const entry = readObject(value, ['clientId', 'asks', 'jwks'])
  return Object.freeze({
    clientId: readText(entry.clientId),
    asks: Object.freeze(readArray(entry.asks).map(readText)),
    ...(entry.jwks !== undefined && { jwks: parsePinnedKeys(entry.jwks) }),
  })
}

function parseRoot(value: JsonValue): string {
  const root = readText(value)
  requireStep(trustListRoot, certificate.test(root))
  return root
}
