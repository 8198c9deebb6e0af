import { encodeUtf8, equalBytes } from '@lontar/credentials/jose'

/** Compares secrets in constant time (security A23). */
export function sameText(left: string, right: string): boolean {
  return equalBytes(encodeUtf8(left), encodeUtf8(right))
}
