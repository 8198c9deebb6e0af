import { isJsonObject, type JsonObject, type JsonValue } from '@lontar/credentials/jose'
import { defaultFieldNames, type RegistryDateFormat, type RegistryFieldNames } from '@lontar/proofing'
import { loopbackHosts } from './parse-public-url.ts'

/** How the interface of a registry differs from the one seen in public. */
export interface RegistryShape {
  /** Names of fields that differ. */
  readonly fieldNames?: Partial<RegistryFieldNames>
  /** How dates are written; `DD-MM-YYYY` by default. */
  readonly dateFormat?: RegistryDateFormat
  /** The least similarity of free text, 1 to 100 percent; 100 by default. */
  readonly threshold?: number
  /** How long one attempt may take, 100 to 9,000 milliseconds; 5,000 by default. */
  readonly timeoutMilliseconds?: number
}

/** Which population registry an installation asks, as `config.json` keeps it. The user and his password lie sealed in the database. */
export interface RegistrySettings extends RegistryShape {
  /** Where the method for matching is; https, or http on loopback under development. */
  readonly url: string
  /** True when its host may lie in a private network. */
  readonly privateNetwork?: true
}

/**
 * Reads the settings of `config.json`.
 *
 * @param dev whether the installation is for development.
 * @throws {TypeError} for anything missing, unknown or odd.
 */
export function parseRegistrySettings(value: JsonValue, dev: boolean): RegistrySettings {
  if (!isJsonObject(value)) throw malformed()
  const { url, privateNetwork, ...shape } = value
  if (typeof url !== 'string' || !isRegistryUrl(url, dev) || new URL(url).href !== url) throw malformed()
  if (privateNetwork !== undefined && privateNetwork !== true) throw malformed()
  return { url, ...parseRegistryShape(shape), ...(privateNetwork && { privateNetwork }) }
}

/**
 * Whether a registry may be asked there: https, or under development http on loopback. What follows `?` would stand in
 * clear in the configuration, as would a user.
 */
export function isRegistryUrl(text: string, dev: boolean): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || `${url.username}${url.password}${url.search}${url.hash}` !== '') return false
  return url.protocol === 'https:' || (dev && url.protocol === 'http:' && loopbackHosts.has(url.hostname))
}

/**
 * Reads the shape of an interface.
 *
 * @throws {TypeError} for anything unknown or odd, such as two fields of one name.
 */
export function parseRegistryShape(value: JsonValue): RegistryShape {
  if (!isJsonObject(value)) throw malformed()
  const { fieldNames, dateFormat, threshold, timeoutMilliseconds, ...unknown } = value
  if (Object.keys(unknown).length > 0) throw malformed()
  if (dateFormat !== undefined && dateFormat !== 'DD-MM-YYYY' && dateFormat !== 'YYYY-MM-DD')
    throw malformed()
  return {
    ...(fieldNames !== undefined && { fieldNames: fieldNamesOf(fieldNames) }),
    ...(dateFormat !== undefined && { dateFormat }),
    ...(threshold !== undefined && { threshold: wholeOf(threshold, 1, 100) }),
    ...(timeoutMilliseconds !== undefined && {
      timeoutMilliseconds: wholeOf(timeoutMilliseconds, 100, 9000),
    }),
  }
}

function fieldNamesOf(value: JsonValue): Partial<RegistryFieldNames> {
  if (!isJsonObject(value)) throw malformed()
  const names: JsonObject = { ...defaultFieldNames, ...value }
  const texts = Object.values(names)
  const isKnown = Object.keys(value).every((name) => Object.hasOwn(defaultFieldNames, name))
  if (!isKnown || new Set(texts).size !== texts.length) throw malformed()
  if (!texts.every((name) => typeof name === 'string' && /^[A-Za-z][A-Za-z0-9_.-]{0,63}$/.test(name))) {
    throw malformed()
  }
  return value
}

function wholeOf(value: JsonValue, least: number, most: number): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
    throw malformed()
  return value
}

function malformed(): TypeError {
  return new TypeError('not the settings of a registry')
}
