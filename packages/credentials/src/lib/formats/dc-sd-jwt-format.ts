import type { ErrorCode } from '../errors/error-code.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { parseHolderKey } from '../sd-jwt/holder-key.ts'
import { failureOfStep, requireStep } from '../verdict/require-step.ts'
import { endPresent, issText, otherTypeNames, vctText } from '../verdict/steps/format-steps.ts'
import { checkTimes } from './check-times.ts'
import { createSdJwtFormat } from './create-sd-jwt-format.ts'
import type { CredentialFormat, VerifyExpectations } from './credential-format.ts'
import type { CredentialHead } from './credential-profile.ts'
import { parseCredentialStatus } from './credential-status.ts'
import { isListOfTexts } from './expand-types.ts'

/** SD-JWT VC section 2.2.2.3; `sub`, `iat` and every other claim may be held back. */
const protectedClaims: ReadonlySet<string> = new Set([
  'iss',
  'nbf',
  'exp',
  'cnf',
  'vct',
  'vct#integrity',
  'aka_vcts',
  'status',
])

/**
 * Creates the format `dc+sd-jwt`: an IETF SD-JWT VC. Its type is its `vct`, compared as text; nothing is fetched for
 * it. The credential must name its issuer in `iss` and an end in `exp`.
 *
 * @returns the format.
 * @see draft-ietf-oauth-sd-jwt-vc, RFC 9901
 */
export function createDcSdJwtFormat(): CredentialFormat {
  return createSdJwtFormat({
    id: 'dc+sd-jwt',
    jwsType: 'dc+sd-jwt',
    specs: {
      format: 'SD-JWT VC section 2.2',
      issuer_trust: 'SD-JWT VC section 2.5',
      signature: 'RFC 9901 section 7.1',
      disclosures: 'RFC 9901 section 7.1',
      type: 'SD-JWT VC section 2.2.2.1',
      validity: 'RFC 7519 sections 4.1.4 to 4.1.6',
      holder_binding: 'RFC 9901 section 7.3',
      status: 'Token Status List section 8.3',
    },
    protectedClaims,
    readHead: async (payload) => readHead(payload),
    readTimes: ({ iat, exp }) => ({ issuedAt: parseNumericDate(iat), expiresAt: parseNumericDate(exp) }),
    checkValidity: (_packed, { claims }, expectations) => checkValidity(claims, expectations),
  })
}

function readHead(payload: JsonObject): CredentialHead {
  const { iss, vct } = payload
  requireStep(issText, typeof iss === 'string' && iss !== '')
  requireStep(vctText, typeof vct === 'string' && vct !== '')
  refuseOtherNames(payload, vct)
  const holderKey = parseHolderKey(payload)
  return { issuer: iss, types: [vct], holderKey, status: parseCredentialStatus(payload) }
}

/** Other names of the type are not trusted as types, but they must be well formed (section 2.2.2.2). */
function refuseOtherNames({ aka_vcts: names }: JsonObject, vct: string): void {
  if (names === undefined) return
  requireStep(otherTypeNames, isListOfTexts(names) && !names.includes(vct))
}

/** An `exp` that is held back cannot be told from one that never was, so every credential must have it. */
function checkValidity(claims: JsonObject, { policy, now }: VerifyExpectations): ErrorCode | undefined {
  const hasEnd = claims.exp !== undefined || policy?.acceptEndless === true
  return failureOfStep(endPresent, hasEnd) ?? checkTimes(claims, now)
}
