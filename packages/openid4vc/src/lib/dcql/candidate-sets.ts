/** As many presentations as a verifier reads under one query id. */
const maxPresentations = 16
const maxSets = 64

/**
 * The sets of credentials that may answer one query: each alone, and where several may answer, then all of them, and
 * then every other set, the smaller ones first. Alone comes first because it discloses the least.
 *
 * @param candidates What fits the query, best first.
 * @param multiple Whether several may answer.
 * @returns Sets of 1 to 16 in the order of the candidates, at most 64 where several may answer; none without
 * candidates.
 * @see OpenID4VP 1.0 section 6.1
 */
export function candidateSets<Candidate>(
  candidates: readonly Candidate[],
  multiple: boolean,
): (readonly Candidate[])[] {
  const alone = candidates.map((candidate) => [candidate])
  if (!multiple || candidates.length < 2) return alone
  const sets: (readonly Candidate[])[] = [...alone, candidates.slice(0, maxPresentations)]
  for (let size = 2; size < Math.min(candidates.length, maxPresentations + 1); size += 1) {
    for (const set of setsOf(candidates, size)) {
      if (sets.length >= maxSets) return sets.slice(0, maxSets)
      sets.push(set)
    }
  }
  return sets.slice(0, maxSets)
}

function* setsOf<Candidate>(candidates: readonly Candidate[], size: number): Generator<readonly Candidate[]> {
  if (size === 0) {
    yield []
    return
  }
  for (const [index, candidate] of candidates.entries()) {
    if (candidates.length - index < size) return
    for (const others of setsOf(candidates.slice(index + 1), size - 1)) yield [candidate, ...others]
  }
}
