import { VerificationError } from '@lontar/credentials/errors'
import type { PrivateJwk } from '@lontar/credentials/jose'
import {
  contentEncryptions,
  type EncryptedResponseExpectations,
  type UnverifiedAnswer,
} from '@lontar/openid4vc/openid4vp'

/**
 * Refuses presentations that came in clear where encrypted ones were asked for. An error may come so: a wallet that
 * cannot encrypt has to be able to say it, and through the Digital Credentials API errors come in no other way.
 *
 * @throws VerificationError `authorization_response_unencrypted`
 * @see OpenID4VP 1.0 section 8.3, appendix A.4
 */
export function requireEncrypted({ vpToken }: UnverifiedAnswer, wasAskedFor: boolean): void {
  if (vpToken !== undefined && wasAskedFor)
    throw new VerificationError('authorization_response_unencrypted', 'The response came in clear.')
}

/**
 * What an encrypted answer is opened with: the key of its request.
 *
 * @throws VerificationError `authorization_response_undecryptable` where the request has none
 */
export function expectationsOf(encryptionKey: PrivateJwk | undefined): EncryptedResponseExpectations {
  if (encryptionKey !== undefined)
    return { expectedKey: encryptionKey, expectedEncryptions: contentEncryptions }
  throw new VerificationError(
    'authorization_response_undecryptable',
    'An encrypted response came where none was asked for.',
  )
}
