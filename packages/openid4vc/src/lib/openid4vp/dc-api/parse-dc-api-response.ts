import { MalformedError } from '@lontar/credentials/errors'
import { isJsonObject, type JsonObject } from '@lontar/credentials/jose'
import type { UnverifiedAnswer } from '../authorization-response/authorization-response.ts'
import { readAnswer } from '../authorization-response/read-authorization-response.ts'
import { type DcApiProtocol, isDcApiProtocol } from './dc-api.ts'

/** What the Digital Credentials API gave, not verified: an answer in clear, or one that is not opened yet. */
export type UnverifiedDcApiResponse = { readonly protocol: DcApiProtocol } & (
  | (UnverifiedAnswer & { readonly jwe?: undefined })
  | { readonly jwe: string }
)

const code = 'authorization_response_malformed'

/**
 * Reads the protocol and the data of an answer as a page posts them.
 *
 * @throws MalformedError `authorization_response_malformed` for another protocol, and unless there is exactly one of
 *   `vp_token`, `error` and `response`.
 * @see OpenID4VP 1.0 section 8.3 and appendix A.4
 */
export function parseDcApiResponse({ protocol, data }: JsonObject): UnverifiedDcApiResponse {
  if (!isDcApiProtocol(protocol) || !isJsonObject(data))
    throw new MalformedError(code, 'The answer is of no known protocol.')
  const { response: jwe, vp_token, error } = data
  if (jwe === undefined) return { protocol, ...readAnswer({ vp_token, error }) }
  if (typeof jwe !== 'string' || vp_token !== undefined || error !== undefined)
    throw new MalformedError(code, 'The response comes both encrypted and in clear, or is no text.')
  return { protocol, jwe }
}
