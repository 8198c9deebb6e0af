import { OperationError } from '@lontar/credentials/errors'
import type { Selectable } from 'kysely'
import type { ConsentsTable } from '../database-schema.ts'
import type { SealedPlace } from '../encryption/secrets.ts'
import type { StoreDatabase } from '../store-database.ts'
import { isSubjectRestricted } from './restrictions.ts'

/** By what a person is found again: a keyed MAC of it is kept and nothing else. */
export type ConsentDocument =
  | { readonly nik: string }
  | { readonly issuingState: string; readonly passportNumber: string }

/** A consent as it is kept; the receipt is a signed text of which the store knows nothing. */
export interface StoredConsent {
  /** Random. */
  readonly id: string
  /** The keyed MAC of whose consent it is; absent until the document was read. */
  readonly subject?: string
  /** The signed receipt; kept sealed. */
  readonly receipt: string
  /** When it was given. */
  readonly givenAt: Date
  /** Set once it was withdrawn. */
  readonly withdrawnAt?: Date
  /** Until when it is kept at least. */
  readonly keptUntil: Date
}

/** The consents, as `@lontar/proofing/consent` wants them kept. */
export interface ConsentStore {
  /** The keyed MAC of a document, base64url. */
  subjectOf(document: ConsentDocument): string
  /** Keeps a consent. */
  keep(consent: StoredConsent): Promise<void>
  /** Binds a consent to a subject, once. */
  bind(id: string, subject: string, receipt: string): Promise<boolean>
  /** A consent by its id. */
  find(id: string): Promise<StoredConsent | undefined>
  /** Whether the subject had the processing restricted. */
  isRestricted(subject: string): Promise<boolean>
  /** Records which evidence came from a consent, and for how long the consent is kept for that. */
  recordProofing(input: {
    /** That of the consent. */
    readonly consentId: string
    /** The `jti` of the verified identity. */
    readonly identityJti: string
    /** When it was decided. */
    readonly decidedAt: Date
    /** Until when the consent is kept at least. */
    readonly keptUntil: Date
  }): Promise<void>
}

/** Where a receipt lies. */
function receiptPlace(id: string): SealedPlace {
  return { table: 'consents', column: 'receipt', id }
}

/** A row as a consent. */
export function toConsent(
  { secrets }: Pick<StoreDatabase, 'secrets'>,
  row: Selectable<ConsentsTable>,
): StoredConsent {
  return {
    id: row.consent_id,
    ...(row.subject !== null && { subject: row.subject }),
    receipt: secrets.unseal(receiptPlace(row.consent_id), row.receipt),
    givenAt: new Date(row.given_at),
    ...(row.withdrawn_at !== null && { withdrawnAt: new Date(row.withdrawn_at) }),
    keptUntil: new Date(row.kept_until),
  }
}

function subjectOf({ secrets }: StoreDatabase, document: ConsentDocument): string {
  const parts =
    'nik' in document ? ['nik', document.nik] : ['passport', document.issuingState, document.passportNumber]
  return Buffer.from(secrets.subjectMac(...parts)).toString('base64url')
}

async function keep({ queries, secrets }: StoreDatabase, consent: StoredConsent): Promise<void> {
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

async function find(database: StoreDatabase, id: string): Promise<StoredConsent | undefined> {
  const row = await database.queries
    .selectFrom('consents')
    .selectAll()
    .where('consent_id', '=', id)
    .executeTakeFirst()
  return row === undefined ? undefined : toConsent(database, row)
}

type Proofing = Parameters<ConsentStore['recordProofing']>[0]

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

/** The consents on the database. */
export function createConsentStore(database: StoreDatabase): ConsentStore {
  return Object.freeze<ConsentStore>({
    subjectOf: (document) => subjectOf(database, document),
    keep: (consent) => keep(database, consent),
    bind: (id, subject, receipt) => bind(database, id, subject, receipt),
    find: (id) => find(database, id),
    isRestricted: (subject) => isSubjectRestricted(database.queries, subject),
    recordProofing: (input) => recordProofing(database, input),
  })
}
