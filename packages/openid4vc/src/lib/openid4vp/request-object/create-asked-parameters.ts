import type { JsonObject } from '@lontar/credentials/jose'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import type { ClientMetadata } from '../client-metadata/client-metadata.ts'
import { vpFormatsOf } from '../client-metadata/vp-formats.ts'
import type { RequestedAsk } from './requested-ask.ts'

/** What a request asks for, however it travels. */
export interface AskedParametersInput {
  /** Fresh, 128 bits or more, of URL-safe characters. */
  readonly nonce: string
  /** What is asked for. */
  readonly dcqlQuery: DcqlQuery
  /** As `createClientMetadata` makes it. `vp_formats_supported` defaults to both SD-JWT formats, and to each other format that is asked for. */
  readonly clientMetadata?: ClientMetadata
  /** Why it is asked; our extension `lontar_ask`. */
  readonly ask?: RequestedAsk
  /** What the holder is to authorise, each as `createTransactionData` wrote it; nothing by default. */
  readonly transactionData?: readonly string[]
}

/**
 * Makes the parameters of a request that are the same however it travels.
 *
 * @see OpenID4VP 1.0 section 5.1
 */
export function createAskedParameters(input: AskedParametersInput): JsonObject {
  return {
    response_type: 'vp_token',
    nonce: input.nonce,
    dcql_query: toJson(input.dcqlQuery),
    client_metadata: toJson({ vp_formats_supported: vpFormatsOf(input.dcqlQuery), ...input.clientMetadata }),
    ...(input.transactionData !== undefined && { transaction_data: input.transactionData }),
    ...(input.ask === undefined ? {} : { lontar_ask: toJson(input.ask) }),
  }
}

// An interface is not an indexed type; its JSON is.
function toJson(value: object): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject
}
