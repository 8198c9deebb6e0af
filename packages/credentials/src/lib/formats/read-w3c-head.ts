import type { JsonObject } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import type { UnverifiedJws } from '../jose/parse-jws.ts'
import { parseHolderKey } from '../sd-jwt/holder-key.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { requireStep } from '../verdict/require-step.ts'
import { noSecondCredential } from '../verdict/steps/format-steps.ts'
import { requireDataModel, requireSubjectIds } from './check-data-model.ts'
import type { CredentialHead } from './credential-profile.ts'
import { parseCredentialStatus } from './credential-status.ts'
import { expandTypes, type KnownContexts } from './expand-types.ts'
import { readIssuer } from './read-issuer.ts'

const dates = { from: 'validFrom', until: 'validUntil' } as const
const baseContext = 'https://www.w3.org/ns/credentials/v2'

/** A `vc` member would be a second credential, and `vct` is the retired name of dc+sd-jwt. */
const foreignMembers = ['vc', 'vp', 'vct', 'proof'] as const

/**
 * Reads what a version 2.0 credential says of itself, and requires the shape of the data model.
 *
 * @param payload the signed payload: the credential itself.
 * @param known the pinned contexts.
 * @returns its issuer, types, holder key and status.
 * @throws MalformedError `credential_malformed`.
 * @throws VerificationError `credential_issuer_mismatch`, `credential_context_unknown`.
 * @see VC Data Model 2.0 section 4, VC-JOSE-COSE sections 3.1.3 and 4
 */
export function readW3cHead(payload: JsonObject, known: KnownContexts): CredentialHead {
  requireOneCredential(payload)
  const issuer = readIssuer(payload.issuer, payload.iss)
  requireDataModel(payload, dates)
  const { '@context': context, type } = payload
  const types = expandTypes({ ...known, context, type, baseContext })
  return { issuer, types, holderKey: parseHolderKey(payload), status: parseCredentialStatus(payload) }
}

/**
 * Requires of the credential with what was disclosed what `readW3cHead` required of what was signed in clear.
 *
 * @param claims the processed payload.
 * @param payload the signed payload, whose subject has the digests of what is held back.
 * @throws MalformedError `credential_malformed`.
 * @see VC Data Model 2.0 section 4, VC-JOSE-COSE section 3.2.1
 */
export function requireW3cClaims(claims: JsonObject, { credentialSubject = null }: JsonObject): void {
  requireOneCredential(claims)
  requireDataModel({ ...claims, credentialSubject }, dates)
  requireSubjectIds(claims.credentialSubject)
}

/** We check no proof besides the signature, so one inside would only look checked. */
export function requireOneCredential(credential: JsonObject): void {
  requireStep(
    noSecondCredential,
    foreignMembers.every((name) => !(name in credential)),
  )
}

/**
 * Tells whether the header names its key well enough: without `iss`, or with a DID as issuer, `kid` says which key.
 *
 * @param jws the header and payload.
 * @returns true when it does.
 * @see VC-JOSE-COSE sections 4.1.1 and 4.3
 */
export function namesW3cKey({ header, payload }: Pick<UnverifiedJws, 'header' | 'payload'>): boolean {
  const { kid, x5c } = header
  const { iss, issuer } = payload
  const name = iss ?? (isJsonObject(issuer) ? issuer.id : issuer)
  // A certificate names the key of an https issuer; a DID has keys of its own, whatever else the header holds.
  const isCertified = isJsonArray(x5c) && x5c.length > 0 && !String(name).startsWith('did:')
  if (iss === undefined) return isCertified || (typeof kid === 'string' && URL.canParse(kid))
  return isCertified || typeof kid === 'string' || !String(iss).startsWith('did:')
}
