import type { Verdict } from '@lontar/credentials'
import { parseJsonObject } from '@lontar/credentials/jose'
import { askedClaims } from '@lontar/documents/ask'
import { parseDcqlQuery } from '@lontar/openid4vc/dcql'
import { type Asked, decodeAsked, isAsk } from '../ask-text.ts'
import type { AcceptedAnswer } from '../judge/judge-response.ts'
import { decisiveCheck } from '../refusal/explain-to-holder.ts'
import type { VerifiedCredentials } from '../verified-claims.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import type { VerifierReceipt } from './verifier-receipt.ts'

/** The least that a receipt is kept: who was refused, or whose data went at once, can still ask what became of it. */
export const leastDays = 30

/**
 * Writes the receipt of a verdict. It lasts as long as the answer that it accounts for, and at least 30 days.
 *
 * @see UU 27/2022 articles 16, 24 and 32
 */
export function createReceipt(
  record: TransactionRecord,
  verdict: Verdict<AcceptedAnswer>,
  decidedAt: Date,
): VerifierReceipt {
  const asked = decodeAsked(record.ask)
  const { service, purpose, legalBasis, retentionDays } = asked
  const days = Math.max(retentionDays, leastDays)
  return {
    transactionId: record.transactionId,
    ask: isAsk(asked) ? asked.id : null,
    service,
    purpose,
    legalBasis,
    retentionDays,
    claims: claimsOf(asked, record),
    state: verdict.ok ? 'accepted' : 'refused',
    code: verdict.ok ? null : (decisiveCheck(verdict.checks)?.code ?? 'internal'),
    issuers: verdict.ok ? issuersOf(asked, verdict.value) : [],
    requestedAt: record.createdAt,
    decidedAt,
    keptUntil: new Date(decidedAt.getTime() + days * 86_400_000),
  }
}

function claimsOf(asked: Asked, { dcqlQuery }: TransactionRecord): readonly string[] {
  if (isAsk(asked)) return askedClaims(asked)
  const { credentials } = parseDcqlQuery(parseJsonObject(dcqlQuery))
  return unique(
    credentials.flatMap(({ claims = [] }) =>
      claims.map(({ path }) => path.map((part) => part ?? '*').join('.')),
    ),
  )
}

function issuersOf(asked: Asked, answer: AcceptedAnswer): readonly string[] {
  if (isAsk(asked)) return [(answer as { readonly issuer: string }).issuer]
  return unique(
    Object.values(answer as VerifiedCredentials).flatMap((credentials) =>
      credentials.map(({ issuer }) => issuer),
    ),
  )
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)]
}
