import { OperationError } from '@lontar/credentials/errors'
import type { EvidenceImageCustody } from '@lontar/proofing/evidence-images'
import type { Transaction } from 'kysely'
import type { DatabaseSchema } from '../database-schema.ts'
import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'

function imagePlace(consentId: string, kind: string): SealedPlace {
  return { table: 'evidence_images', column: 'content', id: JSON.stringify([consentId, kind]) }
}

async function keep(
  { queries, secrets }: StoreDatabase,
  consentId: string,
  images: ReadonlyMap<string, Uint8Array>,
  keptUntil: Date,
): Promise<void> {
  await queries.transaction().execute(async (transaction) => {
    await requireUndecided(transaction, consentId)
    for (const [kind, bytes] of images) {
      const values = {
        content: secrets.sealBytes(imagePlace(consentId, kind), bytes),
        kept_until: keptUntil.getTime(),
      }
      await transaction
        .insertInto('evidence_images')
        .values({ consent_id: consentId, kind, ...values })
        .onConflict((conflict) => conflict.columns(['consent_id', 'kind']).doUpdateSet(values))
        .execute()
    }
  })
}

/** Whoever comes late brings no image of a person back whose data was erased, or who was decided upon. */
async function requireUndecided(transaction: Transaction<DatabaseSchema>, consentId: string): Promise<void> {
  const decided = transaction
    .selectFrom('registrations')
    .select('registrations.consent_id')
    .where('state', 'in', ['accepted', 'refused'])
  await transaction
    .selectFrom('consents')
    .select('consent_id')
    .where('consent_id', '=', consentId)
    .where('withdrawn_at', 'is', null)
    .where('consent_id', 'not in', decided)
    .executeTakeFirstOrThrow(
      () => new OperationError('internal', 'No image is to be kept under this consent.'),
    )
}

async function load(
  { queries, secrets }: StoreDatabase,
  consentId: string,
  now: Date,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const rows = await queries
    .selectFrom('evidence_images')
    .select(['kind', 'content'])
    .where('consent_id', '=', consentId)
    .where('kept_until', '>', now.getTime())
    .execute()
  return new Map(
    rows.map(({ kind, content }) => [kind, secrets.unsealBytes(imagePlace(consentId, kind), content)]),
  )
}

async function erase({ queries, forgetErasedNow }: StoreDatabase, consentId: string): Promise<void> {
  await queries.deleteFrom('evidence_images').where('consent_id', '=', consentId).execute()
  await forgetErasedNow()
}

/**
 * The images on the database, each sealed; those of one consent are kept all or none, and erased from the write-ahead log
 * too. `keep` throws OperationError `internal`, and keeps nothing, when the consent is not in force, or its registration is
 * decided.
 */
export function createEvidenceImageStore(database: StoreDatabase): EvidenceImageCustody {
  return Object.freeze<EvidenceImageCustody>({
    keep: (consentId, images, keptUntil) => keep(database, consentId, images, keptUntil),
    load: (consentId, now) => load(database, consentId, now),
    erase: (consentId) => erase(database, consentId),
  })
}
