import type { PublicJwk } from '../jose/jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { requireStep } from '../verdict/require-step.ts'
import { didJwkKey } from '../verdict/steps/did-steps.ts'
import { resolveDidJwk } from './resolve-did-jwk.ts'

/**
 * Reads the key that a `kid` such as `did:jwk:…#0` names. The key says who signed, not that he is trusted.
 *
 * @param didUrl a did:jwk with the fragment `#0`; the method has no other.
 * @returns the key for signatures, without a `kid`.
 * @throws MalformedError `did_malformed`, `jwk_private_part`, `jwk_malformed` when it is no key for signatures.
 * @throws UnsupportedError `did_method_unsupported` for another method.
 * @see did:jwk method specification, "Read"
 */
export function publicKeyOfDidUrl(didUrl: string): PublicJwk {
  const [did, fragment, ...more] = typeof didUrl === 'string' ? didUrl.split('#', 3) : []
  const document = resolveDidJwk(did ?? '')
  requireStep(didJwkKey, fragment === '0' && more.length === 0)
  const { kid: _kid, ...key } = parseJwk(document.verificationMethod[0]?.publicKeyJwk)
  return Object.freeze(key)
}
