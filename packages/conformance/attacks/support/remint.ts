import type { Signer } from '@lontar/credentials'
import { encodeBase64Url, encodeUtf8, type JsonObject, parseJws } from '@lontar/credentials/jose'

/** How a JWT is made anew. */
export interface Reminting {
  /** Signs whatever the new header says; without one the old signature stays. */
  readonly signer?: Signer
  /** The new header as an object, or as the JSON text that is to be signed. */
  readonly header?: (header: JsonObject) => Readonly<Record<string, unknown>> | string
  readonly payload?: (payload: JsonObject) => Readonly<Record<string, unknown>>
  /** Replaces the third segment. */
  readonly signature?: string
}

/** Makes a JWT anew as an attacker would who has a key, and none of the scruples of `signJws`. */
export async function remint(jwt: string, changes: Reminting): Promise<string> {
  const parsed = parseJws(jwt)
  const header = changes.header?.(parsed.header) ?? parsed.header
  const payload = changes.payload?.(parsed.payload) ?? parsed.payload
  const signingInput = `${encode(header)}.${encode(payload)}`
  const { signer, signature = jwt.slice(jwt.lastIndexOf('.') + 1) } = changes
  if (signer === undefined) return `${signingInput}.${signature}`
  return `${signingInput}.${encodeBase64Url(await signer.sign(encodeUtf8(signingInput)))}`
}

function encode(part: object | string): string {
  return encodeBase64Url(encodeUtf8(typeof part === 'string' ? part : JSON.stringify(part)))
}
