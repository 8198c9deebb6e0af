import type { JsonObject } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { isJsonObject } from '@lontar/credentials/jose'
import { claims, credentialTypes } from '@lontar/documents/credential-types'

const proof = credentialTypes['ktp-proof']

/** The names of all types that are made of a document. */
const documentTypes: ReadonlySet<unknown> = new Set(Object.values(credentialTypes).map(({ name }) => name))

/** Whether a credential says that it is made of a document: a KTP or a passport. Other types are their issuer's. */
export function isOfDocument({ type }: JsonObject): boolean {
  return Array.isArray(type) ? type.some((name) => documentTypes.has(name)) : documentTypes.has(type)
}

/** What the subject of a proof may hold: its id and the claims of the type, by their terms in JSON-LD. */
const allowedMembers: ReadonlySet<string> = new Set([
  'id',
  ...claims.filter(({ name }) => proof.claims.includes(name)).map(({ term }) => term),
])

/**
 * Refuses what may not be in a format that shows everything to everyone: any type but the proof, and any claim
 * that the proof does not have.
 *
 * @throws VerificationError `credential_type_unexpected`, `claim_unknown`.
 */
export function refuseUndisclosable(payload: JsonObject): void {
  const { type, credentialSubject } = payload
  const isProof =
    Array.isArray(type) && type.length === 2 && type[0] === 'VerifiableCredential' && type[1] === proof.name
  if (!isProof) {
    throw new VerificationError('credential_type_unexpected', 'This format carries KtpProofCredential only.')
  }
  const isAllowed =
    isJsonObject(credentialSubject) &&
    Object.keys(credentialSubject).every((name) => allowedMembers.has(name))
  if (!isAllowed) {
    throw new VerificationError('claim_unknown', 'The subject holds a claim that a proof may not have.')
  }
}
