import type { Check, Verdict, VerifiedCredential } from '@lontar/credentials'
import { typesOfQuery, waivesHolderBinding } from '@lontar/openid4vc/dcql'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { mergeChecks } from './merge-checks.ts'
import type { Answer } from './read-answers.ts'
import { trustedTypes } from './trusted-types.ts'
import { verifyPresentation } from './verify-presentation.ts'

/** The verified credentials by query id. */
export type Presented = Readonly<Record<string, readonly VerifiedCredential[]>>

/** What is verified, and for whom it has to be. */
export interface AnswersToVerify {
  /** Their ids are known to answer the query. */
  readonly answers: readonly Answer[]
  readonly expectedAudience: string
}

/**
 * Verifies every presentation of an answer, one after the other, up to the first that is wrong: it refuses the whole.
 *
 * @param toVerify see `AnswersToVerify`
 * @returns the checks of the wrong one, or those of all summed up; the credentials by query id when all are right
 * @see OpenID4VP 1.0 sections 8.6 and 14.2.2
 */
export async function verifyAnswers(
  context: VerifierContext,
  record: TransactionRecord,
  { answers, expectedAudience }: AnswersToVerify,
): Promise<Verdict<Presented>> {
  const checks: (readonly Check[])[] = []
  const presented = new Map<string, VerifiedCredential[]>()
  for (const [index, answer] of answers.entries()) {
    const verdict = await verifyAnswer(context, record, { ...answer, expectedAudience })
    const own = answers.length === 1 ? verdict.checks : ofCredential(verdict.checks, index)
    if (!verdict.ok) return { ok: false, checks: own, value: undefined }
    checks.push(verdict.checks)
    presented.set(answer.query.id, [...(presented.get(answer.query.id) ?? []), verdict.value])
  }
  // fromEntries makes own members of any name, `__proto__` included.
  return { ok: true, checks: mergeChecks(checks), value: Object.fromEntries(presented) }
}

function ofCredential(checks: readonly Check[], credential: number): readonly Check[] {
  return checks.map((check) => Object.freeze({ ...check, credential }))
}

async function verifyAnswer(
  context: VerifierContext,
  record: TransactionRecord,
  { query, text, transactionData, expectedAudience }: Answer & { readonly expectedAudience: string },
): Promise<Verdict<VerifiedCredential>> {
  return verifyPresentation({
    text,
    trust: context.trust,
    resolveIssuerKey: context.resolveIssuerKey,
    expectedTypes: typesOfQuery(query) ?? (await trustedTypes(context)),
    // Section 14.2: the nonce of this transaction, whichever way it came.
    expectedKeyBinding: {
      expectedNonce: record.nonce,
      expectedAudience,
      expectedTransactionData: transactionData,
    },
    policy: { waiveHolderBinding: waivesHolderBinding(query) },
    checkStatus: context.checkStatus,
    formats: context.formats.filter(({ id }) => id === query.format),
    now: context.now(),
  })
}
