import type { PrivateJwk } from '../jose/jwk.ts'
import { createLocalSigner } from '../jose/local-signer.ts'
import type { Signer } from '../jose/signer.ts'
import { createDidJwk } from './create-did-jwk.ts'

/**
 * Creates a local signer whose `keyId` is the DID URL of its own key.
 *
 * @param privateJwk a private key on P-256, P-384, secp256k1 or Ed25519.
 * @returns the signer; its DID is `keyId` before the `#`.
 * @throws MalformedError `jwk_malformed` when it is no such key.
 */
export async function didJwkSigner(privateJwk: PrivateJwk): Promise<Signer> {
  const { publicJwk } = await createLocalSigner(privateJwk)
  return createLocalSigner(privateJwk, { keyId: `${createDidJwk(publicJwk)}#0` })
}
