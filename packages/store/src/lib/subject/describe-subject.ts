import type { CredentialRecord } from '@lontar/issuer'
import type { ConsentRecord } from '@lontar/proofing/consent'
import type { RegistrationState } from '@lontar/proofing/registration'
import { credentialsOfIssuances } from '../issuer/credential-records.ts'
import type { StoreDatabase } from '../store-database.ts'
import { toConsent } from './consent-store.ts'
import { type HeldIssuance, heldIssuances } from './held-issuances.ts'
import { issuancesOfSubject } from './issuances-of-subject.ts'
import { requestsOf, type SubjectRequest } from './subject-requests.ts'

/** An image that waits to be looked at. */
export interface HeldImage {
  /** The consent under which it was taken. */
  readonly consentId: string
  /** What it shows, such as `card`. */
  readonly kind: string
  /** It is erased then at the latest. */
  readonly keptUntil: Date
}

/** A registration that is under way, or was decided within a day. */
export interface HeldRegistration {
  /** Random. */
  readonly registrationId: string
  /** Where it stands. */
  readonly state: RegistrationState
  /** When it was started. */
  readonly createdAt: Date
  /** What it holds of the person, encrypted, is erased then at the latest. */
  readonly contentUntil: Date
}

/** Everything that is held about a person, without a claim value. */
export interface SubjectHoldings {
  /** Every consent, with its receipt. */
  readonly consents: readonly ConsentRecord[]
  /** What was offered. */
  readonly issuances: readonly HeldIssuance[]
  /** What was issued. */
  readonly credentials: readonly CredentialRecord[]
  /** Registrations that hold what was read of a card or confirmed, until they are decided. */
  readonly registrations: readonly HeldRegistration[]
  /** Images that wait to be looked at; empty once there is a decision. */
  readonly evidenceImages: readonly HeldImage[]
  /** What the person asked for. */
  readonly requests: readonly SubjectRequest[]
  /** Since when the processing is restricted; absent when it is not. */
  readonly restrictedSince?: Date
}

/** Gathers what is held about a person, of one moment. */
export async function describeSubject(database: StoreDatabase, subject: string): Promise<SubjectHoldings> {
  return await database.queries.transaction().execute(async (queries) => {
    const here = { ...database, queries }
    const issuanceIds = await issuancesOfSubject(queries, subject)
    const restriction = await queries
      .selectFrom('restrictions')
      .select('since')
      .where('subject', '=', subject)
      .executeTakeFirst()
    return {
      consents: await consentsOf(here, subject),
      issuances: await heldIssuances(queries, issuanceIds),
      credentials: await credentialsOfIssuances(here, issuanceIds),
      registrations: await registrationsOf(here, subject),
      evidenceImages: await imagesOf(here, subject),
      requests: await requestsOf(here, subject),
      ...(restriction !== undefined && { restrictedSince: new Date(restriction.since) }),
    }
  })
}

async function consentsOf(database: StoreDatabase, subject: string): Promise<readonly ConsentRecord[]> {
  const rows = await database.queries
    .selectFrom('consents')
    .selectAll()
    .where('subject', '=', subject)
    .orderBy('given_at')
    .orderBy('consent_id')
    .execute()
  return rows.map((row) => toConsent(database, row))
}

async function registrationsOf(
  { queries }: StoreDatabase,
  subject: string,
): Promise<readonly HeldRegistration[]> {
  const rows = await queries
    .selectFrom('registrations')
    .innerJoin('consents', 'consents.consent_id', 'registrations.consent_id')
    .select(['registration_id', 'state', 'created_at', 'content_until'])
    .where('consents.subject', '=', subject)
    .orderBy('created_at')
    .execute()
  return rows.map((row) => ({
    registrationId: row.registration_id,
    state: row.state,
    createdAt: new Date(row.created_at),
    contentUntil: new Date(row.content_until),
  }))
}

async function imagesOf({ queries }: StoreDatabase, subject: string): Promise<readonly HeldImage[]> {
  const rows = await queries
    .selectFrom('evidence_images')
    .innerJoin('consents', 'consents.consent_id', 'evidence_images.consent_id')
    .select(['evidence_images.consent_id', 'evidence_images.kind', 'evidence_images.kept_until'])
    .where('consents.subject', '=', subject)
    .execute()
  return rows.map((row) => ({
    consentId: row.consent_id,
    kind: row.kind,
    keptUntil: new Date(row.kept_until),
  }))
}
