import {
  createDcSdJwtFormat,
  createLocalSigner,
  type JsonObject,
  passed,
  type Signer,
  type TrustedIssuer,
} from '@lontar/credentials'
import { createDidResolver, didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createIssuerKeyResolver } from '@lontar/credentials/issuer-key'
import { bareJwk, generatePrivateJwk, numericDate } from '@lontar/credentials/jose'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { createCertificate, type TestCertificate } from '@lontar/testkit'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { refusalOf } from './support/lanes.ts'
import { type Network, openNetwork } from './support/network.ts'
import { remint } from './support/remint.ts'

const now = new Date('2026-11-24T02:00:00Z')
const type = 'https://issuer.example/vct/ktp/1'
const format = createDcSdJwtFormat()
const web = 'did:web:issuer.example'
const https = 'https://issuer.example'
const holder = await createLocalSigner(await generatePrivateJwk())
let network: Network
let signer: Signer
let attacker: Signer

beforeEach(async () => {
  network = openNetwork()
  signer = await createLocalSigner(await generatePrivateJwk(), { keyId: `${web}#1` })
  attacker = await createLocalSigner(await generatePrivateJwk(), { keyId: `${web}#1` })
})

const fresh = async (keyId: string) => createLocalSigner(await generatePrivateJwk(), { keyId })
const issue = (iss: string, by: Signer = signer) => {
  const iat = numericDate(now)
  const payload = { iss, vct: type, iat, exp: iat + 3600, cnf: { jwk: { ...bareJwk(holder.publicJwk) } } }
  return format.issue({ signer: by, payload, disclosable: [] })
}

/** Verifies a credential while one issuer is trusted, or several are; the code of the refusal. */
async function verify(
  text: string,
  trusted: readonly Partial<TrustedIssuer>[],
  fetch: GuardedFetch = network.fetch,
): Promise<string | undefined> {
  const resolveDid = createDidResolver({ fetch, now: () => now })
  const verdict = await format.verify(text, {
    expectedIssuers: trusted.map((entry) => ({ issuer: web, types: [type], ...entry })),
    expectedTypes: [type],
    expectedKeyBinding: 'none',
    resolveIssuerKey: createIssuerKeyResolver({ resolveDid, fetch, verifyX5c: createX5cVerifier() }),
    checkStatus: async () => passed('status', 'none'),
    now,
  })
  return refusalOf(verdict)
}

const method = (by: Signer, changes: JsonObject = {}): JsonObject => ({
  id: `${web}#1`,
  type: 'JsonWebKey',
  controller: web,
  publicKeyJwk: { ...bareJwk(by.publicJwk) },
  ...changes,
})

function serve(url: string, value: unknown, contentType = 'application/json'): void {
  network.intercept(url, async () => {
    return new Response(JSON.stringify(value), { headers: { 'content-type': contentType } })
  })
}

const serveDid = (document: JsonObject, did = web, host = 'issuer.example') =>
  serve(`https://${host}/.well-known/did.json`, { id: did, ...document }, 'application/did+json')

describe('C1 the signer is bound to the issuer', () => {
  test('a key of another DID signs nothing, however well it signs', async () => {
    serveDid({ assertionMethod: [method(signer)] })
    const other = await didJwkSigner(await generatePrivateJwk())
    expect(await verify(await issue(web), [{}])).toBeUndefined()
    expect(await verify(await issue(web, other), [{}])).toBe('jws_key_unknown')
    expect(await verify(await issue(web, attacker), [{}])).toBe('jws_signature_invalid')
  })

  test('nor does it when its DID is trusted too', async () => {
    serveDid({ assertionMethod: [method(signer)] })
    const other = await didJwkSigner(await generatePrivateJwk())
    const otherDid = other.keyId.slice(0, -2)
    const both = [{}, { issuer: otherDid }]
    expect(await verify(await issue(otherDid, other), both)).toBeUndefined()
    expect(await verify(await issue(web, other), both)).toBe('jws_key_unknown')
    expect(await verify(await issue(otherDid), both)).toBe('jws_key_unknown')
  })

  test('an issuer that nobody trusts is asked for nothing', async () => {
    serveDid({ assertionMethod: [method(signer)] })
    for (const iss of [web, https, 'did:web:attacker.example']) {
      expect(await verify(await issue(iss), [{ issuer: 'https://other.example' }])).toBe('issuer_untrusted')
    }
    expect(network.calls).toEqual([])
  })
})

describe('C8 the issuer is bound to the certificate', () => {
  const period = { notBefore: new Date('2026-01-01T00:00:00Z'), notAfter: new Date('2027-01-01T00:00:00Z') }
  let root: TestCertificate
  beforeAll(async () => {
    root = await createCertificate({ ...period, commonName: 'Example Root', isCa: true, keyUsageBits: 0x06 })
  })

  async function certified(names: { dnsNames?: string[]; uris?: string[] }) {
    const leaf = await createCertificate({
      ...period,
      commonName: 'Example Issuer',
      keyUsageBits: 0x80,
      issuedBy: root,
      ...names,
    })
    const jwk = (await crypto.subtle.exportKey('jwk', leaf.privateKey)) as { x: string; y: string; d: string }
    const holder = await createLocalSigner({ kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y, d: jwk.d })
    return (iss: string, x5c: readonly string[] = [leaf.base64]) =>
      issue(iss, holder).then((text) => {
        const [jwt = '', ...rest] = text.split('~')
        return remint(jwt, { signer: holder, header: (header) => ({ ...header, x5c }) }).then((again) =>
          [again, ...rest].join('~'),
        )
      })
  }

  test('two trusted issuers under one root cannot speak for each other', async () => {
    const trusted = [https, 'https://other.example', web].map((issuer) => ({ issuer, roots: [root.pem] }))
    const first = await certified({ dnsNames: ['issuer.example'] })
    const second = await certified({ dnsNames: ['other.example'], uris: [web] })
    expect(await verify(await first(https), trusted)).toBeUndefined()
    expect(await verify(await second('https://other.example'), trusted)).toBeUndefined()
    expect(await verify(await second(web), trusted)).toBeUndefined()
    for (const text of [await first('https://other.example'), await first(web), await second(https)]) {
      expect(await verify(text, trusted)).toBe('certificate_issuer_mismatch')
    }
    expect(network.calls).toEqual([])
  })

  test('a certificate counts only under roots, and replaces no other key', async () => {
    const first = await certified({ dnsNames: ['issuer.example'] })
    serve(`${https}/.well-known/jwt-vc-issuer`, { issuer: https, jwks: { keys: [signer.publicJwk] } })
    expect(await verify(await first(https), [{ issuer: https }])).toBe('certificate_untrusted')
    expect(
      await verify(await first(https), [
        { issuer: https, jwks: { keys: [{ ...signer.publicJwk, kid: 'a' }] } },
      ]),
    ).toBe('jws_key_unknown')
    expect(await verify(await first(https, []), [{ issuer: https, roots: [root.pem] }])).not.toBeUndefined()
    expect(network.calls).toEqual([])
  })
})

describe('C12 a DID document gives a key for its purpose alone', () => {
  test('the twin is accepted: by reference, relative, embedded', async () => {
    for (const document of [
      { verificationMethod: [method(signer)], assertionMethod: [`${web}#1`] },
      { verificationMethod: [method(signer, { id: '#1' })], assertionMethod: ['#1'] },
      { assertionMethod: [method(signer)] },
    ]) {
      serveDid(document)
      expect(await verify(await issue(web), [{}])).toBeUndefined()
    }
  })

  test.each<[string, (by: Signer) => JsonObject, string]>([
    ['the key is for authentication', (by) => ({ authentication: [method(by)] }), 'jws_key_unknown'],
    ['the key is for key agreement', (by) => ({ keyAgreement: [method(by)] }), 'jws_key_unknown'],
    ['the key is listed for nothing', (by) => ({ verificationMethod: [method(by)] }), 'jws_key_unknown'],
    [
      'another controls the key',
      (by) => ({ assertionMethod: [method(by, { controller: 'did:web:attacker.example' })] }),
      'jws_key_unknown',
    ],
    [
      'the key has the name of another DID',
      (by) => ({ assertionMethod: [method(by, { id: 'did:web:attacker.example#1' })] }),
      'jws_key_unknown',
    ],
    [
      'two keys have the name',
      (by) => ({ assertionMethod: [method(by), method(by, { id: '#1' })] }),
      'jws_key_unknown',
    ],
    [
      'the key was revoked',
      (by) => ({ assertionMethod: [method(by, { revoked: '2026-11-23T00:00:00Z' })] }),
      'jws_key_unknown',
    ],
    [
      'the document is of another DID',
      (by) => ({ id: 'did:web:attacker.example', assertionMethod: [method(by)] }),
      'did_document_malformed',
    ],
  ])('refused: %s', async (_name, document, code) => {
    serveDid(document(signer))
    expect(await verify(await issue(web), [{}])).toBe(code)
  })

  test.each([
    '#1',
    '1',
    web,
    `${web}#`,
    `${web}#2`,
    `${web}#1#1`,
    'did:web:attacker.example#1',
    `${web}/#1`,
    `${web}?a#1`,
  ])('refused: the kid %s', async (keyId) => {
    serveDid({ assertionMethod: [method(signer)] })
    serveDid({ assertionMethod: [method(signer)] }, 'did:web:attacker.example', 'attacker.example')
    const by = await fresh(keyId)
    expect(await verify(await issue(web, by), [{}])).toBe('jws_key_unknown')
    expect(network.calls.filter((url) => !url.startsWith('https://issuer.example/'))).toEqual([])
  })
})

describe('C14 a lapsed domain', () => {
  test('gives its buyer no issuer whose keys are pinned', async () => {
    const pinned = { jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } }
    serveDid({ assertionMethod: [method(attacker)] })
    serve(`${https}/.well-known/jwt-vc-issuer`, {
      issuer: https,
      jwks: { keys: [{ ...attacker.publicJwk, kid: 'a' }] },
    })
    expect(await verify(await issue(web), [pinned])).toBeUndefined()
    expect(await verify(await issue(web, attacker), [pinned])).toBe('jws_signature_invalid')
    expect(await verify(await issue(https, attacker), [{ ...pinned, issuer: https }])).toBe(
      'jws_signature_invalid',
    )
    expect(network.calls).toEqual([])
    // Who pins nothing trusts whoever holds the domain.
    expect(await verify(await issue(web, attacker), [{}])).toBeUndefined()
  })
})

describe('A5 no header makes anybody fetch', () => {
  test.each(['jku', 'x5u', 'kid', 'jwk'])('%s', async (member) => {
    serve(`${https}/.well-known/jwt-vc-issuer`, { issuer: https, jwks: { keys: [signer.publicJwk] } })
    const [jwt = '', ...rest] = (await issue(https)).split('~')
    const header = ({ kid: _kid, ...old }: JsonObject) => ({
      ...old,
      [member]: 'https://attacker.example/keys',
    })
    const text = [await remint(jwt, { signer, header }), ...rest].join('~')
    const refusal = await verify(text, [{ issuer: https }])
    expect(refusal).toBe(member === 'kid' ? 'jws_key_unknown' : undefined)
    expect(network.calls).toEqual([`${https}/.well-known/jwt-vc-issuer`])
  })
})

/** Spellings of hosts that are not public, as an entry of a trust list or a document might hold them. */
const privateHosts = [
  '127.0.0.1',
  '127.1',
  '0x7f.1',
  '0177.0.0.1',
  '2130706433',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[64:ff9b::7f00:1]',
  '[fe80::1]',
  '[fd00::1]',
  'localhost',
  'a.localhost',
  'printer.local',
  'metadata.google.internal',
  '１２７.0.0.1',
  '127.0.0.1.',
]

describe('H9 the keys of an issuer are sought in no private network', () => {
  const guarded = createGuardedFetch({ timeoutMilliseconds: 500 })

  test.each(privateHosts)('an https issuer at %s', async (host) => {
    const issuer = `https://${host}`
    expect(await verify(await issue(issuer), [{ issuer }], guarded)).toBe('issuer_key_unreachable')
  })

  test.each(privateHosts)('a jwks_uri at %s', async (host) => {
    serve(`${https}/.well-known/jwt-vc-issuer`, { issuer: https, jwks_uri: `https://${host}/keys` })
    const fetch: GuardedFetch = (url) => (url.startsWith(https) ? network.fetch(url) : guarded(url))
    expect(await verify(await issue(https), [{ issuer: https }], fetch)).toBe('issuer_key_unreachable')
  })

  test.each(privateHosts)('a DID at %s', async (host) => {
    const scid = `Qm${'1'.repeat(44)}`
    for (const did of [`did:web:${host}`, `did:web:${host}%3A443:a`, `did:webvh:${scid}:${host}`]) {
      const by = await fresh(`${did}#1`)
      expect(['did_malformed', 'did_unreachable']).toContain(
        await verify(await issue(did, by), [{ issuer: did }], guarded),
      )
    }
  })
})
