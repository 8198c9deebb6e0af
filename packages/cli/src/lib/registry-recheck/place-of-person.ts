import type { ErrorCode } from '@lontar/credentials/errors'
import { type ConsentDoor, checkConsent } from '@lontar/proofing/consent'
import type { Store, SubjectHoldings } from '@lontar/store'
import type { Person } from './read-people.ts'

/** Why nobody is asked about a person. */
export type SkipReason = ErrorCode | 'no_credential'

/** Whose credentials a question is about, and under which consent; or why none is put. */
export type Place =
  | { readonly skip: SkipReason }
  | {
      readonly consentId: string
      readonly credentialIds: readonly string[]
      readonly validIds: readonly string[]
    }

/**
 * Finds what a person holds from here, and the newest consent that covers asking again.
 *
 * @returns `no_credential` for who holds nothing that is in force; else what `checkConsent` has against asking.
 */
export async function placeOfPerson(
  { subjects, consents }: Pick<Store, 'subjects' | 'consents'>,
  door: ConsentDoor,
  { ktp: { nik } }: Person,
  now: Date,
): Promise<Place> {
  const document = { nik }
  const holdings = await subjects.describe(consents.subjectOf(document))
  const held = inForce(holdings, now)
  if (held.length === 0) return { skip: 'no_credential' }
  const needs = { document, items: ['registry_recheck'], isChild: false } as const
  let against: ErrorCode = 'consent_missing'
  for (const { id } of holdings.consents) {
    const failures = await checkConsent(door, id, needs)
    if (failures.length === 0) {
      const validIds = held.filter(({ status }) => status === 'valid').map(({ credentialId }) => credentialId)
      return { consentId: id, credentialIds: held.map(({ credentialId }) => credentialId), validIds }
    }
    // A restriction says more than a consent that does not cover it.
    against =
      failures.find(({ code }) => code === 'processing_restricted')?.code ?? failures[0]?.code ?? against
  }
  return { skip: against }
}

/** What is revoked, has ended or was never signed needs no look. */
function inForce({ credentials }: SubjectHoldings, now: Date): SubjectHoldings['credentials'] {
  return credentials.filter(
    ({ status, state, expiresAt }) => status !== 'revoked' && state !== 'abandoned' && expiresAt > now,
  )
}
