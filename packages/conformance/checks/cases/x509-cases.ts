import { createPrivateKey, sign } from 'node:crypto'
import type { ErrorCode } from '@lontar/credentials/errors'
import { verifyX5c, type X5cExpectations } from '@lontar/credentials/x509'
import {
  type CertificateTraits,
  createCertificate,
  createRevocationList,
  type RevocationListTraits,
  type TestCertificate,
} from '@lontar/testkit'
import { codeOf, type NegativeCase } from '../negative-case.ts'
import { madeOnce } from '../support/made-once.ts'

const now = new Date('2026-11-01T04:00:00Z')
const day = 86_400_000
const notBefore = new Date(now.getTime() - 10 * day)
const notAfter = new Date(now.getTime() + 300 * day)
const period = { notBefore, notAfter }

const digitalSignature = 0x80
const keyCertSign = 0x04
const cRLSign = 0x02

/** A root, an authority under it and a signer: each may differ from what is right in one thing. */
interface ChainChanges {
  readonly root?: Partial<CertificateTraits>
  readonly authority?: Partial<CertificateTraits>
  readonly leaf?: Partial<CertificateTraits>
  /** What is sent as `x5c`; signer and authority by default. */
  readonly send?: (chain: Chain) => unknown
  /** The pinned roots; the root alone by default. */
  readonly roots?: (chain: Chain) => readonly string[]
  readonly crls?: (chain: Chain) => Promise<readonly Uint8Array[]>
}

interface Chain {
  readonly root: TestCertificate
  readonly authority: TestCertificate
  readonly leaf: TestCertificate
}

async function createChain(changes: ChainChanges): Promise<Chain> {
  const authorityTraits = { ...period, isCa: true, keyUsageBits: keyCertSign | cRLSign }
  const root = await createCertificate({ ...authorityTraits, commonName: 'Example Root', ...changes.root })
  const authority = await createCertificate({
    ...authorityTraits,
    commonName: 'Example Authority',
    issuedBy: root,
    ...changes.authority,
  })
  const leaf = await createCertificate({
    ...period,
    commonName: 'Example Issuer',
    keyUsageBits: digitalSignature,
    dnsNames: ['issuer.example'],
    uris: ['https://issuer.example'],
    issuedBy: authority,
    ...changes.leaf,
  })
  return { root, authority, leaf }
}

function verify(changes: ChainChanges): () => Promise<string | undefined> {
  const offered = madeOnce(() => createOffer(changes))
  return async () => {
    const { x5c, expectations } = await offered()
    return codeOf(() => verifyX5c(x5c, expectations))
  }
}

async function createOffer(
  changes: ChainChanges,
): Promise<{ readonly x5c: unknown; readonly expectations: X5cExpectations }> {
  const chain = await createChain(changes)
  const { root, authority, leaf } = chain
  const x5c = changes.send?.(chain) ?? [leaf.base64, authority.base64]
  const crls = await changes.crls?.(chain)
  const expectedRoots = changes.roots?.(chain) ?? [root.pem]
  return { x5c, expectations: { expectedRoots, now, ...(crls && { crls }) } }
}

function refuses(
  step: string,
  expected: ErrorCode,
  name: string,
  changes: ChainChanges,
  twin: ChainChanges = {},
): NegativeCase {
  return { step: `x509.${step}`, expected, name, run: verify(changes), twin: verify(twin) }
}

const sends = (make: (chain: Chain) => unknown): ChainChanges => ({ send: make })
const malformed = 'certificate_malformed'
const invalid = 'certificate_chain_invalid'
const unknown = 'certificate_revocation_unknown'

function lists(
  change: (chain: Chain) => Partial<RevocationListTraits> = () => ({}),
  omitRoot = false,
): ChainChanges {
  return {
    crls: async (chain) => {
      const times = { thisUpdate: notBefore, nextUpdate: notAfter, revoked: [] }
      const own = await createRevocationList({ issuedBy: chain.authority, ...times, ...change(chain) })
      const ofRoot = await createRevocationList({ issuedBy: chain.root, ...times })
      return omitRoot ? [own] : [own, ofRoot]
    },
  }
}

/** Two lists of the authority that signed, after that of the root. */
function twoLists(
  revokedBy: (chain: Chain) => readonly (readonly TestCertificate[])[],
  ends: readonly Date[] = [notAfter, notAfter],
): ChainChanges {
  return {
    crls: async (chain) => {
      const { authority: issuedBy, root } = chain
      const own = revokedBy(chain).map((revoked, index) =>
        createRevocationList({
          issuedBy,
          thisUpdate: notBefore,
          nextUpdate: ends[index] ?? notAfter,
          revoked: [...revoked],
        }),
      )
      const times = { thisUpdate: notBefore, nextUpdate: notAfter, revoked: [] }
      return [await createRevocationList({ issuedBy: root, ...times }), ...(await Promise.all(own))]
    },
  }
}

/** A list that a stranger signed under the name of the authority, before its own. */
function withStranger(): ChainChanges {
  const { crls: own } = lists()
  const { crls: forged } = lists(({ leaf }) => ({ signedBy: leaf, revoked: [leaf] }))
  return { crls: async (chain) => [...((await forged?.(chain)) ?? []), ...((await own?.(chain)) ?? [])] }
}

const webServers = '06082b06010505070301'
const documents = '06082b06010505070324'

/** An extended key usage of one purpose. */
function madeFor(purpose: string, critical: boolean): { id: string; critical: boolean; value: Uint8Array } {
  return { id: '2.5.29.37', critical, value: Uint8Array.from(Buffer.from(`300a${purpose}`, 'hex')) }
}

/** An extended key usage of the signing of documents, again and again. */
function purposes(count: number): { id: string; critical: boolean; value: Uint8Array } {
  const ids = Buffer.from(documents.repeat(count), 'hex')
  const length = Buffer.of(0x82, ids.length >> 8, ids.length & 0xff)
  return { id: '2.5.29.37', critical: false, value: Uint8Array.from([0x30, ...length, ...ids]) }
}

/** The lists of the chain, and that of another authority. */
function withOther(other: () => Promise<Uint8Array>): ChainChanges {
  const { crls: own } = lists()
  return { crls: async (chain) => [...((await own?.(chain)) ?? []), await other()] }
}

/** A list of an authority with this name. */
function listOf(commonName: string, length = 0): () => Promise<Uint8Array> {
  return madeOnce(async () => {
    const issuedBy = await createCertificate({ ...period, commonName })
    const revoked = Array.from({ length }, () => issuedBy)
    return createRevocationList({ issuedBy, thisUpdate: notBefore, nextUpdate: notAfter, revoked })
  })
}

const longList = (length: number) => listOf('Another Authority', length)
const longPath = Array.from({ length: 7 }, () => 'AAAA')

export const cases: readonly NegativeCase[] = [
  ...(['AAAA', [], longPath, { 0: 'AAAA', length: 1 }] as const).map((x5c) =>
    refuses(
      'chain-array',
      malformed,
      `x5c ${JSON.stringify(x5c).slice(0, 30)}`,
      sends(() => x5c),
    ),
  ),
  refuses('certificate-readable', malformed, 'base64url instead of base64', {
    send: ({ leaf, authority }) => [
      Buffer.from(leaf.der).toString('base64url'),
      Buffer.from(authority.der).toString('base64url'),
    ],
  }),
  ...[
    ['a byte behind it', (der: Buffer) => Buffer.concat([der, Buffer.of(0)])],
    [
      'a length of more bytes than it takes',
      (der: Buffer) => Buffer.concat([Buffer.of(0x30, 0x83, 0), der.subarray(2)]),
    ],
    [
      'a length that is not said',
      (der: Buffer) => Buffer.concat([Buffer.of(0x30, 0x80), der.subarray(4), Buffer.of(0, 0)]),
    ],
  ].map(([name, change]) =>
    refuses('certificate-readable', malformed, `a certificate with ${name}`, {
      send: ({ leaf, authority }) => [
        (change as (der: Buffer) => Buffer)(Buffer.from(leaf.der)).toString('base64'),
        authority.base64,
      ],
    }),
  ),
  refuses(
    'certificate-readable',
    malformed,
    'bytes that are no certificate',
    sends(() => ['AAAA']),
  ),
  refuses(
    'certificate-readable',
    malformed,
    'an element that is no text',
    sends(() => [{}]),
  ),
  refuses('certificate-readable', malformed, 'a root that is no certificate', {
    roots: () => ['-----BEGIN'],
  }),
  refuses('certificate-readable', malformed, 'a certificate and a byte more', {
    send: ({ leaf, authority }) => [Buffer.from([...leaf.der, 0]).toString('base64'), authority.base64],
  }),
  refuses(
    'certificate-readable',
    malformed,
    'a certificate of more than 640 values',
    { leaf: { extensions: extensionsOf(210) } },
    { leaf: { extensions: extensionsOf(110) } },
  ),
  refuses(
    'certificate-readable',
    malformed,
    'certificates of more than 640 values together',
    { leaf: { extensions: extensionsOf(100) }, authority: { extensions: extensionsOf(100) } },
    { leaf: { extensions: extensionsOf(80) }, authority: { extensions: extensionsOf(80) } },
  ),
  refuses(
    'certificate-readable',
    malformed,
    'an extension of more than 640 values',
    { leaf: { extensions: [purposes(640)] } },
    { leaf: { extensions: [purposes(400)] } },
  ),
  refuses(
    'certificate-size',
    malformed,
    'certificates of more than 16 KiB together',
    { leaf: { extensions: [filler(8000)] }, authority: { extensions: [filler(8000)] } },
    { leaf: { extensions: [filler(7800)] }, authority: { extensions: [filler(7800)] } },
  ),
  refuses(
    'certificate-size',
    malformed,
    'a root of more than 16 KiB',
    { root: { extensions: [filler(16_384)] } },
    { root: { extensions: [filler(16_000)] } },
  ),
  refuses(
    'name-count',
    malformed,
    'more than 48 names',
    { leaf: { dnsNames: hosts(48), uris: ['https://issuer.example'] } },
    { leaf: { dnsNames: hosts(47), uris: ['https://issuer.example'] } },
  ),
  refuses(
    'name-count',
    malformed,
    'more than 48 names and name constraints together',
    { leaf: { dnsNames: hosts(24) }, authority: { permitted: subtrees(12), excluded: subtrees(12, 'not') } },
    { leaf: { dnsNames: hosts(23) }, authority: { permitted: subtrees(12), excluded: subtrees(12, 'not') } },
  ),
  refuses('version-three', malformed, 'a certificate of version 1', { leaf: { version: 1 } }),
  refuses('extension-readable', malformed, 'key usage that cannot be read', {
    leaf: {
      keyUsageBits: 0x80,
      extensions: [{ id: '2.5.29.30', critical: true, value: Uint8Array.of(1, 2) }],
    },
  }),
  refuses('extension-readable', malformed, 'name constraints that are no list', {
    authority: { extensions: [{ id: '2.5.29.30', critical: true, value: Uint8Array.of(2, 1, 1) }] },
  }),
  refuses('extension-once', malformed, 'key usage twice', {
    leaf: { extensions: [{ id: '2.5.29.15', critical: true, value: Uint8Array.of(3, 2, 0, 0x80) }] },
  }),
  refuses(
    'extension-known',
    invalid,
    'a critical extension of its own',
    { leaf: { extensions: [{ id: '1.3.6.1.4.1.99999.1', critical: true }] } },
    { leaf: { extensions: [{ id: '1.3.6.1.4.1.99999.1', critical: false }] } },
  ),
  refuses('anchor-outside', invalid, 'a chain that includes the root', {
    send: ({ leaf, authority, root }) => [leaf.base64, authority.base64, root.base64],
  }),
  refuses('anchor-outside', invalid, 'a self-issued authority that the root certified', {
    root: { commonName: 'Example Authority' },
  }),
  refuses('anchor-outside', invalid, 'the pinned certificate itself as the signer', {
    send: ({ leaf }) => [leaf.base64],
    roots: ({ leaf, root }) => [leaf.pem, root.pem],
  }),
  refuses('leaf-not-ca', invalid, 'a signer that is an authority', { leaf: { isCa: true } }),
  ...[undefined, keyCertSign].map((keyUsageBits) =>
    refuses('leaf-key-usage', invalid, `a signer's key for ${keyUsageBits ?? 'anything'}`, {
      leaf: keyUsageBits === undefined ? withoutKeyUsage() : { keyUsageBits },
    }),
  ),
  ...(['RSA-2048', 'P-521'] as const).map((key) =>
    refuses('leaf-key', invalid, `a signer's key on ${key}`, { leaf: { key } }),
  ),
  refuses('issuer-name', invalid, 'a certificate that names another issuer', {
    leaf: { issuerCommonName: 'Another Authority' },
  }),
  refuses('issuer-is-ca', invalid, 'a certificate issued by one that is no authority', {
    authority: { isCa: false },
  }),
  refuses('issuer-key-usage', invalid, 'an authority whose key may not sign certificates', {
    authority: { keyUsageBits: cRLSign },
  }),
  refuses(
    'path-length',
    invalid,
    'an authority under a root that allows none',
    { root: { pathLength: 0 } },
    { root: { pathLength: 1 } },
  ),
  refuses(
    'signature-algorithm',
    invalid,
    'a certificate signed with SHA-1',
    { leaf: { hash: 'SHA-1' } },
    { leaf: { hash: 'SHA-384' } },
  ),
  refuses('signature-algorithm', invalid, 'a certificate that names another algorithm under its signature', {
    send: ({ leaf, authority }) => [renamed(leaf, authority), authority.base64],
  }),
  refuses(
    'rsa-key-size',
    invalid,
    'an authority with an RSA key of 1024 bits',
    { authority: { key: 'RSA-1024' } },
    { authority: { key: 'RSA-2048' } },
  ),
  refuses('certificate-signature', invalid, 'a signer of another authority of the same name', {
    send: ({ leaf, root }) => [leaf.base64, root.base64].slice(0, 1),
    roots: ({ root }) => [root.pem],
    leaf: { issuerCommonName: 'Example Root' },
  }),
  {
    step: 'x509.certificate-signature',
    expected: invalid,
    name: 'a certificate with one bit changed in its name',
    run: verify({
      send: ({ leaf, authority }) => [flip(leaf, 'Example Issuer'), authority.base64],
    }),
  },
  ...(
    [
      ['a signer that has expired', { leaf: { notAfter: new Date(now.getTime() - 1000) } }],
      ['a signer of tomorrow', { leaf: { notBefore: new Date(now.getTime() + day) } }],
      ['an authority that has expired', { authority: { notAfter: new Date(now.getTime() - 1000) } }],
      ['a root that has expired', { root: { notAfter: new Date(now.getTime() - 1000) } }],
    ] as const
  ).map(([name, changes]) => refuses('validity-period', 'certificate_expired', name, changes)),
  ...(
    [
      ['a host outside', { permitted: [{ dns: 'other.example' }] }],
      ['a URI outside', { permitted: [{ uri: 'other.example' }, { dns: 'issuer.example' }] }],
      ['a subject outside', { permitted: [{ commonName: 'Somebody' }] }],
    ] as const
  ).map(([name, authority]) =>
    refuses(
      'name-permitted',
      invalid,
      name,
      { authority },
      {
        authority: {
          permitted: [{ dns: 'example' }, { uri: 'issuer.example' }, { commonName: 'Example Issuer' }],
        },
      },
    ),
  ),
  refuses(
    'name-permitted',
    invalid,
    'a host that ends like a constraint of sub-domains',
    { leaf: { dnsNames: ['example'] }, authority: { permitted: [{ dns: '.example' }] } },
    { authority: { permitted: [{ dns: '.example' }] } },
  ),
  refuses(
    'name-permitted',
    invalid,
    'a host that only ends like a constraint',
    { leaf: { dnsNames: ['anissuer.example'] }, authority: { permitted: [{ dns: 'issuer.example' }] } },
    { authority: { permitted: [{ dns: 'issuer.example' }] } },
  ),
  refuses(
    'name-not-excluded',
    invalid,
    'a URI whose sub-domains are excluded',
    { leaf: { uris: ['https://a.issuer.example'] }, authority: { excluded: [{ uri: '.issuer.example' }] } },
    { authority: { excluded: [{ uri: '.issuer.example' }] } },
  ),
  refuses(
    'name-not-excluded',
    invalid,
    'any host, when all are excluded',
    { authority: { excluded: [{ dns: '' }] } },
    { authority: { permitted: [{ dns: '' }] } },
  ),
  refuses('name-permitted', invalid, 'a URI without a host under a constraint of URIs', {
    leaf: { uris: ['urn:example:issuer'] },
    authority: { excluded: [{ uri: 'other.example' }] },
  }),
  refuses(
    'name-not-excluded',
    invalid,
    'a host that is excluded',
    { authority: { excluded: [{ dns: 'example' }] } },
    { authority: { excluded: [{ dns: 'other' }] } },
  ),
  ...(
    [
      ['a host', { dns: 'example' }, { dnsNames: ['ISSUER.EXAMPLE'] }],
      ['a host by a constraint', { dns: 'EXAMPLE' }, {}],
      ['a URI', { uri: 'issuer.example' }, { uris: ['x:issuer', 'https://issuer.example'] }],
      ['a URI of another scheme', { uri: 'issuer.example' }, { uris: ['spiffe://ISSUER.example/a'] }],
    ] as const
  ).map(([name, subtree, leaf]) =>
    refuses('name-not-excluded', invalid, `${name} in another case that is excluded`, {
      leaf,
      authority: { excluded: [subtree] },
    }),
  ),
  refuses('name-not-excluded', invalid, 'a host that the root excludes, two certificates above', {
    root: { excluded: [{ dns: 'issuer.example' }] },
  }),
  ...(
    [
      ['an https URI', { uris: ['https://issuer.example'] }],
      ['a did:web', { uris: ['did:web:issuer.example'], dnsNames: [] }],
      ['a did:web with a port and a path', { uris: ['did:web:issuer.example%3A8443:a'], dnsNames: [] }],
      ['a URI without a host', { uris: ['did:key:z6Mk'], dnsNames: [] }],
    ] as const
  ).map(([name, leaf]) =>
    refuses(
      'name-permitted',
      invalid,
      `${name} under an authority for another host`,
      { leaf, authority: { permitted: [{ dns: 'other.example' }] } },
      {
        leaf: { uris: ['did:web:a.other.example'], dnsNames: [] },
        authority: { permitted: [{ dns: 'other.example' }] },
      },
    ),
  ),
  refuses(
    'name-permitted',
    invalid,
    'a host under an authority for URIs of another host',
    { leaf: { uris: [] }, authority: { permitted: [{ uri: 'other.example' }] } },
    { leaf: { uris: [] }, authority: { permitted: [{ uri: 'issuer.example' }] } },
  ),
  refuses(
    'name-not-excluded',
    invalid,
    'a did:web of a host that is excluded',
    {
      leaf: { uris: ['did:web:issuer.example'], dnsNames: [] },
      authority: { excluded: [{ dns: 'issuer.example' }] },
    },
    {
      leaf: { uris: ['did:web:issuer.example'], dnsNames: [] },
      authority: { excluded: [{ dns: 'other.example' }] },
    },
  ),
  ...(['leaf', 'authority'] as const).flatMap((who) =>
    [true, false].map((critical) =>
      refuses(
        'purpose-allowed',
        invalid,
        `${who} for web servers alone, ${critical ? 'critical' : 'by the way'}`,
        { [who]: { extensions: [madeFor(webServers, critical)] } },
        { [who]: { extensions: [madeFor(documents, critical)] } },
      ),
    ),
  ),
  refuses(
    'constraint-known',
    invalid,
    'a mail address under a constraint of mail addresses',
    { leaf: { emails: ['a@issuer.example'] }, authority: { permitted: [{ email: 'issuer.example' }] } },
    { authority: { permitted: [{ email: 'issuer.example' }] } },
  ),
  refuses('anchor-trusted', 'certificate_untrusted', 'a chain to no pinned root', { roots: () => [] }),
  refuses('crl-readable', malformed, 'bytes that are no list', {
    crls: async () => [Uint8Array.of(1, 2, 3)],
  }),
  refuses(
    'crl-readable',
    malformed,
    'lists of more than 3,000 values together',
    withOther(longList(1000)),
    withOther(longList(960)),
  ),
  refuses(
    'crl-size',
    malformed,
    'lists of more than 256 KiB together',
    withOther(listOf('x'.repeat(262_144))),
    withOther(listOf('x'.repeat(260_000))),
  ),
  refuses('crl-covers', unknown, 'no list of the root', lists(undefined, true), lists()),
  refuses(
    'crl-signature',
    unknown,
    'a list signed by another key',
    lists(({ leaf }) => ({ signedBy: leaf })),
  ),
  refuses('crl-signature', unknown, 'a list of an authority that may not make lists', {
    ...lists(),
    authority: { keyUsageBits: keyCertSign },
  }),
  refuses(
    'crl-current',
    unknown,
    'a list that has ended',
    lists(() => ({ nextUpdate: notBefore })),
  ),
  refuses(
    'crl-current',
    unknown,
    'a list of tomorrow',
    lists(() => ({ thisUpdate: new Date(now.getTime() + day) })),
  ),
  refuses('crl-current', unknown, 'a list without an end', lists(endless)),
  refuses(
    'crl-extension-known',
    unknown,
    'a partial list',
    lists(() => ({ isDelta: true })),
  ),
  refuses(
    'crl-extension-known',
    unknown,
    'an entry of another issuer',
    lists(({ root }) => ({ revoked: [root], isIndirect: true })),
    lists(({ root }) => ({ revoked: [root] })),
  ),
  refuses(
    'not-revoked',
    'certificate_revoked',
    'a signer on the list',
    lists(({ leaf }) => ({ revoked: [leaf] })),
  ),
  ...[true, false].map((isFirst) =>
    refuses(
      'not-revoked',
      'certificate_revoked',
      `a signer on one of two current lists, ${isFirst ? 'the first' : 'the second'}`,
      twoLists(({ leaf }) => (isFirst ? [[leaf], []] : [[], [leaf]])),
      twoLists(({ root }) => (isFirst ? [[root], []] : [[], [root]])),
    ),
  ),
  refuses(
    'crl-current',
    unknown,
    'two lists that have ended',
    twoLists(() => [[], []], [notBefore, notBefore]),
    twoLists(() => [[], []], [notBefore, notAfter]),
  ),
  refuses(
    'crl-signature',
    unknown,
    'the list of a stranger alone under the name of the authority',
    lists(({ leaf }) => ({ signedBy: leaf })),
    withStranger(),
  ),
]

/** The certificate with ecdsa-with-SHA384 under its signature and ecdsa-with-SHA256 beside it, signed anew. */
function renamed({ der }: TestCertificate, { privateJwk }: TestCertificate): string {
  const sha256 = Buffer.from('06082a8648ce3d040302', 'hex')
  const signed = Buffer.from(der.subarray(4, 8 + ((der[6] ?? 0) << 8) + (der[7] ?? 0)))
  signed[signed.indexOf(sha256) + sha256.length - 1] = 3
  const key = createPrivateKey({ key: { ...privateJwk }, format: 'jwk' })
  const signature = sign('sha256', signed, key)
  const outer = Buffer.concat([Buffer.of(0x30, sha256.length), sha256])
  const bits = Buffer.concat([Buffer.of(3, signature.length + 1, 0), signature])
  const content = Buffer.concat([signed, outer, bits])
  const head = Buffer.of(0x30, 0x82, content.length >> 8, content.length & 0xff)
  return Buffer.concat([head, content]).toString('base64')
}

/** The list of the authority without its `nextUpdate`. */
function endless(): Partial<RevocationListTraits> {
  return { nextUpdate: undefined } as unknown as Partial<RevocationListTraits>
}

function hosts(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `h${index}.issuer.example`)
}

function subtrees(count: number, prefix = ''): readonly { readonly dns: string }[] {
  return Array.from({ length: count }, (_, index) => ({ dns: `${prefix}${index || ''}issuer.example` }))
}

/** Extensions that nobody knows, of four values each. */
function extensionsOf(count: number): NonNullable<CertificateTraits['extensions']> {
  return Array.from({ length: count }, (_, index) => ({ id: `1.3.6.1.4.1.99999.${index}`, critical: false }))
}

/** An extension of one long value. */
function filler(bytes: number): NonNullable<CertificateTraits['extensions']>[number] {
  const value = new Uint8Array(bytes)
  value.set([0x04, 0x82, (bytes - 4) >> 8, (bytes - 4) & 0xff])
  return { id: '1.3.6.1.4.1.99999.1', critical: false, value }
}

/** Leaves the extension out, whatever the default says. */
function withoutKeyUsage(): Partial<CertificateTraits> {
  return { keyUsageBits: undefined } as unknown as Partial<CertificateTraits>
}

function flip({ der }: TestCertificate, text: string): string {
  const changed = Buffer.from(der)
  const offset = changed.lastIndexOf(text)
  changed[offset] = (changed[offset] ?? 0) ^ 1
  return changed.toString('base64')
}
