import { VerificationError } from '@lontar/credentials/errors'
import type { Claim } from '../credential-types/claims.ts'
import type { CredentialTypeName } from '../credential-types/credential-type.ts'
import { credentialTypes } from '../credential-types/credential-types.ts'
import { findClaim } from '../credential-types/find-claim.ts'
import type { Ask, AskCondition, LegalBasis } from './ask.ts'
import { readWithin } from './ask-place.ts'
import { isLegalBasis } from './legal-bases.ts'
import { eachWithin, malformed, readEach, readMembers, readText } from './read-ask-definition.ts'
import { readCondition } from './read-condition.ts'
import { readOwnServices } from './read-own-services.ts'
import { mayAsk, type OwnServices } from './services.ts'

/** An ask without its id; `conditions` may be left out. */
export type AskDefinition<Claim extends string = string> = Omit<Ask<Claim>, 'id' | 'conditions'> & {
  readonly conditions?: readonly AskCondition[]
}

/** Settings of `ask`. */
export interface AskOptions {
  /**
   * Services that the register does not know, and the most that each may ask, never NIK or portrait. Without it such a
   * service may ask for nothing.
   */
  readonly ownServices?: OwnServices
}

const members = ['service', 'credential', 'purpose', 'legalBasis', 'claims', 'conditions', 'retentionDays']

/**
 * Creates a purpose-bound request and refuses one that asks for more than its service may. An ask for nothing is
 * legal and common: it makes no request.
 *
 * @param id the key of the ask in its file: letters, digits, `_` and `-`, at most 64
 * @param definition claims are dotted names of the register; `retentionDays` is 0 to 36500
 * @param options services that the register does not know; none by default
 * @returns the frozen ask, whose type knows the names of its claims; `credential` is absent when nothing is asked for
 * @throws MalformedError `ask_malformed` a member is missing, unknown or not what it must be
 * @throws VerificationError `claim_unknown` a claim that the credential type never carries
 * @throws VerificationError `ask_exceeds_service` a claim that the service may not ask for, and any claim for a service
 * that is neither in the register nor in `ownServices`
 * @see UU 27/2022 articles 16, 20 and 21
 * @example
 * const hotel = ask('hotel', {
 *   service: 'hotel_wni',
 *   credential: 'KtpCredential',
 *   purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
 *   legalBasis: 'contract',
 *   claims: ['name', 'age_equal_or_over.18'],
 *   conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
 *   retentionDays: 1,
 * })
 */
export function ask<const Claim extends string>(
  id: string,
  definition: AskDefinition<Claim>,
  { ownServices = {} }: AskOptions = {},
): Ask<Claim> {
  // What was read lists the very names that were given, or it would have been refused.
  return readAsk(id, definition, readOwnServices(ownServices)) as Ask<Claim>
}

/** The same for a definition that was read from a file. */
export function readAsk(id: string, definition: unknown, ownServices: OwnServices = {}): Ask {
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(id)) throw malformed('its id is not a short name')
  const given = readMembers(definition, members)
  const key = <Value>(name: string, read: (value: unknown) => Value): Value =>
    readWithin(`key ${name}`, () => read(given[name]))
  const service = key('service', readName)
  const wanted = readWanted(given)
  const requireAllowed = (claim: string): void => {
    if (!mayAsk(service, claim, ownServices))
      throw new VerificationError(
        'ask_exceeds_service',
        'The ask names a claim that its service may not ask for.',
      )
  }
  key('claims', () => eachWithin(wanted.claims, requireAllowed))
  const conditionClaims = wanted.conditions.map(({ claim }) => claim)
  key('conditions', () => eachWithin(conditionClaims, requireAllowed))
  return Object.freeze({
    id,
    service,
    ...wanted,
    purpose: key('purpose', readPurpose),
    legalBasis: key('legalBasis', readLegalBasis),
    // Who learns nothing has nothing to keep.
    retentionDays: key('retentionDays', (days) => readDays(days ?? (asksNothing(wanted) ? 0 : undefined))),
  })
}

/** Every claim that an ask discloses: those it lists, then those of its conditions, each once. */
export function askedClaims(wanted: Pick<Ask, 'claims' | 'conditions'>): readonly string[] {
  return [...new Set([...wanted.claims, ...wanted.conditions.map((condition) => condition.claim)])]
}

/** True for an ask that asks for nothing and therefore makes no request. */
export function asksNothing(wanted: Pick<Ask, 'claims' | 'conditions'>): boolean {
  return askedClaims(wanted).length === 0
}

function readWanted(
  given: Readonly<Record<string, unknown>>,
): Pick<Ask, 'credential' | 'claims' | 'conditions'> {
  const credential =
    given['credential'] === undefined
      ? undefined
      : readWithin('key credential', () => readTypeName(given['credential']))
  const find = (name: string): Claim => {
    if (credential === undefined) throw malformed('it names claims and no credential')
    return findClaim(credential, name)
  }
  const claims = readWithin('key claims', () => {
    const names = readEach(given['claims'], (name) => find(readText(name)).name)
    return refuseRepeated(names, names)
  })
  const conditions = readWithin('key conditions', () => {
    const read = readEach(given['conditions'] ?? [], (condition) => readCondition(condition, find))
    return refuseRepeated(
      read,
      read.map(({ claim }) => claim),
    )
  })
  const wanted = { claims, conditions }
  return credential === undefined || asksNothing(wanted) ? wanted : { credential, ...wanted }
}

function refuseRepeated<Value>(values: readonly Value[], names: readonly string[]): readonly Value[] {
  if (new Set(names).size !== names.length) throw malformed('a claim is named twice')
  return values
}

function readTypeName(value: unknown): CredentialTypeName {
  const type = Object.values(credentialTypes).find((candidate) => candidate.name === value)
  if (type === undefined) throw malformed('its credential is not a known type')
  return type.name
}

function readName(value: unknown): string {
  const name = readText(value)
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw malformed('its service is not a short name')
  return name
}

function readPurpose(value: unknown): Ask['purpose'] {
  const purpose = readMembers(value, ['id', 'en'])
  const text = (language: 'id' | 'en'): string =>
    readWithin(`key ${language}`, () => readText(purpose[language]))
  return { id: text('id'), en: text('en') }
}

function readLegalBasis(value: unknown): LegalBasis {
  if (!isLegalBasis(value)) throw malformed('its legal basis is none of UU 27/2022 article 20')
  return value
}

function readDays(value: unknown): number {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0 || value > 36_500) {
    throw malformed('retentionDays is not a number of days')
  }
  return value
}
