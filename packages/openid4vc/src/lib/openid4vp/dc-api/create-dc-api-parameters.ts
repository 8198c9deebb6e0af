import { invalidArgument } from '@lontar/credentials/errors'
import { type JsonObject, numericDate } from '@lontar/credentials/jose'
import {
  type AskedParametersInput,
  createAskedParameters,
} from '../request-object/create-asked-parameters.ts'
import { staticWalletAudience } from '../request-object/request-object.ts'
import type { DcApiResponseMode } from './dc-api.ts'

/** What a request through the Digital Credentials API holds. */
export interface DcApiRequestInput extends AskedParametersInput {
  /** `dc_api.jwt` needs `jwks` in the client metadata. */
  readonly responseMode: DcApiResponseMode
}

/** What a signed one holds besides. */
export interface SignedDcApiRequestInput extends DcApiRequestInput {
  /** The origins of the verifier, letter for letter as the platform says them; one or more. */
  readonly expectedOrigins: readonly string[]
  /** The instant of signing. */
  readonly issuedAt: Date
  /** When the request ends. */
  readonly expiresAt: Date
}

/** The parameters that every request has. There is no `state`: the platform ties an answer to its request. */
export function createDcApiParameters(input: DcApiRequestInput): JsonObject {
  const { responseMode, clientMetadata } = input
  if (responseMode === 'dc_api.jwt' && clientMetadata?.jwks === undefined)
    throw invalidArgument('An encrypted response needs a key to encrypt it to.')
  return { response_mode: responseMode, ...createAskedParameters(input) }
}

/** The payload of a signed request, but for who signs it. */
export function createSignedDcApiParameters(input: SignedDcApiRequestInput): JsonObject {
  if (input.expectedOrigins.length === 0)
    throw invalidArgument('A signed request names the origins that it may come from.')
  return {
    aud: staticWalletAudience,
    expected_origins: input.expectedOrigins,
    iat: numericDate(input.issuedAt),
    exp: numericDate(input.expiresAt),
    ...createDcApiParameters(input),
  }
}
