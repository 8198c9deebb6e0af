import type { BitString } from 'asn1js'
import { type AltName, type BasicConstraints, Certificate, type Extension, type GeneralName } from 'pkijs'
import { requireStep } from '../verdict/require-step.ts'
import {
  certificateReadable,
  extensionKnown,
  extensionOnce,
  extensionReadable,
  versionThree,
} from '../verdict/steps/x509-steps.ts'
import { dnsNameKind, uriKind } from './general-name-kind.ts'
import type { KeyUsage, X509Certificate } from './x509-certificate.ts'

const basicConstraints = '2.5.29.19'
const keyUsage = '2.5.29.15'
const subjectAltName = '2.5.29.17'
const nameConstraints = '2.5.29.30'
const certificatePolicies = '2.5.29.32'

/** The extensions that Lontar processes, besides certificate policies, of which it accepts any. */
const knownExtensions: ReadonlySet<string> = new Set([
  basicConstraints,
  keyUsage,
  subjectAltName,
  nameConstraints,
  certificatePolicies,
])

const usageBits: readonly (readonly [KeyUsage, number])[] = [
  ['digitalSignature', 0x80],
  ['keyCertSign', 0x04],
  ['cRLSign', 0x02],
]

/**
 * Reads a certificate without believing it.
 *
 * @param der the bytes.
 * @returns the certificate.
 * @throws MalformedError `certificate_malformed` when it is no DER certificate of version 3 with each
 * extension once and readable.
 * @throws VerificationError `certificate_chain_invalid` for a critical extension that Lontar does not process.
 * @see RFC 5280 sections 4.1 and 4.2
 */
export function parseX509Certificate(der: Uint8Array | undefined): X509Certificate {
  const asn1 = readCertificate(der)
  requireStep(certificateReadable, der !== undefined && asn1 !== undefined)
  requireStep(versionThree, asn1.version === 2)
  const extensions = asn1.extensions ?? []
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
    ...readConstraints(extensions),
    ...readUsage(extensions),
    ...readNames(extensions),
  })
}

function readCertificate(der: Uint8Array | undefined): Certificate | undefined {
  try {
    // The copy keeps the certificate apart from the buffer of the caller.
    return der === undefined ? undefined : Certificate.fromBER(der.slice())
  } catch {
    return undefined
  }
}

/** An extension that is processed and cannot be read would otherwise count as absent, and restrict nothing. */
function isReadable({ extnID, parsedValue }: Extension): boolean {
  const isProcessed = knownExtensions.has(extnID) && extnID !== certificatePolicies
  return !isProcessed || (parsedValue !== undefined && !('parsingError' in parsedValue))
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
