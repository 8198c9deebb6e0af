import type { PublicJwk, SigningAlgorithm, SigningCurve } from './jwk.ts'

/** What follows from a curve. */
export interface CurveTraits {
  readonly kty: PublicJwk['kty']
  readonly algorithm: SigningAlgorithm
  /** The length of a coordinate, of a private key and of half a signature, in bytes. */
  readonly bytes: number
}

/** Every curve that Lontar signs and verifies with. */
export const signingCurves: Readonly<Record<SigningCurve, CurveTraits>> = Object.freeze({
  'P-256': { kty: 'EC', algorithm: 'ES256', bytes: 32 },
  'P-384': { kty: 'EC', algorithm: 'ES384', bytes: 48 },
  secp256k1: { kty: 'EC', algorithm: 'ES256K', bytes: 32 },
  Ed25519: { kty: 'OKP', algorithm: 'EdDSA', bytes: 32 },
})

/** The algorithms of those curves. */
export const signingAlgorithms: readonly SigningAlgorithm[] = Object.freeze(
  Object.values(signingCurves).map(({ algorithm }) => algorithm),
)

/**
 * Tells the one algorithm that a key can be used with. It is never taken from a token.
 *
 * @param key a key.
 * @returns the value of `alg`.
 * @see RFC 8725 section 3.1
 */
export function signingAlgorithmOf({ crv }: Pick<PublicJwk, 'crv'>): SigningAlgorithm {
  return signingCurves[crv].algorithm
}

/**
 * Tells whether a value names such a curve.
 *
 * @param value anything.
 * @returns true for the curves of `signingCurves`.
 */
export function isSigningCurve(value: unknown): value is SigningCurve {
  return typeof value === 'string' && Object.hasOwn(signingCurves, value)
}
