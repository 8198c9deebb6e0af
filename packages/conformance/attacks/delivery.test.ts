import {
  createLocalSigner,
  generatePrivateJwk,
  jwkThumbprint,
  type PrivateJwk,
} from '@lontar/credentials/jose'
import { findFormat } from '@lontar/documents/credential-types'
import { createKeyProof, encryptionJwkOf, encryptMessage } from '@lontar/openid4vc/openid4vci'
import { openStore } from '@lontar/store'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorOf, openRooms, type Rooms } from './support/rooms.ts'

const configurationId = 'ktp_dc+sd-jwt'
const configurationIds = [configurationId]
const issuerKey: PrivateJwk = { ...(await generatePrivateJwk()), kid: 'issuer' }

let rooms: Rooms
let close: () => Promise<void>
beforeAll(async () => {
  const store = await openStore({ database: 'sqlite::memory:', passphrase: 'correct horse' })
  close = store.close
  rooms = await openRooms({ issuer: { store: store.issuer, encryption: { keys: [issuerKey] } } })
})
afterAll(() => close())

const token = (approval: 'immediate' | 'deferred' = 'immediate') =>
  rooms.token({ configurationIds, approval })

function post(path: string, accessToken: string, body: object | string): Promise<Response> {
  const isJwt = typeof body === 'string'
  return rooms.issuer.fetch(
    new Request(`${rooms.issuer.url}${path}`, {
      method: 'POST',
      body: isJwt ? body : JSON.stringify(body),
      headers: {
        authorization: `Bearer ${accessToken}`,
        'content-type': isJwt ? 'application/jwt' : 'application/json',
      },
    }),
  )
}

async function honestBody(holder?: Awaited<ReturnType<typeof createLocalSigner>>) {
  const signer = holder ?? (await createLocalSigner(await generatePrivateJwk()))
  const nonce = await rooms.nonce()
  const proof = { signer, credentialIssuer: rooms.issuer.url, nonce, now: rooms.clock.now }
  return { credential_configuration_id: configurationId, proofs: { jwt: [await createKeyProof(proof)] } }
}

describe('E13 whoever polls for the deferred credential of another', () => {
  test('gets nothing under his own token, nor with his own key under that of the other', async () => {
    const [victim, thief] = [await token('deferred'), await token('deferred')]
    const holder = await createLocalSigner(await generatePrivateJwk())
    const promised = await post('/credential', victim, await honestBody(holder))
    const { transaction_id } = (await promised.json()) as { transaction_id: string }
    const [waiting] = await rooms.issuer.deferred()
    await rooms.issuer.approve(waiting?.deferredId ?? '')
    expect(await errorOf(await post('/deferred', thief, { transaction_id }))).toBe('invalid_transaction_id')
    const { proofs } = await honestBody()
    const delivered = await post('/deferred', victim, { transaction_id, proofs })
    const { credentials } = (await delivered.json()) as { credentials: [{ credential: string }] }
    const parsed = await findFormat('dc+sd-jwt')?.parse(credentials[0].credential)
    expect(parsed?.holderKey && (await jwkThumbprint(parsed.holderKey))).toBe(
      await jwkThumbprint(holder.publicJwk),
    )
    expect(await errorOf(await post('/deferred', victim, { transaction_id }))).toBe('invalid_transaction_id')
  })
})

describe('E22 whoever stands between wallet and issuer', () => {
  test('cannot put his own key into a request in clear; the honest wallet encrypts it and is answered', async () => {
    const accessToken = await token()
    const jwk = await encryptionJwkOf(await generatePrivateJwk())
    const body = { ...(await honestBody()), credential_response_encryption: { jwk, enc: 'A256GCM' } }
    expect(await errorOf(await post('/credential', accessToken, body))).toBe('invalid_encryption_parameters')
    const recipient = await encryptionJwkOf(issuerKey)
    const answer = await post(
      '/credential',
      accessToken,
      await encryptMessage(body, { recipient, enc: 'A256GCM' }),
    )
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/jwt'])
  })
})

describe('E23 whoever notifies in the name of another', () => {
  test('is refused under another token; the holder is heard, once and again', async () => {
    const [victim, thief] = [await token(), await token()]
    const answer = await post('/credential', victim, await honestBody())
    const { notification_id } = (await answer.json()) as { notification_id: string }
    const body = { notification_id, event: 'credential_deleted' }
    expect(await errorOf(await post('/notification', thief, body))).toBe('invalid_notification_id')
    for (const again of [1, 2])
      expect((await post('/notification', victim, body)).status, `${again}`).toBe(204)
  })
})
