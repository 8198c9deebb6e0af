import { invalidArgument } from '@lontar/credentials/errors'
import { nttBpsCodes } from './ntt-bps-codes.ts'
import type { RegencyCode } from './regency-code.ts'

declare const bps: unique symbol

/**
 * The code of a regency in the lists of BPS-Statistics Indonesia, four digits. In Nusa Tenggara Timur 16 of 22 differ
 * from the Ministry's: BPS 5301 is Sumba Barat, and 53.01 is Kabupaten Kupang. The type lets neither stand for the other.
 */
export type BpsRegencyCode = string & { readonly [bps]: true }

/**
 * Reads a code out of BPS data. The four digits that a NIK begins with are none: nothing but where a text comes from
 * tells the two apart.
 *
 * @param text four digits, such as `5301`
 * @returns the code, or `undefined` when no regency of Nusa Tenggara Timur has it
 */
export function parseBpsRegencyCode(text: string): BpsRegencyCode | undefined {
  return isBpsRegencyCode(text) ? text : undefined
}

/**
 * The Ministry's code of a regency that BPS data name.
 *
 * @returns such as `53.12` for BPS 5301
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for a text that `parseBpsRegencyCode` did not give
 */
export function regencyCodeOfBps(code: BpsRegencyCode): RegencyCode {
  const found = nttBpsCodes.find(([, bpsCode]) => bpsCode === code)
  if (found === undefined) throw invalidArgument('code must be one that parseBpsRegencyCode gave.')
  return found[0]
}

/**
 * The BPS code of a regency, to look it up in BPS data.
 *
 * @param code of the Ministry, such as `53.12`
 * @returns the code, or `undefined` for a regency outside Nusa Tenggara Timur
 */
export function bpsCodeOfRegency(code: RegencyCode): BpsRegencyCode | undefined {
  const found = nttBpsCodes.find(([regencyCode]) => regencyCode === code)
  return found === undefined ? undefined : parseBpsRegencyCode(found[1])
}

function isBpsRegencyCode(text: string): text is BpsRegencyCode {
  return nttBpsCodes.some(([, bpsCode]) => bpsCode === text)
}
