import { type BaseBlock, BitString, Constructed, fromBER, OctetString } from 'asn1js'

/** What a reader of DER may cost at most. */
export interface DerLimits {
  /** How many values it may hold, those within values counted too. */
  readonly maxValues: number
  /** Whether octet strings and bit strings are read as DER too, where they can be. `true` by default. */
  readonly readsStrings?: boolean
}

/**
 * Reads DER of a bounded number of values.
 *
 * @param der the bytes, copied, so that what was read stays apart from the buffer of the caller.
 * @param limits see `DerLimits`.
 * @returns the value, or `undefined` when the bytes are not exactly one, or hold more than the limits allow.
 * @see X.690
 */
export function readDer(der: Uint8Array, { maxValues, readsStrings }: DerLimits): BaseBlock | undefined {
  const { offset, result } = fromBER(der.slice(), {
    maxNodes: maxValues,
    parseEmbedded: readsStrings ?? true,
  })
  return offset === der.length && hasMinimalLength(der) ? result : undefined
}

/** BER has many texts for one value; DER has one: the length in as few bytes as it takes. */
function hasMinimalLength(der: Uint8Array): boolean {
  const [, first = 0, leading = 0] = der.subarray(0, 3)
  if (first < 0x80) return true
  return first > 0x80 && leading > 0 && (first > 0x81 || leading >= 0x80)
}

/**
 * Lists the values within a value.
 *
 * @param value a value that was read.
 * @returns none for a value that holds no others.
 */
export function valuesWithin(value: BaseBlock): readonly BaseBlock[] {
  return value instanceof Constructed ? value.valueBlock.value : []
}

/**
 * Counts a value and those within it.
 *
 * @param value a value that was read.
 * @returns 1 or more.
 */
export function countValues(value: BaseBlock): number {
  return valuesWithin(value).reduce((sum, within) => sum + countValues(within), 1)
}

/**
 * Tells how many values a reader meets at most that also reads what is within octet strings and bit strings, as pkijs
 * does.
 *
 * @param der the bytes.
 * @param maxValues how many are borne.
 * @returns the number; more than `maxValues` when there may be more.
 */
export function countValuesRead(der: Uint8Array, maxValues: number): number {
  const value = readDer(der, { maxValues })
  return value === undefined ? leastBytes(der.length) : countWithStrings(value)
}

function countWithStrings(value: BaseBlock): number {
  if (!(value instanceof OctetString || value instanceof BitString)) {
    return valuesWithin(value).reduce((sum, within) => sum + countWithStrings(within), 1)
  }
  const { value: within, valueHexView } = value.valueBlock
  // What was no DER to its end leaves nothing behind that says how far it was read.
  if (within.length === 0) return 1 + leastBytes(valueHexView.length)
  return within.reduce((sum, block) => sum + countWithStrings(block), 1)
}

/** A value takes two bytes, its tag and its length. */
const leastBytes = (length: number): number => Math.ceil(length / 2)
