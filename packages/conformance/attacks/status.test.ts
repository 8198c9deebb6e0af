import type { Signer, TrustedIssuer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { createStatusListToken } from '@lontar/credentials/status'
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
