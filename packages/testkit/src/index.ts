export { annaSpecimen } from './lib/anna-specimen.ts'
export { budiMisalnya } from './lib/budi-misalnya.ts'
export { type CertifyingTraits, certifyRequest } from './lib/certify-request.ts'
export {
  type CertificateTraits,
  createCertificate,
  type NameSubtree,
  type TestCertificate,
} from './lib/create-certificate.ts'
export { type ChipKey, type ChipKeyTraits, createChipKey, type StatedPss } from './lib/create-chip-key.ts'
export { createPerson, type InventedTraits } from './lib/create-person.ts'
export { createRevocationList, type RevocationListTraits } from './lib/create-revocation-list.ts'
export {
  type ChipAuthorities,
  type ChipAuthorityTraits,
  createChipAuthorities,
  createMasterList,
  createSyntheticChip,
  encodeTlv,
  type SyntheticChip,
  type SyntheticChipTraits,
} from './lib/create-synthetic-chip.ts'
export { type FixedClock, fixedClock } from './lib/fixed-clock.ts'
export { generateNik, type NikTraits } from './lib/generate-nik.ts'
export type { KtpFile } from './lib/ktp-file.ts'
export { mariaContoh } from './lib/maria-contoh.ts'
export {
  type RegistryRecord,
  type RegistryStatus,
  registryCsv,
  registryRecord,
} from './lib/registry-records.ts'
export { type SeededRandomBytes, seededRandomBytes } from './lib/seeded-random-bytes.ts'
export { type FetchHandler, type LoopbackServer, startLoopbackServer } from './lib/start-loopback-server.ts'
