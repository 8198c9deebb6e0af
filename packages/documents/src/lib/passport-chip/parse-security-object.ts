import { readDer } from '@lontar/credentials/x509'
import { Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import { malformedChip } from './chip-errors.ts'
import { type ChipDigest, digestOf } from './digest-algorithms.ts'

/** What a state signed of a chip: the digests of its data groups. */
export interface SecurityObject {
  /** By which the groups were digested. */
  readonly digest: ChipDigest
  /** The digests by the numbers of the groups, 1 to 16. */
  readonly groups: ReadonlyMap<number, Uint8Array>
}

/**
 * Reads an LDSSecurityObject.
 *
 * @param bytes its DER
 * @throws MalformedError `chip_malformed` for any other structure, and for groups that are none, doubled, out of
 *   order, or not of the numbers 1 to 16
 * @throws VerificationError `chip_digest_refused` for SHA-1 and older
 * @throws UnsupportedError `chip_algorithm_unsupported` for a digest that is not known
 * @see ICAO Doc 9303-10 section 4.6.2.3
 */
export function parseSecurityObject(bytes: Uint8Array): SecurityObject {
  const object = readDer(bytes, { maxValues: 120, readsStrings: false })
  const [version, algorithm, list] = membersOf(object)
  const [oid] = membersOf(algorithm)
  if (!(version instanceof Integer) || !(oid instanceof ObjectIdentifier) || !(list instanceof Sequence))
    throw malformedChip('security object')
  const groups = membersOf(list).map(readGroup)
  // Each above the one before it, so that none is there twice.
  const isSorted = groups.every(([group], index) => group > (groups[index - 1]?.[0] ?? 0))
  if (groups.length === 0 || !isSorted) throw malformedChip('security object')
  return { digest: digestOf(oid.valueBlock.toString()), groups: new Map(groups) }
}

function membersOf(value: unknown): readonly unknown[] {
  return value instanceof Sequence ? value.valueBlock.value : []
}

function readGroup(value: unknown): readonly [number, Uint8Array] {
  const [number, digest, ...others] = membersOf(value)
  if (!(number instanceof Integer) || !(digest instanceof OctetString) || others.length > 0)
    throw malformedChip('security object')
  const group = number.valueBlock.valueDec
  if (!Number.isInteger(group) || group < 1 || group > 16) throw malformedChip('security object')
  return [group, digest.valueBlock.valueHexView.slice()]
}
