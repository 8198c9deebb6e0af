import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { request } from 'node:https'
import { join } from 'node:path'
import type { JsonObject, JsonValue, Signer } from '@lontar/credentials'
import { signJws } from '@lontar/credentials/jose'
import { createVp, envelopePresentation, openEnvelopedCredential } from '@lontar/credentials/presentation'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readVector, vectorsAbsent } from '../../vectors/support/public-vectors.ts'
import { createVcApi } from './create-vc-api.ts'
import { createDidKeySigner, startVcApi, type VcApiServer } from './start-vc-api.ts'

const now = new Date('2026-11-01T04:00:00Z')
let server: VcApiServer
let url: string
let issuer: Signer
let did: string
let holder: Signer
let holderDid: string

beforeAll(async () => {
  holder = await createDidKeySigner('Ed25519')
  ;[holderDid = ''] = holder.keyId.split('#')
  server = await startVcApi({ port: 0, now: () => now, withStatus: true })
  ;({ url, did, signer: issuer } = server)
})

afterAll(() => server.close())

interface Answer {
  readonly status: number
  readonly body: JsonObject
}

/** A request of the suites' shape over real https; a self-signed certificate is accepted, as the suites do. */
function call(path: string, body: JsonValue, base = url): Promise<Answer> {
  const options = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    rejectUnauthorized: false,
  }
  return new Promise((resolve, reject) => {
    const outgoing = request(`${base}${path}`, options, (incoming) => {
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

describe('the program that starts the VC API', () => {
  const start = (...args: string[]) =>
    spawn(process.execPath, ['--conditions=source', join(import.meta.dirname, 'run.ts'), ...args])

  test('prints one line with the url and the issuer, under which it issues and verifies until it is stopped', async () => {
    const program = start('--port', '0', '--no-status')
    const printed: string[] = []
    program.stdout.on('data', (chunk: Buffer) => printed.push(chunk.toString()))
    await once(program.stdout, 'data')
    const started = JSON.parse(printed.join('')) as { url: string; did: string }
    const credential = { ...minimal(), issuer: started.did }
    const issued = await call('/credentials/issue', { credential, options: {} }, started.url)
    expect(issued.status).toBe(201)
    const verified = await call('/credentials/verify', { verifiableCredential: issued.body }, started.url)
    expect(verified).toEqual({ status: 200, body: { verified: true, errors: [] } })
    program.kill('SIGTERM')
    expect(await once(program, 'exit')).toEqual([0, null])
    expect(printed.join('').split('\n')).toHaveLength(2)
  })

  test.each(['x', '70000', '-1', '1.5'])('does not start on the port %s', async (port) => {
    expect(await once(start(`--port=${port}`), 'exit')).toEqual([2, null])
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
