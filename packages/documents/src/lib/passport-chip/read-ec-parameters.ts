import { type BaseBlock, BitString, Integer, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import { type ChipCurve, chipCurves } from './chip-curves.ts'
import { type CurveParameters, loadCurves } from './load-curves.ts'

const primeField = '1.2.840.10045.1.1'

/**
 * Recognises a curve whose parameters are written out, as certificates of states do. Nothing is ever reckoned with them:
 * each is compared with that of the curves that are known by a name. The seed, which is none of them, is passed over.
 *
 * @param parameters an `ECParameters` of version 1 with its cofactor
 * @returns the curve; `undefined` when a single parameter is another than that of every known curve
 * @see ICAO Doc 9303-12 section 4.4.3; RFC 3279 section 2.3.5
 */
export async function readEcParameters(parameters: Sequence): Promise<ChipCurve | undefined> {
  const written = textsOf(parameters)
  if (written === undefined) return undefined
  const curves = await loadCurves()
  return Object.values(chipCurves).find(({ name, bytes }) =>
    expectedTexts(curves[name].Point.CURVE(), bytes).every((text, index) => text === written[index]),
  )?.name
}

/** Version, p, a, b, G, n and h in hexadecimal digits. */
function textsOf(parameters: Sequence): readonly string[] | undefined {
  const [version, field, curve, base, order, cofactor, ...others] = parameters.valueBlock.value
  const [kind, p, ...moreOfField] = membersOf(field)
  const [a, b, seed, ...moreOfCurve] = membersOf(curve)
  const isPrime = kind instanceof ObjectIdentifier && kind.valueBlock.toString() === primeField
  const isSeed = seed === undefined || seed instanceof BitString
  if (!isPrime || !isSeed || others.length + moreOfField.length + moreOfCurve.length > 0) return undefined
  const isTyped =
    [version, p, order, cofactor].every((each) => each instanceof Integer) &&
    [a, b, base].every((each) => each instanceof OctetString)
  return isTyped ? [version, p, a, b, base, order, cofactor].map(hexOf) : undefined
}

function expectedTexts({ p, a, b, Gx, Gy, n, h }: CurveParameters, bytes: number): readonly string[] {
  const fixed = (value: bigint): string => value.toString(16).padStart(bytes * 2, '0')
  return ['01', integer(p), fixed(a), fixed(b), `04${fixed(Gx)}${fixed(Gy)}`, integer(n), integer(h)]
}

/** A positive number as DER writes it: in as few bytes as it takes, the first below 0x80 (X.690 section 8.3). */
function integer(value: bigint): string {
  const digits = value.toString(16)
  const whole = digits.length % 2 === 0 ? digits : `0${digits}`
  return Number.parseInt(whole.slice(0, 2), 16) < 0x80 ? whole : `00${whole}`
}

function membersOf(value: BaseBlock | undefined): readonly BaseBlock[] {
  return value instanceof Sequence ? value.valueBlock.value : []
}

function hexOf(value: BaseBlock | undefined): string {
  const bytes =
    value instanceof Integer || value instanceof OctetString
      ? value.valueBlock.valueHexView
      : new Uint8Array()
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
