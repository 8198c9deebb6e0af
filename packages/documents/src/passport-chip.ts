export type { ChipDigest } from './lib/passport-chip/digest-algorithms.ts'
export type { Portrait } from './lib/passport-chip/find-portrait.ts'
export { type ChipAnchor, type MasterList, parseMasterList } from './lib/passport-chip/parse-master-list.ts'
export {
  type PassportChip,
  type VerifyPassportChipInput,
  verifyPassportChip,
} from './lib/passport-chip/verify-passport-chip.ts'
