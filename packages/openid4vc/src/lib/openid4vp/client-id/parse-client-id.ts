import { MalformedError, UnsupportedError } from '@lontar/credentials/errors'
import { isEndpointUrl } from '../../transport/endpoint-url.ts'
import type { ClientId, ClientIdPrefix } from './client-id.ts'

const maxLength = 4096

const host = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i

/** What may follow each prefix. */
const isValueOf: Readonly<Record<ClientIdPrefix, (value: string) => boolean>> = {
  redirect_uri: isEndpointUrl,
  decentralized_identifier: (value) => /^did:[a-z0-9]+:[A-Za-z0-9._:%-]+$/.test(value),
  // A DNS name as a certificate has it: no port, no wildcard, and an internationalised name in its ASCII form.
  x509_san_dns: (value) => host.test(value),
  x509_hash: (value) => /^[A-Za-z0-9_-]{43}$/.test(value),
  verifier_attestation: (value) => /^[\x21-\x7e]+$/.test(value),
}

/**
 * Reads a Client Identifier. Everything else goes on with the whole text, prefix included (section 14.8).
 *
 * @param text the `client_id`.
 * @returns what it says of the verifier; believed only once its key is found. One without a prefix names a client that
 *   its reader registered.
 * @throws MalformedError `authorization_request_malformed` for an unknown prefix, for `origin:`, which stands in no
 *   request, and for a value that its prefix does not have; UnsupportedError `authorization_request_unsupported` for
 *   `openid_federation`.
 * @see OpenID4VP 1.0 sections 5.9.1 to 5.9.3
 */
export function parseClientId(text: string): ClientId {
  const at = text.indexOf(':')
  if (text === '' || text.length > maxLength) throw malformed('The client_id is empty or too long.')
  if (at < 0) return { kind: 'pre-registered', value: text }
  const [prefix, value] = [text.slice(0, at), text.slice(at + 1)]
  if (prefix === 'openid_federation') {
    throw new UnsupportedError(
      'authorization_request_unsupported',
      'Verifiers of an OpenID Federation are not implemented.',
    )
  }
  if (!isPrefix(prefix)) throw malformed('The prefix of the client_id is not one that a request may have.')
  if (!isValueOf[prefix](value)) throw malformed('The client_id is not what its prefix says.')
  return { kind: prefix, value }
}

function isPrefix(text: string): text is ClientIdPrefix {
  return Object.hasOwn(isValueOf, text)
}

function malformed(message: string): MalformedError {
  return new MalformedError('authorization_request_malformed', message)
}
