import type { Signer } from '@lontar/credentials'
import { createDidKey, didJwkSigner } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk, parseJws } from '@lontar/credentials/jose'
import { parseAuthorizationRequestUri } from '@lontar/openid4vc/openid4vp'
import { beforeAll, describe, expect, it, test } from 'vitest'
import { createVerifier } from './create-verifier.ts'
import { hotel } from './fixtures/asks.ts'
import { objectUrlOf } from './fixtures/object-url-of.ts'
import { openScene } from './fixtures/scene.ts'
import { createMemoryVerifierStore } from './memory-verifier-store.ts'
import type { VerifierOptions } from './verifier-options.ts'

let signer: Signer
let certified: Signer
const hash = `x509_hash:${'A'.repeat(43)}`
const unsigned = 'redirect_uri:https://hotel.example/lontar/response'

beforeAll(async () => {
  signer = await createLocalSigner(await generatePrivateJwk())
  certified = { ...signer, x5c: ['QUFBQQ=='] }
})

const create = (options: Partial<VerifierOptions>) =>
  createVerifier({
    url: 'https://hotel.example/lontar',
    name: 'Hotel Contoh',
    trust: { issuers: [], roots: [], verifiers: [] },
    store: createMemoryVerifierStore(),
    ...options,
  })

async function link(options: Partial<VerifierOptions>): Promise<string> {
  const scene = await openScene(options)
  const request = await scene.verifier.request(hotel)
  return 'requestUri' in request ? request.requestUri : ''
}

describe('a verifier', () => {
  it('is known by the did:jwk of its key, unless it says otherwise', () => {
    expect(create({ signer }).clientId).toMatch(/^decentralized_identifier:did:jwk:/)
    for (const clientId of [hash, 'x509_san_dns:hotel.example'])
      expect(create({ signer: certified, clientId }).clientId).toBe(clientId)
    expect(create({ signer, clientId: 'hotel' }).clientId).toBe('hotel')
    expect(create({ clientId: unsigned }).clientId).toBe(unsigned)
    const attested = { clientId: 'verifier_attestation:hotel', verifierAttestation: 'a.b.c' }
    expect(create({ signer, ...attested }).clientId).toBe(attested.clientId)
  })

  it('may be known by another DID of its key', async () => {
    const did = createDidKey(signer.publicJwk)
    const named = { ...signer, keyId: `${did}#${did.slice('did:key:'.length)}` }
    const clientId = `decentralized_identifier:${did}`
    expect(create({ signer: named, clientId }).clientId).toBe(clientId)
    const other = await didJwkSigner(await generatePrivateJwk())
    expect(() => create({ signer: other, clientId })).toThrow(TypeError)
  })

  it.each<[string, Partial<VerifierOptions>]>([
    ['neither signer nor clientId', {}],
    ['a certificate and no signer', { clientId: hash }],
    ['an unknown prefix', { clientId: 'origin:https://hotel.example' }],
    ['the address of another', { clientId: 'redirect_uri:https://motel.example/response' }],
    ['its address without the route', { clientId: 'redirect_uri:https://hotel.example/lontar' }],
  ])('is not made with %s', (_name, options) => {
    expect(() => create(options)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
  })

  it('is not made for a certificate or an attestation that it does not have', () => {
    for (const clientId of [hash, 'x509_san_dns:hotel.example', 'verifier_attestation:hotel']) {
      const made = (): unknown => create({ signer, clientId })
      expect(made).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
    }
    expect(() => create({ signer: { ...signer, x5c: [] }, clientId: hash })).toThrow(TypeError)
  })
})

describe('a request', () => {
  const header = async (options: Partial<VerifierOptions>) => {
    const scene = await openScene(options)
    const made = await scene.verifier.request(hotel)
    const url = objectUrlOf('requestUri' in made ? made.requestUri : '')
    return parseJws(await (await scene.verifier.fetch(new Request(url))).text()).header
  }

  it('carries the certificates of its verifier', async () => {
    expect(await header({ signer: certified, clientId: hash })).toMatchObject({ x5c: ['QUFBQQ=='] })
  })

  it('carries the attestation of its verifier, asked for anew each time', async () => {
    let count = 0
    const verifierAttestation = async () => `attestation-${++count}`
    const options = { signer, clientId: 'verifier_attestation:hotel', verifierAttestation }
    expect(await header(options)).toMatchObject({ jwt: 'attestation-1' })
    expect(await header(options)).toMatchObject({ jwt: 'attestation-2' })
    const once = { ...options, verifierAttestation: 'one' }
    expect(await header(once)).toMatchObject({ jwt: 'one' })
    expect(await header({ signer })).not.toHaveProperty('jwt')
  })

  it('may ask wallets to post', async () => {
    const options = { requestUriMethod: 'post' } as const
    expect(parseAuthorizationRequestUri(await link(options))).toMatchObject({ requestUriMethod: 'post' })
    expect(parseAuthorizationRequestUri(await link({}))).toMatchObject({ requestUriMethod: 'get' })
  })

  it('may stand in the link, signed', async () => {
    const read = parseAuthorizationRequestUri(await link({ passRequestBy: 'value' }))
    const { payload } = parseJws(('request' in read ? read.request : undefined) ?? '')
    expect(payload).toMatchObject({ client_id: read.clientId, response_mode: 'direct_post.jwt' })
  })

  it('is unsigned under the address of its verifier, and nothing is served beside it', async () => {
    const memory = createMemoryVerifierStore()
    const ids: string[] = []
    const createTransaction: typeof memory.createTransaction = (record) => {
      ids.push(record.requestId)
      return memory.createTransaction(record)
    }
    const store = { ...memory, createTransaction }
    const scene = await openScene({ clientId: unsigned, responseMode: 'direct_post.jwt', store })
    const { requestUri, object } = await scene.request()
    expect(object).toMatchObject({ clientId: unsigned, clientIdKind: 'redirect_uri', vouched: false })
    expect(object.responseEncryption).toBeDefined()
    expect(requestUri).not.toContain('request_uri=')
    const served = await scene.verifier.fetch(new Request(`${scene.verifier.url}/request/${ids[0]}`))
    expect(served.status).toBe(404)
  })

  test('every link of a page fits into its QR code', async () => {
    for (const options of [{ clientId: unsigned }, { passRequestBy: 'value' }] as const) {
      const scene = await openScene({ ...options, responseMode: 'direct_post.jwt' })
      const page = new Request('https://hotel.example/', { headers: { accept: 'text/html' } })
      const { response } = await scene.verifier.require(hotel)(page)
      expect(response?.status).toBe(401)
      expect(await response?.text()).toContain('<svg class="qr"')
    }
  })
})

test.each<[string, Partial<VerifierOptions>]>([
  ['unsigned', { clientId: unsigned }],
  ['by value', { passRequestBy: 'value' }],
])('F7: a request %s is answered under the full Client Identifier and no other', async (_name, options) => {
  const scene = await openScene(options)
  expect(await scene.exchange()).toMatchObject({ state: 'accepted' })
  const { clientId } = scene.verifier
  for (const audience of [clientId.slice(clientId.indexOf(':') + 1), `x509_san_dns:${clientId}`]) {
    expect(await scene.exchange({ mischief: { audience } })).toMatchObject({ state: 'refused' })
  }
})
