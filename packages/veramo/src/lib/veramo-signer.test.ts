import { createDidJwk } from '@lontar/credentials/did'
import { decodeUtf8, encodeBase64Url, encodeUtf8, parseJws, signJws } from '@lontar/credentials/jose'
import { openStore } from '@lontar/store'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { SigningAgent } from './agent-signer.ts'
import { createLontarAgent } from './create-lontar-agent.ts'
import { createVeramoJwtVcJsonFormat } from './create-veramo-jwt-vc-json-format.ts'
import { createPlainAgent } from './plain-veramo.test-support.ts'
import { proofPayload } from './proof-payload.test-support.ts'
import { veramoSigner } from './veramo-signer.ts'

const bytes = encodeUtf8('what is signed')
const failed = expect.objectContaining({ code: 'signer_failed' })

async function createPlainWorld(type = 'Secp256r1') {
  const agent = createPlainAgent()
  const { kid } = await agent.keyManagerCreate({ kms: 'local', type })
  return { agent, kid }
}

describe('veramoSigner', () => {
  test.each([
    ['Secp256r1', 'ES256'],
    ['Ed25519', 'EdDSA'],
    ['Secp256k1', 'ES256K'],
  ])("signs with a key on %s of Veramo's own key system by %s", async (type, algorithm) => {
    const { agent, kid } = await createPlainWorld(type)
    const signer = await veramoSigner(agent, kid)
    expect(signer.algorithm).toBe(algorithm)
    const text = await signJws({ header: { typ: 'test' }, payload: { a: 1 }, signer })
    expect(parseJws(text).header).toEqual({ alg: algorithm, typ: 'test', kid: signer.keyId })
  })

  test("signs by ES384 with a key of Lontar's own key system", async () => {
    const store = await openStore({ database: 'sqlite::memory:', passphrase: 'correct horse' })
    onTestFinished(() => store.close())
    const agent = await createLontarAgent({ store: store.agent })
    const { kid } = await agent.keyManagerCreate({ kms: 'lontar', type: 'Secp384r1' })
    const signer = await veramoSigner(agent, kid)
    expect([signer.algorithm, (await signer.sign(bytes)).length]).toEqual(['ES384', 96])
  })

  test('names its key as the caller says', async () => {
    const { agent, kid } = await createPlainWorld()
    const signer = await veramoSigner(agent, kid, { keyIdOf: (jwk) => `${createDidJwk(jwk)}#0` })
    expect(signer.keyId).toBe(`${createDidJwk(signer.publicJwk)}#0`)
  })

  test('lets the format of VC 1.1 sign with a key that only Veramo holds', async () => {
    const { agent, kid } = await createPlainWorld()
    const signer = await veramoSigner(agent, kid, { keyIdOf: (jwk) => `${createDidJwk(jwk)}#0` })
    const format = await createVeramoJwtVcJsonFormat({ signer })
    const payload = proofPayload(createDidJwk(signer.publicJwk), signer.publicJwk)
    const text = await format.issue({ signer, payload, disclosable: [] })
    expect(parseJws(text).header.kid).toBe(signer.keyId)
  })

  test.each(['X25519'])('refuses a key of the type %s', async (type) => {
    const { agent, kid } = await createPlainWorld(type)
    await expect(veramoSigner(agent, kid)).rejects.toThrow(
      expect.objectContaining({ code: 'key_operation_unsupported' }),
    )
  })

  test('refuses a key that the agent does not have, or whose public part is none', async () => {
    const { agent, kid } = await createPlainWorld()
    await expect(veramoSigner(agent, 'unknown')).rejects.toThrow(failed)
    const key = await agent.keyManagerGet({ kid })
    for (const publicKeyHex of ['', '04', `02${'ff'.repeat(32)}`]) {
      const lying = { ...agent, keyManagerGet: async () => ({ ...key, publicKeyHex }) }
      await expect(veramoSigner(lying, kid)).rejects.toThrow(failed)
    }
  })
})

describe('a signer of an agent that misbehaves releases nothing (X13)', () => {
  type Sign = SigningAgent['keyManagerSign']

  async function signerOf(keyManagerSign: (honest: Sign) => Sign, timeoutSeconds = 30) {
    const { agent, kid } = await createPlainWorld()
    const broken: SigningAgent = {
      keyManagerGet: agent.keyManagerGet,
      keyManagerSign: keyManagerSign(agent.keyManagerSign),
    }
    return veramoSigner(broken, kid, { timeoutSeconds })
  }

  test('its twin, which behaves, signs', async () => {
    expect(await (await signerOf((honest) => honest)).sign(bytes)).toHaveLength(64)
  })

  const behaviours: readonly (readonly [string, (honest: Sign) => Sign])[] = [
    ['fails', () => async () => Promise.reject(new Error('MARKED'))],
    ['signs other bytes', (honest) => (args) => honest(Object.assign({}, args, { data: '00' }))],
    ['returns garbage', () => async () => 'not a signature'],
    ['returns nothing', () => async () => ''],
    ['returns no text', () => async () => undefined as unknown as string],
    ['returns zeros', () => async () => encodeBase64Url(new Uint8Array(64))],
    ['returns a signature that is cut off', (honest) => async (args) => (await honest(args)).slice(0, -4)],
    ['signs with the wrong key', signWithAnotherKey],
  ]
  test.each(behaviours)('when it %s', async (_name, behave) => {
    const signer = await signerOf(behave)
    const failure = await signer.sign(bytes).catch((error: unknown) => error)
    expect(failure).toEqual(failed)
    expect(String(failure)).not.toContain('MARKED')
  })

  test('when it never answers', async () => {
    const signer = await signerOf(() => () => new Promise(() => undefined), 0.01)
    await expect(signer.sign(bytes)).rejects.toThrow(failed)
  })

  test('when the caller changes the bytes meanwhile, what was signed is what was given', async () => {
    const given = Uint8Array.from(bytes)
    const signer = await signerOf((honest) => honest)
    const signing = signer.sign(given)
    given.fill(0)
    expect(await signing).toHaveLength(64)
    expect(decodeUtf8(given)).not.toBe(decodeUtf8(bytes))
  })
})

function signWithAnotherKey(): SigningAgent['keyManagerSign'] {
  return async (args) => {
    const { agent, kid } = await createPlainWorld()
    return agent.keyManagerSign(Object.assign({}, args, { keyRef: kid }))
  }
}
