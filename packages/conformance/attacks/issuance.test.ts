import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { findFormat, readClaim } from '@lontar/documents/credential-types'
import { createKeyProof } from '@lontar/openid4vc/openid4vci'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { errorOf, maria, openRooms, type Rooms } from './support/rooms.ts'

const configurationId = 'ktp_dc+sd-jwt'
const configurationIds = [configurationId]

let rooms: Rooms
let token: string
beforeAll(async () => {
  rooms = await openRooms()
})
beforeEach(async () => {
  token = await rooms.token({ configurationIds })
})

async function honestBody(): Promise<{ credential_configuration_id: string; proofs: { jwt: string[] } }> {
  const signer = await createLocalSigner(await generatePrivateJwk())
  const nonce = await rooms.nonce()
  const proof = { signer, credentialIssuer: rooms.issuer.url, nonce, now: rooms.clock.now }
  return { credential_configuration_id: configurationId, proofs: { jwt: [await createKeyProof(proof)] } }
}

async function issued(response: Response): Promise<string> {
  const body = (await response.json()) as { credentials: [{ credential: string }] }
  return body.credentials[0].credential
}

describe('E16 a wallet that asks for what it was not granted', () => {
  test('gets no other configuration, and no credential by an identifier', async () => {
    const body = await honestBody()
    for (const id of ['ktp_vc+sd-jwt', 'ktp-proof_jwt_vc_json', 'visitor_dc+sd-jwt', '__proto__', '']) {
      const response = await rooms.requestCredentials(token, { ...body, credential_configuration_id: id })
      expect(await errorOf(response), id).toMatch(
        /^(unknown_credential_configuration|invalid_credential_request)$/,
      )
    }
    const { proofs } = body
    const byIdentifier = { credential_identifier: configurationId, proofs }
    expect(await errorOf(await rooms.requestCredentials(token, byIdentifier))).toBe(
      'unknown_credential_identifier',
    )
    expect((await rooms.requestCredentials(token, body)).status).toBe(200)
  })

  test('puts no claim of its own into the credential', async () => {
    const smuggled = {
      claims: { name: 'SMUGGLED' },
      credential_subject: { name: 'SMUGGLED' },
      credentialSubject: { name: 'SMUGGLED' },
      name: 'SMUGGLED',
      exp: 4_102_444_800,
      iss: 'https://smuggled.example',
      vct: 'https://smuggled.example/vct',
      status: {},
    }
    const text = await issued(await rooms.requestCredentials(token, { ...(await honestBody()), ...smuggled }))
    const parsed = await findFormat('dc+sd-jwt')?.parse(text)
    if (parsed === undefined) throw new TypeError('no such format')
    expect(JSON.stringify(parsed.claims)).not.toMatch(/smuggled/i)
    expect(readClaim(parsed, 'name')).toBe(maria.name)
    expect(parsed.issuer).toBe(rooms.issuer.issuer)
    expect(parsed.status?.uri).toContain(rooms.issuer.url)
    expect(parsed.expiresAt?.getTime()).toBeLessThan(4_102_444_800_000)
  })
})

/** Nested arrays, so deep that a reader which recurses runs out of stack. */
function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth)
}

/** 33 is the first that is too deep; a body of 10,000 is still small enough to be read. */
const depths = [33, 1000, 10_000]

describe('H1 a body of great depth', () => {
  test.each(depths)('of %i is refused at the credential endpoint', async (depth) => {
    const body = JSON.stringify(await honestBody())
    const deep = body.replace('{', `{"claims":${nested(depth)},`)
    const response = await rooms.requestCredentials(token, deep)
    expect(response.status).toBe(400)
    expect(await errorOf(response)).toBe('invalid_credential_request')
    expect((await rooms.requestCredentials(token, body)).status).toBe(200)
  })

  test.each(depths)(
    'of %i is refused at the response endpoint and leaves the request open',
    async (depth) => {
      const { object, transactionId } = await rooms.request()
      const deep = JSON.stringify({ x: ['y'] }).replace('"y"', nested(depth))
      const response = await rooms.respond(`state=${object.state}&vp_token=${encodeURIComponent(deep)}`)
      expect(response.status).toBe(400)
      expect(await errorOf(response)).toBe('invalid_request')
      expect((await rooms.verifier.result(transactionId)).state).toBe('pending')
    },
  )
})

describe('H2 a body of great size', () => {
  test('is refused at every endpoint that reads one', async () => {
    const large = JSON.stringify({ ...(await honestBody()), claims: 'x'.repeat(2 ** 21) })
    expect((await rooms.requestCredentials(token, large)).status).toBe(413)
    const { object, transactionId } = await rooms.request()
    expect((await rooms.respond(`state=${object.state}&vp_token=${'x'.repeat(2 ** 21)}`)).status).toBe(413)
    expect((await rooms.verifier.result(transactionId)).state).toBe('pending')
  })
})

describe('H4 a body that says a thing twice', () => {
  test('is refused at the credential endpoint, where its twin passes', async () => {
    const body = JSON.stringify(await honestBody())
    const twice = body.replace('{', '{"credential_configuration_id":"ktp_vc+sd-jwt",')
    expect(await errorOf(await rooms.requestCredentials(token, twice))).toBe('invalid_credential_request')
    const proofsTwice = body.replace('"jwt":', '"jwt":[],"jwt":')
    expect(await errorOf(await rooms.requestCredentials(token, proofsTwice))).toBe(
      'invalid_credential_request',
    )
    expect((await rooms.requestCredentials(token, body)).status).toBe(200)
  })

  test('is refused at the response endpoint and leaves the request open', async () => {
    const { object, transactionId } = await rooms.request()
    const twice = encodeURIComponent('{"a":["x"],"a":["y"]}')
    expect(await errorOf(await rooms.respond(`state=${object.state}&vp_token=${twice}`))).toBe(
      'invalid_request',
    )
    expect((await rooms.verifier.result(transactionId)).state).toBe('pending')
    const once = encodeURIComponent('{"a":["x"]}')
    await rooms.respond(`state=${object.state}&vp_token=${once}`)
    expect((await rooms.verifier.result(transactionId)).state).toBe('refused')
  })
})
