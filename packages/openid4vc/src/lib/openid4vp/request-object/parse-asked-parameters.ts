import { type JsonObject, parseNumericDate } from '@lontar/credentials/jose'
import * as v from 'valibot'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import { parseDcqlQuery } from '../../dcql/parse-dcql-query.ts'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { shownText } from '../../reading/text.ts'
import type { UnverifiedClientMetadata } from '../client-metadata/client-metadata.ts'
import { clientMetadataSchema } from '../client-metadata/client-metadata-schema.ts'
import { parseTransactionData } from '../transaction-data/parse-transaction-data.ts'
import type { TransactionData } from '../transaction-data/transaction-data.ts'
import type { RequestedAsk } from './requested-ask.ts'

/** What a request asks for, however it travels. */
export interface AskedParameters {
  /** The answer is bound to it. */
  readonly nonce: string
  /** What is asked for. */
  readonly dcqlQuery: DcqlQuery
  /** What the verifier calls itself; nobody checked it. */
  readonly clientName?: string
  /** Why it is asked, in words of our own register; absent when the verifier does not say so. */
  readonly ask?: RequestedAsk
  /** What the holder is to authorise, one or more. Who does not know the type of each must refuse the request. */
  readonly transactionData?: readonly TransactionData[]
  /** When the request ends, if it says so. */
  readonly expiresAt?: Date
}

// Sections 5.2 and 5.3: only ASCII URL-safe characters.
export const urlSafe: v.GenericSchema<string> = v.pipe(
  v.string(),
  v.maxLength(1024),
  v.regex(/^[A-Za-z0-9\-._~]+$/),
)

const numericDate = v.pipe(
  v.number(),
  v.check((value) => parseNumericDate(value) !== undefined),
)

const requestedAsk = objectOf({
  service: shownText(128),
  purpose: objectOf({ id: shownText(500), en: shownText(500) }),
  legal_basis: shownText(64),
  retention_days: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
})

const schema = objectOf({
  nonce: urlSafe,
  exp: v.exactOptional(numericDate),
  iat: v.exactOptional(numericDate),
  nbf: v.exactOptional(numericDate),
  client_metadata: v.exactOptional(clientMetadataSchema),
  lontar_ask: v.exactOptional(requestedAsk),
})

/**
 * Reads what a request asks for.
 *
 * @throws MalformedError `authorization_request_malformed`, `dcql_malformed`, `transaction_data_malformed`
 * @throws UnsupportedError `transaction_data_unsupported` when no hash function fits the transaction data.
 * @see OpenID4VP 1.0 section 5.1
 */
export function parseAskedParameters(payload: JsonObject): {
  readonly asked: AskedParameters
  readonly metadata: UnverifiedClientMetadata | undefined
} {
  const read = readAs(
    schema,
    payload,
    'authorization_request_malformed',
    'The request object lacks a parameter or has a wrong one.',
  )
  const { nonce, lontar_ask: ask, client_metadata: metadata } = read
  const expiresAt = parseNumericDate(read.exp)
  const dcqlQuery = parseDcqlQuery(payload.dcql_query)
  const asked = {
    nonce,
    dcqlQuery,
    // There or not: what cannot be read of it is refused, never ignored.
    ...('transaction_data' in payload && {
      transactionData: parseTransactionData(payload.transaction_data, dcqlQuery),
    }),
    ...(metadata?.clientName !== undefined && { clientName: metadata.clientName }),
    ...(ask !== undefined && { ask }),
    ...(expiresAt !== undefined && { expiresAt }),
  }
  return { asked, metadata }
}
