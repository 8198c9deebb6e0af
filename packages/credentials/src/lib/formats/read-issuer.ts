import { VerificationError } from '../errors/lontar-error.ts'
import type { JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { credentialMalformed } from './credential-malformed.ts'

/**
 * Reads the issuer of a W3C credential.
 *
 * @param issuer the member `issuer`: a URL, or an object whose `id` is one.
 * @param iss the JWT claim; absent, or the same.
 * @returns the issuer's URL, as written.
 * @throws MalformedError `credential_malformed` when there is no such URL.
 * @throws VerificationError `credential_issuer_mismatch` when the two differ.
 * @see VC Data Model 2.0 section 4.7, VC-JOSE-COSE section 4.1.2, VC Data Model 1.1 section 6.3.1
 */
export function readIssuer(issuer: JsonValue | undefined, iss: JsonValue | undefined): string {
  const url = isJsonObject(issuer) ? issuer.id : issuer
  if (typeof url !== 'string' || !URL.canParse(url)) throw credentialMalformed()
  if (iss === undefined || iss === url) return url
  throw new VerificationError('credential_issuer_mismatch', 'The credential names two issuers.')
}
