import { type JsonObject, type JsonValue, parseJsonObject } from '@lontar/credentials/jose'
import { findProvince } from '@lontar/documents/regions'
import type { PublicClient, StatusMechanism } from '@lontar/issuer'
import type {
  Configuration,
  IssuerConfiguration,
  MinimumLevel,
  VerifierConfiguration,
} from './configuration.ts'
import { isAppAddress } from './is-app-address.ts'
import { parseAttesters } from './parse-attesters.ts'
import { maxRenewalDays } from './parse-number.ts'
import { parsePublicUrl } from './parse-public-url.ts'
import { parseShownName } from './parse-shown-name.ts'
import { parseRegistrySettings } from './registry-settings.ts'

/**
 * Reads the text of a `config.json`. Nothing missing, nothing more: what is not known could be a setting whose
 * loss changes what the issuer does.
 *
 * @throws {Error} of any kind when it is not a configuration of this version; the text of the error is not for showing.
 */
export function parseConfiguration(text: string): Configuration {
  const fields = exactly(parseJsonObject(text), ['version', 'database'], ['issuer', 'verifier'])
  const { version, database, issuer, verifier } = fields
  if (version !== 1 || typeof database !== 'string' || !/^sqlite:./.test(database)) throw malformed()
  return {
    version,
    database,
    ...(issuer !== undefined && { issuer: readIssuer(issuer) }),
    ...(verifier !== undefined && { verifier: readVerifier(verifier) }),
  }
}

function readIssuer(value: JsonValue): IssuerConfiguration {
  const {
    url,
    name,
    residence,
    dev,
    officers = [],
    ...more
  } = exactly(
    value,
    ['url', 'name', 'residence', 'dev'],
    [
      'officers',
      'keys',
      'statusMechanism',
      'renewalDays',
      'clients',
      'certificateChain',
      'attesters',
      'attestationRequired',
      'dataProtectionOfficer',
      'minimumLevel',
      'registry',
    ],
  )
  const { keys, statusMechanism, renewalDays, clients, dataProtectionOfficer } = more
  if (typeof dev !== 'boolean' || (keys !== undefined && keys !== 'veramo')) throw malformed()
  // Earlier versions named the officers here; today their accounts lie in the database.
  listOf(officers).map(textOf)
  return {
    url: urlOf(url, dev),
    name: parseShownName(textOf(name)),
    residence: residenceOf(residence),
    dev,
    ...(keys !== undefined && { keys }),
    ...(statusMechanism !== undefined && { statusMechanism: statusMechanismOf(statusMechanism) }),
    ...(renewalDays !== undefined && { renewalDays: renewalDaysOf(renewalDays) }),
    ...(dataProtectionOfficer !== undefined && {
      dataProtectionOfficer: parseShownName(textOf(dataProtectionOfficer)),
    }),
    ...(clients !== undefined && { clients: listOf(clients).map(readClient) }),
    ...readAttestation(more),
    ...readProofing(more, dev),
  }
}

function readProofing({ minimumLevel, registry }: JsonObject, dev: boolean): Partial<IssuerConfiguration> {
  return {
    ...(minimumLevel !== undefined && { minimumLevel: minimumLevelOf(minimumLevel) }),
    ...(registry !== undefined && { registry: parseRegistrySettings(registry, dev) }),
  }
}

function minimumLevelOf(value: JsonValue): MinimumLevel {
  if (value !== 'low' && value !== 'substantial' && value !== 'high') throw malformed()
  return value
}

function readAttestation({
  certificateChain,
  attesters,
  attestationRequired: required,
}: JsonObject): Partial<IssuerConfiguration> {
  if (required !== undefined && (typeof required !== 'boolean' || attesters === undefined)) throw malformed()
  return {
    ...(certificateChain !== undefined && { certificateChain: chainOf(certificateChain) }),
    ...(attesters !== undefined && { attesters: parseAttesters(attesters) }),
    ...(required !== undefined && { attestationRequired: required }),
  }
}

function chainOf(value: JsonValue): readonly string[] {
  const chain = listOf(value).map(textOf)
  if (chain.length === 0 || !chain.every((text) => /^[A-Za-z0-9+/]+={0,2}$/.test(text))) throw malformed()
  return chain
}

function statusMechanismOf(value: JsonValue): StatusMechanism {
  if (value !== 'token' && value !== 'bitstring') throw malformed()
  return value
}

function renewalDaysOf(value: JsonValue): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw malformed()
  if (value < 1 || value > maxRenewalDays) throw malformed()
  return value
}

function readClient(value: JsonValue): PublicClient {
  const { clientId, redirectUris } = exactly(value, ['clientId', 'redirectUris'])
  const uris = listOf(redirectUris).map(textOf)
  if (uris.length === 0 || !uris.every(isAppAddress)) throw malformed()
  return { clientId: textOf(clientId), redirectUris: uris }
}

function readVerifier(value: JsonValue): VerifierConfiguration {
  const { url, name, trust, trustAuthority, asks, certificate, key } = exactly(
    value,
    ['url', 'name', 'trust', 'asks'],
    ['trustAuthority', 'certificate', 'key'],
  )
  if ((certificate === undefined) !== (key === undefined)) throw malformed()
  return {
    url: urlOf(url, true),
    name: parseShownName(textOf(name)),
    trust: textOf(trust),
    ...(trustAuthority !== undefined && { trustAuthority: textOf(trustAuthority) }),
    asks: textOf(asks),
    ...(certificate !== undefined && { certificate: textOf(certificate) }),
    ...(key !== undefined && { key: textOf(key) }),
  }
}

function urlOf(value: JsonValue | undefined, allowHttp: boolean): string {
  const url = textOf(value)
  if (parsePublicUrl(url) !== url || !(allowHttp || url.startsWith('https:'))) throw malformed()
  return url
}

function residenceOf(value: JsonValue | undefined): string {
  const residence = textOf(value)
  if (residence !== 'any' && findProvince(residence)?.code !== residence) throw malformed()
  return residence
}

function textOf(value: JsonValue | undefined): string {
  if (typeof value !== 'string' || value === '') throw malformed()
  return value
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (!Array.isArray(value)) throw malformed()
  return value
}

/** An object with exactly the members named. */
function exactly(
  value: JsonValue,
  required: readonly string[],
  optional: readonly string[] = [],
): JsonObject {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed()
  const fields = value as JsonObject
  const known = [...required, ...optional]
  const isWhole = required.every((name) => Object.hasOwn(fields, name))
  if (!isWhole || !Object.keys(fields).every((name) => known.includes(name))) throw malformed()
  return fields
}

function malformed(): TypeError {
  return new TypeError('not a configuration of this version')
}
