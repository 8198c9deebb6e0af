import { createJwtVcJsonFormat } from '@lontar/credentials'
import { parseTrustList } from '@lontar/credentials/trust'
import { resolveLontarContext } from '@lontar/documents/credential-types'
import { describe, expect, test } from 'vitest'
import { createMemoryIssuerStore } from './memory-issuer-store.ts'
import { createTestIssuer, selectiveFormats, type TestIssuerChanges } from './test-issuer.test-support.ts'

const refusal = expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' })

describe('createIssuer', () => {
  const wrong: readonly (readonly [string, TestIssuerChanges])[] = [
    ['a url that is not https', { url: 'http://issuer.example' }],
    ['http on loopback without the switch', { url: 'http://127.0.0.1:3000' }],
    ['no name', { name: ' ' }],
    ['a jurisdiction by another code', { issuingJurisdiction: '53' }],
    ['no format', { formats: [] }],
    ['a format twice', { formats: [...selectiveFormats(), ...selectiveFormats()] }],
    ['no evidence key', { evidenceKeys: [] }],
    ['an unknown time zone', { timeZone: 'Asia/Atlantis' }],
    ['a batch size of 0', { batchSize: 0 }],
    ['a batch size of 51', { batchSize: 51 }],
    ['a ttl over 15 minutes', { statusTtlSeconds: 901 }],
    ['a ttl of nothing', { statusTtlSeconds: 0 }],
  ]
  test.each(wrong)('refuses %s', async (_name, changes) => {
    await expect(createTestIssuer(changes)).rejects.toThrow(refusal)
  })

  test('http on loopback is for development', async () => {
    const url = 'http://127.0.0.1:3000'
    expect((await createTestIssuer({ url, dangerouslyAllowLoopbackHttp: true })).issuer.url).toBe(url)
    expect((await createTestIssuer({ url, dangerouslyAcceptSimulatedEvidence: true })).issuer.url).toBe(url)
  })

  test('jwt_vc_json is offered for the proof alone', async () => {
    const formats = [...selectiveFormats(), createJwtVcJsonFormat({ resolveContext: resolveLontarContext })]
    const { get } = await createTestIssuer({ formats })
    const { json } = await get('/.well-known/openid-credential-issuer/ntt')
    const ids = Object.keys(json.credential_configurations_supported ?? {})
    expect(ids).toContain('ktp-proof_jwt_vc_json')
    expect(ids).not.toContain('ktp_jwt_vc_json')
  })

  test('its trust list pins its key under the kid that signs', async () => {
    const { issuer, signer } = await createTestIssuer()
    const list = parseTrustList(JSON.parse(JSON.stringify(issuer.trustList())))
    expect(list.issuers).toEqual([
      {
        issuer: signer.keyId.replace('#0', ''),
        types: ['ktp', 'ktp-proof', 'visitor-passport'].map(
          (type) => `https://issuer.example/ntt/vct/${type}/1`,
        ),
        statusHosts: ['issuer.example'],
        jwks: { keys: [expect.objectContaining({ x: signer.publicJwk.x, kid: signer.keyId })] },
      },
    ])
  })

  test('shows itself by its name in two languages, or as it is told', async () => {
    const displayOf = async (options: Parameters<typeof createTestIssuer>[0]) => {
      const { issuer } = await createTestIssuer(options)
      const url = 'https://issuer.example/.well-known/openid-credential-issuer/ntt'
      const metadata = (await (await issuer.fetch(new Request(url))).json()) as { display: unknown }
      return metadata.display
    }
    expect(await displayOf({})).toEqual([
      { name: 'Dinas Dukcapil Contoh', locale: 'id' },
      { name: 'Dinas Dukcapil Contoh', locale: 'en' },
    ])
    const display = [
      { name: 'Dinas', locale: 'id', logo: { uri: 'https://issuer.example/logo.png', alt_text: 'Lontar' } },
      { name: 'Office', locale: 'en', background_color: '#123456' },
    ]
    expect(await displayOf({ display })).toEqual(display)
    for (const wrong of [[], [display[0], display[0]]])
      await expect(createTestIssuer({ display: wrong as typeof display })).rejects.toThrow(
        expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
      )
  })

  test('does nothing before it is asked', async () => {
    const store = new Proxy(createMemoryIssuerStore(), {
      get: () => {
        throw new Error('the store was touched')
      },
    })
    await expect(createTestIssuer({ store })).resolves.toHaveProperty('issuer')
  })

  test('an error hook that throws changes no answer', async () => {
    const { post } = await createTestIssuer({
      onError: () => {
        throw new Error('the log is full')
      },
      wrapStore: (store) => ({ ...store, createNonce: () => Promise.reject(new Error('no disk')) }),
    })
    expect((await post('/nonce', '', {})).status).toBe(500)
  })

  test('purge erases what is past its time', async () => {
    const { issuer, offer, nonce, advance } = await createTestIssuer()
    await offer()
    await nonce()
    expect(await issuer.purge()).toBe(0)
    advance(301)
    expect(await issuer.purge()).toBe(2)
    expect(await issuer.purge()).toBe(0)
  })
})

test('the records of an issuance go 90 days after its last credential ended, and not before', async () => {
  const world = await createTestIssuer()
  expect((await world.collect(await world.redeem(), 'ktp_vc+sd-jwt')).status).toBe(200)
  const [record] = await world.issuer.credentials()
  const life = ((record?.expiresAt.getTime() ?? 0) - world.clock.now.getTime()) / 1000
  world.advance(life + 90 * 86_400 - 1)
  await world.issuer.recover()
  expect(await world.issuer.credentials()).toHaveLength(1)
  world.advance(1)
  await world.issuer.recover()
  expect(await world.issuer.credentials()).toEqual([])
  await expect(world.issuer.revoke(record?.credentialId ?? '')).rejects.toMatchObject({
    code: 'credential_unknown',
  })
})

test('what is past its time is erased also when a recovery fails, which is told', async () => {
  const purged: Date[] = []
  const world = await createTestIssuer({
    wrapStore: (store) => ({
      ...store,
      recover: () => Promise.reject(new Error('a row is broken')),
      purge: async (now) => purged.push(now),
    }),
  })
  await expect(world.issuer.recover()).rejects.toThrow('a row is broken')
  expect(purged).toEqual([world.clock.now])
})
