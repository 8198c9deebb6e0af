import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import type { JsonValue } from '@lontar/credentials/jose'
import type { UnverifiedClientMetadata } from '../client-metadata/client-metadata.ts'
import { selectResponseEncryption } from '../client-metadata/select-response-encryption.ts'
import type { RequestObjectContent, ResponseMode } from './request-object.ts'

/** The members of a request that say where its answer goes. */
export interface ResponseTargetMembers {
  readonly response_uri?: string | undefined
  readonly redirect_uri?: string | undefined
  readonly client_metadata?: UnverifiedClientMetadata | undefined
}

type ResponseTarget = Pick<RequestObjectContent, 'responseMode' | 'responseUri' | 'responseEncryption'>

/**
 * Reads how and where an answer is wanted. Without a mode it is `fragment`, the default of the response type.
 *
 * @throws MalformedError `authorization_request_malformed` when the address for the mode is missing.
 * @throws UnsupportedError `authorization_request_unsupported` for another mode, and for an encryption that is not
 *   implemented: it is refused before anybody is asked, and never answered in clear.
 * @see OpenID4VP 1.0 sections 5, 8.1, 8.2 and 8.3
 */
export function parseResponseTarget(
  mode: JsonValue | undefined,
  { response_uri, redirect_uri, client_metadata }: ResponseTargetMembers,
): ResponseTarget {
  const responseMode = responseModeOf(mode)
  const responseUri = responseMode === 'fragment' ? redirect_uri : response_uri
  if (responseUri === undefined)
    throw new MalformedError('authorization_request_malformed', 'The request says not where its answer goes.')
  if (responseMode !== 'direct_post.jwt') return { responseMode, responseUri }
  const metadata = client_metadata ?? { keys: [], encryptions: [] }
  return { responseMode, responseUri, responseEncryption: selectResponseEncryption(metadata) }
}

function responseModeOf(mode: JsonValue = 'fragment'): ResponseMode {
  if (mode === 'direct_post' || mode === 'direct_post.jwt' || mode === 'fragment') return mode
  throw new UnsupportedError('authorization_request_unsupported', 'The response mode is not implemented.')
}
