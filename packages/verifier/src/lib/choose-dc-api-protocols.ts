import { invalidArgument } from '@lontar/credentials/errors'
import { type DcApiProtocol, dcApiProtocols } from '@lontar/openid4vc/openid4vp'
import type { VerifierIdentity } from './verifier-identity.ts'

/**
 * Settles which protocols of the Digital Credentials API a verifier offers.
 *
 * @param chosen what its options say; what it can sign by default, and unsigned requests only where it signs none.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for an unknown protocol, one twice, and signed ones of a verifier that
 *   signs nothing.
 */
export function chooseDcApiProtocols(
  chosen: readonly DcApiProtocol[] | undefined,
  { signer }: Pick<VerifierIdentity, 'signer'>,
  otherIdentities: readonly unknown[],
): readonly DcApiProtocol[] {
  if (chosen === undefined) {
    if (signer === undefined) return ['openid4vp-v1-unsigned']
    return otherIdentities.length === 0
      ? ['openid4vp-v1-signed']
      : ['openid4vp-v1-multisigned', 'openid4vp-v1-signed']
  }
  if (new Set(chosen).size !== chosen.length || !chosen.every((name) => dcApiProtocols.includes(name)))
    throw invalidArgument('dcApiProtocols names the protocols of OpenID4VP 1.0, each once.')
  if (signer === undefined && chosen.some((name) => name !== 'openid4vp-v1-unsigned'))
    throw invalidArgument('A verifier that is known by its address alone offers unsigned requests alone.')
  return Object.freeze([...chosen])
}
