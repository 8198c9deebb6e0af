import type { RegistryFieldAnswer } from './population-registry.ts'

const answer = /^(Tidak )?Sesuai(?: \((\d{1,3})\))?$/i

/**
 * Reads one field of a register's answer: `Sesuai`, `Tidak Sesuai`, or either with a similarity in percent, such as
 * `Sesuai (97)`. Word and score are judged together: `Sesuai (0)` occurs and is no match.
 *
 * @param text - the field as received
 * @param minScore - the least similarity of a match, 1 to 100; 1 by default, because the register applies the
 *   threshold that it was asked for
 * @returns the answer, or `undefined` for anything else, which is never a match
 */
export function parseRegistryMatch(text: unknown, minScore = 1): RegistryFieldAnswer | undefined {
  const parts = typeof text === 'string' ? answer.exec(text) : null
  if (parts === null) return undefined
  const saysMatch = parts[1] === undefined
  if (parts[2] === undefined) return { match: saysMatch }
  const score = Number(parts[2])
  return score > 100 ? undefined : { match: saysMatch && score >= minScore, score }
}
