import { findIcaoState } from '../mrz/icao-states.ts'
import { parseMrz } from '../mrz/parse-mrz.ts'
import type { Passport } from '../passport/passport.ts'
import { malformedChip, refusedChip } from './chip-errors.ts'
import { type ChipDigest, hashBytes } from './digest-algorithms.ts'
import { findPortrait, type Portrait } from './find-portrait.ts'
import type { ChipAnchor } from './parse-master-list.ts'
import type { SecurityObject } from './parse-security-object.ts'
import { readTlv } from './read-tlv.ts'
import { areEqual, verifySod } from './verify-sod.ts'

/** What was read from the chip of a passport, and by what it is judged. */
export interface VerifyPassportChipInput {
  /** EF.SOD, with its tag 77; at most 32 KiB. */
  readonly sod: Uint8Array
  /** DG1, with its tag 61. */
  readonly dg1: Uint8Array
  /** DG2, the portrait, with its tag 75; at most 1 MiB. Not looked at when absent. */
  readonly dg2?: Uint8Array
  /** The authorities that the operator trusts, see `parseMasterList`. */
  readonly anchors: readonly ChipAnchor[]
  /** The time of the check. */
  readonly now: Date
  /** Revocation lists in DER, all states together at most 256 KiB; revocation is not looked at by default. */
  readonly crls?: readonly Uint8Array[]
  /** Whether passports of `UTO`, the state of specimens, are verified, under authorities of the country `UT`; false by default. */
  readonly testMode?: boolean
}

/** A chip whose content a state signed. That it is no copy of another chip is not shown. */
export interface PassportChip {
  /** What DG1 says. It may have expired. */
  readonly passport: Passport
  /** The portrait of DG2; absent when DG2 was not given or holds no image that is known. */
  readonly portrait?: Portrait
  /** The country of the authority, such as `NL`. */
  readonly country: string
  /** By which the groups were digested. */
  readonly digest: ChipDigest
}

const maxDg2Bytes = 1_048_576

/**
 * Verifies what was read from the chip of a passport (passive authentication): EF.SOD is signed by a signer of
 * the issuing state under an authority of it, and DG1 and DG2 are what it digests. Nothing is fetched.
 *
 * It does not show that the chip is no clone: that takes a key which never leaves the chip.
 *
 * @returns what the chip says, now known to be what the state wrote
 * @throws MalformedError `chip_malformed` a file cannot be read as what it is
 * @throws VerificationError `chip_mrz_invalid` DG1 holds no zone of a passport that could be right
 * @throws VerificationError `chip_state_unlisted` no authority of the issuing state is among `anchors`
 * @throws VerificationError `chip_root_unknown`, `chip_signer_expired`, `chip_signer_revoked`, `chip_signer_invalid`,
 *   `chip_revocation_unknown` the certificate of the signer
 * @throws VerificationError `chip_signature_invalid` the signature, or the digest under it
 * @throws VerificationError `chip_digest_refused` SHA-1 or older
 * @throws UnsupportedError `chip_algorithm_unsupported` any algorithm but ECDSA and RSA (PKCS #1, PSS), any other key or curve
 * @throws VerificationError `chip_group_changed` a group is not the one that was signed, or was not signed at all
 * @see ICAO Doc 9303-11 section 5.1; security I1 and I2
 */
export async function verifyPassportChip(input: VerifyPassportChipInput): Promise<PassportChip> {
  const { sod, dg1, dg2, now, crls, testMode = false } = input
  const passport = readDg1(dg1, now, testMode)
  const country = countryOf(passport.issuingState, testMode)
  const anchors = input.anchors.filter((anchor) => anchor.country === country)
  if (country === undefined || anchors.length === 0) {
    throw refusedChip('chip_state_unlisted', 'No authority of the issuing state is known.')
  }
  const signed = await verifySod(sod, { country, anchors, now, ...(crls !== undefined && { crls }) })
  await requireGroup(signed, 1, dg1)
  if (dg2 !== undefined) await requireGroup(signed, 2, dg2)
  const portrait = dg2 === undefined ? undefined : readDg2(dg2)
  return { passport, ...(portrait !== undefined && { portrait }), country, digest: signed.digest }
}

/** Read before it is verified, to know whose authorities are asked; nothing is told of it until then. */
function readDg1(dg1: Uint8Array, now: Date, testMode: boolean): Passport {
  const content = readTlv(dg1, [0x61])
  const zone = content === undefined ? undefined : readTlv(content, [0x5f, 0x1f])
  if (zone?.length !== 88) throw malformedChip('DG1')
  const text = String.fromCharCode(...zone)
  const result = parseMrz([text.slice(0, 44), text.slice(44)], { now, testMode })
  if (result.ok) return result.passport
  throw refusedChip('chip_mrz_invalid', `The zone in the chip is wrong: ${result.errors.join(', ')}.`)
}

function readDg2(dg2: Uint8Array): Portrait | undefined {
  const content = readTlv(dg2, [0x75])
  if (content === undefined) throw malformedChip('DG2')
  return findPortrait(content)
}

function countryOf(state: string, testMode: boolean): string | undefined {
  return testMode && state === 'UTO' ? 'UT' : findIcaoState(state)?.alpha2
}

async function requireGroup(
  { digest, groups }: SecurityObject,
  number: number,
  bytes: Uint8Array,
): Promise<void> {
  if (bytes.length > maxDg2Bytes) throw malformedChip(`DG${number}`)
  const signed = groups.get(number)
  if (signed === undefined || !areEqual(signed, await hashBytes(digest, bytes))) {
    throw refusedChip('chip_group_changed', `DG${number} is not what was signed.`)
  }
}
