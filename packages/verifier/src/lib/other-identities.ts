import type { Signer } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { createVerifierIdentity, type VerifierIdentity } from './verifier-identity.ts'

/** A further Client Identifier of a verifier, for wallets of another trust framework. */
export interface OtherIdentity {
  /** The full Client Identifier, as the option `clientId`; not `redirect_uri:`. */
  readonly clientId: string
  /** Its key. */
  readonly signer: Signer
  /** The Verifier Attestation JWT, or what gives one that has not ended; for `verifier_attestation:` alone. */
  readonly verifierAttestation?: string | (() => string | Promise<string>)
}

/** An identity with what signs for it. */
export interface SigningIdentity extends VerifierIdentity {
  /** Gives the attestation for the header, where one names the verifier. */
  readonly verifierAttestation: (() => Promise<string>) | undefined
}

/**
 * Reads the further identities of a verifier.
 *
 * @param responseUri where wallets answer.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a Client Identifier that its signer cannot speak for, and for one under
 *   which nobody signs.
 */
export function readOtherIdentities(
  others: readonly OtherIdentity[],
  responseUri: string,
): readonly SigningIdentity[] {
  return others.map((other) => {
    const identity = createVerifierIdentity(other, responseUri)
    if (identity.signer === undefined)
      throw invalidArgument('Another identity signs: redirect_uri: is none of them.')
    return { ...identity, verifierAttestation: attestationOf(other.verifierAttestation) }
  })
}

/** Gives an attestation each time, whether it is one text or made anew. */
export function attestationOf(
  attestation: OtherIdentity['verifierAttestation'],
): SigningIdentity['verifierAttestation'] {
  if (attestation === undefined) return undefined
  return async () => (typeof attestation === 'string' ? attestation : attestation())
}
