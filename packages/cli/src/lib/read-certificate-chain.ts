import { createPublicKey, X509Certificate } from 'node:crypto'
import type { LocalizedText } from '@lontar/credentials'
import { bareJwk, type PublicJwk } from '@lontar/credentials/jose'
import { usageError } from './explained.ts'

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g
/** What `x5c` of an issuer may hold at most. */
const maxCertificates = 8

/** Whose certificates they have to be, and when. */
export interface CertificateChainExpectations {
  readonly expectedKey: PublicJwk
  readonly expectedUrl: string
  readonly now: Date
}

/** What an issuer signs with. */
export interface CertificateChain {
  /** Base64 DER, the certificate of the key first, without the root. */
  readonly x5c: readonly string[]
  /** When the first of them to end ends. */
  readonly expiresAt: Date
}

/**
 * Reads PEM certificates and looks for what would make every verifier refuse them. A root at their end is left out.
 *
 * @throws {OperationError} `usage`, which says what is wrong with them.
 * @see RFC 5280 section 6.1, HAIP 1.0 section 6.1.1
 */
export function readCertificateChain(
  text: string,
  { expectedKey, expectedUrl, now }: CertificateChainExpectations,
): CertificateChain {
  const whole = (text.match(pem) ?? []).map(readCertificate)
  const chain = whole.filter((certificate) => !isSelfIssued(certificate))
  const [own] = chain
  if (own === undefined || chain.length > maxCertificates) throw refused('empty')
  const publicKey = createPublicKey({ key: { ...bareJwk(expectedKey) }, format: 'jwk' })
  if (!own.publicKey.equals(publicKey)) throw refused('key')
  if (!chain.every((certificate, index) => isIssuedByNext(certificate, chain[index + 1])))
    throw refused('order')
  if (!namesUrl(own, expectedUrl)) throw refused('name')
  if (chain.some((one) => one.validFromDate > now || one.validToDate <= now)) throw refused('time')
  const x5c = chain.map(({ raw }) => raw.toString('base64'))
  return { x5c, expiresAt: certificateChainEnd(x5c) }
}

/** When the first certificate of an `x5c` to end ends. */
export function certificateChainEnd(x5c: readonly string[]): Date {
  const ends = x5c.map((text) => new X509Certificate(Buffer.from(text, 'base64')).validToDate.getTime())
  return new Date(Math.min(...ends))
}

function readCertificate(text: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch {
    throw refused('empty')
  }
}

function isSelfIssued(certificate: X509Certificate): boolean {
  return certificate.subject === certificate.issuer
}

function isIssuedByNext(certificate: X509Certificate, next: X509Certificate | undefined): boolean {
  return next === undefined || (certificate.checkIssued(next) && certificate.verify(next.publicKey))
}

/** As verifiers do: the whole URL, or for https its host. */
function namesUrl({ subjectAltName = '' }: X509Certificate, url: string): boolean {
  const names = subjectAltName.split(', ')
  const { protocol, hostname } = new URL(url)
  const isHost = (name: string) => name.toLowerCase() === `dns:${hostname}`
  return names.includes(`URI:${url}`) || (protocol === 'https:' && names.some(isHost))
}

const reasons = {
  empty: {
    id: 'berkas dari argumen <file> harus berisi satu sampai delapan sertifikat PEM di bawah akarnya',
    en: 'the file of the argument <file> has to hold one to eight PEM certificates below their root',
  },
  key: {
    id: 'sertifikat pertama bukan untuk kunci penerbit ini; mintalah dengan lontar certificate request',
    en: 'the first certificate is not for the key of this issuer; ask for one by lontar certificate request',
  },
  order: {
    id: 'setiap sertifikat harus ditandatangani oleh yang berikutnya di dalam berkas',
    en: 'each certificate has to be signed by the one that follows it in the file',
  },
  name: {
    id: 'sertifikat pertama tidak menyebut URL publik penerbit ini, dan tidak pula nama hostnya',
    en: 'the first certificate names neither the public URL of this issuer nor its host',
  },
  time: {
    id: 'sebuah sertifikat belum berlaku atau sudah berakhir',
    en: 'a certificate is not valid yet, or has ended',
  },
} as const satisfies Readonly<Record<string, LocalizedText>>

function refused(reason: keyof typeof reasons): Error {
  return usageError(reasons[reason])
}
