/** A curve that keys of chips may be on, by the name of Web Crypto. */
export type ChipCurve = 'P-256' | 'P-384' | 'P-521'

/** What is known of a curve. */
export interface KnownCurve {
  readonly name: ChipCurve
  readonly oid: string
  /** The bytes of a coordinate. */
  readonly bytes: number
}

/** The curves of Doc 9303-12 that are safe (FIPS 186-4). */
export const chipCurves: Readonly<Record<ChipCurve, KnownCurve>> = {
  'P-256': { name: 'P-256', oid: '1.2.840.10045.3.1.7', bytes: 32 },
  'P-384': { name: 'P-384', oid: '1.3.132.0.34', bytes: 48 },
  'P-521': { name: 'P-521', oid: '1.3.132.0.35', bytes: 66 },
}
