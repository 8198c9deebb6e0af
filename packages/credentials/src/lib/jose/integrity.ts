import { engine } from '#engine'
import type { HashAlgorithm } from '../engine/engine.ts'
import { equalBytes } from './equal-bytes.ts'

const hashPattern = /^(sha256|sha384|sha512)-([A-Za-z0-9+/]+=*)$/

/**
 * Tells whether bytes fit integrity metadata. Of several hashes only those of the strongest kind count, and one of them
 * must fit.
 *
 * @param bytes the resource as received.
 * @param integrity such as `sha256-…`, base64; several are separated by white space.
 * @returns false also for metadata without a hash that can be read.
 * @see Subresource Integrity section 3.5
 */
export async function matchesIntegrity(bytes: Uint8Array, integrity: unknown): Promise<boolean> {
  const texts = typeof integrity === 'string' ? integrity.trim().split(/\s+/) : []
  const hashes = texts.map((text) => hashPattern.exec(text))
  const strongest = (['sha512', 'sha384', 'sha256'] as const).find((name) =>
    hashes.some((hash) => hash?.[1] === name),
  )
  if (strongest === undefined) return false
  const digest = await engine.digest(strongest.replace('sha', 'sha-') as HashAlgorithm, bytes)
  return hashes.some((hash) => hash?.[1] === strongest && equalBytes(decodeBase64(hash[2] ?? ''), digest))
}

/**
 * Makes integrity metadata.
 *
 * @param bytes the resource as it is served.
 * @returns `sha256-` and the digest in base64.
 */
export async function createIntegrity(bytes: Uint8Array): Promise<string> {
  const digest = await engine.digest('sha-256', bytes)
  return `sha256-${btoa(String.fromCharCode(...digest))}`
}

function decodeBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
