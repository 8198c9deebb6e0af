import { BitString, fromBER, Integer, OctetString, PrintableString, Utf8String } from 'asn1js'
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  BasicConstraints,
  Certificate,
  CryptoEngine,
  Extension,
  GeneralName,
  GeneralNames,
  GeneralSubtree,
  NameConstraints,
  PublicKeyInfo,
  RelativeDistinguishedNames,
} from 'pkijs'
import type { ChipKey } from './create-chip-key.ts'

/** Names that an authority may or may not issue for, such as `{ dns: 'example' }`. */
export type NameSubtree =
  | { readonly dns: string }
  | { readonly uri: string }
  | { readonly commonName: string }
  | { readonly email: string }

/** What goes into a test certificate. Nothing in it is checked, so that wrong ones can be made too. */
export interface CertificateTraits {
  /** The common name; none for an empty subject. */
  readonly commonName?: string
  /** The country of the subject, such as `UT`; none by default. */
  readonly country?: string | undefined
  /** Who signs; the certificate itself by default. */
  readonly issuedBy?: TestCertificate
  /** The common name that is given as the issuer's, when it is not that of `issuedBy`. */
  readonly issuerCommonName?: string
  readonly isCa?: boolean
  readonly pathLength?: number
  /** The bits of keyUsage, such as 0x80 for digitalSignature; no extension when absent. */
  readonly keyUsageBits?: number
  readonly dnsNames?: readonly string[]
  readonly uris?: readonly string[]
  readonly emails?: readonly string[]
  readonly permitted?: readonly NameSubtree[]
  readonly excluded?: readonly NameSubtree[]
  readonly notBefore: Date
  readonly notAfter: Date
  /** `SHA-256` by default. */
  readonly hash?: 'SHA-1' | 'SHA-256' | 'SHA-384' | 'SHA-512'
  /** P-256 by default. */
  readonly key?: 'P-256' | 'P-384' | 'P-521' | 'RSA-1024' | 'RSA-2048'
  /** The key of the certificate, in place of one of `key`; `privateKey` is then another's. */
  readonly chipKey?: ChipKey
  /** What the signed part says of the signature, when it is another `AlgorithmIdentifier`, in DER. */
  readonly innerAlgorithm?: Uint8Array
  /** 3 by default. */
  readonly version?: number
  /** Added as they are. */
  readonly extensions?: readonly {
    readonly id: string
    readonly critical: boolean
    readonly value?: Uint8Array
  }[]
}

/** A certificate with its keys, for tests. */
export interface TestCertificate {
  readonly asn1: Certificate
  readonly der: Uint8Array
  /** As an element of `x5c`. */
  readonly base64: string
  readonly pem: string
  readonly privateKey: CryptoKey
  /** What signs in place of `privateKey`. */
  readonly chipKey?: ChipKey
  /** The private key as a JWK. */
  readonly privateJwk: JsonWebKey
}

let serial = 0

/**
 * Makes a certificate with fresh keys.
 *
 * @param traits what goes in.
 * @returns the certificate and its keys.
 */
export async function createCertificate(traits: CertificateTraits): Promise<TestCertificate> {
  const keys = await generateKeys(traits.key ?? 'P-256')
  const asn1 = new Certificate()
  asn1.version = (traits.version ?? 3) - 1
  asn1.serialNumber = new Integer({ value: ++serial })
  asn1.subject = nameOf(traits.commonName, traits.country)
  asn1.issuer =
    traits.issuerCommonName === undefined
      ? (traits.issuedBy?.asn1.subject ?? asn1.subject)
      : nameOf(traits.issuerCommonName)
  asn1.notBefore.value = traits.notBefore
  asn1.notAfter.value = traits.notAfter
  asn1.extensions = extensionsOf(traits)
  await asn1.subjectPublicKeyInfo.importKey(keys.publicKey, createEngine())
  const { chipKey } = traits
  if (chipKey !== undefined)
    asn1.subjectPublicKeyInfo = new PublicKeyInfo({ schema: fromBER(chipKey.publicKeyInfo.slice()).result })
  const signingKey = traits.issuedBy?.privateKey ?? keys.privateKey
  await asn1.sign(signingKey, traits.hash ?? 'SHA-256', createEngine())
  const issuerKey = traits.issuedBy === undefined ? chipKey : traits.issuedBy.chipKey
  if (issuerKey !== undefined) signAnew(asn1, issuerKey, traits.innerAlgorithm)
  return { ...(await describe(asn1, keys.privateKey)), ...(chipKey !== undefined && { chipKey }) }
}

function signAnew(asn1: Certificate, { algorithm, sign }: ChipKey, inner: Uint8Array = algorithm): void {
  asn1.signature = readAlgorithmIdentifier(inner)
  asn1.signatureAlgorithm = readAlgorithmIdentifier(algorithm)
  asn1.tbsView = new Uint8Array(asn1.encodeTBS().toBER(false))
  asn1.signatureValue = new BitString({ valueHex: sign(asn1.tbsView).slice().buffer })
}

/** An `AlgorithmIdentifier` in DER, as pkijs has it. */
export function readAlgorithmIdentifier(der: Uint8Array): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ schema: fromBER(der.slice()).result })
}

/** An engine of one's own, because the default one of pkijs is shared by all who load it. */
export function createEngine(): CryptoEngine {
  return new CryptoEngine({ name: 'webcrypto', crypto: globalThis.crypto })
}

async function describe(asn1: Certificate, privateKey: CryptoKey): Promise<TestCertificate> {
  const der = new Uint8Array(asn1.toSchema(true).toBER(false))
  const base64 = Buffer.from(der).toString('base64')
  const privateJwk = await crypto.subtle.exportKey('jwk', privateKey)
  return { asn1, der, base64, pem: encodePem(der), privateKey, privateJwk }
}

/** A certificate in DER as PEM. */
export function encodePem(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

async function generateKeys(key: NonNullable<CertificateTraits['key']>): Promise<CryptoKeyPair> {
  if (key.startsWith('P-')) {
    return crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: key }, true, ['sign', 'verify'])
  }
  const modulusLength = Number(key.slice('RSA-'.length))
  const publicExponent = Uint8Array.of(1, 0, 1)
  const algorithm = { name: 'RSASSA-PKCS1-v1_5', modulusLength, publicExponent, hash: 'SHA-256' }
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
}

function nameOf(commonName: string | undefined, country?: string): RelativeDistinguishedNames {
  return new RelativeDistinguishedNames({
    typesAndValues: [
      ...(country === undefined
        ? []
        : [new AttributeTypeAndValue({ type: '2.5.4.6', value: new PrintableString({ value: country }) })]),
      ...(commonName === undefined
        ? []
        : [new AttributeTypeAndValue({ type: '2.5.4.3', value: new Utf8String({ value: commonName }) })]),
    ],
  })
}

function extensionsOf(traits: CertificateTraits): Extension[] {
  const { isCa, pathLength, keyUsageBits, permitted, excluded, extensions = [] } = traits
  const constraints = {
    ...(isCa && { cA: true }),
    ...(pathLength !== undefined && { pathLenConstraint: pathLength }),
  }
  return [
    ...(isCa === undefined
      ? []
      : [extension('2.5.29.19', true, new BasicConstraints(constraints).toSchema())]),
    ...(keyUsageBits === undefined
      ? []
      : [extension('2.5.29.15', true, new BitString({ valueHex: Uint8Array.of(keyUsageBits).buffer }))]),
    ...alternativeNames(traits),
    ...(permitted === undefined && excluded === undefined ? [] : [nameConstraints(permitted, excluded)]),
    ...extensions.map(({ id, critical, value = Uint8Array.of(5, 0) }) => rawExtension(id, critical, value)),
  ]
}

function alternativeNames({ dnsNames = [], uris = [], emails = [] }: CertificateTraits): Extension[] {
  const names = [
    ...dnsNames.map((value) => new GeneralName({ type: 2, value })),
    ...uris.map((value) => new GeneralName({ type: 6, value })),
    ...emails.map((value) => new GeneralName({ type: 1, value })),
  ]
  return names.length === 0 ? [] : [extension('2.5.29.17', false, new GeneralNames({ names }).toSchema())]
}

function nameConstraints(
  permitted: readonly NameSubtree[] | undefined,
  excluded: readonly NameSubtree[] | undefined,
): Extension {
  const constraints = new NameConstraints({
    ...(permitted !== undefined && { permittedSubtrees: permitted.map(subtree) }),
    ...(excluded !== undefined && { excludedSubtrees: excluded.map(subtree) }),
  })
  return extension('2.5.29.30', true, constraints.toSchema())
}

function subtree(name: NameSubtree): GeneralSubtree {
  return new GeneralSubtree({ base: generalName(name) })
}

function generalName(name: NameSubtree): GeneralName {
  if ('dns' in name) return new GeneralName({ type: 2, value: name.dns })
  if ('uri' in name) return new GeneralName({ type: 6, value: name.uri })
  if ('email' in name) return new GeneralName({ type: 1, value: name.email })
  return new GeneralName({ type: 4, value: nameOf(name.commonName) })
}

function extension(
  id: string,
  critical: boolean,
  value: { toBER(sizeOnly?: boolean): ArrayBuffer },
): Extension {
  return rawExtension(id, critical, new Uint8Array(value.toBER(false)))
}

function rawExtension(extnID: string, critical: boolean, value: Uint8Array): Extension {
  const { valueBlock } = new OctetString({ valueHex: value.slice().buffer })
  return new Extension({ extnID, critical, extnValue: valueBlock.valueHexView.slice().buffer })
}
