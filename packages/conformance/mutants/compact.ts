import type { JsonObject, Signer } from '@lontar/credentials'
import { decodeBase64Url, decodeUtf8, encodeBase64Url, encodeUtf8 } from '@lontar/credentials/jose'

/** The first JWS of a text, taken apart, and what follows it. */
export interface Dissected {
  readonly header: JsonObject
  readonly payload: JsonObject
  readonly signature: string
  /** From the first `~` on; empty for a bare JWS. */
  readonly rest: string
}

/**
 * Takes a valid artefact apart.
 *
 * @param text a compact JWS or SD-JWT.
 * @returns its parts.
 */
export function dissect(text: string): Dissected {
  const end = text.includes('~') ? text.indexOf('~') : text.length
  const [header = '', payload = '', signature = ''] = text.slice(0, end).split('.')
  return { header: decodePart(header), payload: decodePart(payload), signature, rest: text.slice(end) }
}

/**
 * Puts an artefact together without signing it anew.
 *
 * @param parts what `dissect` returned, changed.
 * @returns the text.
 */
export function assemble({ header, payload, signature, rest }: Dissected): string {
  return `${encodePart(header)}.${encodePart(payload)}.${signature}${rest}`
}

/**
 * Puts an artefact together and signs it anew. The header is signed as it is given.
 *
 * @param parts what `dissect` returned, changed.
 * @param signer who signs.
 * @returns the text.
 */
export async function assembleSigned(
  { header, payload, rest }: Omit<Dissected, 'signature'>,
  signer: Signer,
): Promise<string> {
  const input = `${encodePart(header)}.${encodePart(payload)}`
  return `${input}.${encodeBase64Url(await signer.sign(encodeUtf8(input)))}${rest}`
}

/** A text as a base64url segment. */
export function encodePart(part: unknown): string {
  return encodeBase64Url(encodeUtf8(JSON.stringify(part)))
}

function decodePart(segment: string): JsonObject {
  return JSON.parse(decodeUtf8(decodeBase64Url(segment))) as JsonObject
}
