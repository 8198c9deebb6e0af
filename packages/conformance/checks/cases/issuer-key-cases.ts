import { createLocalSigner, type JsonObject, type JsonValue, type TrustedIssuer } from '@lontar/credentials'
import { createDidResolver, didJwkSigner } from '@lontar/credentials/did'
import { type ErrorCode, NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import {
  createIssuerKeyResolver,
  type IssuerKeyResolverConfig,
  pinnedIssuerKey,
} from '@lontar/credentials/issuer-key'
import { bareJwk, generatePrivateJwk, parseJson } from '@lontar/credentials/jose'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { createCertificate } from '@lontar/testkit'
import { codeOf, type NegativeCase } from '../negative-case.ts'

const now = new Date('2026-11-01T04:00:00Z')
const url = 'https://issuer.example/tenant'
const metadataUrl = 'https://issuer.example/.well-known/jwt-vc-issuer/tenant'
const keysUrl = 'https://keys.example/set'
const unknownKey = 'jws_key_unknown'
const unreadable = 'issuer_key_metadata_malformed'

const { publicJwk } = await createLocalSigner(await generatePrivateJwk())
const didSigner = await didJwkSigner(await generatePrivateJwk())
const stranger = await didJwkSigner(await generatePrivateJwk())
const [did = ''] = didSigner.keyId.split('#')
const key: JsonObject = { ...bareJwk(publicJwk), kid: 'key-1' }
const jwks = { keys: [key] }

const period = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') }
const root = await createCertificate({
  ...period,
  commonName: 'Example Root',
  isCa: true,
  keyUsageBits: 0x06,
})
const leaf = await createCertificate({
  ...period,
  commonName: 'Example Issuer',
  keyUsageBits: 0x80,
  issuedBy: root,
  dnsNames: ['issuer.example'],
  uris: ['did:web:other.example'],
})

type Documents = Readonly<Record<string, JsonValue>>

/** A network on which only these documents are served. */
function serve(documents: Documents, type: string | null = 'application/json'): GuardedFetch {
  const headers = new Headers(type === null ? {} : { 'content-type': type })
  return async (asked) => {
    const value = documents[asked]
    if (value === undefined) throw new NetworkError('network_unreachable', 'Nobody answers.')
    const text = typeof value === 'string' ? value : JSON.stringify(value)
    return { status: 200, headers, text: () => text, json: () => parseJson(text) }
  }
}

interface Question {
  readonly issuer?: Partial<TrustedIssuer>
  readonly header?: JsonObject
  readonly documents?: Documents
  readonly mediaType?: string | null
  readonly config?: Partial<IssuerKeyResolverConfig>
}

const verifyX5c = createX5cVerifier()

const find =
  ({ issuer, header = {}, documents = {}, mediaType, config }: Question) =>
  () => {
    const fetch = serve(documents, mediaType)
    const resolveDid = createDidResolver({ fetch, now: () => now })
    const resolve = createIssuerKeyResolver({ resolveDid, fetch, verifyX5c, ...config })
    return codeOf(() => resolve({ issuer: { issuer: url, types: ['urn:x'], ...issuer }, header, now }))
  }

function refuses(
  step: string,
  expected: ErrorCode,
  name: string,
  question: Question,
  twin: Question,
): NegativeCase {
  return { step: `issuer-key.${step}`, expected, name, run: find(question), twin: find(twin) }
}

const pinned = { jwks: { keys: [{ ...publicJwk, kid: 'key-1' }] } }
const right: Question = { documents: { [metadataUrl]: { issuer: url, jwks } } }
const x5c = [leaf.base64]
const certified: Question = { header: { x5c }, issuer: { roots: [root.pem] } }
const rightDid: Question = { issuer: { issuer: did }, header: { kid: didSigner.keyId } }

const findPinned = (issuer: Partial<TrustedIssuer>) => (): Promise<string | undefined> =>
  codeOf(() =>
    pinnedIssuerKey({ issuer: { issuer: url, types: ['urn:x'], ...issuer }, header: { kid: 'key-1' }, now }),
  )

export const cases: readonly NegativeCase[] = [
  {
    step: 'issuer-key.findable',
    expected: 'issuer_key_not_pinned',
    name: 'an issuer that is not pinned where only pinned keys count',
    run: findPinned({}),
    twin: findPinned(pinned),
  },
  ...['key-2', 7, null].map((kid) =>
    refuses(
      'pinned',
      unknownKey,
      `kid ${kid} beside a pinned key`,
      { issuer: pinned, header: { kid } },
      { issuer: pinned, header: { kid: 'key-1' } },
    ),
  ),
  refuses(
    'pinned',
    unknownKey,
    'a pinned list that is empty, though the issuer publishes keys',
    { ...right, issuer: { jwks: { keys: [] } } },
    right,
  ),
  ...[stranger.keyId, '#0', undefined, did, `${did}x#0`].map((kid) =>
    refuses(
      'kid-belongs',
      unknownKey,
      `kid ${String(kid).slice(0, 20)} of another DID`,
      { ...rightDid, header: kid === undefined ? {} : { kid } },
      rightDid,
    ),
  ),
  refuses(
    'kid-belongs',
    unknownKey,
    'a kid that is not in the published set',
    { ...right, header: { kid: 'key-2' } },
    { ...right, header: { kid: 'key-1' } },
  ),
  refuses(
    'kid-belongs',
    unknownKey,
    'no kid beside two published keys',
    {
      documents: {
        [metadataUrl]: { issuer: url, jwks: { keys: [key, { ...bareJwk(stranger.publicJwk) }] } },
      },
    },
    right,
  ),
  ...[
    'http://issuer.example',
    'urn:issuer',
    'issuer.example',
    'https://',
    'https://user@issuer.example/tenant',
    'https://issuer.example/tenant?a',
    'https://issuer.example/tenant#a',
    'https://issuer.example/ten\tant',
  ].map((issuer) =>
    refuses(
      'issuer-resolvable',
      unknownKey,
      issuer,
      {
        issuer: { issuer },
        documents: {
          [metadataUrl]: { issuer, jwks },
          'http://issuer.example/.well-known/jwt-vc-issuer': { issuer, jwks },
          'null/.well-known/jwt-vc-issuerissuer': { issuer, jwks },
        },
      },
      right,
    ),
  ),
  ...(
    [
      ['text', '{'],
      ['a list', []],
      ['both jwks and jwks_uri', { issuer: url, jwks, jwks_uri: keysUrl }],
      ['neither jwks nor jwks_uri', { issuer: url }],
      ['a jwks without keys', { issuer: url, jwks: {} }],
      ['a jwks_uri that is no text', { issuer: url, jwks_uri: 7 }],
      ['a jwks_uri without https', { issuer: url, jwks_uri: 'http://keys.example/set' }],
      ['more keys than are bearable', { issuer: url, jwks: { keys: Array.from({ length: 65 }, () => key) } }],
    ] as const
  ).map(([name, value]) =>
    refuses(
      'metadata-readable',
      unreadable,
      name,
      { documents: { [metadataUrl]: value as JsonValue, [keysUrl]: jwks, 'http://keys.example/set': jwks } },
      {
        documents: { [metadataUrl]: { issuer: url, jwks_uri: keysUrl }, [keysUrl]: jwks },
      },
    ),
  ),
  ...[null, 'text/html', 'application/jwk-set+json'].map((mediaType) =>
    refuses(
      'metadata-media-type',
      unreadable,
      `the media type ${mediaType}`,
      { ...right, mediaType },
      { ...right, mediaType: 'application/json; charset=utf-8' },
    ),
  ),
  ...[`${url}/`, 'https://attacker.example', undefined].map((issuer) =>
    refuses(
      'metadata-issuer',
      unreadable,
      `the metadata of ${issuer}`,
      {
        documents: { [metadataUrl]: { jwks, ...(issuer !== undefined && { issuer }) } },
      },
      right,
    ),
  ),
  {
    step: 'issuer-key.x5c-checked',
    expected: 'issuer_certificate_unchecked',
    name: 'a certificate that nobody can check',
    run: () => {
      const fetch = serve({})
      const resolve = createIssuerKeyResolver({
        resolveDid: createDidResolver({ fetch, now: () => now }),
        fetch,
      })
      return codeOf(() =>
        resolve({ issuer: { issuer: url, types: [], roots: [root.pem] }, header: { x5c }, now }),
      )
    },
    twin: find(certified),
  },
  ...[undefined, []].map((roots) =>
    refuses(
      'x5c-rooted',
      'certificate_untrusted',
      `roots ${JSON.stringify(roots)}`,
      {
        header: { x5c },
        ...(roots !== undefined && { issuer: { roots } }),
        config: { verifyX5c: async () => ({ publicJwk, dnsNames: ['issuer.example'], uris: [] }) },
      },
      certified,
    ),
  ),
  ...['https://attacker.example', 'https://sub.issuer.example', 'did:web:issuer.example'].map((issuer) =>
    refuses(
      'x5c-names-issuer',
      'certificate_issuer_mismatch',
      `the certificate for ${issuer}`,
      { header: { x5c }, issuer: { issuer, roots: [root.pem] } },
      {
        header: { x5c },
        issuer: { issuer: 'did:web:other.example', roots: [root.pem] },
      },
    ),
  ),
]
