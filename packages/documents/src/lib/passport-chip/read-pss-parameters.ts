import { type BaseBlock, Constructed, Integer, Sequence } from 'asn1js'
import { refusedChip } from './chip-errors.ts'
import { type ChipDigest, digestOf } from './digest-algorithms.ts'
import { areEmpty, readAlgorithm } from './read-algorithm.ts'

/** The name of RSASSA-PSS, of a signature as of a key. */
export const pssOid = '1.2.840.113549.1.1.10'
const mgf1 = '1.2.840.113549.1.1.8'

/** What the parameters of RSASSA-PSS say. */
export interface PssParameters {
  readonly name: 'RSA-PSS'
  /** Of the message and of the mask. */
  readonly hash: Exclude<ChipDigest, 'SHA-224'>
  /** In bytes. */
  readonly saltLength: number
}

const hashLengths: Readonly<Record<PssParameters['hash'], number>> = {
  'SHA-256': 32,
  'SHA-384': 48,
  'SHA-512': 64,
}

/** What RFC 4055 section 3.1 takes when no length is said. */
const unsaidSaltLength = 20

/**
 * Reads the parameters of RSASSA-PSS: one digest for message and mask, a salt as long as it, or of the 20 bytes that
 * stand for no length, and the trailer 1.
 *
 * @param parameters the parameters as they were read
 * @returns `undefined` for any others
 * @throws VerificationError `chip_digest_refused` for SHA-1, which is also what is meant where no digest is named
 * @throws UnsupportedError `chip_algorithm_unsupported` for a digest that is not known
 * @see RFC 4055 section 3.1; ICAO Doc 9303-12 section 4.4.1
 */
export function readPssParameters(parameters: BaseBlock | undefined): PssParameters | undefined {
  if (parameters !== undefined && !(parameters instanceof Sequence)) return undefined
  const members = taggedMembers(parameters)
  if (members === undefined) return undefined
  const hash = readHash(members.get(0))
  const maskHash = readMaskHash(members.get(1))
  const saltLength = readInteger(members.get(2), unsaidSaltLength)
  const trailer = readInteger(members.get(3), 1)
  if (hash === undefined || hash === 'SHA-224' || hash !== maskHash || trailer !== 1) return undefined
  if (saltLength !== hashLengths[hash] && saltLength !== unsaidSaltLength) return undefined
  return { name: 'RSA-PSS', hash, saltLength }
}

/** The members `[0]` to `[3]`, each at most once, in order, and each around one value. */
function taggedMembers(parameters: Sequence | undefined): ReadonlyMap<number, BaseBlock> | undefined {
  const members = new Map<number, BaseBlock>()
  let before = -1
  for (const member of parameters?.valueBlock.value ?? []) {
    const { tagClass, tagNumber } = member.idBlock
    const [value, ...others] = member instanceof Constructed ? member.valueBlock.value : []
    if (tagClass !== 3 || tagNumber <= before || tagNumber > 3) return undefined
    if (value === undefined || others.length > 0) return undefined
    members.set(tagNumber, value)
    before = tagNumber
  }
  return members
}

function readHash(value: BaseBlock | undefined): ChipDigest | undefined {
  if (value === undefined) throw refusedChip('chip_digest_refused', 'The chip uses SHA-1 or an older digest.')
  const algorithm = readAlgorithm(value)
  return algorithm !== undefined && areEmpty(algorithm.parameters) ? digestOf(algorithm.oid) : undefined
}

/** MGF1 is the only mask there is; left out, it is one with SHA-1. */
function readMaskHash(value: BaseBlock | undefined): ChipDigest | undefined {
  if (value === undefined) return readHash(undefined)
  const algorithm = readAlgorithm(value)
  return algorithm?.oid === mgf1 && algorithm.parameters !== undefined
    ? readHash(algorithm.parameters)
    : undefined
}

function readInteger(value: BaseBlock | undefined, unsaid: number): number | undefined {
  if (value === undefined) return unsaid
  return value instanceof Integer && value.valueBlock.valueHexView.length === 1
    ? value.valueBlock.valueDec
    : undefined
}
