import type { CredentialFormatId } from '@lontar/credentials'
import { OperationError, VerificationError } from '@lontar/credentials/errors'
import { isJsonObject, type JsonObject, type PrivateJwk } from '@lontar/credentials/jose'
import { type Renewal, renewalPrefix, renewalRecord } from './renewal.ts'
import { privateJwkRecord, readInstant, readPrivateJwk, readRecord, readText } from './vault-record.ts'
import type { WalletContext } from './wallet-context.ts'

/** A credential with its key, as the vault keeps it. */
export interface StoredCredential {
  readonly id: string
  readonly format: CredentialFormatId
  readonly type: string
  readonly issuer: string
  readonly issuerTrusted: boolean
  /** The credential as it came. */
  readonly text: string
  readonly privateJwk: PrivateJwk
  /** Common to the copies that came for one configuration of one offer. */
  readonly batch: string
  readonly receivedAt: Date
  readonly expiresAt: Date | null
  readonly presentedCount: number
}

const prefix = 'credential.'
const pendingPrefix = 'pending.'

/** Keeps a credential. */
export async function writeStoredCredential(
  { vault }: WalletContext,
  credential: StoredCredential,
): Promise<void> {
  await vault.write(prefix + credential.id, toRecord(credential))
}

/**
 * Keeps all of an offer or none of it, also when the process ends in between: what is to be kept stands in one record
 * until each credential has its own, and `finishKeeping` completes what was begun.
 *
 * @param renewal what renews them, which is kept with them.
 * @throws whatever the vault throws; nothing is kept then
 */
export async function keepStoredCredentials(
  context: WalletContext,
  receipt: string,
  credentials: readonly StoredCredential[],
  renewal?: Renewal,
): Promise<void> {
  const { vault } = context
  const records = [
    ...credentials.map((credential) => [prefix + credential.id, toRecord(credential)] as const),
    ...(renewal === undefined ? [] : [renewalRecord(renewal)]),
  ]
  const pending = pendingPrefix + receipt
  try {
    await vault.write(pending, { recordVersion: 1, records: Object.fromEntries(records) })
    for (const [id, record] of records) await vault.write(id, record)
    await vault.delete(pending)
  } catch (error) {
    await Promise.allSettled([pending, ...records.map(([id]) => id)].map((id) => vault.delete(id)))
    throw error
  }
}

/**
 * Completes what `keepStoredCredentials` began in a process that ended.
 *
 * @throws OperationError `vault_malformed` and what the vault throws
 */
export async function finishKeeping({ vault }: WalletContext): Promise<void> {
  const ids = (await vault.list()).filter((id) => id.startsWith(pendingPrefix))
  for (const pending of ids) {
    // Absent when the process that wrote it has ended its work meanwhile.
    const record = await vault.read(pending)
    for (const [id, value] of Object.entries(record === undefined ? {} : pendingRecords(record))) {
      if ((await vault.read(id)) === undefined) await vault.write(id, value)
    }
    await vault.delete(pending)
  }
}

function pendingRecords({ recordVersion, records }: JsonObject): Record<string, JsonObject> {
  const whole =
    recordVersion === 1 &&
    isJsonObject(records) &&
    Object.entries(records).every(
      ([id, record]) => [prefix, renewalPrefix].some((each) => id.startsWith(each)) && isJsonObject(record),
    )
  if (!whole) throw new OperationError('vault_malformed', 'A record of the vault cannot be read.')
  return records as Record<string, JsonObject>
}

/** Removes a credential and its key. */
export async function deleteStoredCredential({ vault }: WalletContext, id: string): Promise<void> {
  await vault.delete(prefix + id)
}

/**
 * Reads a credential.
 *
 * @throws OperationError `vault_malformed`
 */
export async function readStoredCredential(
  { vault }: WalletContext,
  id: string,
): Promise<StoredCredential | undefined> {
  const record = await vault.read(prefix + id)
  return record === undefined ? undefined : parseRecord(id, record)
}

/**
 * Reads a credential that has to be there.
 *
 * @throws VerificationError `wallet_credential_unknown`; OperationError `vault_malformed`
 */
export async function requireStoredCredential(context: WalletContext, id: string): Promise<StoredCredential> {
  const stored = await readStoredCredential(context, id)
  if (stored !== undefined) return stored
  throw new VerificationError('wallet_credential_unknown', 'The wallet holds no credential of that id.')
}

/** Reads all credentials, the oldest first. */
export async function listStoredCredentials(context: WalletContext): Promise<StoredCredential[]> {
  const ids = (await context.vault.list()).filter((id) => id.startsWith(prefix))
  const credentials = await Promise.all(
    ids.map((id) => readStoredCredential(context, id.slice(prefix.length))),
  )
  return credentials
    .filter((credential) => credential !== undefined)
    .sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime() || compareText(a.id, b.id))
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}

function toRecord(credential: StoredCredential): JsonObject {
  return {
    recordVersion: 1,
    format: credential.format,
    type: credential.type,
    issuer: credential.issuer,
    issuerTrusted: credential.issuerTrusted,
    text: credential.text,
    privateJwk: privateJwkRecord(credential.privateJwk),
    batch: credential.batch,
    receivedAt: credential.receivedAt.toISOString(),
    expiresAt: credential.expiresAt?.toISOString() ?? null,
    presentedCount: credential.presentedCount,
  }
}

function parseRecord(id: string, record: JsonObject): StoredCredential {
  return readRecord(record, (read) => ({
    id,
    format: readText(read.format) as CredentialFormatId,
    type: readText(read.type),
    issuer: readText(read.issuer),
    issuerTrusted: read.issuerTrusted === true,
    text: readText(read.text),
    privateJwk: readPrivateJwk(read.privateJwk),
    batch: readText(read.batch),
    receivedAt: readInstant(read.receivedAt),
    expiresAt: read.expiresAt === null ? null : readInstant(read.expiresAt),
    presentedCount: readCount(read.presentedCount),
  }))
}

function readCount(value: unknown): number {
  if (!Number.isSafeInteger(value) || Number(value) < 0) throw new TypeError('not a count')
  return Number(value)
}
