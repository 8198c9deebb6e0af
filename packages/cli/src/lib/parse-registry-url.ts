import { InvalidValueError } from './invalid-value.ts'
import { isRegistryUrl } from './registry-settings.ts'

/** Where the method of a registry is: https, or http on loopback; without user, query and fragment. */
export function parseRegistryUrl(value: string): string {
  if (isRegistryUrl(value, true)) return new URL(value).href
  throw new InvalidValueError({
    id: 'URL https tanpa pengguna dan kueri, atau http pada loopback dengan --dev.',
    en: 'An https URL without user and query, or http on loopback with --dev.',
  })
}
