import { InvalidValueError } from './invalid-value.ts'
import { loopbackHosts } from './parse-public-url.ts'

/** A URN by RFC 8141, as far as a misspelling shows. */
const urn = /^urn:[a-z0-9][a-z0-9-]{0,30}[a-z0-9]:[\x21-\x7e]+$/i

/** Each type of a credential that an issuer may issue, once. A short name or a pattern would never match. */
export function collectTypes(value: string, before: readonly string[] = []): readonly string[] {
  if (value.includes('*') || !(isUrl(value) || urn.test(value))) {
    throw new InvalidValueError({
      id: 'Jenis kredensial yang lengkap: URL https (atau http pada loopback), atau URN; tanpa *.',
      en: 'The whole type of a credential: an https URL (or http on loopback), or a URN; without *.',
    })
  }
  return [...new Set([...before, value])]
}

/** The name of an issuer as it stands in credentials. */
export function parseIssuerName(value: string): string {
  if (isUrl(value) || /^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/.test(value)) return value
  throw new InvalidValueError({
    id: 'DID, atau URL https (atau http pada loopback).',
    en: 'A DID, or an https URL (or http on loopback).',
  })
}

function isUrl(value: string): boolean {
  // The URL parser would drop white space; who compares the text would not.
  if (!/^https?:\/\/[\x21-\x7e]+$/.test(value) || !URL.canParse(value)) return false
  const { protocol, hostname, username, password } = new URL(value)
  return `${username}${password}` === '' && (protocol === 'https:' || loopbackHosts.has(hostname))
}
