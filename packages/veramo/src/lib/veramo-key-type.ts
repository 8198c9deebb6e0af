import type { SigningCurve } from '@lontar/credentials'
import type { TKeyType } from '@veramo/core-types'

/** What Veramo calls a key of each curve. For P-384 it has no name of its own; this one follows SEC 2. */
export const veramoKeyTypes: Readonly<Record<SigningCurve, TKeyType>> = Object.freeze({
  'P-256': 'Secp256r1',
  'P-384': 'Secp384r1',
  secp256k1: 'Secp256k1',
  Ed25519: 'Ed25519',
})

const curves: ReadonlyMap<string, SigningCurve> = new Map([
  ['Secp256r1', 'P-256'],
  ['Secp384r1', 'P-384'],
  ['Secp256k1', 'secp256k1'],
  ['Ed25519', 'Ed25519'],
])

/** The curve of a Veramo key type, or `undefined` for one that signs nothing here. */
export function curveOfKeyType(type: TKeyType): SigningCurve | undefined {
  return curves.get(type)
}
