import type { JsonValue } from '../jose/json.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { requireStep } from '../verdict/require-step.ts'
import { issuerAgrees, issuerUrl } from '../verdict/steps/format-steps.ts'

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
  requireStep(issuerUrl, typeof url === 'string' && URL.canParse(url))
  requireStep(issuerAgrees, iss === undefined || iss === url)
  return url
}
