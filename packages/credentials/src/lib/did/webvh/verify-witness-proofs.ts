import { LontarError } from '../../errors/lontar-error.ts'
import type { JsonObject, JsonValue } from '../../jose/json.ts'
import { isJsonObject, parseJson } from '../../jose/parse-json.ts'
import { isJsonArray } from '../../sd-jwt/json-array.ts'
import { requireStep } from '../../verdict/require-step.ts'
import { logWitnessed, witnessesReadable } from '../../verdict/steps/did-steps.ts'
import type { Witnesses } from './did-log.ts'
import { keyOfProof, signerOfProof } from './verify-data-integrity-proof.ts'
import type { VerifiedLogEntry } from './verify-did-log.ts'

/** A version with the proofs of its witnesses. */
interface Approval {
  readonly versionId: string
  readonly proofs: readonly JsonObject[]
}

/** A proof of a witness for a version of the log. */
interface NamedProof {
  readonly witness: string
  readonly versionId: string
  readonly number: number
  readonly proof: JsonObject
}

/** Each costs a signature. The newest proof of a witness approves all before it, so that one each is enough. */
const maxAttempts = 64
const maxCharacters = 262_144

/**
 * Requires that every entry that needs witnesses has the approval of enough of them. Who approves a version approves
 * all before it. A change of the witnesses is approved by those before the change.
 *
 * @param entries what `verifyDidLog` returned.
 * @param text the file `did-witness.json`.
 * @param now the time at which a proof must not have expired.
 * @throws MalformedError `did_log_malformed`; VerificationError `did_log_invalid`.
 * @see did:webvh v1.0, "DID witnesses"
 */
export async function requireWitnesses(
  entries: readonly VerifiedLogEntry[],
  text: string,
  now: Date,
): Promise<void> {
  const approved = await readApprovals(parseApprovals(text), entries, now)
  for (const [index, { parameters }] of entries.entries()) {
    const witnesses = entries[index - 1]?.parameters.witnesses ?? parameters.witnesses
    requireStep(logWitnessed, witnesses === undefined || isApproved(witnesses, approved, index + 1))
  }
}

function isApproved(
  { threshold, keys }: Witnesses,
  approved: ReadonlyMap<string, number>,
  number: number,
): boolean {
  return keys.filter((key) => (approved.get(key) ?? 0) >= number).length >= threshold
}

/** The latest version of the log that each witness approved. */
async function readApprovals(
  approvals: readonly Approval[],
  entries: readonly VerifiedLogEntry[],
  now: Date,
): Promise<ReadonlyMap<string, number>> {
  const latest = new Map<string, number>()
  let attempts = 0
  for (const { witness, number, versionId, proof } of newestFirst(approvals, entries)) {
    if (latest.has(witness)) continue
    if (attempts++ === maxAttempts) break
    if ((await signerOfProof({ versionId }, proof, now)) !== undefined) latest.set(witness, number)
  }
  return latest
}

/** A version that is not in the log is one that is not published yet, or that of another DID. */
function newestFirst(
  approvals: readonly Approval[],
  entries: readonly VerifiedLogEntry[],
): readonly NamedProof[] {
  const numbers = new Map(entries.map(({ entry }, index) => [entry.versionId, index + 1]))
  const witnesses = new Set(entries.flatMap(({ parameters }) => parameters.witnesses?.keys ?? []))
  return approvals
    .flatMap(({ versionId, proofs }) =>
      proofs.map((proof) => ({
        versionId,
        number: numbers.get(versionId) ?? 0,
        witness: keyOfProof(proof) ?? '',
        proof,
      })),
    )
    .filter(({ number, witness }) => number > 0 && witnesses.has(witness))
    .sort((one, other) => other.number - one.number)
}

function parseApprovals(text: string): readonly Approval[] {
  requireStep(witnessesReadable, text.length <= maxCharacters)
  const list = readJson(text)
  const isList = isJsonArray(list) && list.every(isApproval)
  requireStep(witnessesReadable, isList)
  return list.map(readApproval)
}

function readJson(text: string): JsonValue {
  try {
    return parseJson(text)
  } catch (cause) {
    if (cause instanceof LontarError) requireStep(witnessesReadable, false, { cause })
    throw cause
  }
}

function isApproval(value: JsonValue): boolean {
  if (!isJsonObject(value) || typeof value.versionId !== 'string') return false
  return isJsonObject(value.proof) || (isJsonArray(value.proof) && value.proof.every(isJsonObject))
}

function readApproval(value: JsonValue): Approval {
  const { versionId, proof } = value as { versionId: string; proof: JsonObject | readonly JsonObject[] }
  return { versionId, proofs: isJsonArray(proof) ? (proof as readonly JsonObject[]) : [proof as JsonObject] }
}
