import { createDcSdJwtFormat, passed } from '@lontar/credentials'
import { createIssuerKeyResolver } from '@lontar/credentials/issuer-key'
import { encodeBase64Url, encodeUtf8 } from '@lontar/credentials/jose'
import { createX5cVerifier, verifyX5c } from '@lontar/credentials/x509'
import { codeOfVerdict } from '../../conformance/checks/negative-case.ts'
import {
  type CertificateTraits,
  createCertificate,
  type TestCertificate,
} from '../../testkit/src/lib/create-certificate.ts'
import { createRevocationList } from '../../testkit/src/lib/create-revocation-list.ts'
import { type HostileInput, hostileInput } from './hostile-input.ts'
import { now, nowSeconds, serve } from './hostile-scene.ts'

const period = { notBefore: new Date('2026-10-01T00:00:00Z'), notAfter: new Date('2027-10-01T00:00:00Z') }
const authority = { ...period, isCa: true, keyUsageBits: 0x06 }
const malformed = 'certificate_malformed'
const invalid = 'certificate_chain_invalid'
const issuerUrl = 'https://issuer.example'

type Changes = (level: number) => Partial<CertificateTraits>

/** A chain of so many certificates under a root: the signer is of level 0. */
async function chainUnder(
  root: TestCertificate,
  count: number,
  changes: Changes,
): Promise<readonly TestCertificate[]> {
  const chain: TestCertificate[] = []
  for (let level = count - 1; level >= 0; level -= 1) {
    const traits = level === 0 ? { ...period, keyUsageBits: 0x80 } : authority
    const issuedBy = chain[0] ?? root
    chain.unshift(
      await createCertificate({ ...traits, commonName: `C${level}`, issuedBy, ...changes(level) }),
    )
  }
  return chain
}

const names = (length: number) => ({ dnsNames: Array.from({ length }, () => 'x') })
const subtrees = (length: number) => ({ permitted: Array.from({ length }, () => ({ dns: 'x' })) })
const extensions = (length: number) => ({
  extensions: Array.from({ length }, (_, index) => ({ id: `1.3.6.1.4.1.99999.${index}`, critical: false })),
})

/**
 * Makes hostile certificate chains and revocation lists.
 *
 * @returns one of each kind: of a stranger, whose root has the name of the pinned one, and of the pinned root itself.
 */
export async function hostileCertificates(): Promise<readonly HostileInput[]> {
  const root = await createCertificate({ ...authority, commonName: 'Root' })
  const stranger = await createCertificate({ ...authority, commonName: 'Root' })
  const expectations = { expectedRoots: [root.pem], now }
  const offered = async (
    name: string,
    expected: string,
    under: TestCertificate,
    count: number,
    changes: Changes,
  ) => {
    const x5c = (await chainUnder(under, count, changes)).map(({ base64 }) => base64)
    return hostileInput(name, x5c.join(), expected, () => verifyX5c(x5c, expectations))
  }
  const nested = Array.from({ length: 6 }, () => Buffer.alloc(90_000, 0x30).toString('base64'))
  return [
    hostileInput('certificates of nested sequences', nested.join(), malformed, () =>
      verifyX5c(nested, expectations),
    ),
    await offered('an unsigned chain with 3,000 names', malformed, stranger, 1, () => names(3000)),
    await offered('an unsigned chain with 3,000 name constraints', malformed, stranger, 2, (level) =>
      level ? subtrees(3000) : {},
    ),
    await offered('an unsigned chain with 48 names', invalid, stranger, 1, () => names(48)),
    await offered('an unsigned chain with 48 name constraints', invalid, stranger, 2, (level) =>
      level ? subtrees(48) : {},
    ),
    await offered('an unsigned chain of 6 full certificates', invalid, stranger, 6, () => extensions(20)),
    await offered('a signed chain of 6 with a name each outside', invalid, root, 6, (level) => ({
      ...names(5),
      ...(level === 5 && { permitted: [{ dns: 'y' }] }),
    })),
    await offered(
      'a signed chain of 6 full certificates, the last expired',
      'certificate_expired',
      root,
      6,
      (level) => ({ ...extensions(20), ...(level === 0 && { notAfter: period.notBefore }) }),
    ),
    await offered('a signed chain with 24 names and 24 name constraints', invalid, root, 2, (level) =>
      level ? { permitted: [...subtrees(23).permitted, { commonName: 'y' }] } : names(24),
    ),
    await withLists(root, 980, 'certificate_revoked'),
    await withLists(root, 30_000, malformed),
    await inCredential(root, await chainUnder(stranger, 2, (level) => (level ? subtrees(48) : names(48)))),
  ]
}

async function withLists(root: TestCertificate, count: number, expected: string): Promise<HostileInput> {
  const [leaf] = await chainUnder(root, 1, () => ({}))
  const revoked = Array.from({ length: count }, (_, index) => (index === count - 1 && leaf ? leaf : root))
  const crl = await createRevocationList({
    issuedBy: root,
    thisUpdate: period.notBefore,
    nextUpdate: period.notAfter,
    revoked,
  })
  return hostileInput(
    `a revocation list of ${count} entries`,
    Buffer.from(crl)
      .toString('latin1')
      .replaceAll(/[^\0-\x7f]/g, '?'),
    expected,
    () => verifyX5c([leaf?.base64], { expectedRoots: [root.pem], now, crls: [crl] }),
  )
}

/** The same through the whole verification of a credential that nobody signed. */
async function inCredential(root: TestCertificate, chain: readonly TestCertificate[]): Promise<HostileInput> {
  const encode = (value: unknown) => encodeBase64Url(encodeUtf8(JSON.stringify(value)))
  const header = { alg: 'ES256', typ: 'dc+sd-jwt', x5c: chain.map(({ base64 }) => base64) }
  const payload = { iss: issuerUrl, vct: 'urn:x', exp: nowSeconds + 60 }
  const text = `${encode(header)}.${encode(payload)}.${'A'.repeat(86)}~`
  const fetch = serve({})
  const resolveIssuerKey = createIssuerKeyResolver({
    resolveDid: () => Promise.reject(new Error('not asked')),
    fetch,
    verifyX5c: createX5cVerifier(),
  })
  const input = hostileInput('an unsigned chain, in a credential', text, invalid, () => undefined)
  const verify = () =>
    createDcSdJwtFormat().verify(text, {
      expectedIssuers: [{ issuer: issuerUrl, types: ['urn:x'], roots: [root.pem] }],
      expectedTypes: ['urn:x'],
      expectedKeyBinding: 'none',
      checkStatus: async () => passed('status', 'of the input'),
      resolveIssuerKey,
      now,
    })
  return { ...input, offer: () => codeOfVerdict(verify) }
}
