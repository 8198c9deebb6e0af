import { readDer } from '@lontar/credentials/x509'
import { type BaseBlock, Constructed, Set as DerSet, ObjectIdentifier, OctetString, Sequence } from 'asn1js'
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData, type SignerInfo } from 'pkijs'
import { malformedChip, refusedChip } from './chip-errors.ts'
import { readTlv } from './read-tlv.ts'

/** A usual EF.SOD has about 2,500 bytes and 150 values. */
const maxBytes = 32_768
const maxValues = 1500

const signedDataType = '1.2.840.113549.1.7.2'
const ldsSecurityObjectType = '2.23.136.1.1.1'
const contentTypeAttribute = '1.2.840.113549.1.9.3'
const messageDigestAttribute = '1.2.840.113549.1.9.4'

/** EF.SOD, read and not verified. */
export interface UnverifiedSod {
  /** The signed bytes: an LDSSecurityObject. */
  readonly content: Uint8Array
  readonly signerInfo: SignerInfo
  /** The signed attributes as they were signed, a SET. */
  readonly signedAttributes: Uint8Array
  /** The digest of `content` that the signed attributes state. */
  readonly messageDigest: Uint8Array
  /** The certificate that the signer names. */
  readonly signer: Certificate
  /** The same in DER. */
  readonly signerDer: Uint8Array
}

/**
 * Reads EF.SOD without believing it.
 *
 * @param bytes the file with its tag 77
 * @throws MalformedError `chip_malformed` when it is no CMS SignedData of one signer over an LDSSecurityObject
 * @throws VerificationError `chip_signer_invalid` when the certificate of the signer is not within
 * @see ICAO Doc 9303-10 section 4.6.2; RFC 5652
 */
export function parseSod(bytes: Uint8Array): UnverifiedSod {
  const { signedData, certificates } = readSignedData(bytes)
  const { eContentType, eContent } = signedData.encapContentInfo
  if (eContentType !== ldsSecurityObjectType) throw malformedChip('EF.SOD')
  if (!(eContent instanceof OctetString) || eContent.idBlock.isConstructed) throw malformedChip('EF.SOD')
  const [signerInfo, ...others] = signedData.signerInfos
  const { signedAttrs } = signerInfo ?? {}
  const algorithms = signedData.digestAlgorithms.map(({ algorithmId }) => algorithmId)
  if (signerInfo === undefined || algorithms.join() !== signerInfo.digestAlgorithm.algorithmId)
    throw malformedChip('EF.SOD')
  // RFC 5652 section 5.3
  if (signerInfo.version !== (signerInfo.sid instanceof IssuerAndSerialNumber ? 1 : 3))
    throw malformedChip('EF.SOD')
  if (signedAttrs === undefined || others.length > 0) throw malformedChip('EF.SOD')
  const contentType = attributeOf(signerInfo, contentTypeAttribute)
  const messageDigest = attributeOf(signerInfo, messageDigestAttribute)
  if (!(contentType instanceof ObjectIdentifier) || !(messageDigest instanceof OctetString))
    throw malformedChip('EF.SOD')
  // What was signed has to say itself what it is, or a signature over something else would do (RFC 5652 section 11.1).
  if (contentType.valueBlock.toString() !== ldsSecurityObjectType)
    throw refusedChip('chip_signature_invalid', 'The signature of the chip is over something else.')
  const { signer, signerDer } = findSigner(certificates, signerInfo)
  return {
    content: eContent.valueBlock.valueHexView.slice(),
    signerInfo,
    signedAttributes: new Uint8Array(signedAttrs.encodedValue).slice(),
    messageDigest: messageDigest.valueBlock.valueHexView.slice(),
    signer,
    signerDer,
  }
}

interface ReadSod {
  readonly signedData: SignedData
  /** As they stand in the file: what is encoded anew would hide a change. */
  readonly certificates: readonly Uint8Array[]
}

function readSignedData(bytes: Uint8Array): ReadSod {
  const content = bytes.length > maxBytes ? undefined : readTlv(bytes, [0x77])
  const schema = content === undefined ? undefined : readDer(content, { maxValues, readsStrings: false })
  try {
    if (schema !== undefined && isDer(schema) && isWhole(schema)) {
      const certificates = certificatesWithin(schema)
      const info = new ContentInfo({ schema })
      const signedData =
        info.contentType === signedDataType ? new SignedData({ schema: info.content }) : undefined
      if (signedData?.version === 3) return { signedData, certificates }
    }
  } catch {
    // What pkijs cannot read is no SignedData.
  }
  throw malformedChip('EF.SOD')
}

/**
 * Of the universal values sequences and sets alone hold others, and what a value holds fills it (X.690 sections 8.1 and
 * 10.2): the reader of asn1js is less strict.
 */
function isDer(value: BaseBlock): boolean {
  const { tagClass, tagNumber, isConstructed } = value.idBlock
  const holds = tagNumber === 16 || tagNumber === 17
  if (tagClass === 1 && (holds !== isConstructed || tagNumber === 0)) return false
  if (!(value instanceof Constructed)) return true
  const within: readonly BaseBlock[] = value.valueBlock.value
  const filled = within.reduce((sum, each) => sum + each.valueBeforeDecodeView.length, 0)
  return filled === value.lenBlock.length && within.every(isDer)
}

/** Nothing stands behind the signers of a SignedData, and one content in it: a reader of CMS passes over both. */
function isWhole(info: BaseBlock): boolean {
  const [signedData, ...others] = membersWith(info, 0).flatMap((explicit) => explicit.valueBlock.value)
  if (!(signedData instanceof Sequence) || others.length > 0) return false
  const content = signedData.valueBlock.value[2]
  const contents = content === undefined ? [] : membersWith(content, 0)
  const inOne = contents.flatMap((explicit) => explicit.valueBlock.value)
  return signedData.valueBlock.value.at(-1) instanceof DerSet && inOne.length === 1
}

/** The certificates of a SignedData: its member `[0]`. */
function certificatesWithin(info: BaseBlock): readonly Uint8Array[] {
  const [signedData] = membersWith(info, 0).flatMap((explicit) => explicit.valueBlock.value)
  if (!(signedData instanceof Sequence)) return []
  const [list] = membersWith(signedData, 0)
  return (list?.valueBlock.value ?? []).map((each) => each.valueBeforeDecodeView.slice())
}

function membersWith(value: BaseBlock, tagNumber: number): readonly Constructed[] {
  const members: readonly BaseBlock[] = value instanceof Constructed ? value.valueBlock.value : []
  return members
    .filter((member) => member instanceof Constructed)
    .filter(({ idBlock }) => idBlock.tagClass === 3 && idBlock.tagNumber === tagNumber)
}

/** The only value of the only attribute of a kind. */
function attributeOf({ signedAttrs }: SignerInfo, type: string): unknown {
  const [attribute, ...others] = (signedAttrs?.attributes ?? []).filter((each) => each.type === type)
  return others.length === 0 && attribute?.values.length === 1 ? attribute.values[0] : undefined
}

function findSigner(
  certificates: readonly Uint8Array[],
  { sid }: SignerInfo,
): { readonly signer: Certificate; readonly signerDer: Uint8Array } {
  const isNamed = (certificate: Certificate): boolean =>
    sid instanceof IssuerAndSerialNumber
      ? certificate.issuer.isEqual(sid.issuer) && certificate.serialNumber.isEqual(sid.serialNumber)
      : certificates.length === 1
  for (const signerDer of certificates) {
    const signer = readCertificate(signerDer)
    if (signer !== undefined && isNamed(signer)) return { signer, signerDer }
  }
  throw refusedChip('chip_signer_invalid', 'The chip names a signer that is not in it.')
}

function readCertificate(der: Uint8Array): Certificate | undefined {
  const schema = readDer(der, { maxValues: 400, readsStrings: false })
  try {
    return schema === undefined ? undefined : new Certificate({ schema })
  } catch {
    return undefined
  }
}
