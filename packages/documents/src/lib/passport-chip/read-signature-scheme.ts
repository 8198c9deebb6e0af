import { UnsupportedError } from '@lontar/credentials/errors'
import { type ChipDigest, requireSafeDigest } from './digest-algorithms.ts'
import { type AlgorithmIdentifier, readAlgorithm } from './read-algorithm.ts'
import { pssOid, readPssParameters } from './read-pss-parameters.ts'

/** A digest under a signature: those that Web Crypto has. */
export type SignatureDigest = Exclude<ChipDigest, 'SHA-224'>

/** How a signature was made, by the names of Web Crypto. */
export type SignatureScheme =
  | { readonly name: 'ECDSA' | 'RSASSA-PKCS1-v1_5'; readonly hash: SignatureDigest }
  | {
      readonly name: 'RSA-PSS'
      readonly hash: SignatureDigest
      /** In bytes. */
      readonly saltLength: number
    }

const schemes: Readonly<Record<string, SignatureScheme>> = {
  '1.2.840.10045.4.3.2': { name: 'ECDSA', hash: 'SHA-256' },
  '1.2.840.10045.4.3.3': { name: 'ECDSA', hash: 'SHA-384' },
  '1.2.840.10045.4.3.4': { name: 'ECDSA', hash: 'SHA-512' },
  '1.2.840.113549.1.1.11': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  '1.2.840.113549.1.1.12': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-384' },
  '1.2.840.113549.1.1.13': { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-512' },
}

/** The name of an RSA key, which CMS allows in place of the name of a signature (RFC 3370 section 3.2). */
const rsaKey = '1.2.840.113549.1.1.1'

/**
 * Reads how a signature was made. Parameters count for RSASSA-PSS alone.
 *
 * @param der the `AlgorithmIdentifier` in DER
 * @param digest the digest that stands beside the name of an RSA key; such a name is not known by default
 * @throws VerificationError `chip_digest_refused` for SHA-1 and older, also where it is left unsaid
 * @throws UnsupportedError `chip_algorithm_unsupported` for any other
 * @see ICAO Doc 9303-12 section 4.4; RFC 4055; RFC 5758
 */
export function readSignatureScheme(der: Uint8Array, digest?: ChipDigest): SignatureScheme {
  const algorithm = readAlgorithm(der)
  if (algorithm !== undefined) requireSafeDigest(algorithm.oid)
  const scheme = algorithm === undefined ? undefined : schemeOf(algorithm, digest)
  if (scheme !== undefined) return scheme
  throw new UnsupportedError(
    'chip_algorithm_unsupported',
    'The chip is signed by an algorithm that is not supported.',
  )
}

function schemeOf(
  { oid, parameters }: AlgorithmIdentifier,
  digest: ChipDigest | undefined,
): SignatureScheme | undefined {
  if (oid === pssOid) return readPssParameters(parameters)
  if (oid === rsaKey && digest !== undefined && digest !== 'SHA-224')
    return { name: 'RSASSA-PKCS1-v1_5', hash: digest }
  return Object.hasOwn(schemes, oid) ? schemes[oid] : undefined
}
