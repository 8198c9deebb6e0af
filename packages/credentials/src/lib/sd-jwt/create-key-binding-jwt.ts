import { MalformedError } from '../errors/lontar-error.ts'
import { numericDate } from '../jose/numeric-date.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import {
  type TransactionDataHashes,
  transactionDataClaims,
} from '../transaction-data/transaction-data-hashes.ts'
import { digestText } from './hash-algorithm.ts'
import { readSdJwt } from './parse-sd-jwt.ts'

/** What `createKeyBindingJwt` needs. */
export interface CreateKeyBindingJwtInput {
  /** The SD-JWT to show, with exactly the disclosures to show. It ends with `~`. */
  readonly sdJwt: string
  /** The verifier's full identifier. */
  readonly audience: string
  /** The nonce of the request. */
  readonly nonce: string
  /** The transactions that the holder authorises, as `createTransactionDataHashes` makes them; none by default. */
  readonly transactionDataHashes?: TransactionDataHashes
  /** The holder's key, which the SD-JWT names in `cnf`. */
  readonly signer: Signer
  /** The instant of signing: its `iat`. */
  readonly now: Date
}

/**
 * Signs a key binding JWT. Append it to the SD-JWT to make a presentation. The disclosures are covered as they are sent,
 * and not read.
 *
 * @param input see `CreateKeyBindingJwtInput`.
 * @returns the key binding JWT alone.
 * @throws MalformedError `sd_jwt_malformed` when the SD-JWT does not end with `~`, and the codes of `parseJws`.
 * @see RFC 9901 section 4.3
 */
export async function createKeyBindingJwt(input: CreateKeyBindingJwtInput): Promise<string> {
  const { text, presented, hashAlgorithm } = readSdJwt(input.sdJwt)
  if (text !== presented)
    throw new MalformedError('sd_jwt_malformed', 'The SD-JWT does not end with a tilde.')
  const payload = {
    iat: numericDate(input.now),
    aud: input.audience,
    nonce: input.nonce,
    sd_hash: await digestText(hashAlgorithm, presented),
    ...transactionDataClaims(input.transactionDataHashes),
  }
  return signJws({ header: { typ: 'kb+jwt' }, payload, signer: input.signer })
}
