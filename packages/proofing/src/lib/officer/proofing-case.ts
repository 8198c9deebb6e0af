import {
  encodeBase64Url,
  hashText,
  type RandomBytes,
  randomBytes as secureRandomBytes,
} from '@lontar/credentials/jose'
import type { IdentityDocument } from '@lontar/documents/verified-identity'
import type { OfficerEvidence, ProofingEvidence } from '../decision/proofing-evidence.ts'

/** One applicant's case. Keep it with the case, and forget the salt when the case is over. */
export interface ProofingCase {
  /** Names the case and nobody: 128 random bits in base64url. */
  readonly caseId: string
  /**
   * 128 random bits in base64url. Without the salt nobody can try out which document and evidence a kept digest is of:
   * a plain hash of a NIK falls in minutes.
   */
  readonly salt: string
}

/** What an officer cannot have made: the evidence before any officer decided. */
export type UndecidedEvidence = Exclude<ProofingEvidence, OfficerEvidence>

/** Opens a case under a random name. */
export function openProofingCase(randomBytes: RandomBytes = secureRandomBytes): ProofingCase {
  return { caseId: encodeBase64Url(randomBytes(16)), salt: encodeBase64Url(randomBytes(16)) }
}

/**
 * The digest that an officer signs: of the document and of all evidence, in any order. Whatever of it changes, the
 * decision is about another case.
 *
 * @returns SHA-256 as base64url, 43 characters
 */
export async function evidenceDigest(
  { caseId, salt }: ProofingCase,
  document: IdentityDocument,
  evidence: readonly UndecidedEvidence[],
): Promise<string> {
  const pieces = evidence.map((piece) => JSON.stringify(sorted(piece))).sort()
  return await hashText(JSON.stringify(['lontar evidence 1', caseId, salt, sorted(document), pieces]))
}

/** The same value with the members of every object in one order; dates become text. */
function sorted(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1))
  return Object.fromEntries(entries.map(([name, member]) => [name, sorted(member)]))
}
