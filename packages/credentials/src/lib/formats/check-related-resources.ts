import { engine } from '#engine'
import type { HashAlgorithm } from '../engine/engine.ts'
import { equalBytes } from '../jose/equal-bytes.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import { resourceDigest } from '../verdict/steps/format-steps.ts'

/** Knows the bytes of a resource by its URL: pinned, never fetched. `undefined` for one that is not known. */
export type ResolveResource = (url: string) => Uint8Array | undefined

const sriHash = /^(sha256|sha384|sha512)-([A-Za-z0-9+/]+=*)$/

/**
 * Requires that the digest that a credential gives of a resource is that of the pinned bytes. A resource that is not
 * pinned is not used either, so nothing is decided about it.
 *
 * @param credential the credential, whose shape was checked before.
 * @param resolveResource the pinned resources.
 * @throws VerificationError `credential_resource_mismatch`, also for a digest in a form that Lontar does not read.
 * @see VC Data Model 2.0 section 5.3
 */
export async function requireResourceDigests(
  { relatedResource }: JsonObject,
  resolveResource: ResolveResource,
): Promise<void> {
  const resources = isJsonArray(relatedResource) ? relatedResource : [relatedResource]
  for (const resource of resources) {
    if (!isJsonObject(resource)) continue
    const bytes = typeof resource.id === 'string' ? resolveResource(resource.id) : undefined
    if (bytes === undefined) continue
    requireStep(resourceDigest, await hasDigest(bytes, resource.digestSRI))
  }
}

/** Subresource Integrity section 3.5: one of the strongest kind must fit. */
async function hasDigest(bytes: Uint8Array, integrity: JsonValue | undefined): Promise<boolean> {
  const listed = (typeof integrity === 'string' ? integrity.trim().split(/\s+/) : []).map((text) =>
    sriHash.exec(text),
  )
  const strongest = (['sha512', 'sha384', 'sha256'] as const).find((name) =>
    listed.some((hash) => hash?.[1] === name),
  )
  if (strongest === undefined) return false
  const digest = await engine.digest(strongest.replace('sha', 'sha-') as HashAlgorithm, bytes)
  return listed.some((hash) => hash?.[1] === strongest && equalBytes(decodeBase64(hash[2] ?? ''), digest))
}

function decodeBase64(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
