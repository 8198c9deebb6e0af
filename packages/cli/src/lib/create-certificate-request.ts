import { createPublicKey } from 'node:crypto'
import { UnsupportedError } from '@lontar/credentials/errors'
import type { PublicJwk, Signer } from '@lontar/credentials/jose'
import { encodeDer, encodeObjectIdentifier, encodeUnsignedInteger } from './encode-der.ts'

const sequence = 0x30
const set = 0x31
const [commonName, alternativeName] = ['2.5.4.3', '2.5.29.17']
const extensionRequest = '1.2.840.113549.1.9.14'
/** `ub-common-name`. */
const maxNameLength = 64
const ecdsaWithSha256 = '1.2.840.10045.4.3.2'

/** What a certificate is to say. */
export interface CertificateRequestTraits {
  /** Signs for an issuer with a key on P-256, wherever that is kept. */
  readonly signer: Signer
  readonly name: string
  /** The public URL, which becomes an alternative name beside its host. */
  readonly url: string
}

/**
 * Makes the request by which an authority certifies the key of an issuer. It is signed by that key.
 *
 * @returns PEM.
 * @throws {UnsupportedError} `key_operation_unsupported` for a key that does not sign ES256.
 * @throws {OperationError} `signer_failed` where the key is kept elsewhere and does not sign.
 * @see RFC 2986 section 4, RFC 5280 section 4.2.1.6, RFC 5758 section 3.2
 */
export async function createCertificateRequest({
  signer,
  name,
  url,
}: CertificateRequestTraits): Promise<string> {
  if (signer.algorithm !== 'ES256')
    throw new UnsupportedError('key_operation_unsupported', 'Only a key on P-256 is certified.')
  const information = encodeDer(
    sequence,
    encodeUnsignedInteger(Uint8Array.of(0)),
    subjectOf(name),
    spkiOf(signer.publicJwk),
    encodeDer(0xa0, attributeOf(url)),
  )
  const signature = encodeDer(0x03, Uint8Array.of(0), ecdsaValueOf(await signer.sign(information)))
  const algorithm = encodeDer(sequence, encodeObjectIdentifier(ecdsaWithSha256))
  return pemOf(encodeDer(sequence, information, algorithm, signature))
}

function spkiOf(publicJwk: PublicJwk): Uint8Array {
  return createPublicKey({ key: { ...publicJwk }, format: 'jwk' }).export({ type: 'spki', format: 'der' })
}

/** A signer gives R and S, 32 bytes each (RFC 7518 section 3.4); a certificate wants them as two numbers. */
function ecdsaValueOf(signature: Uint8Array): Uint8Array {
  return encodeDer(
    sequence,
    encodeUnsignedInteger(signature.subarray(0, 32)),
    encodeUnsignedInteger(signature.subarray(32)),
  )
}

function subjectOf(name: string): Uint8Array {
  const value = encodeDer(0x0c, Buffer.from([...name].slice(0, maxNameLength).join('')))
  return encodeDer(sequence, encodeDer(set, encodeDer(sequence, encodeObjectIdentifier(commonName), value)))
}

/** The names that it is to have: a URI (6), and the host as a DNS name (2) where it is one. */
function attributeOf(url: string): Uint8Array {
  const { hostname } = new URL(url)
  const isAddress = hostname.startsWith('[') || /^[\d.]+$/.test(hostname)
  const names = [
    encodeDer(0x86, Buffer.from(url)),
    ...(isAddress ? [] : [encodeDer(0x82, Buffer.from(hostname))]),
  ]
  const value = encodeDer(0x04, encodeDer(sequence, ...names))
  const extension = encodeDer(sequence, encodeObjectIdentifier(alternativeName), value)
  const values = encodeDer(set, encodeDer(sequence, extension))
  return encodeDer(sequence, encodeObjectIdentifier(extensionRequest), values)
}

function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE REQUEST-----', ...lines, '-----END CERTIFICATE REQUEST-----', ''].join('\n')
}
