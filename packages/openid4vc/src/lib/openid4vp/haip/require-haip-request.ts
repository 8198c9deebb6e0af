import { UnsupportedError } from '@lontar/credentials/errors'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import type { ClientIdKind } from '../client-id/client-id.ts'

/** What HAIP looks at in a verified request. */
export interface HaipRequest {
  /** How the verifier is known. */
  readonly clientIdKind: ClientIdKind | 'origin'
  /** How the answer travels. */
  readonly responseMode: string
  /** What is asked for. */
  readonly dcqlQuery: DcqlQuery
}

/** How an answer travels in HAIP: encrypted, by a post or through the browser. */
const responseModes: readonly string[] = ['direct_post.jwt', 'dc_api.jwt']

/**
 * Requires that a verified request keeps to the High Assurance Interoperability Profile: the verifier is known by the
 * hash of its certificate, or by its origin alone through the Digital Credentials API, the answer is encrypted, and
 * every credential that is asked for is an SD-JWT VC.
 *
 * @throws UnsupportedError `authorization_request_unsupported`
 * @see HAIP 1.0 sections 5, 5.1, 5.2 and 5.3.2
 */
export function requireHaipRequest({ clientIdKind, responseMode, dcqlQuery }: HaipRequest): void {
  // Through the Digital Credentials API a request may go unsigned: the platform says who asks (section 5.2).
  if (clientIdKind !== 'x509_hash' && clientIdKind !== 'origin')
    throw outside('the verifier is not known by the hash of its certificate')
  if (!responseModes.includes(responseMode)) throw outside('the answer would not be encrypted')
  if (dcqlQuery.credentials.some(({ format }) => format !== 'dc+sd-jwt'))
    throw outside('it asks for a format that is not dc+sd-jwt')
}

function outside(reason: string): UnsupportedError {
  return new UnsupportedError(
    'authorization_request_unsupported',
    `The request is not one of HAIP: ${reason}.`,
  )
}
