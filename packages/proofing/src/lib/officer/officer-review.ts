import type { Decision } from '../decision/decision.ts'
import type { Officer } from './create-officer.ts'
import { signOfficerDecision } from './sign-officer-decision.ts'

/** What is put before the officers. */
export interface OfficerQuestion {
  /** Names the case and nobody. */
  readonly caseId: string
  /** The salted digest of document and evidence, which the officers sign. */
  readonly evidenceDigest: string
  /** What was found so far; its reasons are what the officers must weigh. */
  readonly decision: Decision
}

/** The way to the officers: a desk, a command, a queue. */
export interface OfficerReview {
  /**
   * Puts a case before the officers.
   *
   * @returns the signed decisions, one for each officer who decided; none when nobody did
   */
  decide(question: OfficerQuestion): Promise<readonly string[]>
}

/** The answer of officers who are here. */
export interface OfficersHere {
  /** Who is here, each with a key. */
  readonly officers: readonly Officer[]
  /** What they found; `accepted` by default. */
  readonly outcome?: 'accepted' | 'refused'
  /** The clock. */
  readonly now: () => Date
}

/** Lets officers who are here sign what they found when they compared person, document and answers. */
export function createOfficerReview({ officers, outcome = 'accepted', now }: OfficersHere): OfficerReview {
  return Object.freeze<OfficerReview>({
    decide: (question) =>
      Promise.all(
        officers.map((officer) => signOfficerDecision({ about: question, outcome, officer, now: now() })),
      ),
  })
}
