import type { Check, Verdict, VerifiedCredential } from '@lontar/credentials'
import {
  type DcqlCredentialQuery,
  type DcqlQuery,
  typesOfQuery,
  waivesHolderBinding,
} from '@lontar/openid4vc/dcql'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { mergeChecks } from './merge-checks.ts'
import { trustedTypes } from './trusted-types.ts'
import { verifyPresentation } from './verify-presentation.ts'

/** The presentations by query id, not verified. */
export type VpToken = Readonly<Record<string, readonly string[]>>

/** The verified credentials by query id. */
export type Presented = Readonly<Record<string, readonly VerifiedCredential[]>>

interface Answer {
  readonly query: DcqlCredentialQuery
  readonly text: string
}

/**
 * Verifies every presentation of an answer, one after the other, up to the first that is wrong: it refuses the whole.
 *
 * @param vpToken its entries are known to answer the query as far as that shows
 * @returns the checks of the wrong one, or those of all summed up; the credentials by query id when all are right
 * @see OpenID4VP 1.0 sections 8.6 and 14.2.2
 */
export async function verifyAnswers(
  context: VerifierContext,
  record: TransactionRecord,
  dcqlQuery: DcqlQuery,
  vpToken: VpToken,
): Promise<Verdict<Presented>> {
  const answers = answersOf(dcqlQuery, vpToken)
  const checks: (readonly Check[])[] = []
  const presented = new Map<string, VerifiedCredential[]>()
  for (const [index, answer] of answers.entries()) {
    const verdict = await verifyAnswer(context, record, answer)
    const own = answers.length === 1 ? verdict.checks : ofCredential(verdict.checks, index)
    if (!verdict.ok) return { ok: false, checks: own, value: undefined }
    checks.push(verdict.checks)
    presented.set(answer.query.id, [...(presented.get(answer.query.id) ?? []), verdict.value])
  }
  // fromEntries makes own members of any name, `__proto__` included.
  return { ok: true, checks: mergeChecks(checks), value: Object.fromEntries(presented) }
}

/** In the order of the query, so that the wallet's order of entries decides nothing. */
function answersOf({ credentials }: DcqlQuery, vpToken: VpToken): readonly Answer[] {
  return credentials.flatMap((query) => {
    const texts = Object.hasOwn(vpToken, query.id) ? (vpToken[query.id] ?? []) : []
    return texts.map((text) => ({ query, text }))
  })
}

function ofCredential(checks: readonly Check[], credential: number): readonly Check[] {
  return checks.map((check) => Object.freeze({ ...check, credential }))
}

async function verifyAnswer(
  context: VerifierContext,
  record: TransactionRecord,
  { query, text }: Answer,
): Promise<Verdict<VerifiedCredential>> {
  return verifyPresentation({
    text,
    trust: context.trust,
    resolveIssuerKey: context.resolveIssuerKey,
    expectedTypes: typesOfQuery(query) ?? (await trustedTypes(context)),
    // Section 14.2: the nonce of this transaction and the full Client Identifier, prefix included.
    expectedKeyBinding: { expectedNonce: record.nonce, expectedAudience: context.clientId },
    policy: { waiveHolderBinding: waivesHolderBinding(query) },
    checkStatus: context.checkStatus,
    formats: context.formats.filter(({ id }) => id === query.format),
    now: context.now(),
  })
}
