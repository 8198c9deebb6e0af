import { OperationError } from '@lontar/credentials/errors'
import { encodeBase64Url, type JsonObject } from '@lontar/credentials/jose'
import type { WalletContext } from './wallet-context.ts'

/**
 * How a request ended. `unconfirmed`: it was being sent, and whether it arrived is not known. `refused`: the verifier
 * did not take it.
 */
export type HistoryOutcome = 'sent' | 'declined' | 'refused' | 'unconfirmed'

/** One answer to a verifier, without any value. */
export interface HistoryEntry {
  readonly at: Date
  readonly verifier: { readonly clientId: string; readonly name: string | null }
  /** The dotted names of the claims that went out; empty when none did. */
  readonly claims: readonly string[]
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

function toRecord({ at, verifier, claims, outcome }: HistoryEntry): JsonObject {
  return { recordVersion: 1, at: at.toISOString(), verifier: { ...verifier }, claims: [...claims], outcome }
}

function parseRecord({ recordVersion, at, verifier, claims, outcome }: JsonObject): HistoryEntry {
  const instant = new Date(String(at))
  const { clientId, name } = (verifier ?? {}) as JsonObject
  const readable =
    recordVersion === 1 &&
    !Number.isNaN(instant.getTime()) &&
    typeof clientId === 'string' &&
    (name === null || typeof name === 'string') &&
    Array.isArray(claims) &&
    claims.every((claim) => typeof claim === 'string') &&
    outcomes.includes(String(outcome))
  if (!readable) throw new OperationError('vault_malformed', 'A history record of the vault cannot be read.')
  return { at: instant, verifier: { clientId, name }, claims, outcome: outcome as HistoryOutcome }
}
