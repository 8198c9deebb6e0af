export { budiMisalnya } from './lib/budi-misalnya.ts'
export { type FixedClock, fixedClock } from './lib/fixed-clock.ts'
export { type InventedTraits, inventPerson } from './lib/invent-person.ts'
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
