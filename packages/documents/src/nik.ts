export { birthdateOfNik } from './lib/nik/birthdate-of-nik.ts'
export { normaliseNik } from './lib/nik/normalise-nik.ts'
export {
  type NikError,
  type NikParts,
  type NikResult,
  type NikWarning,
  parseNik,
} from './lib/nik/parse-nik.ts'
