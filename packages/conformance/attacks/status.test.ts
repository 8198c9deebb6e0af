import { deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import type { Signer, TrustedIssuer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import {
  encodeBase64Url,
  generatePrivateJwk,
  type JsonObject,
  type JsonValue,
  numericDate,
  signJws,
} from '@lontar/credentials/jose'
import { createStatusChecker, createStatusListToken, encodeStatusList } from '@lontar/credentials/status'
import { findFormat } from '@lontar/documents/credential-types'
import { beforeEach, describe, expect, test } from 'vitest'
import { refusalOf } from './support/lanes.ts'
import { answer, present } from './support/present.ts'
import { type HeldCredential, openRooms, type Rooms } from './support/rooms.ts'

let rooms: Rooms
let credential: HeldCredential
let uri: string
let otherSigner: Signer

beforeEach(async () => {
  otherSigner = await didJwkSigner(await generatePrivateJwk())
  const other: TrustedIssuer = {
    issuer: otherSigner.keyId.replace('#0', ''),
    types: ['https://other.example/vct/ktp/1'],
    jwks: { keys: [{ ...otherSigner.publicJwk, kid: otherSigner.keyId }] },
  }
  rooms = await openRooms({ trust: [other] })
  credential = (await rooms.collect('ktp_dc+sd-jwt'))[0] as HeldCredential
  uri = (await findFormat('dc+sd-jwt')?.parse(credential.text))?.status?.uri ?? ''
})

/** Shows the credential; the code of the refusal, undefined when accepted. */
async function show(): Promise<string | undefined> {
  const { object, transactionId } = await rooms.request()
  await rooms.respond(answer(object, credential, await present(credential, object, rooms.clock.now)))
  const { verdict } = await rooms.verifier.result(transactionId)
  return refusalOf(verdict ?? { ok: false, checks: [] })
}

function serve(token: string | undefined): void {
  const headers = { 'content-type': 'application/statuslist+jwt' }
  rooms.network.intercept(uri, token === undefined ? undefined : async () => new Response(token, { headers }))
}

function listToken(signer: Signer, subject: string): Promise<string> {
  const issuedAt = rooms.clock.now
  const expiresAt = new Date(issuedAt.getTime() + 3_600_000)
  const values = new Uint8Array(131_072)
  return createStatusListToken({ signer, uri: subject, bits: 2, values, issuedAt, expiresAt, ttlSeconds: 60 })
}

async function publishedToken(): Promise<string> {
  return (await rooms.issuer.fetch(new Request(uri))).text()
}

async function revoke(): Promise<void> {
  const [record] = await rooms.issuer.credentials()
  await rooms.issuer.revoke(record?.credentialId ?? '')
}

function wait(seconds: number): void {
  rooms.clock.now = new Date(rooms.clock.now.getTime() + seconds * 1000)
}

describe('whoever stands between verifier and issuer', () => {
  test('D5 cannot serve another list of the same issuer', async () => {
    serve(await listToken(rooms.issuerSigner, `${uri}-other`))
    expect(await show()).toBe('status_list_subject_mismatch')
    serve(await listToken(rooms.issuerSigner, uri))
    expect(await show()).toBeUndefined()
  })

  test('D6 cannot serve a list that another issuer signed, trusted for his own or not', async () => {
    const stranger = await didJwkSigner(await generatePrivateJwk())
    for (const signer of [otherSigner, stranger]) {
      serve(await listToken(signer, uri))
      expect(await show()).toBe('status_list_signature_invalid')
    }
    serve(undefined)
    expect(await show()).toBeUndefined()
  })

  test('D7 cannot hide a revocation by replaying the list from before', async () => {
    const before = await publishedToken()
    expect(await show()).toBeUndefined()
    wait(10)
    await revoke()
    wait(900)
    expect(await show()).toBe('status_invalid')
    serve(before)
    wait(900)
    expect(await show()).toBe('status_list_rolled_back')
    serve(undefined)
    expect(await show()).toBe('status_invalid')
  })

  test('D7 cannot do so by silence either', async () => {
    await revoke()
    rooms.network.intercept(uri, async () => new Response('', { status: 503 }))
    expect(await show()).toBe('status_list_unreachable')
  })

  test('D7 does not disturb a verifier that asks again for a list that did not change', async () => {
    expect(await show()).toBeUndefined()
    wait(901)
    expect(await show()).toBeUndefined()
  })
})

/** A token of the issuer himself with whatever in it. */
async function issuerToken(changes: JsonObject): Promise<string> {
  const iat = numericDate(rooms.clock.now)
  const lst = await encodeStatusList({ bits: 2, values: new Uint8Array(131_072) })
  const payload = { sub: uri, iat, exp: iat + 3600, ttl: 60, status_list: { bits: 2, lst }, ...changes }
  return signJws({ header: { typ: 'statuslist+jwt' }, payload, signer: rooms.issuerSigner })
}

const listOf = (bits: JsonValue, bytes: Uint8Array): JsonObject => ({
  status_list: { bits, lst: encodeBase64Url(bytes) },
})

describe('an issuer that is careless or hostile', () => {
  test('D1 cannot make a verifier expand a bomb', async () => {
    const bomb = deflateSync(new Uint8Array(256 * 2 ** 20))
    expect(bomb.length).toBeLessThan(300_000)
    for (const bits of [1, 2, 4, 8]) {
      serve(await issuerToken(listOf(bits, bomb)))
      const before = process.memoryUsage().arrayBuffers
      expect(await show()).toBe('status_list_malformed')
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 2 ** 20)
    }
    serve(await issuerToken(listOf(2, deflateSync(new Uint8Array(32_768)))))
    expect(await show()).toBeUndefined()
  })

  test('D10 cannot keep a revocation out by a list that nobody can read', async () => {
    await revoke()
    const good = deflateSync(new Uint8Array(32_768))
    const lists = [
      listOf(2, good.subarray(0, -4)),
      listOf(2, Buffer.concat([good, good])),
      listOf(2, gzipSync(new Uint8Array(32_768))),
      listOf(2, deflateRawSync(new Uint8Array(32_768))),
      listOf(3, good),
      listOf('2', good),
      { status_list: [] },
    ]
    for (const list of lists) {
      serve(await issuerToken(list))
      expect(await show()).toBe('status_list_malformed')
    }
    serve(undefined)
    expect(await show()).toBe('status_invalid')
  })

  test('D8 cannot make a verifier keep a list for ever, or ask without end', async () => {
    for (const ttl of [1e12, 86_400, 901]) {
      serve(await issuerToken({ ttl, exp: numericDate(rooms.clock.now) + 10 ** 9 }))
      expect(await show()).toBeUndefined()
      const asked = rooms.network.calls.filter((url) => url === uri).length
      wait(899)
      expect(await show()).toBeUndefined()
      expect(rooms.network.calls.filter((url) => url === uri)).toHaveLength(asked)
      wait(1)
      expect(await show()).toBeUndefined()
      expect(rooms.network.calls.filter((url) => url === uri)).toHaveLength(asked + 1)
      wait(900)
    }
    for (const ttl of [-1, '60', null]) {
      serve(await issuerToken({ ttl }))
      expect(await show()).toBe('status_list_malformed')
    }
    rooms.network.intercept(uri, async () => new Response('', { status: 302, headers: { location: uri } }))
    expect(await show()).toBe('status_list_unreachable')
  })

  test('D9 cannot leave the status out', async () => {
    const check = createStatusChecker({ fetch: rooms.network.fetch, now: () => rooms.clock.now })
    const [trusted] = rooms.trust.issuers as [TrustedIssuer]
    expect(await check([], trusted)).toMatchObject({ state: 'failed', code: 'status_missing' })
  })

  test('D13 cannot make a verifier ask an address inside its own network', async () => {
    const check = createStatusChecker({ fetch: createGuardedFetch(), now: () => rooms.clock.now })
    const [{ statusHosts = [], ...anywhere }] = rooms.trust.issuers as [TrustedIssuer]
    expect(statusHosts).toEqual(['issuer.example'])
    for (const inside of [
      'http://169.254.169.254/',
      'https://127.0.0.1/',
      'https://[::1]/',
      'file:///etc/hosts',
    ]) {
      const entry = { statusPurpose: 'revocation', statusListIndex: 0, statusSize: 1 } as const
      for (const place of [
        { uri: inside, idx: 0 },
        { ...entry, statusListCredential: inside },
      ]) {
        const judged = (trusted: TrustedIssuer) => check([place], trusted)
        const unreachable = { state: 'unknown', code: 'status_list_unreachable' }
        expect(await judged(anywhere)).toMatchObject(unreachable)
        const refused = { state: 'failed', code: 'status_list_host_untrusted' }
        expect(await judged({ ...anywhere, statusHosts })).toMatchObject(refused)
      }
    }
  })

  test('X28 says nothing by HTML, by an error or by another media type', async () => {
    const text = await publishedToken()
    const answers: [number, string, string][] = [
      [200, 'text/html', '<p>valid</p>'],
      [200, 'application/jwt', text],
      [200, 'application/vc+jwt', text],
      [404, 'application/statuslist+jwt', text],
      [500, 'application/statuslist+jwt', text],
    ]
    for (const [status, type, body] of answers) {
      rooms.network.intercept(
        uri,
        async () => new Response(body, { status, headers: { 'content-type': type } }),
      )
      expect(await show()).toBe('status_list_unreachable')
    }
    serve(text)
    expect(await show()).toBeUndefined()
  })
})
