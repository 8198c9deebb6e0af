import { publicKeyOfDidUrl } from '../did/public-key-of-did-url.ts'
import type { ErrorCode } from '../errors/error-code.ts'
import { LontarError, UnsupportedError, VerificationError } from '../errors/lontar-error.ts'
import { isSameKey } from '../jose/bare-jwk.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { parseHolderKey } from '../sd-jwt/holder-key.ts'
import { checkPeriod, checkTimes, type TimeFailure } from './check-times.ts'
import { completeJwtVc } from './complete-jwt-vc.ts'
import type { CredentialFormat, UnverifiedCredential, VerifyExpectations } from './credential-format.ts'
import { credentialMalformed } from './credential-malformed.ts'
import type { CredentialHead, CredentialParts, CredentialProfile } from './credential-profile.ts'
import { parseCredentialStatus } from './credential-status.ts'
import { parseDateTimeStamp } from './date-time-stamp.ts'
import { earliest } from './earliest.ts'
import { expandTypes, type ResolveContext } from './expand-types.ts'
import { readIssuer } from './read-issuer.ts'
import { parseCredential, verifyCredential } from './verify-credential.ts'

const baseContext = 'https://www.w3.org/2018/credentials/v1'
const maxCharacters = 1_048_576

/** Options of `createJwtVcJsonFormat`. */
export interface JwtVcJsonFormatOptions {
  /** The pinned contexts besides the base context, which is always known. */
  readonly resolveContext: ResolveContext
  /** Signs a credential; without it the format only reads. */
  readonly issue?: CredentialFormat['issue']
}

/**
 * Creates the format `jwt_vc_json`: a credential of the W3C VC Data Model 1.1 as a JWT. Claims of the JWT and
 * members of the credential must agree, and missing members are filled from the claims. It has no selective
 * disclosure and is not presented.
 *
 * @param options see `JwtVcJsonFormatOptions`.
 * @returns the format. `issue` throws UnsupportedError `credential_format_unsupported` unless it was given, and
 * `present` throws UnsupportedError `presentation_unsupported`.
 * @see VC Data Model 1.1 section 6.3.1
 */
export function createJwtVcJsonFormat({ resolveContext, issue }: JwtVcJsonFormatOptions): CredentialFormat {
  const profile = createProfile(resolveContext)
  return Object.freeze({
    id: profile.id,
    issue: issue ?? refuseIssue,
    parse: (text: string) => parseCredential(profile, text),
    present: refusePresent,
    verify: (text: string, expectations: VerifyExpectations) => verifyCredential(profile, text, expectations),
  })
}

function createProfile(resolveContext: ResolveContext): CredentialProfile<CredentialParts> {
  return {
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
    read: async (text) => ({ text, jws: parseJws(requireShort(text)) }),
    readHead: (payload) => readHead(payload, resolveContext),
    complete,
    checkValidity: ({ jws }, { claims }, now) => checkValidity(jws.payload, claims, now),
    checkHolderBinding,
  }
}

function requireShort(text: string): string {
  if (typeof text !== 'string' || text.length > maxCharacters) throw credentialMalformed()
  return text
}

function readHead(payload: JsonObject, resolveContext: ResolveContext): CredentialHead {
  const credential = completeJwtVc(payload)
  const { '@context': context, type } = credential
  const { iss } = payload
  // The claim is the one that JWT software looks at, so it may not be missing (section 6.3.1).
  if (iss === undefined) throw credentialMalformed()
  return {
    issuer: readIssuer(credential.issuer, iss),
    types: expandTypes({ context, type, baseContext, resolveContext }),
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
  if (isSameKey(confirmed, named)) return confirmed
  throw new VerificationError('credential_holder_mismatch', 'The credential names two holder keys.')
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

function complete({ text, jws }: CredentialParts, head: CredentialHead): UnverifiedCredential {
  const { header, payload } = jws
  const claims = completeJwtVc(payload)
  return Object.freeze({
    verified: false,
    format: 'jwt_vc_json',
    text,
    issuer: head.issuer,
    keyId: typeof header.kid === 'string' ? header.kid : undefined,
    types: head.types,
    claims,
    disclosable: [],
    holderKey: head.holderKey,
    issuedAt: parseNumericDate(payload.iat) ?? parseDateTimeStamp(claims.issuanceDate),
    expiresAt: earliest(parseNumericDate(payload.exp), parseDateTimeStamp(claims.expirationDate)),
    status: head.status.reference,
    credentialStatus: head.status.entries,
  })
}

/** `expirationDate` counts also without `exp`. A credential without any end is refused, as in the other formats. */
function checkValidity(payload: JsonObject, claims: JsonObject, now: Date): TimeFailure | undefined {
  const period = {
    from: parseDateTimeStamp(claims.issuanceDate),
    until: parseDateTimeStamp(claims.expirationDate),
  }
  if (period.until === undefined) return 'credential_malformed'
  return checkTimes(payload, now) ?? checkPeriod(period, now)
}

/** The format alone proves no holder, so an expected binding is always missing. */
async function checkHolderBinding(
  _parts: CredentialParts,
  holderKey: PublicJwk | undefined,
  { expectedKeyBinding }: VerifyExpectations,
): Promise<ErrorCode | undefined> {
  if (holderKey === undefined) return 'holder_key_missing'
  return expectedKeyBinding === 'none' ? undefined : 'key_binding_missing'
}

async function refuseIssue(): Promise<never> {
  throw new UnsupportedError('credential_format_unsupported', 'This format is not issued here.')
}

async function refusePresent(): Promise<never> {
  throw new UnsupportedError('presentation_unsupported', 'This format has no selective disclosure.')
}
