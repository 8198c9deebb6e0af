import type { ClaimPath } from '../formats/credential-format.ts'
import type { JsonObject } from '../jose/json.ts'
import { type RandomBytes, randomBytes } from '../jose/random.ts'
import { signJws } from '../jose/sign-jws.ts'
import type { Signer } from '../jose/signer.ts'
import type { HashAlgorithm } from './hash-algorithm.ts'
import { packPayload } from './pack-payload.ts'

/** What `issueSdJwt` needs. */
export interface IssueSdJwtInput {
  /** The issuer's key. */
  readonly signer: Signer
  /** The protected header with its `typ` (RFC 9901 section 9.11); `alg` and `kid` come from the signer. */
  readonly header: JsonObject
  /** All claims in clear, before any becomes a disclosure. */
  readonly payload: JsonObject
  /** The claims that become disclosures. */
  readonly disclosable: readonly ClaimPath[]
  /** `sha-256` by default. */
  readonly hashAlgorithm?: HashAlgorithm
  /** How many decoy digests each `_sd` array gets; 0 by default. */
  readonly decoys?: number
  /** The source of salts; the platform's by default. */
  readonly randomBytes?: RandomBytes
}

/**
 * Signs an SD-JWT with all its disclosures.
 *
 * @param input see `IssueSdJwtInput`.
 * @returns the compact form, which ends with `~`.
 * @throws MalformedError `sd_jwt_path_unknown` when a path leads to no claim.
 * @throws VerificationError `sd_jwt_claim_name_reserved` when the payload uses a reserved name.
 * @see RFC 9901 sections 4 and 5
 */
export async function issueSdJwt(input: IssueSdJwtInput): Promise<string> {
  const { payload, disclosures } = await packPayload({
    payload: input.payload,
    disclosable: input.disclosable,
    hashAlgorithm: input.hashAlgorithm ?? 'sha-256',
    decoys: input.decoys ?? 0,
    randomBytes: input.randomBytes ?? randomBytes,
  })
  const jwt = await signJws({ header: input.header, payload, signer: input.signer })
  return `${[jwt, ...disclosures].join('~')}~`
}
