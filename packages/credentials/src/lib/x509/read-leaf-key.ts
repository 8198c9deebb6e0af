import { encodeBase64Url } from '../jose/base64url.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { parseJwk } from '../jose/parse-jwk.ts'
import { requireStep } from '../verdict/require-step.ts'
import { leafKey } from '../verdict/steps/x509-steps.ts'
import type { X509Certificate } from './x509-certificate.ts'

const ed25519 = '1.3.101.112'

/**
 * Reads the signer's key of a certificate as a JWK.
 *
 * @param certificate the signer's certificate.
 * @returns the key.
 * @throws VerificationError `certificate_chain_invalid` when no accepted algorithm has such a key.
 * @see RFC 5280 section 4.1.2.7, RFC 5480, RFC 8410
 */
export function readLeafKey(certificate: X509Certificate): PublicJwk {
  const key = keyOf(certificate)
  requireStep(leafKey, key !== undefined)
  return key
}

function keyOf({ asn1 }: X509Certificate): PublicJwk | undefined {
  const { subjectPublicKeyInfo } = asn1
  try {
    if (subjectPublicKeyInfo.algorithm.algorithmId !== ed25519) return parseJwk(subjectPublicKeyInfo.toJSON())
    const bytes = subjectPublicKeyInfo.subjectPublicKey.valueBlock.valueHexView
    return parseJwk({ kty: 'OKP', crv: 'Ed25519', x: encodeBase64Url(bytes) })
  } catch {
    return undefined
  }
}
