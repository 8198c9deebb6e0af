import { invalidArgument } from '../errors/invalid-argument.ts'
import type { JsonObject } from '../jose/json.ts'
import { numericDate } from '../jose/numeric-date.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import type { BitstringStatusPurpose } from './bitstring-status-list-entry.ts'
import { encodeBitstring } from './encode-bitstring.ts'

/** What `createBitstringStatusListCredential` needs. */
export interface CreateBitstringStatusListCredentialInput {
  /** The issuer of the credentials. */
  readonly issuer: string
  /** The URL of the list, exactly as the credentials name it. */
  readonly uri: string
  /** What the list speaks about, one or more. */
  readonly purposes: readonly BitstringStatusPurpose[]
  /** How many bits one status takes, 1 to 8; 1 by default. */
  readonly statusSize?: number
  /** One status for each index, 131,072 or more. */
  readonly values: Uint8Array
  /** When the list was read; rounded down to the second. */
  readonly validFrom: Date
  /** The first instant at which it may not be believed any more. */
  readonly validUntil: Date
  /** How long a verifier may keep the list, in seconds, 1 or more. */
  readonly ttlSeconds: number
}

/**
 * Creates a status list credential of the VC Data Model 2.0, to be signed by `signBitstringStatusListCredential`.
 *
 * @param input see `CreateBitstringStatusListCredentialInput`.
 * @returns the credential.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` when the statuses make no list, a purpose is missing, or `ttlSeconds` is
 * not positive.
 * @see Bitstring Status List sections 2.2 and 3.1
 */
export async function createBitstringStatusListCredential(
  input: CreateBitstringStatusListCredentialInput,
): Promise<JsonObject> {
  const { uri, purposes, ttlSeconds, values, statusSize = 1 } = input
  if (purposes.length === 0 || !(Number.isInteger(ttlSeconds) && ttlSeconds > 0)) throw invalidValue()
  const [only, ...more] = purposes
  return {
    '@context': ['https://www.w3.org/ns/credentials/v2'],
    id: uri,
    type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: input.issuer,
    validFrom: wholeSecond(input.validFrom),
    validUntil: wholeSecond(input.validUntil),
    credentialSubject: {
      id: `${uri}#list`,
      type: 'BitstringStatusList',
      statusPurpose: more.length === 0 && only !== undefined ? only : [...purposes],
      // In milliseconds, unlike every time of JOSE (section 2.2).
      ttl: ttlSeconds * 1000,
      encodedList: await encodeBitstring({ statusSize, values }),
    },
  }
}

/**
 * Signs a status list credential.
 *
 * @param input the key of the issuer of the credentials, and what `createBitstringStatusListCredential` returned.
 * @returns a JWT to serve as `application/vc+jwt`.
 * @throws OperationError `signer_failed`.
 * @see VC-JOSE-COSE section 3.1.1
 */
export function signBitstringStatusListCredential(input: {
  readonly signer: Signer
  readonly credential: JsonObject
}): Promise<string> {
  return signJws({ header: { typ: 'vc+jwt', cty: 'vc' }, payload: input.credential, signer: input.signer })
}

function wholeSecond(time: Date): string {
  return new Date(numericDate(time) * 1000).toISOString().replace('.000Z', 'Z')
}

function invalidValue(): TypeError {
  return invalidArgument('The list needs a purpose and a positive number of seconds to live.')
}
