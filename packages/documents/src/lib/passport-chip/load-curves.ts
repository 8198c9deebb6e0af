import type { ECDSA } from '@noble/curves/abstract/weierstrass.js'
import type { ChipCurve } from './chip-curves.ts'

/** The parameters of a curve. */
export type CurveParameters = ReturnType<ECDSA['Point']['CURVE']>

/** Loads the curves in JavaScript, only when a chip needs them: most use curves that Web Crypto has, by their names. */
export async function loadCurves(): Promise<Readonly<Record<ChipCurve, ECDSA>>> {
  const [nist, misc] = await Promise.all([import('@noble/curves/nist.js'), import('@noble/curves/misc.js')])
  const { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } = misc
  const { p256, p384, p521 } = nist
  return { 'P-256': p256, 'P-384': p384, 'P-521': p521, brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 }
}
