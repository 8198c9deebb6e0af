import { publicKeyOfDidUrl } from '../did/public-key-of-did-url.ts'
import type { ErrorCode } from '../errors/error-code.ts'
import { LontarError, UnsupportedError } from '../errors/lontar-error.ts'
import { isSameKey } from '../jose/bare-jwk.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { parseHolderKey } from '../sd-jwt/holder-key.ts'
import { failureOfStep, requireStep } from '../verdict/require-step.ts'
import { endPresent, holderKeysAgree, issuerClaim, statusOnce } from '../verdict/steps/format-steps.ts'
import { requireDataModel } from './check-data-model.ts'
import { checkPeriod, checkTimes } from './check-times.ts'
import { completeJwtVc } from './complete-jwt-vc.ts'
import { createJwtFormat } from './create-jwt-format.ts'
import type { CredentialFormat, VerifyExpectations } from './credential-format.ts'
import type { CredentialHead } from './credential-profile.ts'
import { parseCredentialStatus } from './credential-status.ts'
import { parseDateTimeStamp } from './date-time-stamp.ts'
import { expandTypes, type KnownContexts } from './expand-types.ts'
import { readIssuer } from './read-issuer.ts'

const baseContext = 'https://www.w3.org/2018/credentials/v1'

/** Options of `createJwtVcJsonFormat`. */
export interface JwtVcJsonFormatOptions extends KnownContexts {
  /** Signs a credential; without it the format only reads. */
  readonly issue?: CredentialFormat['issue']
}

/**
 * Creates the format `jwt_vc_json`: a credential of the W3C VC Data Model 1.1 as a JWT. Claims of the JWT and
 * members of the credential must agree, and missing members are filled from the claims. It has no selective
 * disclosure; its presentation is a JWT of the holder with the credential in `vp`.
 *
 * @param options see `JwtVcJsonFormatOptions`.
 * @returns the format. `issue` throws UnsupportedError `credential_format_unsupported` unless it was given.
 * @see VC Data Model 1.1 section 6.3.1
 */
export function createJwtVcJsonFormat(options: JwtVcJsonFormatOptions): CredentialFormat {
  const { issue = refuseIssue } = options
  return createJwtFormat({
    id: 'jwt_vc_json',
    jwsType: 'JWT',
    acceptMissingType: true,
    specs: {
      format: 'VC Data Model 1.1 sections 4 and 6.3.1',
      issuer_trust: 'VC Data Model 1.1 section 6.3.1',
      signature: 'VC Data Model 1.1 section 6.3.1, RFC 7515 section 5.2',
      disclosures: 'VC Data Model 1.1 section 6.3.1',
      type: 'VC Data Model 1.1 section 4.3',
      validity: 'VC Data Model 1.1 section 4.6, RFC 7519 sections 4.1.4 to 4.1.6',
      holder_binding: 'OpenID4VP 1.0 section 14.2',
      status: 'Token Status List section 8.3',
    },
    readHead: async (payload) => readHead(payload, options),
    readClaims: completeJwtVc,
    readTimes: (payload, claims) => ({
      issuedAt: parseNumericDate(payload.iat) ?? parseDateTimeStamp(claims.issuanceDate),
      // `exp` is the same second, and fills what is not there (`completeJwtVc`).
      expiresAt: parseDateTimeStamp(claims.expirationDate),
    }),
    checkValidity: ({ jws }, { claims }, expectations) => checkValidity(jws.payload, claims, expectations),
    issue,
  })
}

function readHead(payload: JsonObject, known: KnownContexts): CredentialHead {
  const credential = completeJwtVc(payload)
  const { '@context': context, type } = credential
  const { iss } = payload
  // The claim is the one that JWT software looks at, so it may not be missing (section 6.3.1).
  requireStep(issuerClaim, iss !== undefined)
  const issuer = readIssuer(credential.issuer, iss)
  requireDataModel(credential, { from: 'issuanceDate', until: 'expirationDate' })
  // Of two that differ one would be looked at, and the other hidden by it.
  requireStep(statusOnce, payload.status === undefined || credential.status === undefined)
  return {
    issuer,
    types: expandTypes({ ...known, context, type, baseContext }),
    holderKey: readHolderKey(payload, credential),
    status: parseCredentialStatus({
      status: payload.status === undefined ? credential.status : payload.status,
      credentialStatus: credential.credentialStatus,
    }),
  }
}

function readHolderKey({ cnf }: JsonObject, { credentialSubject }: JsonObject): PublicJwk | undefined {
  const confirmed = parseHolderKey({ cnf })
  const named = keyOfSubject(isJsonObject(credentialSubject) ? credentialSubject.id : undefined)
  if (confirmed === undefined || named === undefined) return confirmed ?? named
  requireStep(holderKeysAgree, isSameKey(confirmed, named))
  return confirmed
}

/** A subject that is a did:jwk names its key itself; any other id names none. */
function keyOfSubject(id: JsonValue | undefined): PublicJwk | undefined {
  if (typeof id !== 'string' || !id.startsWith('did:jwk:')) return undefined
  try {
    return publicKeyOfDidUrl(`${id}#0`)
  } catch (error) {
    if (error instanceof LontarError) return undefined
    throw error
  }
}

/** `expirationDate` counts also without `exp`. A credential without any end is refused, as in the other formats. */
function checkValidity(
  payload: JsonObject,
  claims: JsonObject,
  { policy, now }: VerifyExpectations,
): ErrorCode | undefined {
  const { issuanceDate, expirationDate } = claims
  const period = { from: parseDateTimeStamp(issuanceDate), until: parseDateTimeStamp(expirationDate) }
  return (
    failureOfStep(endPresent, period.until !== undefined || policy?.acceptEndless === true) ??
    checkTimes(payload, now) ??
    checkPeriod(period, now)
  )
}

async function refuseIssue(): Promise<never> {
  throw new UnsupportedError('credential_format_unsupported', 'This format is not issued here.')
}
