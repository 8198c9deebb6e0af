import { UnsupportedError } from '@lontar/credentials/errors'
import { readDer } from '@lontar/credentials/x509'
import { type BaseBlock, BitString, Null, ObjectIdentifier, Sequence } from 'asn1js'
import { type ChipCurve, chipCurves } from './chip-curves.ts'
import { type AlgorithmIdentifier, areEmpty, readAlgorithm } from './read-algorithm.ts'
import { readEcParameters } from './read-ec-parameters.ts'
import { type PssParameters, pssOid, readPssParameters } from './read-pss-parameters.ts'

/** The key of a signer or of an authority. */
export type ChipKey = EcKey | RsaKey

/** A key on a known curve. */
export interface EcKey {
  readonly kind: 'EC'
  readonly curve: ChipCurve
  /** The point, uncompressed; that it is on the curve is not shown yet. */
  readonly point: Uint8Array
}

/** An RSA key. */
export interface RsaKey {
  readonly kind: 'RSA'
  /** A `SubjectPublicKeyInfo` by the name of a key for any use, which is what Web Crypto reads. */
  readonly publicKeyInfo: Uint8Array
  /** Whether it may make no other signatures than RSASSA-PSS. */
  readonly isForPss: boolean
  /** What those have to be like, where the key says it. */
  readonly pss: PssParameters | undefined
}

const [ecOid, rsaOid] = ['1.2.840.10045.2.1', '1.2.840.113549.1.1.1']

/**
 * Reads a key.
 *
 * @param der the `SubjectPublicKeyInfo` in DER
 * @throws VerificationError `chip_digest_refused` for a key that is bound to SHA-1
 * @throws UnsupportedError `chip_algorithm_unsupported` for any key but RSA, and a point on a known curve
 * @see RFC 5480 section 2; RFC 4055 section 1.2; ICAO Doc 9303-12 section 4.4
 */
export async function readChipKey(der: Uint8Array): Promise<ChipKey> {
  const value = readDer(der, { maxValues: 60, readsStrings: false })
  const [algorithm, bits, ...others] = value instanceof Sequence ? value.valueBlock.value : []
  const read = readAlgorithm(algorithm)
  const isOneKey = bits instanceof BitString && bits.valueBlock.unusedBits === 0 && others.length === 0
  const key =
    read === undefined || !isOneKey ? undefined : (readRsa(read, bits) ?? (await readEc(read, bits)))
  if (key !== undefined) return key
  throw new UnsupportedError('chip_algorithm_unsupported', 'The chip has a key that is not supported.')
}

function readRsa({ oid, parameters }: AlgorithmIdentifier, bits: BitString): RsaKey | undefined {
  if (oid !== rsaOid && oid !== pssOid) return undefined
  const isForPss = oid === pssOid
  const isBound = isForPss && parameters !== undefined
  const pss = isBound ? readPssParameters(parameters) : undefined
  if (isBound ? pss === undefined : !areEmpty(parameters)) return undefined
  const name = new Sequence({ value: [new ObjectIdentifier({ value: rsaOid }), new Null()] })
  const publicKeyInfo = new Uint8Array(new Sequence({ value: [name, bits] }).toBER(false))
  return { kind: 'RSA', publicKeyInfo, isForPss, pss }
}

async function readEc({ oid, parameters }: AlgorithmIdentifier, bits: BitString): Promise<EcKey | undefined> {
  const curve = oid === ecOid ? await curveOf(parameters) : undefined
  if (curve === undefined) return undefined
  const point = bits.valueBlock.valueHexView.slice()
  const isUncompressed = point[0] === 4 && point.length === 1 + 2 * chipCurves[curve].bytes
  return isUncompressed ? { kind: 'EC', curve, point } : undefined
}

async function curveOf(parameters: BaseBlock | undefined): Promise<ChipCurve | undefined> {
  if (parameters instanceof Sequence) return readEcParameters(parameters)
  if (!(parameters instanceof ObjectIdentifier)) return undefined
  const oid = parameters.valueBlock.toString()
  return Object.values(chipCurves).find((curve) => curve.oid === oid)?.name
}
