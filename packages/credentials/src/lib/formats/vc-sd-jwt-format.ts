import type { JsonObject, JsonValue } from '../jose/json.ts'
import { parseNumericDate } from '../jose/numeric-date.ts'
import { isJsonObject } from '../jose/parse-json.ts'
import type { UnverifiedJws } from '../jose/parse-jws.ts'
import { parseHolderKey } from '../sd-jwt/holder-key.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import { checkPeriod, checkTimes, type TimeFailure } from './check-times.ts'
import { createSdJwtFormat } from './create-sd-jwt-format.ts'
import type { CredentialFormat } from './credential-format.ts'
import { credentialMalformed } from './credential-malformed.ts'
import type { CredentialHead } from './credential-profile.ts'
import { parseCredentialStatus } from './credential-status.ts'
import { parseDateTimeStamp } from './date-time-stamp.ts'
import { earliest } from './earliest.ts'
import { expandTypes, type ResolveContext } from './expand-types.ts'
import { readIssuer } from './read-issuer.ts'

const baseContext = 'https://www.w3.org/ns/credentials/v2'

/** What decides over meaning, validity and holder is not the holder's to show or not. */
const protectedClaims: ReadonlySet<string> = new Set([
  '@context',
  'type',
  'issuer',
  'validFrom',
  'validUntil',
  'cnf',
  'status',
  'credentialStatus',
  'iss',
  'nbf',
  'exp',
  'vct',
])

/** Options of `createVcSdJwtFormat`. */
export interface VcSdJwtFormatOptions {
  /** The pinned contexts besides the base context, which is always known. */
  readonly resolveContext: ResolveContext
}

/**
 * Creates the format `vc+sd-jwt`: a credential of the W3C VC Data Model 2.0 secured by SD-JWT. The payload is the
 * credential itself. Contexts are URLs that `resolveContext` knows; none is fetched. The credential must have an
 * end, `validUntil` or `exp`, and both count.
 *
 * @param options see `VcSdJwtFormatOptions`.
 * @returns the format.
 * @see VC-JOSE-COSE sections 3.2 and 4, VC Data Model 2.0 section 4
 */
export function createVcSdJwtFormat({ resolveContext }: VcSdJwtFormatOptions): CredentialFormat {
  return createSdJwtFormat({
    id: 'vc+sd-jwt',
    jwsType: 'vc+sd-jwt',
    specs: {
      format: 'VC Data Model 2.0 section 4, VC-JOSE-COSE section 3.2',
      issuer_trust: 'VC Data Model 2.0 section 4.7, VC-JOSE-COSE section 4.1',
      signature: 'VC-JOSE-COSE section 3.2, RFC 9901 section 7.1',
      disclosures: 'RFC 9901 section 7.1',
      type: 'VC Data Model 2.0 section 4.5',
      validity: 'VC Data Model 2.0 section 4.9, RFC 7519 sections 4.1.4 to 4.1.6',
      holder_binding: 'RFC 9901 section 7.3',
      status: 'Token Status List section 8.3',
    },
    protectedClaims,
    readHead: (payload) => readHead(payload, resolveContext),
    namesKey,
    readTimes,
    checkValidity: (_packed, { claims }, now) => checkValidity(claims, now),
  })
}

function readHead(payload: JsonObject, resolveContext: ResolveContext): CredentialHead {
  // A `vc` member would be a second credential, and `vct` is the retired name of dc+sd-jwt (VC-JOSE-COSE 3.1.3).
  // We check no proof besides the signature, so one inside would only look checked.
  if (['vc', 'vp', 'vct', 'proof'].some((name) => name in payload)) throw credentialMalformed()
  const issuer = readIssuer(payload.issuer, payload.iss)
  refuseShape(payload)
  const { '@context': context, type } = payload
  const types = expandTypes({ context, type, baseContext, resolveContext })
  return { issuer, types, holderKey: parseHolderKey(payload), status: parseCredentialStatus(payload) }
}

function refuseShape({ id, credentialSubject, validFrom, validUntil }: JsonObject): void {
  if (id !== undefined && !(typeof id === 'string' && URL.canParse(id))) throw credentialMalformed()
  const subjects = isJsonArray(credentialSubject) ? credentialSubject : [credentialSubject]
  if (subjects.length === 0 || !subjects.every(isFilledObject)) throw credentialMalformed()
  const [from, until] = [readStamp(validFrom), readStamp(validUntil)]
  if (from !== undefined && until !== undefined && from > until) throw credentialMalformed()
}

/** A subject whose claims are all held back still has its digests. */
function isFilledObject(subject: JsonValue | undefined): boolean {
  return isJsonObject(subject) && Object.keys(subject).length > 0
}

function readStamp(value: JsonValue | undefined): Date | undefined {
  if (value === undefined) return undefined
  const stamp = parseDateTimeStamp(value)
  if (stamp === undefined) throw credentialMalformed()
  return stamp
}

/** Without `iss`, or with a DID as issuer, `kid` says which key (VC-JOSE-COSE sections 4.1.1 and 4.3). */
function namesKey({ header, payload }: Pick<UnverifiedJws, 'header' | 'payload'>): boolean {
  const { kid } = header
  const { iss } = payload
  if (iss === undefined) return typeof kid === 'string' && URL.canParse(kid)
  return typeof kid === 'string' || !(iss as string).startsWith('did:')
}

function readTimes({ iat, exp, validFrom, validUntil }: JsonObject): {
  readonly issuedAt: Date | undefined
  readonly expiresAt: Date | undefined
} {
  return {
    issuedAt: parseNumericDate(iat) ?? parseDateTimeStamp(validFrom),
    expiresAt: earliest(parseNumericDate(exp), parseDateTimeStamp(validUntil)),
  }
}

/** The lifetime of the signature and the validity of the data both count (VC-JOSE-COSE section 3.1.3). */
function checkValidity(claims: JsonObject, now: Date): TimeFailure | undefined {
  const { exp, validFrom, validUntil } = claims
  // An end that is held back cannot be told from one that never was, so every credential must have one.
  if (exp === undefined && validUntil === undefined) return 'credential_malformed'
  const period = { from: parseDateTimeStamp(validFrom), until: parseDateTimeStamp(validUntil) }
  return checkTimes(claims, now) ?? checkPeriod(period, now)
}
