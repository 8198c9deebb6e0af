import { readdirSync } from 'node:fs'
import { createServer, request, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createLocalSigner, type JsonObject, type JsonValue, type Signer } from '@lontar/credentials'
import { createDidKey } from '@lontar/credentials/did'
import { generatePrivateJwk, signJws } from '@lontar/credentials/jose'
import { createVp, envelopePresentation, openEnvelopedCredential } from '@lontar/credentials/presentation'
import { createCertificate, type TestCertificate } from '@lontar/testkit'
import { toNodeHandler } from 'srvx/node'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../../vectors/support/public-vectors.ts'
import { createVcApi, type VcApi } from './create-vc-api.ts'

const now = new Date('2026-11-01T04:00:00Z')
let certificate: TestCertificate
let server: Server
let url: string
let api: VcApi
let issuer: Signer
let did: string
let holder: Signer
let holderDid: string

async function didKeySigner(crv: 'P-256' | 'Ed25519'): Promise<Signer> {
  const privateJwk = await generatePrivateJwk(crv)
  const name = createDidKey((await createLocalSigner(privateJwk)).publicJwk)
  return createLocalSigner(privateJwk, { keyId: `${name}#${name.slice('did:key:'.length)}` })
}

/** An https server with a certificate that it signed itself, as the suites meet implementations. */
async function startHttps(handler: (incoming: Request) => Promise<Response>): Promise<Server> {
  const { pem, privateKey } = certificate
  const pkcs8 = Buffer.from(await crypto.subtle.exportKey('pkcs8', privateKey)).toString('base64')
  const key = `-----BEGIN PRIVATE KEY-----\n${pkcs8}\n-----END PRIVATE KEY-----\n`
  const https = createServer({ cert: pem, key }, toNodeHandler(handler) as Parameters<typeof createServer>[1])
  await new Promise<void>((resolve) => https.listen(0, '127.0.0.1', resolve))
  return https
}

beforeAll(async () => {
  certificate = await createCertificate({
    commonName: '127.0.0.1',
    isCa: true,
    notBefore: new Date(Date.now() - 86_400_000),
    notAfter: new Date(Date.now() + 86_400_000),
  })
  issuer = await didKeySigner('P-256')
  holder = await didKeySigner('Ed25519')
  ;[did = ''] = issuer.keyId.split('#')
  ;[holderDid = ''] = holder.keyId.split('#')
  server = await startHttps((incoming) => api.fetch(incoming))
  url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  api = createVcApi({ url, signer: issuer, now: () => now, withStatus: true })
})

afterAll(() => server.close())

interface Answer {
  readonly status: number
  readonly body: JsonObject
}

/** A request of the suites' shape over real https; a self-signed certificate is accepted, as the suites do. */
function call(path: string, body: JsonValue): Promise<Answer> {
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    rejectUnauthorized: false,
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(`${url}${path}`, options, (incoming) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => {
        const text = Buffer.concat(chunks).toString()
        resolve({ status: incoming.statusCode ?? 0, body: JSON.parse(text || '{}') as JsonObject })
      })
    })
    outgoing.on('error', reject)
    outgoing.end(JSON.stringify(body))
  })
}

const minimal = (): JsonObject => ({
  '@context': ['https://www.w3.org/ns/credentials/v2'],
  type: ['VerifiableCredential'],
  issuer: did,
  credentialSubject: { id: 'did:example:subject', degree: 'A' },
})

const issue = (credential: JsonValue) => call('/credentials/issue', { credential, options: {} })
const verify = (verifiableCredential: JsonValue) =>
  call('/credentials/verify', { verifiableCredential, options: { checks: ['proof'] } })

describe('the VC API over https', () => {
  test('issues a credential in an envelope, with a status, and verifies it', async () => {
    const { status, body } = await issue(minimal())
    expect([status, body.type]).toEqual([201, 'EnvelopedVerifiableCredential'])
    expect(await verify(body)).toEqual({ status: 200, body: { verified: true, errors: [] } })
  })

  test('refuses a credential that was changed, bare, or in another envelope', async () => {
    const { body } = await issue(minimal())
    const { text } = openEnvelopedCredential(body)
    const [header, payload, signature = ''] = text.split('.')
    const changed = `${header}.${payload}.${signature.slice(0, -4)}AAAA`
    expect((await verify({ ...body, id: `data:application/vc+jwt,${changed}` })).status).toBe(400)
    expect((await verify(minimal())).status).toBe(400)
    expect((await verify({ ...body, id: `data:application/vc+jwt;base64,${text}` })).status).toBe(400)
    expect((await verify({ ...body, type: 'VerifiableCredential' })).status).toBe(400)
  })

  test('refuses a credential that it revoked, over the list that it serves', async () => {
    const { body } = await issue(minimal())
    const { text } = openEnvelopedCredential(body)
    const claims = JSON.parse(Buffer.from(text.split('.')[1] ?? '', 'base64url').toString()) as {
      credentialStatus: { statusListIndex: string }
    }
    expect((await verify(body)).status).toBe(200)
    const other = createVcApi({ url, signer: issuer, now: () => now, withStatus: true })
    other.revoke(Number(claims.credentialStatus.statusListIndex))
    const answer = await other.fetch(
      new Request(`${url}/credentials/verify`, {
        method: 'POST',
        body: JSON.stringify({ verifiableCredential: body }),
      }),
    )
    expect(await answer.json()).toEqual({ verified: false, errors: ['status_invalid'] })
  })

  test('verifies a presentation that its holder signed for this challenge and domain', async () => {
    const { text } = openEnvelopedCredential((await issue(minimal())).body)
    const options = { challenge: 'a-challenge', domain: 'verifier.example' }
    const presentation = await createVp({
      credentials: [{ format: 'vc+jwt', text }],
      signer: holder,
      holder: holderDid,
      nonce: options.challenge,
      audience: options.domain,
      now,
    })
    const verifiablePresentation = envelopePresentation(presentation)
    const send = (changed: JsonObject) =>
      call('/presentations/verify', { verifiablePresentation, options: { ...options, ...changed } })
    expect(await send({})).toEqual({ status: 200, body: { verified: true, errors: [] } })
    expect((await send({ challenge: 'another' })).body).toMatchObject({ verified: false })
    expect((await send({ domain: 'other.example' })).body).toMatchObject({ verified: false })
    const stolen = await signJws({
      header: { typ: 'vp+jwt' },
      payload: JSON.parse(
        Buffer.from(presentation.split('.')[1] ?? '', 'base64url').toString(),
      ) as JsonObject,
      signer: issuer,
    })
    const forged = { verifiablePresentation: envelopePresentation(stolen), options }
    expect((await call('/presentations/verify', forged)).status).toBe(400)
  })

  test('answers 4xx to what is no request', async () => {
    expect((await call('/credentials/issue', {})).status).toBe(400)
    expect((await call('/credentials/verify', {})).status).toBe(400)
    expect((await call('/presentations/verify', { verifiablePresentation: minimal() })).status).toBe(400)
    expect((await call('/credentials/unknown', {})).status).toBe(404)
  })
})

describe.skipIf(vectorsAbsent)('public vectors: VC Data Model 2.0 through the VC API', () => {
  const folder = 'vectors/vc-data-model'
  const names = vectorsAbsent
    ? []
    : readdirSync(join(import.meta.dirname, '../../../../../shared', folder)).filter(
        (name) => name.startsWith('credential-') && name.endsWith('.json') && !name.includes('-status-'),
      )
  /** A proof inside would only look checked; the suite allows implementations to refuse what they do not check. */
  const refused: readonly string[] = ['credential-proof-ok.json', 'credential-proof-missing-type-fail.json']
  const placeholders: Readonly<Record<string, string>> = {
    'PAST DATE': '2020-01-01T00:00:00Z',
    'FUTURE DATE': '2090-01-01T00:00:00Z',
  }

  /** The suite puts the issuer of the implementation in, unless the case is about the issuer. */
  function prepare(name: string): JsonObject {
    const document = JSON.parse(
      JSON.stringify(readVector<JsonObject>(`${folder}/${name}`)),
      (_key, value: unknown) => (typeof value === 'string' ? (placeholders[value] ?? value) : value),
    ) as JsonObject
    if (name.startsWith('credential-no-issuer') || name.includes('issuer-n') || name.includes('object-id'))
      return document
    const { issuer: given } = document
    return { ...document, issuer: typeof given === 'object' && given !== null ? { ...given, id: did } : did }
  }

  test.each(names)('%s', async (name) => {
    const { status, body } = await issue(prepare(name))
    const isRefused = name.includes('-fail') || refused.includes(name)
    expect([status, body.errors]).toEqual(isRefused ? [400, expect.anything()] : [201, undefined])
    // A credential of the far future or of the past is issued, and not valid now.
    if (!isRefused && !/far-future|validuntil/.test(name))
      expect((await verify(body)).body).toMatchObject({ errors: [] })
  })

  test('the documents are there', () => expect(names.length).toBeGreaterThan(60))
})
