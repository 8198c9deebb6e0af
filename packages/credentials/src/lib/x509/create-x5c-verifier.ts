import type { VerifyX5c } from '../issuer-key/verify-x5c-port.ts'
import { verifyX5c, type X5cExpectations } from './verify-x5c.ts'

/** Options of `createX5cVerifier`. */
export interface X5cVerifierOptions {
  /** The revocation lists in DER at the time of the check; see `X5cExpectations.crls`. None are looked at by default. */
  readonly crls?: () => readonly Uint8Array[]
  /** The purposes that certificates may have; see `X5cExpectations.extendedKeyUsages`. */
  readonly extendedKeyUsages?: readonly string[]
}

/**
 * Creates the certificate check that `createIssuerKeyResolver` takes. It stands apart from it so that who meets no
 * certificates does not ship X.509.
 *
 * @param options see `X5cVerifierOptions`.
 * @returns the check. It throws what `verifyX5c` throws.
 */
export function createX5cVerifier(options: X5cVerifierOptions = {}): VerifyX5c {
  return ({ x5c, roots, now }) => {
    const crls = options.crls?.()
    const { extendedKeyUsages } = options
    const expectations: X5cExpectations = {
      expectedRoots: roots,
      now,
      ...(crls !== undefined && { crls }),
      ...(extendedKeyUsages !== undefined && { extendedKeyUsages }),
    }
    return verifyX5c(x5c, expectations)
  }
}
