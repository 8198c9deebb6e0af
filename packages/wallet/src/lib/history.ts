import type { LocalizedText } from '@lontar/credentials'
import { OperationError } from '@lontar/credentials/errors'
import { encodeBase64Url, type JsonObject, type JsonValue } from '@lontar/credentials/jose'
import type { WalletContext } from './wallet-context.ts'

/**
 * How a request ended. `unconfirmed`: it was being sent, and whether it arrived is not known. `refused`: the verifier
 * did not take it.
 */
export type HistoryOutcome = 'sent' | 'declined' | 'refused' | 'unconfirmed'

/** One answer to a verifier, without any value of a claim. */
export interface HistoryEntry {
  /** When it was sent. */
  readonly at: Date
  /** Who asked: the Client Identifier, whose key signed the request, and what it calls itself. */
  readonly verifier: { readonly clientId: string; readonly name: string | null }
  /** The service of the claims register, as the verifier said; `null` when it did not. */
  readonly service: string | null
  /** What the verifier said that it was for. */
  readonly purpose: LocalizedText | null
  /** The basis of UU 27/2022 article 20, as the verifier said. */
  readonly legalBasis: string | null
  /** How long the verifier said that it keeps the answer, in days. */
  readonly retentionDays: number | null
  /** The dotted names of the claims that went out; empty when none did. */
  readonly claims: readonly string[]
  /** How it ended. */
  readonly outcome: HistoryOutcome
}

const prefix = 'history.'
const outcomes: readonly string[] = ['sent', 'declined', 'refused', 'unconfirmed'] satisfies HistoryOutcome[]

/** Writes an entry. Returns a function that writes how it ended. */
export async function recordHistory(
  { vault, randomBytes }: WalletContext,
  entry: HistoryEntry,
): Promise<(outcome: HistoryOutcome) => Promise<void>> {
  const id = prefix + encodeBase64Url(randomBytes(16))
  const write = (outcome: HistoryOutcome): Promise<void> => vault.write(id, toRecord({ ...entry, outcome }))
  await write(entry.outcome)
  return write
}

/** Reads all entries, the newest first. */
export async function listHistory({ vault }: WalletContext): Promise<HistoryEntry[]> {
  const ids = (await vault.list()).filter((id) => id.startsWith(prefix))
  const records = await Promise.all(ids.map((id) => vault.read(id)))
  return records
    .filter((record) => record !== undefined)
    .map(parseRecord)
    .sort((a, b) => b.at.getTime() - a.at.getTime())
}

/** Erases all entries. */
export async function eraseHistory({ vault }: WalletContext): Promise<void> {
  const ids = (await vault.list()).filter((id) => id.startsWith(prefix))
  for (const id of ids) await vault.delete(id)
}

function toRecord({ at, verifier, purpose, claims, ...entry }: HistoryEntry): JsonObject {
  return {
    recordVersion: 2,
    at: at.toISOString(),
    verifier: { ...verifier },
    purpose: purpose === null ? null : { ...purpose },
    claims: [...claims],
    ...entry,
  }
}

/** Version 1 did not keep why it was asked. */
const unsaid: JsonObject = { service: null, purpose: null, legalBasis: null, retentionDays: null }

function parseRecord(stored: JsonObject): HistoryEntry {
  const record = stored['recordVersion'] === 1 ? { ...stored, ...unsaid } : stored
  const { recordVersion, service, purpose, legalBasis, retentionDays, claims, outcome } = record
  const at = new Date(String(record['at']))
  const { clientId, name } = (record['verifier'] ?? {}) as JsonObject
  const readable =
    (recordVersion === 1 || recordVersion === 2) &&
    !Number.isNaN(at.getTime()) &&
    typeof clientId === 'string' &&
    isTextOrNull(name) &&
    isTextOrNull(service) &&
    isTextOrNull(legalBasis) &&
    isPurpose(purpose) &&
    (retentionDays === null || typeof retentionDays === 'number') &&
    Array.isArray(claims) &&
    claims.every((claim) => typeof claim === 'string') &&
    outcomes.includes(String(outcome))
  if (!readable) throw new OperationError('vault_malformed', 'A history record of the vault cannot be read.')
  return {
    at,
    verifier: { clientId, name },
    service,
    purpose,
    legalBasis,
    retentionDays,
    claims,
    outcome: outcome as HistoryOutcome,
  }
}

function isTextOrNull(value: JsonValue | undefined): value is string | null {
  return value === null || typeof value === 'string'
}

function isPurpose(value: unknown): value is LocalizedText | null {
  if (value === null) return true
  const { id, en } = (value ?? {}) as Record<string, unknown>
  return typeof id === 'string' && typeof en === 'string'
}
