/** A curve that keys of chips may be on: by the name of Web Crypto, where it has it, or of RFC 5639. */
export type ChipCurve = NistCurve | BrainpoolCurve

/** A curve of FIPS 186-4 that Web Crypto has. */
export type NistCurve = 'P-256' | 'P-384' | 'P-521'

/** A curve of RFC 5639, of the random kind. */
export type BrainpoolCurve = 'brainpoolP256r1' | 'brainpoolP384r1' | 'brainpoolP512r1'

/** What is known of a curve. */
export interface KnownCurve {
  readonly name: ChipCurve
  readonly oid: string
  /** The bytes of a coordinate. */
  readonly bytes: number
  /** Whether Web Crypto has it. */
  readonly isNist: boolean
}

/** The curves of 256 bits and more that Doc 9303-12 names. */
export const chipCurves: Readonly<Record<ChipCurve, KnownCurve>> = {
  'P-256': { name: 'P-256', oid: '1.2.840.10045.3.1.7', bytes: 32, isNist: true },
  'P-384': { name: 'P-384', oid: '1.3.132.0.34', bytes: 48, isNist: true },
  'P-521': { name: 'P-521', oid: '1.3.132.0.35', bytes: 66, isNist: true },
  brainpoolP256r1: { name: 'brainpoolP256r1', oid: '1.3.36.3.3.2.8.1.1.7', bytes: 32, isNist: false },
  brainpoolP384r1: { name: 'brainpoolP384r1', oid: '1.3.36.3.3.2.8.1.1.11', bytes: 48, isNist: false },
  brainpoolP512r1: { name: 'brainpoolP512r1', oid: '1.3.36.3.3.2.8.1.1.13', bytes: 64, isNist: false },
}
