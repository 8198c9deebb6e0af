import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { decodeStatusList, parseStatusListToken, verifyStatusListToken } from '@lontar/credentials/status'
import { describe, expect, test } from 'vitest'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'
import { createTestIssuer, type TestIssuer } from './test-issuer.test-support.ts'

const code = (value: string) => expect.objectContaining({ code: value })

async function issueOne(world: TestIssuer) {
  const answer = await world.collect(await world.redeem(), 'ktp_vc+sd-jwt')
  expect(answer.status).toBe(200)
  const [record] = await world.issuer.credentials(1)
  if (record === undefined) throw new Error('nothing was issued')
  return { record, path: `/ntt/status/${record.statusListId}` }
}

async function statusAt(world: TestIssuer, path: string, index: number): Promise<number | undefined> {
  const { text } = await world.get(path)
  const { bits, lst } = parseStatusListToken(text)
  return (await decodeStatusList({ bits, lst }))[index]
}

describe('the status list', () => {
  test('is a signed token of 131,072 places with two bits each, for every origin', async () => {
    const world = await createTestIssuer()
    const { path } = await issueOne(world)
    const { status, headers, text } = await world.get(path)
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/statuslist+jwt')
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(headers.get('cache-control')).toBe('no-cache')
    await verifyStatusListToken(text, {
      expectedUri: `https://issuer.example${path}`,
      expectedIssuer: { issuer: world.issuer.issuer, types: [], jwks: { keys: [{ ...world.signer.publicJwk, kid: world.signer.keyId }] } },
      now: world.clock.now,
    })
    const { bits, lst } = parseStatusListToken(text)
    expect(bits).toBe(2)
    expect(await decodeStatusList({ bits, lst })).toHaveLength(131_072)
  })

  test('its ttl is at most 15 minutes and it ends within a day', async () => {
    const world = await createTestIssuer()
    const { path } = await issueOne(world)
    const [, payload = ''] = (await world.get(path)).text.split('.')
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, number>
    expect(claims.ttl).toBe(300)
    expect((claims.exp ?? 0) - (claims.iat ?? 0)).toBe(86_400)
  })

  test('the next request sees a suspension, its end and a revocation, again and again', async () => {
    const world = await createTestIssuer()
    const { record, path } = await issueOne(world)
    const { credentialId, statusIndex } = record
    for (let round = 0; round < 5; round++) {
      expect(await statusAt(world, path, statusIndex)).toBe(0)
      await world.issuer.suspend(credentialId, 'dompet hilang')
      expect(await statusAt(world, path, statusIndex)).toBe(2)
      expect((await world.issuer.credential(credentialId))?.reason).toBe('dompet hilang')
      await world.issuer.reinstate(credentialId)
    }
    await world.issuer.revoke(credentialId)
    expect(await statusAt(world, path, statusIndex)).toBe(1)
    await world.issuer.revoke(credentialId)
    await expect(world.issuer.reinstate(credentialId)).rejects.toThrow(
      code('credential_status_transition_refused'),
    )
    await expect(world.issuer.suspend(credentialId)).rejects.toThrow(
      code('credential_status_transition_refused'),
    )
    expect(await statusAt(world, path, statusIndex)).toBe(1)
  })

  test('a revocation touches one place', async () => {
    const world = await createTestIssuer()
    const { record, path } = await issueOne(world)
    const other = await issueOne(world)
    await world.issuer.revoke(record.credentialId)
    const { bits, lst } = parseStatusListToken((await world.get(path)).text)
    const values = await decodeStatusList({ bits, lst })
    expect(values.filter((value) => value !== 0)).toHaveLength(1)
    expect(values[other.record.statusIndex]).toBe(0)
  })

  test('a change by another process is seen as well', async () => {
    const store = createMemoryIssuerStore()
    const world = await createTestIssuer({ store })
    const { record, path } = await issueOne(world)
    expect(await statusAt(world, path, record.statusIndex)).toBe(0)
    await store.setCredentialStatus({
      credentialId: record.credentialId,
      status: 'revoked',
      reason: undefined,
      now: world.clock.now,
    })
    expect(await statusAt(world, path, record.statusIndex)).toBe(1)
  })

  test('is signed once until it changes or half its ttl has passed', async () => {
    const good = await didJwkSigner(await generatePrivateJwk())
    let signatures = 0
    const signer = {
      ...good,
      sign: (bytes: Uint8Array) => {
        signatures++
        return good.sign(bytes)
      },
    }
    const world = await createTestIssuer({ signer })
    const { record, path } = await issueOne(world)
    const before = signatures
    await Promise.all(Array.from({ length: 100 }, () => world.get(path)))
    world.advance(149)
    const { text } = await world.get(path)
    expect(signatures - before).toBe(1)
    world.advance(1)
    expect((await world.get(path)).text).not.toBe(text)
    expect(signatures - before).toBe(2)
    await world.issuer.revoke(record.credentialId)
    await world.get(path)
    expect(signatures - before).toBe(3)
  })

  test('is not sent again to who has it, until it changes', async () => {
    const world = await createTestIssuer()
    const { record, path } = await issueOne(world)
    const etag = (await world.get(path)).headers.get('etag') ?? ''
    const same = await world.get(path, { 'if-none-match': etag })
    expect([same.status, same.text]).toEqual([304, ''])
    await world.issuer.revoke(record.credentialId)
    expect((await world.get(path, { 'if-none-match': etag })).status).toBe(200)
  })

  test('a signature that is not good is not published, and the next request tries again', async () => {
    const good = await didJwkSigner(await generatePrivateJwk())
    let broken = false
    const signer = {
      ...good,
      sign: async (bytes: Uint8Array) => (broken ? new Uint8Array(64).fill(1) : good.sign(bytes)),
    }
    const world = await createTestIssuer({ signer })
    const { path } = await issueOne(world)
    broken = true
    expect((await world.get(path)).status).toBe(503)
    broken = false
    expect((await world.get(path)).status).toBe(200)
  })

  test('a list that does not exist is not found', async () => {
    const world = await createTestIssuer()
    expect((await world.get('/ntt/status/unknown')).status).toBe(404)
  })

  test('an unknown credential and a reason with a NIK are refused', async () => {
    const world = await createTestIssuer()
    const { record } = await issueOne(world)
    await expect(world.issuer.revoke('unknown')).rejects.toThrow(code('credential_unknown'))
    for (const reason of ['5371995708900001', 'x'.repeat(201), 'a\nb']) {
      await expect(world.issuer.revoke(record.credentialId, reason)).rejects.toThrow(
        code('ERR_INVALID_ARG_VALUE'),
      )
    }
    expect((await world.issuer.credential(record.credentialId))?.status).toBe('valid')
  })
})
