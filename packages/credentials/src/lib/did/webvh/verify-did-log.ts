import type { JsonObject } from '../../jose/json.ts'
import { requireStep } from '../../verdict/require-step.ts'
import {
  logDidAsked,
  logDidConstant,
  logEntryHash,
  logNotAfterEnd,
  logPreRotation,
  logProof,
  logScid,
  logTimePast,
  logTimeRising,
  logVersionNumber,
} from '../../verdict/steps/did-steps.ts'
import type { LogEntry, LogParameters } from './did-log.ts'
import { canonicalizeJson, type WrittenJson } from './jcs.ts'
import { multihashOf } from './multihash.ts'
import { readLogParameters } from './read-log-parameters.ts'
import { keyOfProof, signerOfProof } from './verify-data-integrity-proof.ts'

/** What a DID log must fit. */
export interface DidLogExpectations {
  readonly expectedDid: string
  readonly now: Date
}

/** An entry that was verified, with the parameters that held for it. */
export interface VerifiedLogEntry {
  readonly entry: LogEntry
  readonly parameters: LogParameters
}

const placeholder = '{SCID}'

/**
 * Verifies a DID log from its first entry on: numbering, hashes, SCID, times, proofs, pre-rotation, portability and
 * deactivation. Witnesses are judged apart.
 *
 * @param entries what `parseDidLog` returned.
 * @param expectations see `DidLogExpectations`.
 * @returns the entries with the parameters that held for each.
 * @throws MalformedError `did_log_malformed`; VerificationError `did_log_invalid`.
 * @see did:webvh v1.0, "Read (resolve)"
 */
export async function verifyDidLog(
  entries: readonly LogEntry[],
  { expectedDid, now }: DidLogExpectations,
): Promise<readonly VerifiedLogEntry[]> {
  const verified: VerifiedLogEntry[] = []
  for (const entry of entries) verified.push(await verifyEntry(entry, verified.at(-1), now))
  requireStep(logDidAsked, verified.at(-1)?.entry.state.id === expectedDid)
  return verified
}

async function verifyEntry(
  entry: LogEntry,
  before: VerifiedLogEntry | undefined,
  now: Date,
): Promise<VerifiedLogEntry> {
  requireStep(logNotAfterEnd, before?.parameters.deactivated !== true)
  const parameters = readLogParameters(entry.parameters, before?.parameters)
  requireStep(logVersionNumber, entry.number === (before?.entry.number ?? 0) + 1)
  const written: WrittenJson = new WeakMap()
  await requireHashes(entry, before, parameters, written)
  requireStep(logTimeRising, before === undefined || entry.versionTime > before.entry.versionTime)
  requireStep(logTimePast, entry.versionTime <= now)
  await requireKeys(entry, before, parameters, now, written)
  requireStep(
    logDidConstant,
    before === undefined ? namesScid(entry, parameters) : isSameDid(entry, before, parameters),
  )
  return { entry, parameters }
}

/** The hash covers the entry with the version before it in the place of its own (for the first, the SCID). */
async function requireHashes(
  { json, versionId, number }: LogEntry,
  before: VerifiedLogEntry | undefined,
  { scid }: LogParameters,
  written: WrittenJson,
): Promise<void> {
  const { proof: _proof, ...signed } = json
  const hashed = canonicalizeJson({ ...signed, versionId: before?.entry.versionId ?? scid }, written)
  const hash = await multihashOf(hashed)
  requireStep(logEntryHash, versionId === `${number}-${hash}`)
  if (before !== undefined) return
  const first = canonicalizeJson({ ...signed, versionId: placeholder }, written).replaceAll(scid, placeholder)
  requireStep(logScid, (await multihashOf(first)) === scid)
}

/** With pre-rotation the entry before committed to the keys of this one; without it, it named them itself. */
async function requireKeys(
  { json, proofs, parameters: own }: LogEntry,
  before: VerifiedLogEntry | undefined,
  parameters: LogParameters,
  now: Date,
  written: WrittenJson,
): Promise<void> {
  const committed = before?.parameters.nextKeyHashes ?? []
  const isPreRotated = committed.length > 0
  const hashes = isPreRotated ? await Promise.all(parameters.updateKeys.map(multihashOf)) : []
  const isRestated = own.updateKeys !== undefined && own.nextKeyHashes !== undefined
  requireStep(
    logPreRotation,
    !isPreRotated || (isRestated && hashes.every((hash) => committed.includes(hash))),
  )
  const authorized =
    isPreRotated || before === undefined ? parameters.updateKeys : before.parameters.updateKeys
  requireStep(logProof, await isProvenBy(authorized, json, proofs, now, written))
}

async function isProvenBy(
  keys: readonly string[],
  { proof: _proof, ...signed }: JsonObject,
  proofs: readonly JsonObject[],
  now: Date,
  written: WrittenJson,
): Promise<boolean> {
  const areNamed = proofs.every((proof) => keys.includes(keyOfProof(proof) ?? ''))
  const signers = areNamed
    ? await Promise.all(proofs.map((proof) => signerOfProof(signed, proof, now, written)))
    : []
  return areNamed && signers.every((signer) => signer !== undefined)
}

function namesScid({ state }: LogEntry, { scid }: LogParameters): boolean {
  return typeof state.id === 'string' && state.id.startsWith(`did:webvh:${scid}:`)
}

function isSameDid(
  entry: LogEntry,
  { entry: before, parameters }: VerifiedLogEntry,
  own: LogParameters,
): boolean {
  const former = before.state.id
  if (entry.state.id === former) return true
  const { alsoKnownAs } = entry.state
  const isNamed = Array.isArray(alsoKnownAs) && (alsoKnownAs as readonly unknown[]).includes(former)
  return parameters.portable && namesScid(entry, own) && isNamed
}
