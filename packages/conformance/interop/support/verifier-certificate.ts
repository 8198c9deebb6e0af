import { createCertificate, type TestCertificate } from '@lontar/testkit'

/** A verifier's certificate for `localhost`, and the root above it. */
export interface VerifierCertificate {
  readonly root: TestCertificate
  readonly leaf: TestCertificate
}

/** Makes a root and, under it, the certificate of a verifier that is served as `localhost`. */
export async function createVerifierCertificate(): Promise<VerifierCertificate> {
  const hour = 3_600_000
  const validity = { notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + hour) }
  const root = await createCertificate({
    commonName: 'Akar Contoh',
    isCa: true,
    keyUsageBits: 0x06,
    ...validity,
  })
  const leaf = await createCertificate({
    commonName: 'Hotel Contoh',
    issuedBy: root,
    isCa: false,
    keyUsageBits: 0x80,
    dnsNames: ['localhost'],
    ...validity,
  })
  return { root, leaf }
}
