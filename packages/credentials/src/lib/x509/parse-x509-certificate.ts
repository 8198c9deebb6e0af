import type { BitString } from 'asn1js'
import {
  type AltName,
  type BasicConstraints,
  Certificate,
  type Extension,
  type ExtKeyUsage,
  type GeneralName,
} from 'pkijs'
import { requireStep } from '../verdict/require-step.ts'
import {
  certificateReadable,
  certificateSize,
  extensionKnown,
  extensionOnce,
  extensionReadable,
  nameCount,
  versionThree,
} from '../verdict/steps/x509-steps.ts'
import { dnsNameKind, uriKind } from './general-name-kind.ts'
import { countValues, countValuesRead, readDer, valuesWithin } from './read-der.ts'
import type { KeyUsage, X509Certificate } from './x509-certificate.ts'

const basicConstraints = '2.5.29.19'
const keyUsage = '2.5.29.15'
const subjectAltName = '2.5.29.17'
const nameConstraints = '2.5.29.30'
const certificatePolicies = '2.5.29.32'
const extendedKeyUsage = '2.5.29.37'

/** The extensions that Lontar processes, besides certificate policies, of which it accepts any. */
const knownExtensions: ReadonlySet<string> = new Set([
  basicConstraints,
  keyUsage,
  subjectAltName,
  nameConstraints,
  certificatePolicies,
  extendedKeyUsage,
])

/** Those that pkijs reads for us. */
const readExtensions: ReadonlySet<string> = new Set([
  basicConstraints,
  keyUsage,
  subjectAltName,
  nameConstraints,
  extendedKeyUsage,
  '2.5.29.35',
])
/** An RSA key for any use, and one for RSASSA-PSS alone. */
const rsaKeys: readonly string[] = ['1.2.840.113549.1.1.1', '1.2.840.113549.1.1.10']

/** What a certificate may cost besides its size. */
export interface CertificateLimits {
  readonly maxBytes: number
  /** Alternative names and name constraints: pkijs takes its time over each. */
  readonly maxNames: number
  /** Values of DER, those within strings too: to read one costs more than to verify what it is part of. */
  readonly maxValues: number
}

const usageBits: readonly (readonly [KeyUsage, number])[] = [
  ['digitalSignature', 0x80],
  ['keyCertSign', 0x04],
  ['cRLSign', 0x02],
]

/**
 * Reads a certificate without believing it.
 *
 * @param der the bytes.
 * @param limits see `CertificateLimits`.
 * @returns the certificate.
 * @throws MalformedError `certificate_malformed` when it is no DER certificate of version 3 with each
 * extension once and readable, or larger than what is read.
 * @throws VerificationError `certificate_chain_invalid` for a critical extension that Lontar does not process.
 * @see RFC 5280 sections 4.1 and 4.2
 */
export function parseX509Certificate(
  der: Uint8Array | undefined,
  { maxBytes, maxNames, maxValues }: CertificateLimits,
): X509Certificate {
  requireStep(certificateSize, der === undefined || der.length <= maxBytes)
  const read = readCertificate(der, maxValues)
  requireStep(certificateReadable, der !== undefined && read !== undefined && read.valueCount <= maxValues)
  const { asn1, valueCount } = read
  requireStep(versionThree, asn1.version === 2)
  const extensions = asn1.extensions ?? []
  const names = extensions.reduce((sum, extension) => sum + countNames(extension, maxValues), 0)
  requireStep(nameCount, names <= maxNames)
  requireStep(extensionReadable, extensions.every(isReadable))
  const ids = extensions.map(({ extnID }) => extnID)
  requireStep(extensionOnce, new Set(ids).size === ids.length)
  const critical = extensions.filter((extension) => extension.critical)
  requireStep(
    extensionKnown,
    critical.every(({ extnID }) => knownExtensions.has(extnID)),
  )
  return Object.freeze({
    der,
    asn1,
    nameCount: names,
    valueCount,
    ...readConstraints(extensions),
    ...readUsage(extensions),
    purposes: readPurposes(extensions),
    ...readNames(extensions),
  })
}

/** What is within strings is not read yet, but counted where pkijs reads it when it is asked for it. */
function readCertificate(
  der: Uint8Array | undefined,
  maxValues: number,
): Pick<X509Certificate, 'asn1' | 'valueCount'> | undefined {
  const schema = der === undefined ? undefined : readDer(der, { maxValues, readsStrings: false })
  if (schema === undefined) return undefined
  try {
    const asn1 = new Certificate({ schema })
    const valueCount = stringsOf(asn1).reduce(
      (sum, string) => sum + countValuesRead(string, maxValues),
      countValues(schema),
    )
    return { asn1, valueCount }
  } catch {
    return undefined
  }
}

function stringsOf({ extensions = [], subjectPublicKeyInfo: key }: Certificate): readonly Uint8Array[] {
  const values = extensions
    .filter(({ extnID }) => readExtensions.has(extnID))
    .map(({ extnValue }) => extnValue.valueBlock.valueHexView)
  // Of an elliptic key the string is the point itself.
  return rsaKeys.includes(key.algorithm.algorithmId)
    ? [...values, key.subjectPublicKey.valueBlock.valueHexView]
    : values
}

/** Counts before pkijs reads them, for it takes its time over each. */
function countNames({ extnID, extnValue }: Extension, maxValues: number): number {
  if (extnID !== subjectAltName && extnID !== nameConstraints) return 0
  const value = readDer(extnValue.valueBlock.valueHexView, { maxValues })
  const within = value === undefined ? [] : valuesWithin(value)
  return extnID === subjectAltName ? within.length : within.flatMap(valuesWithin).length
}

/** An extension that is processed and cannot be read would otherwise count as absent, and restrict nothing. */
function isReadable(extension: Extension): boolean {
  const { extnID } = extension
  if (!knownExtensions.has(extnID) || extnID === certificatePolicies) return true
  // Read only now: pkijs reads an extension when it is asked for it.
  const { parsedValue } = extension
  return parsedValue !== undefined && !('parsingError' in parsedValue)
}

function parsedValueOf(extensions: readonly Extension[], id: string): unknown {
  return extensions.find(({ extnID }) => extnID === id)?.parsedValue
}

function readConstraints(extensions: readonly Extension[]): Pick<X509Certificate, 'isCa' | 'pathLength'> {
  const value = parsedValueOf(extensions, basicConstraints) as BasicConstraints | undefined
  const limit = value?.pathLenConstraint
  const pathLength = typeof limit === 'object' ? limit.valueBlock.valueDec : limit
  return { isCa: value?.cA === true, pathLength }
}

function readUsage(extensions: readonly Extension[]): Pick<X509Certificate, 'keyUsage'> {
  const value = parsedValueOf(extensions, keyUsage) as BitString | undefined
  if (value === undefined) return { keyUsage: undefined }
  const [bits = 0] = value.valueBlock.valueHexView
  return { keyUsage: new Set(usageBits.filter(([, bit]) => (bits & bit) !== 0).map(([usage]) => usage)) }
}

function readPurposes(extensions: readonly Extension[]): readonly string[] | undefined {
  const value = parsedValueOf(extensions, extendedKeyUsage) as ExtKeyUsage | undefined
  return value?.keyPurposes
}

function readNames(
  extensions: readonly Extension[],
): Pick<X509Certificate, 'dnsNames' | 'uris' | 'nameKinds'> {
  const names: readonly GeneralName[] =
    (parsedValueOf(extensions, subjectAltName) as AltName | undefined)?.altNames ?? []
  const ofKind = (kind: number): readonly string[] =>
    names.filter(({ type }) => type === kind).map(({ value }) => String(value))
  return {
    dnsNames: ofKind(dnsNameKind),
    uris: ofKind(uriKind),
    nameKinds: new Set(names.map(({ type }) => type)),
  }
}
