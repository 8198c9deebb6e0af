import type { CredentialStatus } from '@lontar/issuer'
import { credentialsWithStatus } from '../issuer/credentials-with-status.ts'
import { statusOf } from '../issuer/status-value.ts'
import type { StoreDatabase } from '../store-database.ts'

/** A credential whose content went through the installation in a period. */
export interface AffectedCredential {
  /** Random; in no credential. */
  readonly credentialId: string
  /** Type and format. */
  readonly configurationId: string
  /** What the status list says. */
  readonly status: CredentialStatus
  /** When it was made. */
  readonly createdAt: Date
  /** The end of the credential. */
  readonly expiresAt: Date
}

/** An offer whose content was kept, encrypted, in a period. */
export interface AffectedIssuance {
  /** Random. */
  readonly issuanceId: string
  /** What it holds. */
  readonly configurationIds: readonly string[]
  /** When it was made. */
  readonly createdAt: Date
  /** Whether its content is kept still. */
  readonly holdsIdentity: boolean
}

/** What a breach in a period can have touched, from records without a claim value. */
export interface Affected {
  /** Credentials that were made in it, oldest first. */
  readonly credentials: readonly AffectedCredential[]
  /** Offers whose content was kept in it, oldest first. */
  readonly issuances: readonly AffectedIssuance[]
  /** Persons behind these, as far as the way to them was not erased. */
  readonly persons: number
  /** Consents that were given in it. */
  readonly consents: number
  /** Images that are still there and were taken before its end. */
  readonly evidenceImages: number
  /** Answers of holders that a verifier of this installation decided in it. */
  readonly presentations: number
}

/** Gathers what was there between two instants, both included. */
export async function affectedBetween(database: StoreDatabase, from: Date, to: Date): Promise<Affected> {
  return await database.queries.transaction().execute(async (queries) => {
    const here = { ...database, queries }
    const issuances = await issuancesBetween(here, from, to)
    return {
      credentials: await credentialsBetween(here, from, to),
      issuances,
      persons: await personsBehind(here, from, to),
      ...(await countsBetween(here, from, to)),
    }
  })
}

async function credentialsBetween(
  { queries }: StoreDatabase,
  from: Date,
  to: Date,
): Promise<readonly AffectedCredential[]> {
  const rows = await credentialsWithStatus(queries)
    .select(['credential_id', 'configuration_id', 'status_places.status', 'created_at', 'expires_at'])
    .where('created_at', '>=', from.getTime())
    .where('created_at', '<=', to.getTime())
    .orderBy('number')
    .execute()
  return rows.map((row) => ({
    credentialId: row.credential_id,
    configurationId: row.configuration_id,
    status: statusOf(row.status),
    createdAt: new Date(row.created_at),
    expiresAt: new Date(row.expires_at),
  }))
}

/** The content of an offer is kept from its making until its end, or its last credential where that came later. */
async function issuancesBetween(
  { queries }: StoreDatabase,
  from: Date,
  to: Date,
): Promise<readonly AffectedIssuance[]> {
  const rows = await keptBetween({ queries }, from, to)
    .select(['issuance_id', 'configuration_ids', 'created_at'])
    .select(({ eb }) => eb('identity', 'is not', null).as('holds_identity'))
    .orderBy('created_at')
    .orderBy('issuance_id')
    .execute()
  return rows.map((row) => ({
    issuanceId: row.issuance_id,
    configurationIds: JSON.parse(row.configuration_ids) as string[],
    createdAt: new Date(row.created_at),
    holdsIdentity: Boolean(row.holds_identity),
  }))
}

function keptBetween({ queries }: Pick<StoreDatabase, 'queries'>, from: Date, to: Date) {
  const collectedSince = queries
    .selectFrom('credentials')
    .select('credentials.issuance_id')
    .where('credentials.created_at', '>=', from.getTime())
  return queries
    .selectFrom('offers')
    .where('offers.created_at', '<=', to.getTime())
    .where(({ or, eb }) =>
      or([eb('offers.expires_at', '>=', from.getTime()), eb('offers.issuance_id', 'in', collectedSince)]),
    )
}

/** A renewal leads to its person through the issuance that it renews. */
async function personsBehind({ queries }: StoreDatabase, from: Date, to: Date): Promise<number> {
  const families = keptBetween({ queries }, from, to).select(({ fn, ref }) =>
    fn.coalesce(ref('offers.renews'), ref('offers.issuance_id')).as('family_id'),
  )
  const { persons } = await queries
    .selectFrom('offers as first')
    .innerJoin('proofings', 'proofings.identity_jti', 'first.identity_jti')
    .select(({ fn }) => fn.count<number>('proofings.subject').distinct().as('persons'))
    .where('first.issuance_id', 'in', families)
    .executeTakeFirstOrThrow()
  return Number(persons)
}

async function countsBetween(
  { queries }: StoreDatabase,
  from: Date,
  to: Date,
): Promise<Pick<Affected, 'consents' | 'evidenceImages' | 'presentations'>> {
  const consents = await queries
    .selectFrom('consents')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('given_at', '>=', from.getTime())
    .where('given_at', '<=', to.getTime())
    .executeTakeFirstOrThrow()
  const images = await queries
    .selectFrom('evidence_images')
    .innerJoin('consents', 'consents.consent_id', 'evidence_images.consent_id')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('consents.given_at', '<=', to.getTime())
    .executeTakeFirstOrThrow()
  const presentations = await queries
    .selectFrom('receipts')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('decided_at', '>=', from.getTime())
    .where('decided_at', '<=', to.getTime())
    .executeTakeFirstOrThrow()
  return {
    consents: Number(consents.count),
    evidenceImages: Number(images.count),
    presentations: Number(presentations.count),
  }
}
