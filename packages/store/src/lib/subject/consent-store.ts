import { OperationError } from '@lontar/credentials/errors'
import type { ConsentRecord, ConsentRecords, SubjectDocument } from '@lontar/proofing/consent'
import type { Selectable } from 'kysely'
import type { ConsentsTable } from '../database-schema.ts'
import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { isSubjectRestricted } from './restrictions.ts'

/** Where a receipt lies. */
function receiptPlace(id: string): SealedPlace {
  return { table: 'consents', column: 'receipt', id }
}

/** A row as a consent. */
export function toConsent(
  { secrets }: Pick<StoreDatabase, 'secrets'>,
  row: Selectable<ConsentsTable>,
): ConsentRecord {
  return {
    id: row.consent_id,
    ...(row.subject !== null && { subject: row.subject }),
    receipt: secrets.unseal(receiptPlace(row.consent_id), row.receipt),
    givenAt: new Date(row.given_at),
    ...(row.withdrawn_at !== null && { withdrawnAt: new Date(row.withdrawn_at) }),
    keptUntil: new Date(row.kept_until),
  }
}

function subjectOf({ secrets }: StoreDatabase, document: SubjectDocument): string {
  const parts =
    'nik' in document ? ['nik', document.nik] : ['passport', document.issuingState, document.passportNumber]
  return Buffer.from(secrets.subjectMac(...parts)).toString('base64url')
}

async function keep({ queries, secrets }: StoreDatabase, consent: ConsentRecord): Promise<void> {
  await queries
    .insertInto('consents')
    .values({
      consent_id: consent.id,
      subject: consent.subject ?? null,
      receipt: secrets.seal(receiptPlace(consent.id), consent.receipt),
      given_at: consent.givenAt.getTime(),
      withdrawn_at: consent.withdrawnAt?.getTime() ?? null,
      kept_until: consent.keptUntil.getTime(),
    })
    .execute()
}

/** The one conditional UPDATE that decides whose consent it is. */
async function bind(
  { queries, secrets }: StoreDatabase,
  id: string,
  subject: string,
  receipt: string,
): Promise<boolean> {
  const { numUpdatedRows } = await queries
    .updateTable('consents')
    .set({ subject, receipt: secrets.seal(receiptPlace(id), receipt) })
    .where('consent_id', '=', id)
    .where(({ or, eb }) => or([eb('subject', 'is', null), eb('subject', '=', subject)]))
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

async function find(database: StoreDatabase, id: string): Promise<ConsentRecord | undefined> {
  const row = await database.queries
    .selectFrom('consents')
    .selectAll()
    .where('consent_id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : toConsent(database, row)
}

type Proofing = Parameters<ConsentRecords['recordProofing']>[0]

/** A consent that was withdrawn or erased meanwhile, or is bound to nobody, allows nothing. */
async function recordProofing(
  { queries }: StoreDatabase,
  { consentId, identityJti, decidedAt, keptUntil }: Proofing,
): Promise<void> {
  await queries.transaction().execute(async (transaction) => {
    const { subject } = await transaction
      .updateTable('consents')
      .set(({ fn, ref, val }) => ({
        kept_until: fn<number>('max', [ref('kept_until'), val(keptUntil.getTime())]),
      }))
      .where('consent_id', '=', consentId)
      .where('withdrawn_at', 'is', null)
      .where('subject', 'is not', null)
      .returning('subject')
      .$narrowType<{ subject: string }>()
      .executeTakeFirstOrThrow(noConsent)
    const row = { identity_jti: identityJti, consent_id: consentId, subject, decided_at: decidedAt.getTime() }
    await transaction.insertInto('proofings').values(row).execute()
  })
}

function noConsent(): OperationError {
  return new OperationError('internal', 'There is no consent in force for this evidence.')
}

/** The consents on the database: the receipt is a signed text of which the store knows nothing, kept sealed. */
export function createConsentStore(database: StoreDatabase): ConsentRecords {
  return Object.freeze<ConsentRecords>({
    subjectOf: (document) => subjectOf(database, document),
    keep: (consent) => keep(database, consent),
    bind: (id, subject, receipt) => bind(database, id, subject, receipt),
    find: (id) => find(database, id),
    isRestricted: (subject) => isSubjectRestricted(database.queries, subject),
    recordProofing: (input) => recordProofing(database, input),
  })
}
