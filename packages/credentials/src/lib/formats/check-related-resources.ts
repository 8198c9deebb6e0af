import { engine } from '#engine'
import { decodeBase58Btc } from '../did/base58btc.ts'
import type { HashAlgorithm } from '../engine/engine.ts'
import { LontarError } from '../errors/lontar-error.ts'
import { decodeBase64Url } from '../jose/base64url.ts'
import { equalBytes } from '../jose/equal-bytes.ts'
import { matchesIntegrity } from '../jose/integrity.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { requireStep } from '../verdict/require-step.ts'
import { resourceDigest, resourceKnown } from '../verdict/steps/format-steps.ts'
import { jsonList } from './json-list.ts'

/** Knows the bytes of a resource by its URL: pinned, never fetched. `undefined` for one that is not known. */
export type ResolveResource = (url: string) => Uint8Array | undefined

/** What is known of resources. */
export interface KnownResources {
  /** The pinned resources whose digests a credential may give; none by default. */
  readonly resolveResource?: ResolveResource
  /** Refuses a credential that relates a resource that is not pinned; otherwise it is not used. False by default. */
  readonly refuseUnknownResources?: boolean
}

/** The heads of multihashes: the code of the hash and its length (multiformats). */
const multihashHeads: readonly (readonly [HashAlgorithm, code: number, length: number])[] = [
  ['sha-256', 0x12, 32],
  ['sha-384', 0x20, 48],
  ['sha-512', 0x13, 64],
]

/**
 * Requires that the digests that a credential gives of a resource are those of the pinned bytes. A resource that is
 * not pinned is not used either, so nothing is decided about it unless `refuseUnknownResources` asks.
 *
 * @param credential the credential, whose shape was checked before.
 * @param known see `KnownResources`.
 * @throws VerificationError `credential_resource_mismatch`, also for a digest in a form that Lontar does not read;
 * `credential_resource_unknown`.
 * @see VC Data Model 2.0 section 5.3
 */
export async function requireResourceDigests(
  { relatedResource }: JsonObject,
  { resolveResource, refuseUnknownResources = false }: KnownResources,
): Promise<void> {
  for (const resource of jsonList(relatedResource)) {
    const { id, digestSRI, digestMultibase } = isJsonObject(resource) ? resource : {}
    const bytes = typeof id === 'string' ? resolveResource?.(id) : undefined
    requireStep(resourceKnown, bytes !== undefined || !refuseUnknownResources)
    if (bytes === undefined) continue
    // Each that stands there must fit; that one stands there is a rule of the data model.
    const fits =
      (digestSRI === undefined || (await matchesIntegrity(bytes, digestSRI))) &&
      (digestMultibase === undefined || (await fitsMultihash(bytes, digestMultibase)))
    requireStep(resourceDigest, fits)
  }
}

/** A multihash in base64url (`u`) or base58btc (`z`), the two that Data Integrity section 2.4 names. */
async function fitsMultihash(bytes: Uint8Array, multibase: JsonValue): Promise<boolean> {
  const multihash = decodeMultibase(multibase)
  const head = multihashHeads.find(([, code, length]) => multihash[0] === code && multihash[1] === length)
  return head !== undefined && equalBytes(multihash.subarray(2), await engine.digest(head[0], bytes))
}

function decodeMultibase(multibase: JsonValue): Uint8Array {
  const text = typeof multibase === 'string' ? multibase : ''
  if (text.startsWith('z')) return decodeBase58Btc(text.slice(1)) ?? new Uint8Array()
  return text.startsWith('u') ? decodeOrNothing(text.slice(1)) : new Uint8Array()
}

function decodeOrNothing(text: string): Uint8Array {
  try {
    return decodeBase64Url(text)
  } catch (error) {
    if (error instanceof LontarError) return new Uint8Array()
    throw error
  }
}
