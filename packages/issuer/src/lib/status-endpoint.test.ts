import { gunzipSync } from 'node:zlib'
import { didJwkSigner } from '@lontar/credentials/did'
import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { generatePrivateJwk, numericDate, parseJws } from '@lontar/credentials/jose'
import {
  createStatusChecker,
  decodeStatusList,
  parseStatusListToken,
  verifyBitstringStatusListCredential,
  verifyStatusListToken,
} from '@lontar/credentials/status'
import { describe, expect, test } from 'vitest'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'
import {
  createTestIssuer,
  credentialsOf,
  selectiveFormats,
  type TestIssuer,
} from './test-issuer.test-support.ts'

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
      expectedIssuer: {
        issuer: world.issuer.issuer,
        types: [],
        jwks: { keys: [{ ...world.signer.publicJwk, kid: world.signer.keyId }] },
      },
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

  test('is signed anew when the clock was set back, so that none of the future lives on', async () => {
    const world = await createTestIssuer()
    const { path } = await issueOne(world)
    const signedAt = async () => parseJws((await world.get(path)).text).payload.iat
    world.advance(72_000)
    expect(await signedAt()).toBe(numericDate(world.clock.now))
    world.advance(-36_000)
    expect(await signedAt()).toBe(numericDate(world.clock.now))
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

describe('a status list in its other forms', () => {
  async function bitstringWorld(mechanism: 'token' | 'bitstring') {
    const world = await createTestIssuer({ statusMechanism: mechanism })
    const answer = await world.collect(await world.redeem(), 'ktp_vc+sd-jwt')
    const [text = ''] = credentialsOf(answer)
    const [vcSdJwt] = selectiveFormats()
    const parsed = await vcSdJwt?.parse(text)
    const [record] = await world.issuer.credentials(1)
    if (parsed === undefined || record === undefined) throw new Error('nothing was issued')
    const fetch: GuardedFetch = async (url, init) => {
      const answered = await world.issuer.fetch(new Request(url, { headers: { ...init?.headers } }))
      const body = await answered.text()
      return { status: answered.status, headers: answered.headers, text: () => body, json: () => null }
    }
    const check = createStatusChecker({ fetch, now: () => world.clock.now, maxTtlSeconds: 0 })
    const outcome = async (): Promise<string> => {
      const references = [...(parsed.status ? [parsed.status] : []), ...parsed.credentialStatus]
      const [issuer] = world.issuer.trustList().issuers
      if (issuer === undefined) throw new Error('nobody is trusted')
      const { state, code } = await check(references, issuer)
      return code ?? state
    }
    return { world, parsed, record, outcome }
  }

  test('is named by credentialStatus where the configuration says so, by status elsewhere', async () => {
    const { parsed, record } = await bitstringWorld('bitstring')
    const uri = `https://issuer.example/ntt/status/${record.statusListId}`
    expect(parsed.status).toBeUndefined()
    expect(parsed.claims.credentialStatus).toEqual(
      ['revocation', 'suspension'].map((statusPurpose) => ({
        id: `${uri}/${statusPurpose}#${record.statusIndex}`,
        type: 'BitstringStatusListEntry',
        statusPurpose,
        statusListIndex: String(record.statusIndex),
        statusListCredential: `${uri}/${statusPurpose}`,
      })),
    )
    const token = await bitstringWorld('token')
    expect(token.parsed.status?.idx).toBe(token.record.statusIndex)
    expect(token.parsed.credentialStatus).toEqual([])
    const other = await createTestIssuer({ statusMechanism: 'bitstring' })
    const redeemed = await other.redeem({ configurationIds: ['ktp_dc+sd-jwt'] })
    const [text = ''] = credentialsOf(await other.collect(redeemed, 'ktp_dc+sd-jwt'))
    expect((await selectiveFormats()[1]?.parse(text))?.status).toBeDefined()
  })

  test.each(['token', 'bitstring'] as const)(
    'as %s says of one credential what was done with it',
    async (mechanism) => {
      const { world, record, outcome } = await bitstringWorld(mechanism)
      const { credentialId } = record
      expect(await outcome()).toBe('passed')
      await world.issuer.suspend(credentialId)
      expect(await outcome()).toBe('status_suspended')
      await world.issuer.reinstate(credentialId)
      expect(await outcome()).toBe('passed')
      await world.issuer.revoke(credentialId)
      expect(await outcome()).toBe('status_invalid')
    },
  )

  test('is a credential of 131,072 entries for every origin, whatever the mechanism', async () => {
    const world = await createTestIssuer()
    const { record, path } = await issueOne(world)
    for (const purpose of ['revocation', 'suspension']) {
      const { status, headers, text } = await world.get(`${path}/${purpose}`)
      expect([status, headers.get('content-type')]).toEqual([200, 'application/vc+jwt'])
      expect(headers.get('access-control-allow-origin')).toBe('*')
      const list = await verifyBitstringStatusListCredential(text, {
        expectedUri: `https://issuer.example${path}/${purpose}`,
        expectedIssuer: { issuer: world.issuer.issuer, types: [], jwks: { keys: [ownKey(world)] } },
        now: world.clock.now,
      })
      expect([list.lengthOf(1), list.statusAt(record.statusIndex, 1)]).toEqual([131_072, 0])
    }
    expect((await world.get('/ntt/status/unknown/revocation')).status).toBe(404)
    expect((await world.get(`${path}/message`)).status).toBe(404)
  })

  test('is sent in gzip to who asks for it, and with another ETag', async () => {
    const world = await createTestIssuer()
    const { path } = await issueOne(world)
    const plain = await world.get(path)
    for (const accepted of ['gzip', 'br, gzip;q=0.5', 'GZIP; q=1.0']) {
      const url = `https://issuer.example${path}`
      const request = new Request(url, { headers: { 'accept-encoding': accepted } })
      const answer = await world.issuer.fetch(request)
      expect(answer.headers.get('content-encoding')).toBe('gzip')
      expect(answer.headers.get('vary')).toBe('Accept-Encoding')
      expect(answer.headers.get('etag')).toBe(`W/${plain.headers.get('etag')}`)
      const again = await world.get(path, { 'if-none-match': answer.headers.get('etag') ?? '' })
      expect(again.status).toBe(304)
      expect(gunzipSync(await answer.arrayBuffer()).toString()).toBe(plain.text)
    }
    for (const refused of ['identity', 'gzip;q=0', 'gzip; q=0.0', 'xgzip', '*;q=0']) {
      const { headers, text } = await world.get(path, { 'accept-encoding': refused })
      expect([headers.get('content-encoding'), text]).toEqual([null, plain.text])
    }
  })

  test('is not sent for another time', async () => {
    const world = await createTestIssuer()
    const { path } = await issueOne(world)
    const { status, json } = await world.get(`${path}?time=1686925000`)
    expect([status, json]).toEqual([501, { error: 'not_implemented' }])
  })
})

describe('all status lists', () => {
  test('are named at one address, which the metadata and every token name (section 9)', async () => {
    const world = await createTestIssuer()
    const { path } = await issueOne(world)
    const uri = 'https://issuer.example/ntt/status'
    for (const name of ['openid-credential-issuer', 'oauth-authorization-server']) {
      const { json } = await world.get(`/.well-known/${name}/ntt`)
      expect(json.status_list_aggregation_endpoint).toBe(uri)
    }
    const { jws } = parseStatusListToken((await world.get(path)).text)
    expect(jws.payload.status_list).toMatchObject({ aggregation_uri: uri })
    const { json, headers } = await world.get('/ntt/status')
    expect(json).toEqual({ status_lists: [`https://issuer.example${path}`] })
    expect(headers.get('content-type')).toBe('application/json')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })

  test('are counted, and signed again when the operator says so', async () => {
    const world = await createTestIssuer()
    const first = await issueOne(world)
    const second = await issueOne(world)
    await issueOne(world)
    await world.issuer.revoke(first.record.credentialId)
    await world.issuer.suspend(second.record.credentialId)
    const { statusListId } = first.record
    const uri = `https://issuer.example${first.path}`
    const counts = { statusListId, uri, size: 131_072, used: 3, revoked: 1, suspended: 1, placesLeft: 65_533 }
    expect(await world.issuer.statusLists()).toEqual([{ ...counts, publishedAt: undefined }])
    const published = await world.issuer.publishStatusLists()
    expect(published).toEqual([{ ...counts, publishedAt: world.clock.now }])
    const before = (await world.get(first.path)).text
    world.advance(1)
    expect((await world.get(first.path)).text).toBe(before)
    await world.issuer.publishStatusLists()
    expect((await world.get(first.path)).text).not.toBe(before)
  })

  test('are followed by a new one when half of the last is taken', async () => {
    const store = createMemoryIssuerStore()
    const { issuer, get } = await createTestIssuer({ store })
    await store.reserveStatusPlaces(65_537)
    const lists = await issuer.statusLists()
    expect(lists.map(({ used, placesLeft }) => [used, placesLeft])).toEqual([
      [65_536, 0],
      [1, 65_535],
    ])
    expect((await get('/ntt/status')).json).toEqual({ status_lists: lists.map(({ uri }) => uri) })
  })

  test('are published also when that cannot be written down, and the operator hears of it', async () => {
    const world = await createTestIssuer({
      wrapStore: (store) => ({
        ...store,
        recordStatusListPublished: async () => {
          throw new Error('locked')
        },
      }),
    })
    const { path } = await issueOne(world)
    expect((await world.get(path)).status).toBe(200)
    expect(world.errors).toHaveLength(1)
  })
})

function ownKey({ signer }: TestIssuer) {
  return { ...signer.publicJwk, kid: signer.keyId }
}
