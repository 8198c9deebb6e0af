import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { LocalizedText, Signer } from '@lontar/credentials'
import { LontarError } from '@lontar/credentials/errors'
import { createLocalSigner, type PrivateJwk } from '@lontar/credentials/jose'
import { createX509Hash } from '@lontar/openid4vc/openid4vp'
import type { VerifierConfiguration } from './configuration.ts'
import { usageError } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { readTextFile } from './text-file.ts'

const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/** A verifier that is known by its certificate. */
export interface CertifiedVerifier {
  /** `x509_hash:` and the hash of the certificate. */
  readonly clientId: string
  /** Its key, with the certificates below the root. */
  readonly signer: Signer
}

/**
 * Reads the certificates and the key with which a verifier signs, and looks for what would make every wallet refuse
 * them. Both files are read each time, so that a renewal needs no more than new files and a start.
 *
 * @returns `undefined` for a verifier without a certificate.
 * @throws {OperationError} `usage`, which says what is wrong with them; `file_unreadable`.
 * @see OpenID4VP 1.0 section 5.9.3, HAIP 1.0 section 5
 */
export async function readVerifierCertificate(
  invocation: Invocation,
  { certificate, key }: Pick<VerifierConfiguration, 'certificate' | 'key'>,
): Promise<CertifiedVerifier | undefined> {
  if (certificate === undefined || key === undefined) return undefined
  const chain = certificatesIn(await readTextFile(invocation, certificate, '--certificate'))
  const privateKey = privateKeyIn(await readTextFile(invocation, key, '--key'))
  const [own] = chain
  if (own === undefined) throw refused('empty')
  if (!own.publicKey.equals(createPublicKey(privateKey))) throw refused('other')
  const isOrdered = chain.every((one, index) => isIssuedByNext(one, chain[index + 1]))
  if (!isOrdered) throw refused('order')
  const now = invocation.environment.now()
  if (chain.some((one) => one.validFromDate > now || one.validToDate <= now)) throw refused('time')
  const x5c = chain.map(({ raw }) => raw.toString('base64'))
  const signer: Signer = { ...(await signerOf(privateKey)), x5c }
  return { clientId: `x509_hash:${await createX509Hash(x5c[0] ?? '')}`, signer }
}

/** A root at the end is left out, for wallets have it and refuse it in a request. */
function certificatesIn(text: string): readonly X509Certificate[] {
  try {
    const all = (text.match(pem) ?? []).map((one) => new X509Certificate(one))
    return all.filter(({ subject, issuer }) => subject !== issuer)
  } catch {
    throw refused('empty')
  }
}

function isIssuedByNext(certificate: X509Certificate, next: X509Certificate | undefined): boolean {
  return next === undefined || (certificate.checkIssued(next) && certificate.verify(next.publicKey))
}

function privateKeyIn(text: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch {
    // No cause: an error of the platform may describe the key.
    throw refused('key')
  }
}

async function signerOf(key: KeyObject): Promise<Signer> {
  try {
    return await createLocalSigner(key.export({ format: 'jwk' }) as PrivateJwk)
  } catch (error) {
    if (error instanceof LontarError) throw refused('key')
    throw error
  }
}

const reasons = {
  empty: {
    id: 'berkas dari --certificate harus berisi sertifikat PEM di bawah akarnya, dan yang pertama tidak ditandatangani sendiri',
    en: 'the file of --certificate has to hold PEM certificates below their root, the first one not self-signed',
  },
  key: {
    id: 'berkas dari --key harus berisi kunci privat PEM tanpa kata sandi, P-256, P-384 atau Ed25519',
    en: 'the file of --key has to hold a PEM private key without a passphrase, P-256, P-384 or Ed25519',
  },
  other: {
    id: 'sertifikat pertama dari --certificate bukan untuk kunci dari --key',
    en: 'the first certificate of --certificate is not for the key of --key',
  },
  order: {
    id: 'setiap sertifikat dari --certificate harus ditandatangani oleh yang berikutnya',
    en: 'each certificate of --certificate has to be signed by the one that follows it',
  },
  time: {
    id: 'sebuah sertifikat dari --certificate belum berlaku atau sudah berakhir',
    en: 'a certificate of --certificate is not valid yet, or has ended',
  },
} as const satisfies Readonly<Record<string, LocalizedText>>

function refused(reason: keyof typeof reasons): Error {
  return usageError(reasons[reason])
}
