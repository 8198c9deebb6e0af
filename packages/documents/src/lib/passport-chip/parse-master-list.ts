import { MalformedError } from '@lontar/credentials/errors'
import { readDer } from '@lontar/credentials/x509'
import { type BaseBlock, Set as DerSet, OctetString, Sequence } from 'asn1js'
import { Certificate, ContentInfo, SignedData } from 'pkijs'
import { readCountry } from './read-country.ts'

/** An authority of a state that signs the signers of passports (CSCA). */
export interface ChipAnchor {
  /** The country of its subject in capital letters, such as `NL`. */
  readonly country: string
  /** The certificate in DER. */
  readonly certificate: Uint8Array
}

/** What `parseMasterList` read. */
export interface MasterList {
  /** The authorities, in the order of the list. */
  readonly anchors: readonly ChipAnchor[]
  /** How many certificates of it could not be read, or do not name one country. */
  readonly unreadable: number
}

/** The largest list that is read; those that states publish have about a megabyte. */
const maxBytes = 8_388_608
const maxValues = 200_000

const signedDataType = '1.2.840.113549.1.7.2'
const masterListType = '2.23.136.1.1.2'

/**
 * Reads a list of the authorities of states: a CSCA master list, which is a CMS SignedData, or certificates in PEM one
 * after another. The operator loads it, having made sure of it by another way: nothing here verifies who signed it, and
 * no list comes with this package.
 *
 * @param bytes the file, at most 8 MiB
 * @throws MalformedError `master_list_malformed` when it is neither, or has no certificate that can be read
 * @see ICAO Doc 9303-12 section 9
 */
export function parseMasterList(bytes: Uint8Array): MasterList {
  const certificates = bytes.length > maxBytes ? undefined : (readPem(bytes) ?? readCms(bytes))
  const anchors = (certificates ?? []).map(readAnchor)
  const readable = anchors.filter((anchor) => anchor !== undefined)
  if (readable.length === 0) {
    throw new MalformedError('master_list_malformed', 'The list of authorities cannot be read.')
  }
  return { anchors: readable, unreadable: anchors.length - readable.length }
}

function readPem(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const text = new TextDecoder().decode(bytes)
  if (!/^\s*-----BEGIN CERTIFICATE-----/.test(text)) return undefined
  const blocks = text.matchAll(/-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----/g)
  return [...blocks].flatMap(([, body = '']) => {
    try {
      return [Uint8Array.from(atob(body.replaceAll(/\s/g, '')), (character) => character.charCodeAt(0))]
    } catch {
      return []
    }
  })
}

function readCms(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const schema = readDer(bytes, { maxValues, readsStrings: false })
  try {
    const info = schema === undefined ? undefined : new ContentInfo({ schema })
    if (info?.contentType !== signedDataType) return undefined
    const { eContentType, eContent } = new SignedData({ schema: info.content }).encapContentInfo
    if (eContentType !== masterListType || !(eContent instanceof OctetString)) return undefined
    return readList(new Uint8Array(eContent.getValue()))
  } catch {
    return undefined
  }
}

/** CscaMasterList: a version and a set of certificates. */
function readList(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  const list = readDer(bytes, { maxValues, readsStrings: false })
  const [, certificates] = list instanceof Sequence ? list.valueBlock.value : []
  if (!(certificates instanceof DerSet)) return undefined
  return certificates.valueBlock.value.map((each: BaseBlock) => each.valueBeforeDecodeView.slice())
}

function readAnchor(certificate: Uint8Array): ChipAnchor | undefined {
  const schema = readDer(certificate, { maxValues: 400, readsStrings: false })
  try {
    const read = schema === undefined ? undefined : new Certificate({ schema })
    const country = read === undefined ? undefined : readCountry(read.subject)
    return country === undefined ? undefined : { country, certificate }
  } catch {
    return undefined
  }
}
