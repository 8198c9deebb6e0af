import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'

/** Images that wait for an officer or for an applicant, as `@lontar/proofing/evidence-images` wants them kept. */
export interface EvidenceImageStore {
  /** Keeps or replaces images of one consent, all or none, sealed. */
  keep(consentId: string, images: ReadonlyMap<string, Uint8Array>, keptUntil: Date): Promise<void>
  /** The images of a consent whose time is not over; none when there are none. */
  load(consentId: string, now: Date): Promise<ReadonlyMap<string, Uint8Array>>
  /** Erases the images of a consent, also from the write-ahead log. */
  erase(consentId: string): Promise<void>
}

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

/** The images on the database. */
export function createEvidenceImageStore(database: StoreDatabase): EvidenceImageStore {
  return Object.freeze<EvidenceImageStore>({
    keep: (consentId, images, keptUntil) => keep(database, consentId, images, keptUntil),
    load: (consentId, now) => load(database, consentId, now),
    erase: (consentId) => erase(database, consentId),
  })
}
