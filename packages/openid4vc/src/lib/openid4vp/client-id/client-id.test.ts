import type { JsonObject, Signer, TrustList } from '@lontar/credentials'
import { createDidKey, createDidResolver, didJwkSigner, type ResolveDid } from '@lontar/credentials/did'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { VerifyX5c } from '@lontar/credentials/issuer-key'
import {
  createLocalSigner,
  generatePrivateJwk,
  numericDate,
  type PrivateJwk,
  parseJson,
  parseJws,
  signJws,
} from '@lontar/credentials/jose'
import { beforeAll, describe, expect, test } from 'vitest'
import type { DcqlQuery } from '../../dcql/dcql-query.ts'
import type { RequestObjectExpectations } from '../request-object/authenticate-request-object.ts'
import { createRequestObject } from '../request-object/create-request-object.ts'
import type { RequestObject } from '../request-object/request-object.ts'
import { verifyRequestObject } from '../request-object/verify-request-object.ts'
import { verifyUnsignedRequest } from '../request-object/verify-unsigned-request.ts'
import { createX509Hash } from './create-x509-hash.ts'
import { parseClientId } from './parse-client-id.ts'

const now = new Date('2026-11-24T02:00:00Z')
const seconds = numericDate(now)
const responseUri = 'https://hotel.example/lontar/response'
const dcqlQuery: DcqlQuery = {
  credentials: [{ id: 'q', format: 'dc+sd-jwt', meta: { vct_values: ['urn:type'] } }],
}
const nobody: Pick<TrustList, 'roots' | 'verifiers'> = { roots: [], verifiers: [] }

let jwk: PrivateJwk
let signer: Signer
let stranger: Signer

beforeAll(async () => {
  jwk = await generatePrivateJwk()
  signer = await didJwkSigner(jwk)
  stranger = await didJwkSigner(await generatePrivateJwk())
})

type Expectations = Partial<RequestObjectExpectations>

/** Signs a request in the name of a client, and verifies it. */
async function ask(
  clientId: string,
  by: Expectations = {},
  change: { signer?: Signer; header?: JsonObject; payload?: JsonObject } = {},
): Promise<RequestObject> {
  const made = await createRequestObject({
    signer,
    clientId,
    responseUri,
    nonce: 'nonce-of-the-request',
    state: 'state-of-the-request',
    dcqlQuery,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + 300_000),
  })
  const jwt = await signJws({
    header: { typ: 'oauth-authz-req+jwt', ...change.header },
    payload: { ...parseJws(made).payload, ...change.payload },
    signer: change.signer ?? signer,
  })
  return verifyRequestObject(jwt, { expectedClientId: clientId, now, ...by })
}

const refused = (code: string) => expect.objectContaining({ code })
const signatureInvalid = refused('authorization_request_signature_invalid')
const mismatch = refused('authorization_request_client_mismatch')
const malformed = refused('authorization_request_malformed')
const elsewhere = refused('authorization_request_response_uri_mismatch')

describe('a Client Identifier', () => {
  test.each([
    ['hotel', 'pre-registered', 'hotel'],
    ['redirect_uri:https://hotel.example/r?a=b', 'redirect_uri', 'https://hotel.example/r?a=b'],
    ['redirect_uri:http://127.0.0.1:4100/r', 'redirect_uri', 'http://127.0.0.1:4100/r'],
    ['decentralized_identifier:did:web:hotel.example', 'decentralized_identifier', 'did:web:hotel.example'],
    ['x509_san_dns:xn--htel-vqa.example', 'x509_san_dns', 'xn--htel-vqa.example'],
    [`x509_hash:${'A'.repeat(43)}`, 'x509_hash', 'A'.repeat(43)],
    ['verifier_attestation:hotel', 'verifier_attestation', 'hotel'],
  ])('%s says how the verifier is known', (text, kind, value) => {
    expect(parseClientId(text)).toEqual({ kind, value })
  })

  test.each([
    // S2.4-4: `origin:` stands in no request.
    ['origin:https://hotel.example'],
    // S2.4-4: an unknown prefix.
    ['did:web:hotel.example'],
    ['https://hotel.example'],
    ['X509_SAN_DNS:hotel.example'],
    ['toString:hotel.example'],
    [':hotel.example'],
    [''],
    [`hotel${'l'.repeat(4096)}`],
    ['redirect_uri:http://hotel.example/r'],
    ['redirect_uri:https://hotel.example/r#a'],
    ['redirect_uri:'],
    ['decentralized_identifier:hotel.example'],
    ['decentralized_identifier:did:web:hotel.example#key'],
    ['x509_san_dns:https://hotel.example'],
    ['x509_san_dns:hotel.example:443'],
    ['x509_san_dns:*.hotel.example'],
    ['x509_san_dns:hotel.example.'],
    ['x509_san_dns:hôtel.example'],
    ['x509_san_dns:127.0.0.1'],
    ['x509_san_dns:'],
    [`x509_hash:${'A'.repeat(42)}`],
    [`x509_hash:${'A'.repeat(43)}=`],
    ['verifier_attestation:'],
    ['verifier_attestation:a b'],
  ])('%j is none', (text) => {
    expect(() => parseClientId(text)).toThrow(malformed)
  })

  test('of an OpenID Federation is valid and not implemented', () => {
    const federation = 'openid_federation:https://federation.example'
    expect(() => parseClientId(federation)).toThrow(refused('authorization_request_unsupported'))
  })
})

describe('S2.4-4: a verifier without a prefix', () => {
  const registered = (keys: readonly Signer[]) => ({
    trust: {
      roots: [],
      verifiers: [
        {
          clientId: 'hotel',
          asks: [],
          jwks: { keys: keys.map(({ publicJwk, keyId }) => ({ ...publicJwk, kid: keyId })) },
        },
      ],
    },
  })

  test('is known by the keys of its registration', async () => {
    const request = await ask('hotel', registered([stranger, signer]))
    expect(request).toMatchObject({ clientId: 'hotel', clientIdKind: 'pre-registered', vouched: true })
  })

  test('is refused where it is not registered, or without a key', async () => {
    const untrusted = refused('verifier_untrusted')
    await expect(ask('hotel')).rejects.toThrow(untrusted)
    await expect(ask('hotels', registered([signer]))).rejects.toThrow(untrusted)
    const keyless = { trust: { roots: [], verifiers: [{ clientId: 'hotel', asks: [] }] } }
    await expect(ask('hotel', keyless)).rejects.toThrow(untrusted)
  })

  test('is refused under a key of somebody else', async () => {
    await expect(ask('hotel', registered([stranger]))).rejects.toThrow(signatureInvalid)
    const named = await createLocalSigner(await generatePrivateJwk(), { keyId: signer.keyId })
    await expect(ask('hotel', registered([signer]), { signer: named })).rejects.toThrow(signatureInvalid)
  })
})

describe('S2.4-5: decentralized_identifier', () => {
  const fetch: GuardedFetch = async (url) => {
    const did = 'did:web:hotel.example'
    const { kid: _, ...publicKeyJwk } = signer.publicJwk
    const method = { type: 'JsonWebKey2020', controller: did, publicKeyJwk }
    const document = {
      '@context': ['https://www.w3.org/ns/did/v1'],
      id: did,
      verificationMethod: [
        { id: `${did}#login`, ...method },
        { id: `${did}#statements`, ...method },
        { id: `${did}#idle`, ...method },
      ],
      authentication: [`${did}#login`],
      assertionMethod: [`${did}#statements`],
    }
    const headers = new Headers({ 'content-type': 'application/json' })
    const isThere = url === 'https://hotel.example/.well-known/did.json'
    const text = isThere ? JSON.stringify(document) : 'none'
    const status = isThere ? 200 : 503
    return { status, headers, text: () => text, json: () => parseJson(text) }
  }
  const resolveDid: ResolveDid = (did) => createDidResolver({ fetch, now: () => now })(did)
  const clientId = 'decentralized_identifier:did:web:hotel.example'
  const withKid = (keyId: string) => createLocalSigner(jwk, { keyId })

  test.each(['login', 'statements'])('is known by the method #%s of its document', async (name) => {
    const by = await withKid(`did:web:hotel.example#${name}`)
    const request = await ask(clientId, { resolveDid }, { signer: by })
    expect(request).toMatchObject({ clientId, clientIdKind: 'decentralized_identifier', vouched: false })
  })

  test.each([
    'did:web:hotel.example#idle',
    'did:web:hotel.example#other',
    'did:web:hotel.example#',
    'did:web:hotel.example',
    'did:web:hotel.example.evil.example#login',
    '#login',
    'login',
  ])('is refused under the kid %s', async (kid) => {
    const by = await withKid(kid)
    await expect(ask(clientId, { resolveDid }, { signer: by })).rejects.toThrow(signatureInvalid)
  })

  test('is refused under a method of another DID, though its own document lists it', async () => {
    const did = 'did:web:hotel.example'
    const foreign = 'did:web:motel.example#login'
    const { kid: _, ...publicKeyJwk } = signer.publicJwk
    const method = { id: foreign, type: 'JsonWebKey2020', controller: 'did:web:motel.example', publicKeyJwk }
    const listing: ResolveDid = async () => ({
      id: did,
      verificationMethod: [method],
      authentication: [foreign],
    })
    const asked = ask(clientId, { resolveDid: listing }, { signer: await withKid(foreign) })
    await expect(asked).rejects.toThrow(signatureInvalid)
  })

  test('is refused under the key of another DID, and one without a kid', async () => {
    await expect(ask(clientId, { resolveDid }, { signer: stranger })).rejects.toThrow(signatureInvalid)
    const bare = { signer, header: { jwk: { ...signer.publicJwk } } }
    await expect(ask(clientId, { resolveDid }, bare)).rejects.toThrow(signatureInvalid)
  })

  test('is refused when its document cannot be had', async () => {
    const other = 'did:web:motel.example'
    const by = await withKid(`${other}#login`)
    const asked = ask(`decentralized_identifier:${other}`, { resolveDid }, { signer: by })
    await expect(asked).rejects.toThrow(refused('did_unreachable'))
  })

  test('may be a did:key, and alone only did:jwk is known', async () => {
    const did = createDidKey(signer.publicJwk)
    const by = await withKid(`${did}#${did.slice('did:key:'.length)}`)
    const key = `decentralized_identifier:${did}`
    expect(await ask(key, { resolveDid }, { signer: by })).toMatchObject({ clientId: key })
    await expect(ask(key, {}, { signer: by })).rejects.toThrow(refused('did_method_unsupported'))
  })
})

describe('S2.4-5: a verifier with a certificate', () => {
  const x5c = ['QUFBQQ==', 'QUFBQg==']
  const hash = 'Y8HdlR_-329_2WitTvo5uO1YTxYvRucVEU7hhPjekgE'
  const trust = { ...nobody, roots: ['the root'] }
  const verifyX5c: VerifyX5c = async (input) => {
    expect(input).toEqual({ x5c, roots: trust.roots, now })
    return { publicJwk: signer.publicJwk, dnsNames: ['Hotel.example', '*.motel.example'], uris: [] }
  }
  const by = { trust, verifyX5c }
  const header = { x5c }

  test('is known by a DNS name of it', async () => {
    const clientId = 'x509_san_dns:hotel.example'
    const request = await ask(clientId, by, { header })
    expect(request).toMatchObject({ clientId, clientIdKind: 'x509_san_dns', vouched: true })
  })

  test.each(['motel.example', 'a.motel.example', 'www.hotel.example', 'example'])(
    'is refused as x509_san_dns:%s, which the certificate does not name',
    async (name) => {
      const payload = { response_uri: `https://${name}/response` }
      await expect(ask(`x509_san_dns:${name}`, by, { header, payload })).rejects.toThrow(mismatch)
    },
  )

  test.each([
    'https://evil.example/response',
    'https://www.hotel.example/response',
    'https://hotel.example.evil.example/response',
    'https://xn--htel-vqa.example/response',
  ])('F8: may not have the answer sent to %s', async (address) => {
    const payload = { response_uri: address }
    const asked = ask('x509_san_dns:hotel.example', by, { header, payload })
    await expect(asked).rejects.toThrow(elsewhere)
  })

  test('F8: may have it sent to another port of its host, and anywhere once the reader knows it', async () => {
    const clientId = 'x509_san_dns:hotel.example'
    const port = { response_uri: 'https://hotel.example:8443/response' }
    expect(await ask(clientId, by, { header, payload: port })).toMatchObject({ clientId })
    const far = { response_uri: 'https://service.example/response' }
    const known = { ...by, trust: { ...trust, verifiers: [{ clientId, asks: [] }] } }
    const knowing: VerifyX5c = async () => ({
      publicJwk: signer.publicJwk,
      dnsNames: ['hotel.example'],
      uris: [],
    })
    const request = await ask(clientId, { ...known, verifyX5c: knowing }, { header, payload: far })
    expect(request).toMatchObject({ responseUri: far.response_uri })
  })

  test('is known by the hash of it, and may have the answer sent anywhere', async () => {
    expect(await createX509Hash('QUFBQQ==')).toBe(hash)
    const clientId = `x509_hash:${hash}`
    const request = await ask(clientId, by, { header })
    expect(request).toMatchObject({ clientId, clientIdKind: 'x509_hash', vouched: true })
  })

  test('is refused under the hash of another', async () => {
    const other = await createX509Hash('QUFBQg==')
    await expect(ask(`x509_hash:${other}`, by, { header })).rejects.toThrow(mismatch)
  })

  test('is refused when another key signed', async () => {
    const change = { header, signer: stranger }
    for (const clientId of ['x509_san_dns:hotel.example', `x509_hash:${hash}`])
      await expect(ask(clientId, by, change)).rejects.toThrow(signatureInvalid)
  })

  test('is refused where nothing checks certificates', async () => {
    const asked = ask('x509_san_dns:hotel.example', { trust }, { header })
    await expect(asked).rejects.toThrow(refused('authorization_request_unsupported'))
  })
})

describe('S2.4-5: verifier_attestation', () => {
  let attester: Signer
  let by: Expectations
  const clientId = 'verifier_attestation:hotel'

  beforeAll(async () => {
    attester = await createLocalSigner(await generatePrivateJwk(), { keyId: 'attester-1' })
    const jwks = { keys: [{ ...attester.publicJwk, kid: attester.keyId }] }
    by = { trust: { ...nobody, verifierAttesters: [{ issuer: 'https://attester.example', jwks }] } }
  })

  const attested = async (change: JsonObject = {}, header: JsonObject = {}, signed = attester) => {
    const { kid: _, ...key } = signer.publicJwk
    const jwt = await signJws({
      header: { typ: 'verifier-attestation+jwt', ...header },
      payload: {
        iss: 'https://attester.example',
        sub: 'hotel',
        iat: seconds,
        exp: seconds + 60,
        cnf: { jwk: { ...key } },
        ...change,
      },
      signer: signed,
    })
    return { header: { jwt } }
  }
  const invalid = refused('verifier_attestation_invalid')

  test('is known by what somebody attests', async () => {
    const request = await ask(clientId, by, await attested())
    expect(request).toMatchObject({ clientId, clientIdKind: 'verifier_attestation', vouched: true })
  })

  test('may be attested for its addresses', async () => {
    const right = await attested({ redirect_uris: ['https://hotel.example/other', responseUri] })
    expect(await ask(clientId, by, right)).toMatchObject({ responseUri })
    for (const wrong of [[], ['https://hotel.example/lontar'], [`${responseUri}/`]]) {
      const asked = ask(clientId, by, await attested({ redirect_uris: wrong }))
      await expect(asked).rejects.toThrow(elsewhere)
    }
  })

  test.each<[string, JsonObject]>([
    ['of another verifier', { sub: 'motel' }],
    ['with the prefix in its subject', { sub: clientId }],
    ['that is over', { exp: seconds }],
    ['without an end', { exp: undefined }],
    ['whose end is text', { exp: String(seconds + 60) }],
    ['that has not begun', { nbf: seconds + 120 }],
    ['without a key', { cnf: undefined }],
    ['with a key by name alone', { cnf: { kid: 'a' } }],
    ['whose addresses are text', { redirect_uris: responseUri }],
    ['whose addresses are numbers', { redirect_uris: [1] }],
  ])('is refused with an attestation %s', async (_name, change) => {
    await expect(ask(clientId, by, await attested(change))).rejects.toThrow(invalid)
  })

  test('is refused with an attestation that holds a private key', async () => {
    await expect(ask(clientId, by, await attested({ cnf: { jwk: { ...jwk } } }))).rejects.toThrow(invalid)
  })

  test('is refused with an attestation of another type', async () => {
    await expect(ask(clientId, by, await attested({}, { typ: 'JWT' }))).rejects.toThrow(invalid)
  })

  test('is refused with an attestation that another signed, or none', async () => {
    const named = await createLocalSigner(await generatePrivateJwk(), { keyId: 'attester-1' })
    for (const change of [
      await attested({}, {}, named),
      await attested({}, {}, stranger),
      { header: { jwt: 'a.b.c' } },
      { header: { jwt: 7 } },
      {},
    ])
      await expect(ask(clientId, by, change)).rejects.toThrow(invalid)
  })

  test('is refused when the reader trusts none who attests it', async () => {
    const untrusted = refused('verifier_untrusted')
    await expect(ask(clientId, {}, await attested())).rejects.toThrow(untrusted)
    const change = await attested({ iss: 'https://evil.example' })
    await expect(ask(clientId, by, change)).rejects.toThrow(untrusted)
  })

  test('is refused when it does not have the attested key', async () => {
    const change = { ...(await attested()), signer: stranger }
    await expect(ask(clientId, by, change)).rejects.toThrow(signatureInvalid)
  })
})

describe('redirect_uri', () => {
  const clientId = `redirect_uri:${responseUri}`
  const parameters: JsonObject = {
    client_id: clientId,
    response_type: 'vp_token',
    response_mode: 'direct_post',
    nonce: 'nonce-of-the-request',
    state: 'state-of-the-request',
    dcql_query: JSON.parse(JSON.stringify(dcqlQuery)),
  }

  test('S2.3-7: is never signed', async () => {
    await expect(ask(clientId)).rejects.toThrow(malformed)
  })

  test('is answered at the address that is its name, said again or not', () => {
    const request = { verified: true, clientId, clientIdKind: 'redirect_uri', vouched: false, responseUri }
    expect(verifyUnsignedRequest(clientId, parameters)).toMatchObject(request)
    expect(verifyUnsignedRequest(clientId, { ...parameters, response_uri: responseUri })).toMatchObject(
      request,
    )
  })

  test('F8: is answered nowhere else', () => {
    for (const address of [`${responseUri}?a=b`, 'https://hotel.example/', 'https://evil.example/response']) {
      const changed = { ...parameters, response_uri: address }
      expect(() => verifyUnsignedRequest(clientId, changed)).toThrow(elsewhere)
    }
  })

  test('S2.4-4: has no redirect_uri with direct_post', () => {
    const changed = { ...parameters, redirect_uri: responseUri }
    expect(() => verifyUnsignedRequest(clientId, changed)).toThrow(malformed)
  })

  test('S2.4-4: has a nonce', () => {
    const { nonce: _, ...without } = parameters
    expect(() => verifyUnsignedRequest(clientId, without)).toThrow(malformed)
  })

  test.each([
    'hotel',
    'decentralized_identifier:did:web:hotel.example',
    'x509_san_dns:hotel.example',
    `x509_hash:${'A'.repeat(43)}`,
    'verifier_attestation:hotel',
  ])('S2.4-1: an unsigned request of %s is refused', (signing) => {
    const changed = { ...parameters, client_id: signing, response_uri: responseUri }
    expect(() => verifyUnsignedRequest(signing, changed)).toThrow(signatureInvalid)
  })

  test('what only a signature could prove counts for nothing', () => {
    const claimed = { ...parameters, exp: '1', iat: '1', aud: 'https://other.example', wallet_nonce: '' }
    expect(verifyUnsignedRequest(clientId, claimed)).not.toHaveProperty('expiresAt')
  })
})
