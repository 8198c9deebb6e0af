import {
  keyOfDidUrl,
  type ResolveDid,
  resolveDidJwk,
  type VerificationRelationship,
} from '@lontar/credentials/did'
import { LontarError } from '@lontar/credentials/errors'
import type { JsonObject } from '@lontar/credentials/jose'
import { signatureInvalid } from './signature-invalid.ts'
import type { VerifierKey } from './verifier-trust.ts'

/** A verifier says who it is; many documents list the key for statements alone. */
const relationships: readonly VerificationRelationship[] = ['authentication', 'assertionMethod']

/**
 * Finds the key of a verifier that is named by its DID: the `kid` is a verification method of that very DID.
 *
 * @throws VerificationError `authorization_request_signature_invalid` for a `kid` of another DID or none of its
 *   methods; and what the resolver throws.
 * @see OpenID4VP 1.0 section 5.9.3, `decentralized_identifier`
 */
export async function keyOfDid(
  did: string,
  { kid }: JsonObject,
  { resolveDid = resolveLocally, now }: { readonly resolveDid?: ResolveDid; readonly now: Date },
): Promise<VerifierKey> {
  if (typeof kid !== 'string' || !kid.startsWith(`${did}#`)) throw signatureInvalid()
  const document = await resolveDid(did)
  const errors: unknown[] = []
  for (const expectedRelationship of relationships) {
    try {
      const resolved = { expectedRelationship, resolveDid: async () => document, now }
      return { publicJwk: await keyOfDidUrl(kid, resolved), vouched: false }
    } catch (error) {
      if (!(error instanceof LontarError && error.code === 'jws_key_unknown')) throw error
      errors.push(error)
    }
  }
  throw signatureInvalid(errors[0])
}

const resolveLocally: ResolveDid = async (did) => resolveDidJwk(did)
