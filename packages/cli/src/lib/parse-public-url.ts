import type { LocalizedText } from '@lontar/credentials'
import { InvalidValueError } from './invalid-value.ts'

/** The hosts on which http will do. */
export const loopbackHosts: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]'])

/** An issuer's public URL: https, or http on loopback; without user, query and fragment. The slash at its end goes. */
export function parsePublicUrl(value: string): string {
  return parse(value, {
    id: 'URL https tanpa kueri, atau http pada loopback dengan --dev.',
    en: 'An https URL without query, or http on loopback with --dev.',
  })
}

/** A verifier's public URL, by the same rule. It has no mode for development. */
export function parseVerifierUrl(value: string): string {
  return parse(value, {
    id: 'URL https tanpa kueri, atau http pada loopback.',
    en: 'An https URL without query, or http on loopback.',
  })
}

/** Where a webhook listens, by the same rule. */
export function parseWebhookUrl(value: string): string {
  return parseVerifierUrl(value)
}

function parse(value: string, rule: LocalizedText): string {
  const url = URL.canParse(value) ? new URL(value) : undefined
  const plain = url !== undefined && `${url.username}${url.password}${url.search}${url.hash}` === ''
  const safe = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopbackHosts.has(url.hostname))
  const path = url?.pathname.replace(/\/+$/, '') ?? ''
  // Identifiers are compared byte for byte, so only the one spelling will do, and dots that climb will not.
  if (!plain || !safe || !/^(?:\/[A-Za-z0-9._~-]+)*$/.test(path)) {
    throw new InvalidValueError(rule)
  }
  return `${url.origin}${path}`
}
