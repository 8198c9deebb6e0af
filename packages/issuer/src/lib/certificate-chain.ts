import type { PublicJwk, Signer } from '@lontar/credentials'
import { invalidArgument } from '@lontar/credentials/errors'
import { decodeBase64Url, equalBytes } from '@lontar/credentials/jose'

const maxCertificates = 8

/**
 * Gives a signer its certificates, after a look at what would make every verifier refuse them: a root or another
 * self-issued certificate among them (HAIP 1.0 section 6.1.1), or a first one that is not of the signer's key. The
 * signatures in the chain are for verifiers to check, who know the roots.
 *
 * @param chain base64 DER, the certificate of the key first
 * @throws TypeError `ERR_INVALID_ARG_VALUE`
 */
export function certifySigner(signer: Signer, chain: readonly string[]): Signer {
  if (chain.length === 0 || chain.length > maxCertificates) {
    throw invalidArgument(`certificateChain is empty or longer than ${maxCertificates}.`)
  }
  const certificates = chain.map(readCertificate)
  if (certificates.some(({ issuer, subject }) => equalBytes(issuer, subject))) {
    throw invalidArgument('certificateChain has a self-signed certificate; leave the root out.')
  }
  if (!endsWith(certificates[0]?.publicKey ?? new Uint8Array(), keyBytes(signer.publicJwk))) {
    throw invalidArgument('The first of certificateChain is not the certificate of the signer.')
  }
  const { algorithm, publicJwk, keyId } = signer
  return Object.freeze({
    algorithm,
    publicJwk,
    keyId,
    sign: (bytes: Uint8Array) => signer.sign(bytes),
    x5c: [...chain],
  })
}

/** The parts of a certificate that are compared, as DER. */
interface Certificate {
  readonly issuer: Uint8Array
  readonly subject: Uint8Array
  readonly publicKey: Uint8Array
}

/** RFC 5280 section 4.1: version (explicit), serial number, signature, issuer, validity, subject, key. */
function readCertificate(text: string): Certificate {
  const [certificate] = elementsOf(decode(text))
  const [body] = elementsOf(certificate?.content)
  const fields = elementsOf(body?.content)
  const [, , issuer, , subject, publicKey] = fields[0]?.tag === 0xa0 ? fields.slice(1) : fields
  if (issuer === undefined || subject === undefined || publicKey === undefined) throw unreadable()
  return { issuer: issuer.whole, subject: subject.whole, publicKey: publicKey.whole }
}

interface Element {
  readonly tag: number
  readonly whole: Uint8Array
  readonly content: Uint8Array
}

/** The DER elements that stand one behind the other (X.690 section 8.1). */
function elementsOf(bytes: Uint8Array | undefined): Element[] {
  const elements: Element[] = []
  let rest = bytes ?? new Uint8Array()
  while (rest.length > 0) {
    const { start, end } = spanOf(rest)
    elements.push({ tag: rest[0] ?? 0, whole: rest.subarray(0, end), content: rest.subarray(start, end) })
    rest = rest.subarray(end)
  }
  return elements
}

function spanOf(bytes: Uint8Array): { readonly start: number; readonly end: number } {
  const first = bytes[1] ?? 0x80
  const more = first < 0x80 ? 0 : first - 0x80
  if ((first >= 0x80 && more === 0) || more > 3) throw unreadable()
  const start = 2 + more
  const length = more === 0 ? first : bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0)
  if (start + length > bytes.length) throw unreadable()
  return { start, end: start + length }
}

function decode(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) throw unreadable()
  try {
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
  } catch {
    throw unreadable()
  }
}

/** What a SubjectPublicKeyInfo ends with: the point or, for Ed25519, the key (RFC 5480 section 2.2, RFC 8410 section 4). */
function keyBytes(jwk: PublicJwk): Uint8Array {
  const x = decodeBase64Url(jwk.x)
  return jwk.kty === 'OKP' ? x : Uint8Array.of(4, ...x, ...decodeBase64Url(jwk.y))
}

function endsWith(bytes: Uint8Array, end: Uint8Array): boolean {
  return bytes.length > end.length && equalBytes(bytes.subarray(bytes.length - end.length), end)
}

function unreadable(): TypeError {
  return invalidArgument('certificateChain has a text that is no certificate in base64 DER.')
}
