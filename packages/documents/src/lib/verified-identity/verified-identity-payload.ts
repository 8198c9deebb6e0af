import type { JsonObject } from '@lontar/credentials'
import { VerificationError } from '@lontar/credentials/errors'
import { numericDate, parseNumericDate } from '@lontar/credentials/jose'
import { isCalendarDate } from '../calendar/calendar-date.ts'
import { readKtpCard } from '../ktp/read-ktp-card.ts'
import { readPassport } from '../passport/read-passport.ts'
import type {
  AssuranceLevel,
  CheckMethod,
  Evidence,
  IdentityDocument,
  VerifiedIdentity,
} from './verified-identity.ts'

/** The longest life of a verified identity, in seconds. */
const maxLifeInSeconds = 900

/** The assurance levels, weakest first. */
export const assuranceLevels: readonly AssuranceLevel[] = ['none', 'low', 'substantial', 'high']

const checkMethods: readonly CheckMethod[] = ['vri', 'vcrypt', 'data', 'bvr', 'pvp']
const evidenceTypes: readonly Evidence['type'][] = ['document', 'electronic_record', 'officer']

/** Encodes a verified identity as the JSON of its payload; times become whole seconds. */
export function encodeVerifiedIdentity(identity: VerifiedIdentity): JsonObject {
  return {
    jti: identity.jti,
    iat: numericDate(identity.issuedAt),
    exp: numericDate(identity.expiresAt),
    ...encodeDocument(identity.document),
    assurance_level: identity.assuranceLevel,
    evidence: identity.evidence.map(encodeEvidence),
  }
}

/**
 * Decodes what `encodeVerifiedIdentity` made, and checks every member again. It neither judges whether the identity
 * is still fresh nor who made it: that is `verifyVerifiedIdentity`.
 *
 * @param value parsed JSON
 * @throws VerificationError `verified_identity_invalid` for every other shape
 */
export function decodeVerifiedIdentity(value: unknown): VerifiedIdentity {
  const members = readMembers(value, [
    ...['jti', 'iat', 'exp', 'assurance_level', 'evidence'],
    ...['ktp', 'passport', 'stay_until'],
  ])
  const issuedAt = readTime(members['iat'])
  const expiresAt = readTime(members['exp'])
  const life = (expiresAt.getTime() - issuedAt.getTime()) / 1000
  if (life <= 0 || life > maxLifeInSeconds) throw invalid()
  return {
    jti: readJti(members['jti']),
    document: readDocument(members),
    assuranceLevel: oneOf(assuranceLevels, members['assurance_level']),
    evidence: readEvidenceList(members['evidence']),
    issuedAt,
    expiresAt,
  }
}

/** The name of the member tells which document it is. */
function encodeDocument(document: IdentityDocument): JsonObject {
  if (document.kind === 'ktp') return { ktp: { ...document.card } }
  const { passport, stayUntil } = document
  const { birthdate, ...rest } = passport
  return {
    passport: { ...rest, birthdate: { ...birthdate } },
    ...(stayUntil !== undefined && { stay_until: stayUntil }),
  }
}

/** One document and no more: two would leave open which of them the evidence is about. */
function readDocument(members: Readonly<Record<string, unknown>>): IdentityDocument {
  const { ktp, passport: kept, stay_until: stayUntil } = members
  const card = readKtpCard(ktp)
  if (card !== undefined && kept === undefined && stayUntil === undefined) return { kind: 'ktp', card }
  const passport = readPassport(kept)
  if (passport === undefined || ktp !== undefined) throw invalid()
  if (stayUntil === undefined) return { kind: 'passport', passport }
  if (!isCalendarDate(stayUntil)) throw invalid()
  return { kind: 'passport', passport, stayUntil }
}

function encodeEvidence(evidence: Evidence): JsonObject {
  return {
    type: evidence.type,
    check_method: evidence.checkMethod,
    organization: evidence.organization,
    time: numericDate(evidence.time),
    ...(evidence.transaction === undefined ? {} : { transaction: evidence.transaction }),
    simulated: evidence.simulated,
  }
}

function readEvidenceList(value: unknown): readonly Evidence[] {
  if (!Array.isArray(value) || value.length === 0 || value.length > 16) throw invalid()
  return value.map(readEvidence)
}

function readEvidence(value: unknown): Evidence {
  const names = ['type', 'check_method', 'organization', 'time', 'transaction', 'simulated']
  const members = readMembers(value, names)
  // Evidence that does not say that it is real is not taken for real.
  if (typeof members['simulated'] !== 'boolean') throw invalid()
  return {
    type: oneOf(evidenceTypes, members['type']),
    checkMethod: oneOf(checkMethods, members['check_method']),
    organization: readText(members['organization']),
    time: readTime(members['time']),
    ...(members['transaction'] === undefined ? {} : { transaction: readText(members['transaction']) }),
    simulated: members['simulated'],
  }
}

/** At least 128 bits in base64url, so that no two identities share one by chance. */
function readJti(value: unknown): string {
  if (typeof value !== 'string' || !/^[A-Za-z0-9_-]{22,128}$/.test(value)) throw invalid()
  return value
}

function readText(value: unknown): string {
  if (typeof value !== 'string' || !/^[^\p{Cc}\p{Cf}]{1,200}$/u.test(value) || !value.isWellFormed())
    throw invalid()
  return value
}

function readTime(value: unknown): Date {
  const time = Number.isInteger(value) ? parseNumericDate(value) : undefined
  if (time === undefined) throw invalid()
  return time
}

function oneOf<Value extends string>(values: readonly Value[], value: unknown): Value {
  const found = values.find((candidate) => candidate === value)
  if (found === undefined) throw invalid()
  return found
}

function readMembers(value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid()
  const entries = Object.entries(value)
  if (entries.some(([name]) => !names.includes(name))) throw invalid()
  return Object.fromEntries(entries)
}

function invalid(): VerificationError {
  return new VerificationError('verified_identity_invalid', 'The verified identity is not valid.')
}
