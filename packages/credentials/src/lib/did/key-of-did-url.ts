import { LontarError } from '../errors/lontar-error.ts'
import { parseDateTimeStamp } from '../formats/date-time-stamp.ts'
import type { BareJwk } from '../jose/bare-jwk.ts'
import type { JsonObject } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { requireStep } from '../verdict/require-step.ts'
import {
  didKeyController,
  didKeyCurrent,
  didKeyPurpose,
  didKeyReadable,
  didUrlKey,
} from '../verdict/steps/did-steps.ts'
import type { DidDocument, ResolveDid, VerificationMethod, VerificationRelationship } from './did-document.ts'
import { decodeMultikey, jwkOfMultikey } from './multikey.ts'

/** Wherever a method is embedded, its id is one of the document (DID Core section 5.3). */
const relationships: readonly VerificationRelationship[] = [
  'authentication',
  'assertionMethod',
  'keyAgreement',
  'capabilityInvocation',
  'capabilityDelegation',
]

/** What a key must fit. */
export interface DidKeyExpectations {
  /** What the key was used for. */
  readonly expectedRelationship: VerificationRelationship
  /** Finds the document, such as `createDidResolver` makes. */
  readonly resolveDid: ResolveDid
  /** When the key must be neither expired nor revoked. */
  readonly now: Date
}

/**
 * Finds the key that a DID URL names, in the document of its DID and listed there for the purpose. The key says who
 * signed, not that he is trusted.
 *
 * @param didUrl a DID with a fragment, such as the `kid` of a header.
 * @param expectations see `DidKeyExpectations`.
 * @returns the key, without a `kid`.
 * @throws VerificationError `jws_key_unknown`, and what the resolver throws.
 * @see DID Core sections 3.2, 5.2 and 5.3, Controlled Identifiers section 2.2
 */
export async function keyOfDidUrl(
  didUrl: string,
  { expectedRelationship, resolveDid, now }: DidKeyExpectations,
): Promise<PublicJwk> {
  const [did = '', fragment, ...more] = didUrl.split('#')
  requireStep(didUrlKey, fragment !== undefined && fragment !== '' && more.length === 0)
  const document = await resolveDid(did)
  const listed = document[expectedRelationship] ?? []
  const embedded = relationships.flatMap((name) => document[name] ?? []).filter(isEmbedded)
  const methods = [...document.verificationMethod, ...embedded].filter(
    ({ id }) => absolute(id, document) === didUrl,
  )
  const [method] = methods
  // Two methods of one name leave open which of them signed.
  requireStep(didUrlKey, method !== undefined && methods.length === 1)
  requireStep(
    didKeyPurpose,
    listed.some((entry) => absolute(typeof entry === 'string' ? entry : entry.id, document) === didUrl),
  )
  requireStep(didKeyController, method.controller === did)
  requireStep(
    didKeyCurrent,
    [method.expires, method.revoked].every((end) => isAhead(end, now)),
  )
  return readKey(method)
}

function isEmbedded(entry: string | VerificationMethod): entry is VerificationMethod {
  return typeof entry !== 'string'
}

function absolute(id: string, { id: did }: DidDocument): string {
  return id.startsWith('#') ? did + id : id
}

/** A time that cannot be read is not known to lie ahead. */
function isAhead(end: string | undefined, now: Date): boolean {
  const time = parseDateTimeStamp(end)
  return end === undefined || (time !== undefined && time > now)
}

function readKey({ publicKeyJwk, publicKeyMultibase }: VerificationMethod): PublicJwk {
  // Two keys under one name leave open which of them signed.
  requireStep(didKeyReadable, publicKeyJwk === undefined || publicKeyMultibase === undefined)
  try {
    const { kid: _kid, ...key } = parseJwk(publicKeyJwk ?? readMultikey(publicKeyMultibase))
    return Object.freeze(key) as PublicJwk
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(didKeyReadable, false, { cause })
    throw cause
  }
}

function readMultikey(text: string | undefined): BareJwk | JsonObject | undefined {
  const multikey = text === undefined ? undefined : decodeMultikey(text)
  return multikey && jwkOfMultikey(multikey)
}
