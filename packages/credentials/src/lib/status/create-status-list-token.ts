import { invalidArgument } from '../errors/invalid-argument.ts'
import { numericDate } from '../jose/numeric-date.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import { encodeStatusList } from './encode-status-list.ts'
import type { StatusBits } from './status-bits.ts'

/** What `createStatusListToken` needs. */
export interface CreateStatusListTokenInput {
  /** A key of the issuer of the credentials. */
  readonly signer: Signer
  /** The URL of the list, exactly as the credentials name it. */
  readonly uri: string
  /** How many bits one status takes. */
  readonly bits: StatusBits
  /** One status for each index. */
  readonly values: Uint8Array
  /** When the list was read; rounded down to the second. */
  readonly issuedAt: Date
  /** The first instant at which it may not be believed any more. */
  readonly expiresAt: Date
  /** How long a verifier may keep the list, in seconds, 1 or more. */
  readonly ttlSeconds: number
  /** The URL of a document that names every list of the issuer; left out by default. */
  readonly aggregationUri?: string
}

/**
 * Signs a status list.
 *
 * @param input see `CreateStatusListTokenInput`.
 * @returns a JWT to serve as `application/statuslist+jwt`.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when a status does not fit in `bits` or `ttlSeconds` is not positive.
 * @see Token Status List section 5.1
 */
export async function createStatusListToken(input: CreateStatusListTokenInput): Promise<string> {
  const { signer, uri, bits, values, ttlSeconds, aggregationUri } = input
  if (!(Number.isInteger(ttlSeconds) && ttlSeconds > 0)) {
    throw invalidArgument('The time to live must be a positive number of seconds.')
  }
  const payload = {
    sub: uri,
    iat: numericDate(input.issuedAt),
    exp: numericDate(input.expiresAt),
    ttl: ttlSeconds,
    status_list: {
      bits,
      lst: await encodeStatusList({ bits, values }),
      ...(aggregationUri !== undefined && { aggregation_uri: aggregationUri }),
    },
  }
  return signJws({ header: { typ: 'statuslist+jwt' }, payload, signer })
}
