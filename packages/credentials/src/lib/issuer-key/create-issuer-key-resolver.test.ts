import { beforeAll, describe, expect, it } from 'vitest'
import { createDidResolver } from '../did/create-did-resolver.ts'
import { didJwkSigner } from '../did/did-jwk-signer.ts'
import { type ServedFile, serveFiles } from '../did/fixtures/serve-files.ts'
import { VerificationError } from '../errors/lontar-error.ts'
import { bareJwk } from '../jose/bare-jwk.ts'
import { generatePrivateJwk } from '../jose/generate-private-jwk.ts'
import type { JsonObject, JsonValue } from '../jose/json.ts'
import type { PublicJwk } from '../jose/jwk.ts'
import { createLocalSigner } from '../jose/local-signer.ts'
import type { Signer } from '../jose/signer.ts'
import type { TrustedIssuer } from '../trust/trust-list.ts'
import { createIssuerKeyResolver, type IssuerKeyResolverConfig } from './create-issuer-key-resolver.ts'

const start = new Date('2026-11-01T04:00:00Z')
const url = 'https://issuer.example/tenant'
const metadataUrl = 'https://issuer.example/.well-known/jwt-vc-issuer/tenant'
const keysUrl = 'https://keys.example/set'
let signer: Signer
let other: Signer
let key: JsonObject

beforeAll(async () => {
  signer = await createLocalSigner(await generatePrivateJwk())
  other = await didJwkSigner(await generatePrivateJwk('Ed25519'))
  key = { ...bareJwk(signer.publicJwk), kid: 'key-1' }
})

function scene(
  files: Record<string, ServedFile | JsonValue | undefined> = {},
  config: Partial<IssuerKeyResolverConfig> = {},
) {
  const served = Object.entries(files).map(([at, file]) => [
    at,
    isServed(file) ? file : { text: JSON.stringify(file) },
  ])
  const { fetch, asked } = serveFiles(Object.fromEntries(served) as Record<string, ServedFile>)
  const clock = { now: start }
  const resolveDid = createDidResolver({ fetch, now: () => clock.now })
  const resolve = createIssuerKeyResolver({ resolveDid, fetch, ...config })
  const find = (header: JsonObject = {}, issuer: Partial<TrustedIssuer> = {}) =>
    resolve({ issuer: { issuer: url, types: ['urn:example:type'], ...issuer }, header, now: clock.now })
  return { find, asked, clock }
}

function isServed(file: ServedFile | JsonValue | undefined): file is ServedFile {
  return typeof file === 'object' && file !== null && 'text' in file
}

const unknown = { code: 'jws_key_unknown' }
const malformed = { code: 'issuer_key_metadata_malformed' }
const unreachable = { name: 'NetworkError', code: 'issuer_key_unreachable' }

describe('a pinned key', () => {
  it('wins, and then nothing else is tried', async () => {
    const certified = async () => ({ publicJwk: other.publicJwk, dnsNames: ['issuer.example'], uris: [url] })
    const { find, asked } = scene(
      { [metadataUrl]: { issuer: url, jwks: { keys: [key] } } },
      { verifyX5c: certified },
    )
    const jwks = { keys: [{ ...other.publicJwk, kid: 'pinned' }] }
    const x5c = ['AAAA']
    await expect(find({ kid: 'pinned', x5c }, { jwks, roots: ['root'] })).resolves.toEqual(jwks.keys[0])
    await expect(find({ kid: 'key-1', x5c }, { jwks, roots: ['root'] })).rejects.toMatchObject(unknown)
    await expect(find({ kid: 'key-1' }, { jwks: { keys: [] } })).rejects.toMatchObject(unknown)
    expect(asked).toEqual([])
  })

  it('of a DID wins over the DID document', async () => {
    const did = 'did:web:issuer.example'
    const { find, asked } = scene()
    const jwks = { keys: [{ ...signer.publicJwk, kid: `${did}#1` }] }
    await expect(find({ kid: `${did}#2` }, { issuer: did, jwks })).rejects.toMatchObject(unknown)
    await expect(find({ kid: `${did}#1` }, { issuer: did, jwks })).resolves.toEqual(jwks.keys[0])
    expect(asked).toEqual([])
  })
})

describe('the key of an https issuer', () => {
  const published = () => ({ [metadataUrl]: { issuer: url, jwks: { keys: [key] } } })

  it.each([
    ['https://issuer.example', 'https://issuer.example/.well-known/jwt-vc-issuer'],
    ['https://issuer.example/', 'https://issuer.example/.well-known/jwt-vc-issuer'],
    ['https://issuer.example/a/b', 'https://issuer.example/.well-known/jwt-vc-issuer/a/b'],
    ['https://issuer.example/a/b/', 'https://issuer.example/.well-known/jwt-vc-issuer/a/b'],
    ['https://issuer.example:8443/a', 'https://issuer.example:8443/.well-known/jwt-vc-issuer/a'],
  ])('of %s is published at %s', async (issuer, at) => {
    const { find, asked } = scene({ [at]: { issuer, jwks: { keys: [key] } } })
    await expect(find({ kid: 'key-1' }, { issuer })).resolves.toEqual(key)
    expect(asked).toEqual([at])
  })

  it('may be the only one, and then needs no name', async () => {
    await expect(scene(published()).find()).resolves.toEqual(key)
  })

  it.each<JsonObject>([{ kid: 'key-2' }, { kid: '' }, { kid: null }, { kid: 7 }, { kid: ['key-1'] }])(
    'is unknown under %j',
    async (header) => {
      await expect(scene(published()).find(header)).rejects.toMatchObject(unknown)
    },
  )

  it('is ambiguous without a name, or with one that two keys have', async () => {
    const two = [key, { ...bareJwk(other.publicJwk), kid: 'key-2' }]
    const { find } = scene({ [metadataUrl]: { issuer: url, jwks: { keys: two } } })
    await expect(find()).rejects.toMatchObject(unknown)
    await expect(find({ kid: 'key-2' })).resolves.toEqual(two[1])
    const same = two.map((each) => ({ ...each, kid: 'key-1' }))
    const twins = scene({ [metadataUrl]: { issuer: url, jwks: { keys: same } } })
    await expect(twins.find({ kid: 'key-1' })).rejects.toMatchObject(unknown)
  })

  it('stands beside keys of other kinds, which are left out', async () => {
    const keys = [
      { kty: 'RSA', n: 'AQAB', e: 'AQAB', kid: 'key-1' },
      { ...key, use: 'enc' },
      { ...key, d: key.x },
      'x',
      null,
      key,
    ] as JsonValue[]
    await expect(scene({ [metadataUrl]: { issuer: url, jwks: { keys } } }).find()).resolves.toEqual(key)
  })

  it('is one of at most 64', async () => {
    const keys = Array.from({ length: 64 }, (_each, index) => ({ ...key, kid: `key-${index}` }))
    const { find } = scene({ [metadataUrl]: { issuer: url, jwks: { keys } } })
    await expect(find({ kid: 'key-63' })).resolves.toEqual(keys[63])
  })

  it('may lie at another address', async () => {
    for (const type of ['application/json', 'application/jwk-set+json; charset=utf-8']) {
      const { find, asked } = scene({
        [metadataUrl]: { issuer: url, jwks_uri: keysUrl },
        [keysUrl]: { text: JSON.stringify({ keys: [key] }), type },
      })
      await expect(find({ kid: 'key-1' })).resolves.toEqual(key)
      expect(asked).toEqual([metadataUrl, keysUrl])
    }
  })

  it('is sought for five minutes in what was published', async () => {
    const { find, asked, clock } = scene(published())
    await Promise.all([find(), find(), find({ kid: 'key-2' }).catch(() => undefined)])
    clock.now = new Date(start.getTime() + 299_000)
    await find()
    expect(asked).toHaveLength(1)
    clock.now = new Date(start.getTime() + 300_000)
    await find()
    expect(asked).toHaveLength(2)
  })

  it('is asked for again after a failure', async () => {
    const files: Record<string, JsonValue | undefined> = {}
    const { find, asked } = scene(files)
    await expect(find()).rejects.toMatchObject(unreachable)
    await expect(find()).rejects.toMatchObject(unreachable)
    expect(asked).toHaveLength(2)
  })

  it.each([201, 204, 301, 404, 410, 500])('is not known when the server says %d', async (status) => {
    const text = JSON.stringify({ issuer: url, jwks: { keys: [key] } })
    await expect(scene({ [metadataUrl]: { text, status } }).find()).rejects.toMatchObject(unreachable)
    const keySet = { text: JSON.stringify({ keys: [key] }), status }
    const { find } = scene({ [metadataUrl]: { issuer: url, jwks_uri: keysUrl }, [keysUrl]: keySet })
    await expect(find()).rejects.toMatchObject(unreachable)
  })

  it.each<[string, (keys: JsonValue) => JsonValue]>([
    ['of another issuer', (keys) => ({ issuer: 'https://attacker.example', jwks: { keys } })],
    ['of an issuer with a slash more', (keys) => ({ issuer: `${url}/`, jwks: { keys } })],
    ['of an issuer in other letters', (keys) => ({ issuer: url.toUpperCase(), jwks: { keys } })],
    ['of nobody', (keys) => ({ jwks: { keys } })],
    ['with both jwks and jwks_uri', (keys) => ({ issuer: url, jwks: { keys }, jwks_uri: keysUrl })],
    ['with neither', () => ({ issuer: url })],
    ['with a jwks that is no set', (keys) => ({ issuer: url, jwks: keys })],
    ['with a jwks that is null', () => ({ issuer: url, jwks: null })],
    ['with keys that are no list', () => ({ issuer: url, jwks: { keys: {} } })],
    ['with 65 keys', () => ({ issuer: url, jwks: { keys: new Array<JsonValue>(65).fill(key) } })],
    ['with a jwks_uri without https', () => ({ issuer: url, jwks_uri: 'http://keys.example/set' })],
    ['with a jwks_uri of data', () => ({ issuer: url, jwks_uri: 'data:application/json,{}' })],
    ['that are a list', () => []],
    ['that are text', () => 'x'],
  ])('is not taken from metadata %s', async (_name, metadata) => {
    const { find, asked } = scene({ [metadataUrl]: metadata([key]), [keysUrl]: { keys: [key] } })
    await expect(find({ kid: 'key-1' })).rejects.toMatchObject(malformed)
    expect(asked).toEqual([metadataUrl])
  })

  it.each(['', 'x', '{', '{"issuer":"a","issuer":"b"}'])('is not taken from the text %j', async (text) => {
    await expect(scene({ [metadataUrl]: { text } }).find()).rejects.toMatchObject(malformed)
  })

  it.each(['', 'text/html', 'text/plain', 'application/jwk-set+json', 'application/jwt'])(
    'is not taken from metadata that are served as %j',
    async (type) => {
      const text = JSON.stringify({ issuer: url, jwks: { keys: [key] } })
      await expect(scene({ [metadataUrl]: { text, type } }).find()).rejects.toMatchObject(malformed)
    },
  )

  it.each([
    'http://issuer.example/tenant',
    'HTTPS://issuer.example/tenant',
    'https://',
    'https://a:b@issuer.example/tenant',
    'https://@@issuer.example/tenant',
    'https://issuer.example/tenant?',
    'https://issuer.example/tenant#',
    'https://issuer.example\\tenant',
    'https://issuer.example/tenant\n',
    'urn:example:issuer',
    'issuer.example',
    '',
  ])('is sought nowhere for %j', async (issuer) => {
    const { find, asked } = scene()
    await expect(find({ kid: 'key-1' }, { issuer })).rejects.toMatchObject(unknown)
    expect(asked).toEqual([])
  })

  it('is sought at no address that a header names', async () => {
    const { find, asked } = scene(published())
    const header = {
      kid: 'https://attacker.example/keys',
      jku: 'https://attacker.example/jwks',
      x5u: 'https://attacker.example/x5u',
      jwk: bareJwk(other.publicJwk) as unknown as JsonObject,
    }
    await expect(find(header)).rejects.toMatchObject(unknown)
    await expect(find({ ...header, kid: 'key-1' })).resolves.toEqual(key)
    expect(asked).toEqual([metadataUrl])
  })

  it('says nothing of a network that may not be asked but that it cannot be reached', async () => {
    const cause = new VerificationError('url_address_forbidden', 'No.')
    const { find } = scene({}, { fetch: () => Promise.reject(cause) })
    await expect(find()).rejects.toMatchObject({ ...unreachable, cause })
  })
})

describe('the key of a DID', () => {
  const did = () => other.keyId.slice(0, -2)

  it('is the one that the header names in full', async () => {
    const { find, asked } = scene()
    await expect(find({ kid: other.keyId }, { issuer: did() })).resolves.toEqual({
      ...bareJwk(other.publicJwk),
    })
    expect(asked).toEqual([])
  })

  it('is unknown under a bare fragment, no name, or the name of another DID', async () => {
    const { find } = scene()
    const stranger = await didJwkSigner(await generatePrivateJwk())
    for (const kid of [
      '#0',
      '0',
      undefined,
      null,
      7,
      did(),
      `${did()}#`,
      `${did()}#1`,
      stranger.keyId,
      `${did()}?#0`,
    ]) {
      const header: JsonObject = kid === undefined ? {} : { kid }
      await expect(find(header, { issuer: did() })).rejects.toMatchObject(unknown)
    }
  })

  it('is for assertions, and not withdrawn', async () => {
    const web = 'did:web:issuer.example'
    const method = {
      id: '#1',
      type: 'JsonWebKey',
      controller: web,
      publicKeyJwk: { ...bareJwk(signer.publicJwk) },
    }
    const find = (document: JsonObject) =>
      scene({ 'https://issuer.example/.well-known/did.json': { id: web, ...document } }).find(
        { kid: `${web}#1` },
        { issuer: web },
      )
    await expect(find({ assertionMethod: [method] })).resolves.toEqual({ ...bareJwk(signer.publicJwk) })
    await expect(find({ authentication: [method] })).rejects.toMatchObject(unknown)
    const revoked = { ...method, revoked: '2026-10-31T00:00:00Z' }
    await expect(find({ assertionMethod: [revoked] })).rejects.toMatchObject(unknown)
  })
})

describe('the key of a certificate', () => {
  const subject = (names: { readonly dnsNames?: readonly string[]; readonly uris?: readonly string[] }) => ({
    verifyX5c: async () => ({ publicJwk: other.publicJwk as PublicJwk, dnsNames: [], uris: [], ...names }),
  })
  const x5c = ['AAAA']
  const mismatch = { code: 'certificate_issuer_mismatch' }

  it('is taken under the roots of the trust in the issuer, and nothing is fetched', async () => {
    const seen: unknown[] = []
    const { find, asked } = scene(
      {},
      {
        verifyX5c: async (input) => {
          seen.push(input)
          return { publicJwk: other.publicJwk, dnsNames: ['issuer.example'], uris: [] }
        },
      },
    )
    await expect(find({ x5c }, { roots: ['root'] })).resolves.toEqual(other.publicJwk)
    expect(seen).toEqual([{ x5c, roots: ['root'], now: start }])
    expect(asked).toEqual([])
  })

  it.each([
    ['https://issuer.example/tenant', { dnsNames: ['issuer.example'] }],
    ['https://issuer.example/tenant', { dnsNames: ['other.example', 'ISSUER.example'] }],
    ['https://issuer.example/tenant', { uris: ['https://issuer.example/tenant'] }],
    ['https://issuer.example:8443', { dnsNames: ['issuer.example'] }],
    ['did:web:issuer.example', { uris: ['did:web:issuer.example'] }],
  ])('of %s is named by %j', async (issuer, names) => {
    const { find } = scene({}, subject(names))
    await expect(find({ x5c }, { issuer, roots: ['root'] })).resolves.toBeDefined()
  })

  it.each([
    ['https://issuer.example/tenant', {}],
    [
      'https://issuer.example/tenant',
      { dnsNames: ['*.example', '*.issuer.example', 'example', 'www.issuer.example'] },
    ],
    ['https://www.issuer.example/tenant', { dnsNames: ['*.issuer.example'] }],
    ['https://issuer.example/tenant', { uris: ['https://issuer.example', 'https://issuer.example/tenant/'] }],
    ['http://issuer.example', { dnsNames: ['issuer.example'] }],
    ['did:web:issuer.example', { dnsNames: ['issuer.example', 'did:web:issuer.example'] }],
    ['https://', { dnsNames: [''] }],
  ])('of %s is not named by %j', async (issuer, names) => {
    const { find } = scene({}, subject(names))
    await expect(find({ x5c }, { issuer, roots: ['root'] })).rejects.toMatchObject(mismatch)
  })

  it('is not taken without roots, nor without anybody who can check', async () => {
    const untrusted = { code: 'certificate_untrusted' }
    const { find } = scene({}, subject({ uris: [url] }))
    await expect(find({ x5c })).rejects.toMatchObject(untrusted)
    await expect(find({ x5c }, { roots: [] })).rejects.toMatchObject(untrusted)
    await expect(scene().find({ x5c }, { roots: ['root'] })).rejects.toMatchObject({
      name: 'UnsupportedError',
      code: 'issuer_certificate_unchecked',
    })
  })

  it('is not replaced by a published key when the certificate is refused', async () => {
    const refusal = new VerificationError('certificate_untrusted', 'No.')
    const { find, asked } = scene(
      { [metadataUrl]: { issuer: url, jwks: { keys: [key] } } },
      { verifyX5c: () => Promise.reject(refusal) },
    )
    for (const header of [{ x5c }, { x5c: null }, { x5c: [] }, { x5c: 'AAAA', kid: 'key-1' }]) {
      await expect(find(header, { roots: ['root'] })).rejects.toBe(refusal)
    }
    expect(asked).toEqual([])
  })
})
