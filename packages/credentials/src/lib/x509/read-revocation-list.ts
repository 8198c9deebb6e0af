import { type BaseBlock, Boolean as DerBoolean, Integer, Sequence } from 'asn1js'
import { CertificateRevocationList } from 'pkijs'
import { countValues, readDer, valuesWithin } from './read-der.ts'

/** A revocation list that was read and not verified. */
export interface RevocationList {
  /** Everything but the entries, which pkijs would take too long to read. */
  readonly asn1: CertificateRevocationList
  readonly entries: readonly RevokedEntry[]
  /** How many values of DER it holds. */
  readonly valueCount: number
}

/** One certificate of a revocation list. */
export interface RevokedEntry {
  /** The bytes of the serial number. */
  readonly serial: Uint8Array
  /** Whether it has a critical extension. */
  readonly isCritical: boolean
}

/**
 * Reads a certificate revocation list without believing it.
 *
 * @param der the bytes.
 * @param maxValues how many values of DER it may hold.
 * @returns the list, or `undefined` when it is none, or holds more.
 * @see RFC 5280 section 5.1
 */
export function readRevocationList(der: Uint8Array, maxValues: number): RevocationList | undefined {
  const schema = readDer(der, { maxValues, readsStrings: false })
  if (schema === undefined) return undefined
  try {
    const valueCount = countValues(schema)
    const entries = takeEntries(schema)?.map(readEntry)
    if (entries === undefined || !entries.every((entry) => entry !== undefined)) return undefined
    return { asn1: new CertificateRevocationList({ schema }), entries, valueCount }
  } catch {
    return undefined
  }
}

/**
 * Takes the entries out of what was read: the third sequence of the signed part, after the algorithm and the issuer.
 * The bytes that the signature covers stay as they were.
 */
function takeEntries(list: BaseBlock): readonly BaseBlock[] | undefined {
  const [signed] = valuesWithin(list)
  if (!(signed instanceof Sequence)) return undefined
  const [, , entries] = signed.valueBlock.value.filter((value) => value instanceof Sequence)
  signed.valueBlock.value = signed.valueBlock.value.filter((value) => value !== entries)
  return entries === undefined ? [] : valuesWithin(entries)
}

/** A serial number, the time of the revocation, and perhaps extensions: each an id, perhaps "critical", and a value. */
function readEntry(entry: BaseBlock): RevokedEntry | undefined {
  const [serial, , extensions] = valuesWithin(entry)
  if (!(serial instanceof Integer)) return undefined
  const isCritical =
    extensions !== undefined &&
    valuesWithin(extensions).some((extension) =>
      valuesWithin(extension).some((part) => part instanceof DerBoolean && part.valueBlock.value),
    )
  return { serial: serial.valueBlock.valueHexView, isCritical }
}
