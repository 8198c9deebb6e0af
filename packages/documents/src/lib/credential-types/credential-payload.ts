import type {
  BitstringStatusListEntry,
  ClaimPath,
  CredentialFormatId,
  JsonObject,
  JsonValue,
  PublicJwk,
  StatusListReference,
} from '@lontar/credentials'
import { createDidJwk } from '@lontar/credentials/did'
import { UnsupportedError } from '@lontar/credentials/errors'
import { bareJwk, numericDate } from '@lontar/credentials/jose'
import type { VerifiedIdentity } from '../verified-identity/verified-identity.ts'
import { pathOf } from './claim-path.ts'
import type { ClaimValues } from './claim-values.ts'
import { type Claim, claims } from './claims.ts'
import { formatAllowed, hasSelectiveDisclosure } from './configuration-id.ts'
import type { CredentialTypeId } from './credential-type.ts'
import { contextUrl, credentialTypeUrl } from './credential-type-url.ts'
import { credentialTypes } from './credential-types.ts'
import { createDocumentClaims } from './document-claims.ts'
import { formatInstant, roundToHour } from './rounded-time.ts'

/** What `createCredentialPayload` needs. */
export interface CredentialPayloadInput {
  /** The type to issue. */
  readonly typeId: CredentialTypeId
  /** The format to shape the payload for. */
  readonly formatId: CredentialFormatId
  /** Whom the credential is about, as proofing found. */
  readonly identity: VerifiedIdentity
  /** The issuer's identifier in the credential (`iss`, `issuer`): a DID or an https URL. */
  readonly issuer: string
  /** The Credential Issuer Identifier, under which types and context lie. */
  readonly issuerUrl: string
  /** The name of the issuing authority. */
  readonly issuerName: string
  /** ISO 3166-2 code of the issuer's jurisdiction, such as `ID-NT`; left out by default. */
  readonly issuingJurisdiction?: string
  /** The key that the credential is bound to. */
  readonly holderKey: PublicJwk
  /** The DID by which the holder named that key; by default the did:jwk of its bare members. */
  readonly holderDid?: string
  /** The reserved place on a status list. */
  readonly status: StatusListReference
  /**
   * Its places on Bitstring Status Lists, which `vc+sd-jwt` and `vc+jwt` then name in the place of `status`; none by
   * default.
   */
  readonly credentialStatus?: readonly Pick<
    BitstringStatusListEntry,
    'statusPurpose' | 'statusListIndex' | 'statusListCredential'
  >[]
  /**
   * The digest of the issuer's context of the type's version, see `contextIntegrity`, by which `vc+sd-jwt` and `vc+jwt` pin it; left out by
   * default.
   */
  readonly contextIntegrity?: string
  /**
   * The digest of the description of the type, see `typeMetadataIntegrity`, by which `dc+sd-jwt` pins it as
   * `vct#integrity`; left out by default.
   */
  readonly typeIntegrity?: string
  /** The instant of issue; the payload holds it rounded down to the hour. */
  readonly issuedAt: Date
  /**
   * IANA time zone in which age and expiry are reckoned when the holder's is not known: that of the province of
   * residence goes before.
   */
  readonly timeZone: string
}

/** A payload that is ready to sign. */
export interface CredentialPayload {
  /** The payload in the shape of the format. */
  readonly payload: JsonObject
  /** The members that become disclosures; empty for `jwt_vc_json`. */
  readonly disclosable: readonly ClaimPath[]
  /** The end of the credential, a whole second. */
  readonly expiresAt: Date
}

/**
 * Creates the payload of a credential from a verified identity, in the shape of its format. Ages are those of the
 * instant of issue in the holder's zone; the times in the payload are rounded, see `credentialExpiry`. Neither
 * `exp`, `cnf`, `status` nor the type can be held back. In `jwt_vc_json` the payload is the W3C credential of VC 1.1
 * with `status` beside it, which its signer moves to the top level of the JWT.
 *
 * @throws UnsupportedError `credential_format_unsupported` for `jwt_vc_json` of a type that holds more than proofs
 * @throws VerificationError `document_mismatch` when the identity is of another document than the type is made from
 * @throws VerificationError `stay_permit_expired` when the stay of a visitor has ended, or the card of a foreigner with the
 *   stay permit; `document_expired` when the passport has ended
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when the birth date is no date or the time zone is not known
 * @see SD-JWT VC section 2.2.2; VC Data Model 2.0 section 4; VC Data Model 1.1 section 4
 */
export function createCredentialPayload(input: CredentialPayloadInput): CredentialPayload {
  if (!formatAllowed(input.typeId, input.formatId)) {
    throw new UnsupportedError(
      'credential_format_unsupported',
      'A format without selective disclosure carries proofs only.',
    )
  }
  const { values, expiresAt } = createDocumentClaims(input)
  const frame: Frame = {
    input,
    issuedAt: roundToHour(input.issuedAt),
    expiresAt,
    issued: selectClaims(input, values),
  }
  return {
    payload: shapes[input.formatId](frame),
    disclosable: hasSelectiveDisclosure(input.formatId) ? disclosablePaths(frame) : [],
    expiresAt,
  }
}

interface Frame {
  readonly input: CredentialPayloadInput
  readonly issuedAt: Date
  readonly expiresAt: Date
  readonly issued: readonly IssuedClaim[]
}

interface IssuedClaim {
  readonly claim: Claim
  readonly value: JsonValue
}

const shapes: Readonly<Record<CredentialFormatId, (frame: Frame) => JsonObject>> = {
  'dc+sd-jwt': sdJwtVcPayload,
  'vc+sd-jwt': w3cPayload,
  'vc+jwt': w3cPayload,
  jwt_vc_json: w3cVersion1Payload,
}

function selectClaims({ typeId }: CredentialPayloadInput, values: ClaimValues): IssuedClaim[] {
  const names = credentialTypes[typeId].claims
  return claims.flatMap((claim) => {
    const value = values[claim.name]
    return value === undefined || !names.includes(claim.name) ? [] : [{ claim, value }]
  })
}

function sdJwtVcPayload({ input, issuedAt, expiresAt, issued }: Frame): JsonObject {
  return {
    iss: input.issuer,
    iat: numericDate(issuedAt),
    exp: numericDate(expiresAt),
    vct: credentialTypeUrl(input.issuerUrl, input.typeId),
    ...(input.typeIntegrity !== undefined && { 'vct#integrity': input.typeIntegrity }),
    cnf: confirmation(input.holderKey),
    status: statusMember(input.status),
    ...nestClaims(issued),
  }
}

function w3cPayload({ input, issuedAt, expiresAt, issued }: Frame): JsonObject {
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2', contextOf(input)],
    type: ['VerifiableCredential', credentialTypes[input.typeId].name],
    issuer: input.issuer,
    validFrom: formatInstant(issuedAt),
    validUntil: formatInstant(expiresAt),
    iat: numericDate(issuedAt),
    exp: numericDate(expiresAt),
    cnf: confirmation(input.holderKey),
    ...w3cStatus(input),
    ...pinnedContext(input),
    credentialSubject: flattenClaims(issued),
  }
}

/** VC Data Model 2.0 section 5.3. */
function pinnedContext(input: CredentialPayloadInput): JsonObject {
  if (input.contextIntegrity === undefined) return {}
  return { relatedResource: [{ id: contextOf(input), digestSRI: input.contextIntegrity }] }
}

function contextOf({ issuerUrl, typeId }: CredentialPayloadInput): string {
  return contextUrl(issuerUrl, credentialTypes[typeId].contextVersion)
}

function w3cVersion1Payload({ input, issuedAt, expiresAt, issued }: Frame): JsonObject {
  return {
    '@context': ['https://www.w3.org/2018/credentials/v1', contextOf(input)],
    type: ['VerifiableCredential', credentialTypes[input.typeId].name],
    issuer: input.issuer,
    issuanceDate: formatInstant(issuedAt),
    expirationDate: formatInstant(expiresAt),
    credentialSubject: {
      id: input.holderDid ?? createDidJwk(bareJwk(input.holderKey)),
      ...flattenClaims(issued),
    },
    status: statusMember(input.status),
  }
}

function nestClaims(issued: readonly IssuedClaim[]): JsonObject {
  const members: Record<string, JsonValue> = {}
  for (const { claim, value } of issued) {
    const [name = '', inner] = claim.name.split('.')
    members[name] =
      inner === undefined ? value : { ...(members[name] as JsonObject | undefined), [inner]: value }
  }
  return members
}

function flattenClaims(issued: readonly IssuedClaim[]): JsonObject {
  return Object.fromEntries(issued.map(({ claim, value }) => [claim.term, value]))
}

function disclosablePaths({ input, issued }: Frame): ClaimPath[] {
  return issued.filter(({ claim }) => claim.disclosable).map(({ claim }) => pathOf(claim, input.formatId))
}

function confirmation(holderKey: PublicJwk): JsonObject {
  return { jwk: bareJwk(holderKey) }
}

function statusMember({ idx, uri }: StatusListReference): JsonObject {
  return { status_list: { idx, uri } }
}

/** Bitstring Status List section 2.1: the index is a text, and the id names the entry and not the list. */
function w3cStatus({ status, credentialStatus }: CredentialPayloadInput): JsonObject {
  if (credentialStatus === undefined) return { status: statusMember(status) }
  return {
    credentialStatus: credentialStatus.map(({ statusPurpose, statusListIndex, statusListCredential }) => ({
      id: `${statusListCredential}#${statusListIndex}`,
      type: 'BitstringStatusListEntry',
      statusPurpose,
      statusListIndex: String(statusListIndex),
      statusListCredential,
    })),
  }
}
