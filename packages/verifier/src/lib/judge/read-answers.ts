import { parseJsonObject } from '@lontar/credentials/jose'
import { mentionsTransactionData } from '@lontar/credentials/presentation'
import { type DcqlCredentialQuery, type DcqlQuery, parseDcqlQuery } from '@lontar/openid4vc/dcql'
import { parseTransactionData, type TransactionData } from '@lontar/openid4vc/openid4vp'
import { decodeRequestDetails } from '../transaction/request-details.ts'
import type { AuthorisedTransactionData } from '../transaction/transaction-data-request.ts'
import type { TransactionRecord } from '../verifier-store.ts'

/** The presentations by query id, not verified. */
export type VpToken = Readonly<Record<string, readonly string[]>>

/** A presentation that was sent, and what it has to show. */
export interface Answer {
  /** What it answers. */
  readonly query: DcqlCredentialQuery
  /** The presentation, not verified. */
  readonly text: string
  /** What it has to authorise, all of it and nothing else. */
  readonly transactionData: readonly TransactionData[]
}

/** The presentations of an answer, and what none of them may authorise. */
export interface ReadAnswers {
  readonly dcqlQuery: DcqlQuery
  /** In the order of the query, so that the wallet's order of entries decides nothing. */
  readonly answers: readonly Answer[]
  /** Whether there is a presentation for each of the transaction data. */
  readonly isAssigned: boolean
  /** What the answer authorises once every presentation is verified, in the order of the request. */
  readonly authorised: readonly AuthorisedTransactionData[]
}

type Sent = Omit<Answer, 'transactionData'>

/**
 * Holds the presentations of an answer against the request, and finds which of them has to authorise which transaction
 * data: one for each (OpenID4VP 1.0 section 5.1). Where several may, it is the first that says it does, and otherwise the
 * first; that it does, its verification has to show.
 *
 * @param record the request as it was sent.
 */
export async function readAnswers(record: TransactionRecord, vpToken: VpToken): Promise<ReadAnswers> {
  const dcqlQuery = parseDcqlQuery(parseJsonObject(record.dcqlQuery))
  const requested = requestedTransactionData(record, dcqlQuery)
  const sent = sentOf(dcqlQuery, vpToken)
  const chosen = await Promise.all(requested.map((entry) => chooseAnswer(entry, sent)))
  return {
    dcqlQuery,
    answers: sent.map((each) => ({
      ...each,
      transactionData: requested.filter((_, index) => chosen[index] === each),
    })),
    isAssigned: !chosen.includes(undefined),
    authorised: requested.flatMap(({ type, data }, index) => {
      const queryId = chosen[index]?.query.id
      return queryId === undefined ? [] : [{ type, data, queryId }]
    }),
  }
}

function requestedTransactionData(
  { details }: TransactionRecord,
  query: DcqlQuery,
): readonly TransactionData[] {
  const { transactionData } = decodeRequestDetails(details)
  return transactionData === undefined ? [] : parseTransactionData(transactionData, query)
}

function sentOf({ credentials }: DcqlQuery, vpToken: VpToken): readonly Sent[] {
  return credentials.flatMap((query) => {
    const texts = Object.hasOwn(vpToken, query.id) ? (vpToken[query.id] ?? []) : []
    return texts.map((text) => ({ query, text }))
  })
}

async function chooseAnswer(entry: TransactionData, sent: readonly Sent[]): Promise<Sent | undefined> {
  const able = sent.filter(({ query }) => entry.credentialIds.includes(query.id))
  const [first, ...others] = able
  if (others.length === 0) return first
  const said = await Promise.all(able.map(({ text }) => mentionsTransactionData(text, entry)))
  return able[said.indexOf(true)] ?? first
}
