import { parseJsonObject } from '@lontar/credentials/jose'
import { parseDcqlQuery } from '@lontar/openid4vc/dcql'
import {
  type AskedParametersInput,
  type ClientMetadata,
  createClientMetadata,
  encryptionJwkOf,
  type RequestedAsk,
} from '@lontar/openid4vc/openid4vp'
import { type Asked, decodeAsked } from '../ask-text.ts'
import type { VerifierContext } from '../verifier-context.ts'
import type { TransactionRecord } from '../verifier-store.ts'
import { decodeRequestDetails, type RequestDetails } from './request-details.ts'

/** What a transaction asks for, however its request travels; `by` has the key that opens the answer of that way. */
export async function askedParametersOf(
  context: VerifierContext,
  record: TransactionRecord,
  by: Pick<RequestDetails, 'encryptionKey'>,
): Promise<AskedParametersInput> {
  const { transactionData } = decodeRequestDetails(record.details)
  return {
    nonce: record.nonce,
    dcqlQuery: parseDcqlQuery(parseJsonObject(record.dcqlQuery)),
    clientMetadata: await clientMetadataOf(context, by),
    ask: toRequestedAsk(decodeAsked(record.ask)),
    ...(transactionData !== undefined && { transactionData }),
  }
}

async function clientMetadataOf(
  { name }: VerifierContext,
  { encryptionKey }: Pick<RequestDetails, 'encryptionKey'>,
): Promise<ClientMetadata> {
  if (encryptionKey === undefined) return createClientMetadata({ clientName: name })
  return createClientMetadata({ clientName: name, encryptionJwk: await encryptionJwkOf(encryptionKey) })
}

function toRequestedAsk(ask: Asked): RequestedAsk {
  return {
    service: ask.service,
    purpose: ask.purpose,
    legal_basis: ask.legalBasis,
    retention_days: ask.retentionDays,
  }
}
