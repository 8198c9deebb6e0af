import { LontarError, MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import {
  decodeBase64Url,
  decodeUtf8,
  type JsonObject,
  type JsonValue,
  parseJsonObject,
} from '@lontar/credentials/jose'
import { commonHashAlgorithm } from '@lontar/credentials/presentation'
import * as v from 'valibot'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import { waivesHolderBinding } from '../../dcql/waives-holder-binding.ts'
import { objectOf } from '../../reading/object-of.ts'
import { readAs } from '../../reading/read-as.ts'
import { some } from '../../reading/some.ts'
import { text } from '../../reading/text.ts'
import type { TransactionData } from './transaction-data.ts'

const code = 'transaction_data_malformed'

/** Each is shown to a person, and hashed. */
const maxEntries = 16
const maxCharacters = 16_384

const textsSchema = v.pipe(v.array(text(maxCharacters)), some(maxEntries))

const entrySchema = objectOf({
  type: text(1024),
  credential_ids: v.pipe(v.array(text(1024)), some(32)),
  transaction_data_hashes_alg: v.exactOptional(v.pipe(v.array(text(64)), some(16))),
})

/**
 * Reads the `transaction_data` of a request. Whether their types are known, and their members those of the type, is
 * for who knows the types.
 *
 * @param value the member of the request; at most 16 texts of at most 16,384 characters.
 * @param query the query of the same request, whose credentials they name.
 * @returns one or more, in the order of the request.
 * @throws MalformedError `transaction_data_malformed` when it is no list of JSON objects in base64url, when one has no
 *   type or names no credential, one that is not asked for, or one that need not be bound to its holder, who then could
 *   authorise nothing.
 * @throws UnsupportedError `transaction_data_unsupported` when no hash function of ours would do for all of them.
 * @see OpenID4VP 1.0 sections 5.1 and 8.5, appendices B.3.3 and B.3.3.1
 */
export function parseTransactionData(
  value: JsonValue | undefined,
  query: DcqlQuery,
): readonly TransactionData[] {
  const texts = readAs(textsSchema, value, code, 'The transaction data are no list of texts.')
  const entries = texts.map(readEntry)
  for (const { credentialIds } of entries) requireBoundCredentials(credentialIds, query)
  if (commonHashAlgorithm(entries) === undefined)
    throw new UnsupportedError('transaction_data_unsupported', 'No hash function fits the transaction data.')
  return entries
}

function readEntry(base64url: string): TransactionData {
  const object = decode(base64url)
  const read = readAs(entrySchema, object, code, 'Transaction data lack a type or the ids of credentials.')
  const { type: _type, credential_ids: _ids, transaction_data_hashes_alg: _hashes, ...data } = object
  return {
    text: base64url,
    type: read.type,
    credentialIds: read.credential_ids,
    ...(read.transaction_data_hashes_alg !== undefined && {
      hashAlgorithms: read.transaction_data_hashes_alg,
    }),
    data,
  }
}

function decode(base64url: string): JsonObject {
  try {
    return parseJsonObject(decodeUtf8(decodeBase64Url(base64url)))
  } catch (error) {
    if (!(error instanceof LontarError)) throw error
    throw new MalformedError(code, 'Transaction data are no JSON object in base64url.')
  }
}

function requireBoundCredentials(ids: readonly string[], { credentials }: DcqlQuery): void {
  const named = ids.map((id) => credentials.find((query) => query.id === id))
  if (named.some((query) => query === undefined))
    throw new MalformedError(code, 'Transaction data name a credential that is not asked for.')
  if (named.some((query) => query !== undefined && waivesHolderBinding(query)))
    throw new MalformedError(code, 'Transaction data name a credential that need not be bound to its holder.')
}
