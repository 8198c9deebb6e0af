import { verify } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeBase64Url, generatePrivateJwk } from '@lontar/credentials/jose'
import { openStore, type Store } from '@lontar/store'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLontarAgent } from './create-lontar-agent.ts'
import { publicJwkOfHex } from './public-key-hex.ts'
import { curveOfKeyType } from './veramo-key-type.ts'

const code = (value: string) => expect.objectContaining({ code: value })

async function memoryStore(): Promise<Store> {
  const store = await openStore({ database: 'sqlite::memory:', passphrase: 'correct horse' })
  onTestFinished(() => store.close())
  return store
}

async function createWorld() {
  const store = await memoryStore()
  return { store, agent: await createLontarAgent({ store: store.agent }) }
}

const types = [
  ['Ed25519', 'EdDSA'],
  ['Secp256r1', 'ES256'],
  ['Secp384r1', 'ES384'],
  ['Secp256k1', 'ES256K'],
] as const

describe('the keys of an agent with a store', () => {
  test.each(types)(
    'of the type %s are made, listed, sign with %s and are deleted',
    async (type, algorithm) => {
      const { store, agent } = await createWorld()
      const key = await agent.keyManagerCreate({ kms: 'lontar', type })
      expect(key).toMatchObject({
        type,
        kms: 'lontar',
        kid: key.publicKeyHex,
        meta: { algorithms: [algorithm] },
      })
      expect(await agent.keyManagerGet({ kid: key.kid })).toEqual(key)
      expect((await store.agent.keys.list()).map(({ kid }) => kid)).toEqual([key.kid])
      const signature = await agent.keyManagerSign({ keyRef: key.kid, algorithm, data: 'text' })
      expect(isSignatureOf(key, signature, 'text')).toBe(true)
      expect(isSignatureOf(key, signature, 'texT')).toBe(false)
      expect(await agent.keyManagerDelete({ kid: key.kid })).toBe(true)
      await expect(agent.keyManagerGet({ kid: key.kid })).rejects.toThrow(code('jws_key_unknown'))
      await expect(agent.keyManagerSign({ keyRef: key.kid, data: 'text' })).rejects.toThrow(
        code('jws_key_unknown'),
      )
      expect(await store.agent.keys.list()).toEqual([])
    },
  )

  test.each(types)('of the type %s may come in and never come out', async (type, algorithm) => {
    const { store, agent } = await createWorld()
    const privateJwk = await generatePrivateJwk(curveOfKeyType(type))
    const privateKeyHex = Buffer.from(decodeBase64Url(privateJwk.d)).toString('hex')
    const key = await agent.keyManagerImport({ kms: 'lontar', type, privateKeyHex, kid: 'mine' })
    expect(await store.agent.keys.load('mine')).toEqual(privateJwk)
    const signature = await agent.keyManagerSign({ keyRef: 'mine', algorithm, data: 'text' })
    expect(isSignatureOf(key, signature, 'text')).toBe(true)
    await agent.didManagerImport({
      did: 'did:web:issuer.example',
      provider: 'did:web',
      keys: [{ kms: 'lontar', type, privateKeyHex, kid: 'again', publicKeyHex: '' }],
      services: [],
    })
    const shown = JSON.stringify([
      key,
      await agent.keyManagerGet({ kid: 'mine' }),
      await agent.didManagerFind(),
    ])
    for (const secret of [privateKeyHex, privateJwk.d, 'privateKeyHex']) expect(shown).not.toContain(secret)
  })

  test.each([
    ['no hex', 'Secp256r1', 'zz'],
    ['too short', 'Secp256r1', '01'],
    ['nothing', 'Secp256k1', '00'.repeat(32)],
    ['more than the order', 'Secp256r1', 'ff'.repeat(32)],
    ['too short for Ed25519', 'Ed25519', '01'.repeat(31)],
    ['Ed25519 with another public part', 'Ed25519', '01'.repeat(64)],
  ])('that are malformed (%s) do not come in', async (_name, type, privateKeyHex) => {
    const { store, agent } = await createWorld()
    const importing = agent.keyManagerImport({ kms: 'lontar', type, privateKeyHex })
    await expect(importing).rejects.toThrow(code('jwk_malformed'))
    expect(await store.agent.keys.list()).toEqual([])
  })

  test('of types that sign nothing are refused, and another algorithm than that of the key too', async () => {
    const { agent } = await createWorld()
    for (const type of ['X25519', 'Bls12381G1', 'toString'] as const) {
      await expect(agent.keyManagerCreate({ kms: 'lontar', type })).rejects.toThrow(
        code('key_operation_unsupported'),
      )
    }
    const { kid } = await agent.keyManagerCreate({ kms: 'lontar', type: 'Ed25519' })
    for (const algorithm of ['ES256', 'none', 'eth_signMessage']) {
      await expect(agent.keyManagerSign({ keyRef: kid, algorithm, data: 'x' })).rejects.toThrow(
        code('key_operation_unsupported'),
      )
    }
  })

  test('a name is given once', async () => {
    const { agent } = await createWorld()
    await agent.keyManagerCreate({ kms: 'lontar', type: 'Ed25519', kid: 'a' })
    await expect(agent.keyManagerCreate({ kms: 'lontar', type: 'Ed25519', kid: 'a' })).rejects.toThrow(
      code('already_initialised'),
    )
  })
})

describe('the DIDs of an agent with a store', () => {
  test.each(types)('did:key and did:jwk are of the type %s that was asked for', async (keyType) => {
    const { agent } = await createWorld()
    for (const provider of ['did:key', 'did:jwk']) {
      const { did, keys } = await agent.didManagerCreate({ provider, options: { keyType } })
      const [key] = keys
      expect(key?.type).toBe(keyType)
      const { didDocument } = await agent.resolveDid({ didUrl: did })
      const { kty, crv, x } = publicJwkOfHex(curveOfKeyType(keyType) ?? 'P-256', key?.publicKeyHex ?? '')
      expect(didDocument?.verificationMethod?.[0]?.publicKeyJwk).toMatchObject({ kty, crv, x })
    }
  })

  test('are of P-256 when nothing is asked for: a did:key begins with zDn', async () => {
    const { agent } = await createWorld()
    expect((await agent.didManagerCreate()).provider).toBe('did:jwk')
    expect((await agent.didManagerCreate({ provider: 'did:key' })).did).toMatch(/^did:key:zDn/)
    await expect(
      agent.didManagerCreate({ provider: 'did:key', options: { keyType: 'X25519' } }),
    ).rejects.toThrow(code('key_operation_unsupported'))
  })

  test('did:web is resolved from the keys of the agent, and changes with them', async () => {
    const { agent } = await createWorld()
    const { did } = await agent.didManagerCreate({ provider: 'did:web', alias: 'issuer.example/ntt' })
    expect(did).toBe('did:web:issuer.example:ntt')
    const key = await agent.keyManagerCreate({ kms: 'lontar', type: 'Ed25519' })
    await agent.didManagerAddKey({ did, key })
    await agent.didManagerAddService({
      did,
      service: { id: `${did}#s`, type: 'X', serviceEndpoint: 'https://x.example' },
    })
    const { didDocument } = await agent.resolveDid({ didUrl: did })
    expect(didDocument?.verificationMethod).toHaveLength(2)
    expect(didDocument?.service).toHaveLength(1)
    await agent.didManagerRemoveKey({ did, kid: key.kid })
    await agent.didManagerRemoveService({ did, id: `${did}#s` })
    expect((await agent.resolveDid({ didUrl: did })).didDocument?.verificationMethod).toHaveLength(1)
    expect(await agent.didManagerDelete({ did })).toBe(true)
    expect((await agent.resolveDid({ didUrl: did })).didResolutionMetadata.error).toBe('notFound')
  })

  test.each(['', '192.0.2.1', 'issuer.example?x', 'Issuer.example'])('%s has no did:web', async (alias) => {
    const { agent } = await createWorld()
    await expect(agent.didManagerCreate({ provider: 'did:web', alias })).rejects.toThrow(
      code('ERR_INVALID_ARG_VALUE'),
    )
  })

  test('go with their keys when they are deleted', async () => {
    const { store, agent } = await createWorld()
    const { did } = await agent.didManagerCreate({ alias: 'office' })
    await agent.didManagerSetAlias({ did, alias: 'desk' })
    expect((await agent.didManagerGetByAlias({ alias: 'desk' })).did).toBe(did)
    await agent.didManagerDelete({ did })
    await expect(agent.didManagerGet({ did })).rejects.toThrow(code('jws_key_unknown'))
    expect(await store.agent.keys.list()).toEqual([])
  })
})

test('an agent that is started anew has its keys and DIDs, and the file shows no private key', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lontar-agent-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'agent.db')
  const open = () => openStore({ database: `sqlite:${file}`, passphrase: 'correct horse', create: true })
  const first = await open()
  const { did, keys } = await (await createLontarAgent({ store: first.agent })).didManagerCreate({
    alias: 'office',
  })
  const kid = keys[0]?.kid ?? ''
  const privateJwk = await first.agent.keys.load(kid)
  await first.close()
  expect((await readFile(file)).includes(privateJwk?.d ?? '')).toBe(false)
  const second = await open()
  onTestFinished(() => second.close())
  const agent = await createLontarAgent({ store: second.agent })
  expect((await agent.didManagerGetByAlias({ alias: 'office' })).did).toBe(did)
  const credential = await agent.createVerifiableCredential({
    credential: { issuer: did, credentialSubject: { id: did, member: true } },
    proofFormat: 'jwt',
  })
  expect((await agent.verifyCredential({ credential })).verified).toBe(true)
})

/** Checked by node:crypto alone, apart from what signed. */
function isSignatureOf(
  key: { type: string; publicKeyHex: string },
  signature: string,
  text: string,
): boolean {
  const crv = curveOfKeyType(key.type) ?? 'P-256'
  const publicJwk = publicJwkOfHex(crv, key.publicKeyHex)
  const hash = { 'P-256': 'sha256', secp256k1: 'sha256', 'P-384': 'sha384', Ed25519: null }[crv]
  return verify(
    hash,
    Buffer.from(text),
    { key: { ...publicJwk }, format: 'jwk', dsaEncoding: 'ieee-p1363' },
    decodeBase64Url(signature),
  )
}
