export {
  type BpsRegencyCode,
  bpsCodeOfRegency,
  parseBpsRegencyCode,
  regencyCodeOfBps,
} from './lib/regions/bps-regency-code.ts'
export { findProvince } from './lib/regions/find-province.ts'
export { findRegency } from './lib/regions/find-regency.ts'
export { nttRegencies, type Regency } from './lib/regions/ntt-regencies.ts'
export { type Province, provinces } from './lib/regions/provinces.ts'
export type { RegencyCode } from './lib/regions/regency-code.ts'
export { findRegionMove, type RegionMove } from './lib/regions/region-move.ts'
export { timeZoneOf } from './lib/regions/time-zone-of.ts'
