import { MalformedError } from '@lontar/credentials/errors'
import type { JsonObject } from '@lontar/credentials/jose'
import type { ClientId } from './client-id.ts'
import { keyOfAttestation } from './key-of-attestation.ts'
import { keyOfCertificate } from './key-of-certificate.ts'
import { keyOfDid } from './key-of-did.ts'
import { keyOfRegistration } from './key-of-registration.ts'
import type { VerifierKey, VerifierTrust } from './verifier-trust.ts'

/**
 * Finds the key of a verifier by the prefix of its Client Identifier. `client_metadata` and the headers `jwk`, `jku`
 * and `x5u` are never looked at (section 5.1).
 *
 * @param header the protected header of the Request Object: it may only choose among the verifier's own keys.
 * @throws MalformedError `authorization_request_malformed` under `redirect_uri`, whose requests are never signed; and
 *   what the search under each prefix throws.
 * @see OpenID4VP 1.0 section 5.9.3
 */
export async function findVerifierKey(
  client: ClientId,
  header: JsonObject,
  by: VerifierTrust & { readonly now: Date },
): Promise<VerifierKey> {
  switch (client.kind) {
    case 'redirect_uri':
      throw new MalformedError(
        'authorization_request_malformed',
        'A verifier that is known by its address alone signs no request.',
      )
    case 'decentralized_identifier':
      return keyOfDid(client.value, header, by)
    case 'x509_san_dns':
    case 'x509_hash':
      return keyOfCertificate(client, header, by)
    case 'verifier_attestation':
      return keyOfAttestation(client.value, header, by)
    case 'pre-registered':
      return keyOfRegistration(client.value, header, by)
  }
}
