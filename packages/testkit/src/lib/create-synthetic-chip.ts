import { sha224 } from '@noble/hashes/sha2.js'
import { Constructed, Set as DerSet, Integer, Null, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import {
  AlgorithmIdentifier,
  Attribute,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
} from 'pkijs'
import {
  type CertificateTraits,
  createCertificate,
  createEngine,
  readAlgorithmIdentifier,
  type TestCertificate,
} from './create-certificate.ts'
import type { ChipKey } from './create-chip-key.ts'

type Hash = 'SHA-1' | 'SHA-224' | 'SHA-256' | 'SHA-384' | 'SHA-512'

/** Who signs for an invented state. */
export interface ChipAuthorities {
  /** The authority of the state (CSCA). */
  readonly csca: TestCertificate
  /** The signer of passports (DSC). */
  readonly dsc: TestCertificate
}

/** What goes into the authorities. Nothing in it is checked, so that wrong ones can be made too. */
export interface ChipAuthorityTraits {
  /** `UT`, the country of specimens, by default. */
  readonly country?: string
  /** The certificates are valid for a day around it, unless the traits say otherwise. */
  readonly now: Date
  /** Added to the traits of the authority. */
  readonly csca?: Partial<CertificateTraits>
  /** Added to the traits of the signer. */
  readonly dsc?: Partial<CertificateTraits>
}

/** What goes into a chip. Nothing in it is checked. */
export interface SyntheticChipTraits extends ChipAuthorities {
  /** The two lines of the machine-readable zone. */
  readonly mrz: readonly [string, string]
  /** The image of DG2; a few bytes that begin as a JPEG does, by default. */
  readonly portrait?: Uint8Array
  /** By which the groups are digested; `SHA-256` by default. */
  readonly groupHash?: Hash
  /** By which the signature is made; `SHA-256` by default. */
  readonly signatureHash?: Exclude<Hash, 'SHA-224'>
  /** The key that signs; that of `dsc` by default. */
  readonly signedBy?: CryptoKey
  /** The certificate that the chip holds; `dsc` by default. None for an empty list. */
  readonly certificates?: readonly TestCertificate[]
  /** The content type, and what the signed attribute says of it; `2.23.136.1.1.1` by default. */
  readonly contentType?: string
  /** What the signed attribute says of the content type, when it is something else. */
  readonly statedContentType?: string
  /** The bytes that the signed attribute digests, when they are not the content. */
  readonly digested?: Uint8Array
  /** What the signature says of its algorithm, when it is another. */
  readonly statedSignature?: string
  /** Where a value too many stands: behind the signers, or behind the content. */
  readonly appended?: 'to_signed_data' | 'to_content'
  /** The numbers of the groups that the signature covers, in this order; 1 and 2 by default. Any but 2 stands for DG1. */
  readonly signedGroups?: readonly number[]
}

/** The files of a chip. */
export interface SyntheticChip {
  readonly sod: Uint8Array
  readonly dg1: Uint8Array
  readonly dg2: Uint8Array
}

const hashOids: Readonly<Record<Hash, string>> = {
  'SHA-1': '1.3.14.3.2.26',
  'SHA-224': '2.16.840.1.101.3.4.2.4',
  'SHA-256': '2.16.840.1.101.3.4.2.1',
  'SHA-384': '2.16.840.1.101.3.4.2.2',
  'SHA-512': '2.16.840.1.101.3.4.2.3',
}

const jpeg = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 1, 2, 3, 4)

/** Makes an authority and a signer of an invented state. */
export async function createChipAuthorities(traits: ChipAuthorityTraits): Promise<ChipAuthorities> {
  const { country = 'UT', now } = traits
  const [notBefore, notAfter] = [-1, 1].map((days) => new Date(now.getTime() + days * 86_400_000))
  const validity = { notBefore: notBefore ?? now, notAfter: notAfter ?? now }
  const csca = await createCertificate({
    ...{ commonName: 'CSCA Contoh', country, isCa: true, keyUsageBits: 0x06, ...validity },
    ...traits.csca,
  })
  const dsc = await createCertificate({
    ...{ commonName: 'DSC Contoh', country, keyUsageBits: 0x80, issuedBy: csca, ...validity },
    ...traits.dsc,
  })
  return { csca, dsc }
}

/** Makes the files of a chip that an invented state signed. */
export async function createSyntheticChip(traits: SyntheticChipTraits): Promise<SyntheticChip> {
  const { mrz, portrait = jpeg, groupHash = 'SHA-256', signedGroups = [1, 2] } = traits
  const dg1 = encodeTlv([0x61], encodeTlv([0x5f, 0x1f], Buffer.from(mrz.join(''), 'latin1')))
  const record = encodeTlv([0x5f, 0x2e], Buffer.concat([Buffer.from('FAC\x010\0', 'latin1'), portrait]))
  const dg2 = encodeTlv([0x75], encodeTlv([0x7f, 0x61], record))
  const signed = signedGroups.map((number) => [number, number === 2 ? dg2 : dg1] as const)
  return { sod: await createSod(traits, await securityObject(groupHash, signed)), dg1, dg2 }
}

/** Makes a CSCA master list, a CMS SignedData. */
export async function createMasterList(
  anchors: readonly TestCertificate[],
  signer: TestCertificate,
): Promise<Uint8Array> {
  const certList = new DerSet({ value: anchors.map(({ asn1 }) => asn1.toSchema(true)) })
  const list = new Sequence({ value: [new Integer({ value: 0 }), certList] })
  const traits = { csca: signer, dsc: signer, contentType: '2.23.136.1.1.2' }
  return signContent({ ...traits, mrz: ['', ''] }, new Uint8Array(list.toBER(false)))
}

async function createSod(traits: SyntheticChipTraits, content: Uint8Array): Promise<Uint8Array> {
  return encodeTlv([0x77], await signContent(traits, content))
}

async function securityObject(
  hash: Hash,
  groups: readonly (readonly [number, Uint8Array])[],
): Promise<Uint8Array> {
  const values = await Promise.all(
    groups.map(async ([number, bytes]) => {
      const digest = new OctetString({ valueHex: (await digestOf(hash, bytes)).slice().buffer })
      return new Sequence({ value: [new Integer({ value: number }), digest] })
    }),
  )
  const algorithm = new AlgorithmIdentifier({ algorithmId: hashOids[hash], algorithmParams: new Null() })
  const members = [new Integer({ value: 0 }), algorithm.toSchema(), new Sequence({ value: values })]
  return new Uint8Array(new Sequence({ value: members }).toBER(false))
}

async function digestOf(hash: Hash, bytes: Uint8Array): Promise<Uint8Array> {
  if (hash === 'SHA-224') return sha224(bytes)
  return new Uint8Array(await crypto.subtle.digest(hash, bytes.slice()))
}

async function signContent(traits: SyntheticChipTraits, content: Uint8Array): Promise<Uint8Array> {
  const { dsc, signatureHash = 'SHA-256', certificates = [dsc], contentType = '2.23.136.1.1.1' } = traits
  const digest = await digestOf(signatureHash, traits.digested ?? content)
  const attributes = [
    attribute(
      '1.2.840.113549.1.9.3',
      new ObjectIdentifier({ value: traits.statedContentType ?? contentType }),
    ),
    attribute('1.2.840.113549.1.9.4', new OctetString({ valueHex: digest.slice().buffer })),
  ]
  const { issuer, serialNumber } = dsc.asn1
  const signedData = new SignedData({
    version: 3,
    encapContentInfo: new EncapsulatedContentInfo({ eContentType: contentType }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        sid: new IssuerAndSerialNumber({ issuer, serialNumber }),
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
      }),
    ],
    ...(certificates.length > 0 && { certificates: certificates.map(({ asn1 }) => asn1) }),
  })
  // Set afterwards: pkijs would cut it into pieces, which DER does not do.
  signedData.encapContentInfo.eContent = new OctetString({ valueHex: content.slice().buffer })
  await signedData.sign(traits.signedBy ?? dsc.privateKey, 0, signatureHash, undefined, createEngine())
  const [signer] = signedData.signerInfos
  if (dsc.chipKey !== undefined && signer !== undefined) signAnew(signer, dsc.chipKey)
  if (traits.statedSignature !== undefined && signer !== undefined)
    signer.signatureAlgorithm = new AlgorithmIdentifier({ algorithmId: traits.statedSignature })
  const schema = signedData.toSchema(true)
  append(schema, traits.appended)
  const info = new ContentInfo({ contentType: '1.2.840.113549.1.7.2', content: schema })
  return new Uint8Array(info.toSchema().toBER(false))
}

function signAnew(signer: SignerInfo, { algorithm, sign }: ChipKey): void {
  const signed = new Uint8Array(signer.signedAttrs?.toSchema().toBER(false) ?? new ArrayBuffer(1))
  // What is signed is a SET, not what stands in the file for it (RFC 5652 section 5.4).
  signed[0] = 0x31
  signer.signatureAlgorithm = readAlgorithmIdentifier(algorithm)
  signer.signature = new OctetString({ valueHex: sign(signed).slice().buffer })
}

function append(signedData: Sequence, place: SyntheticChipTraits['appended']): void {
  const { value } = signedData.valueBlock
  if (place === 'to_signed_data') value.push(new Integer({ value: 1 }))
  const [, explicit] = value[2] instanceof Sequence ? value[2].valueBlock.value : []
  if (place === 'to_content' && explicit instanceof Constructed)
    explicit.valueBlock.value.push(new OctetString({ valueHex: Uint8Array.of(1).buffer }))
}

function attribute(type: string, value: ObjectIdentifier | OctetString): Attribute {
  return new Attribute({ type, values: [value] })
}

/** Writes a value with its tag and its length in as few bytes as it takes. */
export function encodeTlv(tag: readonly number[], content: Uint8Array): Uint8Array {
  const { length } = content
  const digits =
    length < 0x100
      ? [length]
      : length < 0x10000
        ? [length >> 8, length & 0xff]
        : [length >> 16, (length >> 8) & 0xff, length & 0xff]
  const written = length < 0x80 ? [length] : [0x80 | digits.length, ...digits]
  return new Uint8Array(Buffer.concat([Buffer.from([...tag, ...written]), content]))
}
