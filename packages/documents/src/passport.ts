export { findIcaoState, type IcaoState } from './lib/mrz/icao-states.ts'
export { type MrzError, type MrzResult, type ParseMrzOptions, parseMrz } from './lib/mrz/parse-mrz.ts'
export type { MrzField } from './lib/mrz/td3-fields.ts'
export type { Passport, PassportBirthdate } from './lib/passport/passport.ts'
