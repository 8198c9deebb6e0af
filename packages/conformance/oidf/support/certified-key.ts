import type { Signer } from '@lontar/credentials'
import { createLocalSigner, type PrivateJwk } from '@lontar/credentials/jose'
import { createCertificate, type TestCertificate } from '@lontar/testkit'

/** A key with a certificate under a root. */
export interface CertifiedKey {
  readonly signer: Signer
  /** The chain without the root. */
  readonly x5c: readonly string[]
}

const life = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2028-01-01T00:00:00Z') }

/** An authority for certificates. */
export function createRoot(): Promise<TestCertificate> {
  return createCertificate({ commonName: 'Contoh Root', isCa: true, keyUsageBits: 0x06, ...life })
}

/** A fresh key, for signatures, under a certificate of the root. */
export async function certify(
  commonName: string,
  issuedBy: TestCertificate,
  names: { readonly dnsNames?: readonly string[]; readonly uris?: readonly string[] } = {},
): Promise<CertifiedKey> {
  const { privateJwk, base64 } = await createCertificate({
    commonName,
    issuedBy,
    keyUsageBits: 0x80,
    ...names,
    ...life,
  })
  return { signer: await createLocalSigner(privateJwk as PrivateJwk), x5c: [base64] }
}
