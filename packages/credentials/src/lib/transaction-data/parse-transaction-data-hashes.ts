import { LontarError } from '../errors/lontar-error.ts'
import type { JsonObject } from '../jose/json.ts'
import { parseJws } from '../jose/parse-jws.ts'
import { isJsonArray } from '../sd-jwt/json-array.ts'
import type { TransactionDataHashes } from './transaction-data-hashes.ts'

/**
 * Reads which transactions a presentation says that it authorises, without believing it: to find out which of several
 * presentations is meant to authorise what. Only its verification against `expectedTransactionData` proves it.
 *
 * @param text a presentation in any format.
 * @returns the two claims as far as they are of their types; `undefined` where no list of texts can be read.
 */
export function parseTransactionDataHashes(text: string): TransactionDataHashes | undefined {
  const { transaction_data_hashes: hashes, transaction_data_hashes_alg: algorithm } = holderClaimsOf(text)
  if (!isJsonArray(hashes)) return undefined
  const texts = hashes.filter((hash) => typeof hash === 'string')
  if (texts.length !== hashes.length) return undefined
  return {
    transaction_data_hashes: texts,
    ...(typeof algorithm === 'string' && { transaction_data_hashes_alg: algorithm }),
  }
}

/** What the holder signed: the key binding JWT behind the last tilde, or the JWT around the credential. */
function holderClaimsOf(text: string): JsonObject {
  const keyBindingJwt = text.slice(text.lastIndexOf('~') + 1)
  try {
    return parseJws(keyBindingJwt === '' ? (text.split('~', 1)[0] ?? '') : keyBindingJwt).payload
  } catch (error) {
    if (error instanceof LontarError) return {}
    throw error
  }
}
