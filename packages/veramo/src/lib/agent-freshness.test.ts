import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseJws } from '@lontar/credentials/jose'
import { createCredentialPayload } from '@lontar/documents/credential-types'
import { openStore } from '@lontar/store'
import type { IAgentPlugin } from '@veramo/core-types'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createLontarAgent, type LontarAgent } from './create-lontar-agent.ts'
import { inventedIdentity, issuerUrl, startOfTest } from './proof-payload.test-support.ts'
import { createTrustingProvider } from './provider-world.test-support.ts'
import { publicJwkOfHex } from './public-key-hex.ts'

const unknownKey = expect.objectContaining({ code: 'jws_key_unknown' })
const signerFailed = expect.objectContaining({ code: 'signer_failed' })

/** Two programs with one file open, each with an agent of its own. */
async function createTwoPrograms(plugins: readonly IAgentPlugin[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'lontar-agents-'))
  const location = { database: `sqlite:${join(folder, 'agent.db')}`, passphrase: 'correct horse' }
  const here = await openStore({ ...location, create: true })
  const there = await openStore(location)
  onTestFinished(async () => {
    await Promise.all([here.close(), there.close()])
    rmSync(folder, { recursive: true })
  })
  const agent = await createLontarAgent({
    store: here.agent,
    credentialProviders: [createTrustingProvider([])],
    plugins,
  })
  return { agent, other: await createLontarAgent({ store: there.agent }) }
}

async function issue(agent: LontarAgent, issuer: string) {
  const { keys } = await agent.didManagerGet({ did: issuer })
  const { payload } = createCredentialPayload({
    typeId: 'ktp-proof',
    formatId: 'vc+jwt',
    identity: inventedIdentity(),
    issuer,
    issuerUrl,
    issuerName: 'Dinas Dukcapil Contoh',
    holderKey: publicJwkOfHex('P-256', keys[0]?.publicKeyHex ?? ''),
    status: { uri: `${issuerUrl}/status/list`, idx: 4711 },
    issuedAt: startOfTest,
    timeZone: 'Asia/Makassar',
  })
  const made = await agent.createVerifiableCredential({
    credential: { ...payload, issuer },
    proofFormat: 'vc+jwt',
  })
  return parseJws(made.proof.jwt).header
}

const sign = (agent: LontarAgent, keyRef: string) => agent.keyManagerSign({ keyRef, data: 'x' })

describe('what an agent keeps ready is no older than its store', () => {
  test.each(['this program', 'another program'])('a key that %s deleted signs nothing', async (who) => {
    const { agent, other } = await createTwoPrograms()
    const { did, keys } = await agent.didManagerCreate()
    const kid = keys[0]?.kid ?? ''
    expect(await issue(agent, did)).toMatchObject({ kid: `${did}#0` })
    expect(await sign(agent, kid)).toHaveLength(86)
    await (who === 'this program' ? agent : other).keyManagerDelete({ kid })
    await expect(sign(agent, kid)).rejects.toThrow(unknownKey)
    await expect(agent.keyManagerGet({ kid })).rejects.toThrow(unknownKey)
    await expect(issue(agent, did)).rejects.toThrow(unknownKey)
  })

  test.each(['this program', 'another program'])('a DID that %s deleted issues nothing', async (who) => {
    const { agent, other } = await createTwoPrograms()
    const { did } = await agent.didManagerCreate()
    await issue(agent, did)
    await (who === 'this program' ? agent : other).didManagerDelete({ did })
    await expect(agent.didManagerGet({ did })).rejects.toThrow(unknownKey)
    await expect(issue(agent, did)).rejects.toThrow()
  })

  test.each(['this program', 'another program'])(
    'a did:web whose key %s replaced signs with the new key alone',
    async (who) => {
      const { agent, other } = await createTwoPrograms()
      const { did, keys } = await agent.didManagerCreate({ provider: 'did:web', alias: 'issuer.example' })
      const old = keys[0]?.kid ?? ''
      expect(await issue(agent, did)).toMatchObject({ kid: `${did}#${old}` })
      const changing = who === 'this program' ? agent : other
      const key = await changing.keyManagerCreate({ kms: 'lontar', type: 'Secp256r1' })
      await changing.didManagerAddKey({ did, key })
      await changing.didManagerRemoveKey({ did, kid: old })
      expect(await issue(agent, did)).toMatchObject({ kid: `${did}#${key.kid}` })
      const { didDocument } = await agent.resolveDid({ didUrl: did })
      expect(didDocument?.verificationMethod?.map(({ id }) => id)).toEqual([`${did}#${key.kid}`])
    },
  )

  test('a key that took the kid of a deleted one signs as itself', async () => {
    const { agent, other } = await createTwoPrograms()
    const named = { kms: 'lontar', type: 'Secp256r1', kid: 'a' }
    const first = await agent.keyManagerCreate(named)
    await sign(agent, 'a')
    await other.keyManagerDelete({ kid: 'a' })
    const second = await other.keyManagerCreate(named)
    expect(second.publicKeyHex).not.toBe(first.publicKeyHex)
    expect((await agent.keyManagerGet({ kid: 'a' })).publicKeyHex).toBe(second.publicKeyHex)
  })

  test('what a caller does to an answer changes no later answer', async () => {
    const { agent } = await createTwoPrograms()
    const { did, keys } = await agent.didManagerCreate()
    const [identifier, key] = [
      await agent.didManagerGet({ did }),
      await agent.keyManagerGet({ kid: keys[0]?.kid ?? '' }),
    ]
    identifier.keys.length = 0
    key.publicKeyHex = ''
    expect((await agent.didManagerGet({ did })).keys).toHaveLength(1)
    expect((await agent.keyManagerGet({ kid: keys[0]?.kid ?? '' })).publicKeyHex).not.toBe('')
  })
})

describe('a plugin that signs in its own way', () => {
  test('is not gone around, and what it signs wrongly is not released (X13)', async () => {
    let asked = 0
    const plugin: IAgentPlugin = {
      methods: {
        keyManagerSign: async () => {
          asked += 1
          return Buffer.alloc(64, 1).toString('base64url')
        },
      },
    }
    const { agent } = await createTwoPrograms([plugin])
    const { did } = await agent.didManagerCreate()
    await expect(issue(agent, did)).rejects.toThrow(signerFailed)
    expect(asked).toBe(1)
  })

  test('is not gone around when it finds DIDs in its own way', async () => {
    const asked: string[] = []
    const plugin: IAgentPlugin = {
      methods: {
        didManagerGet: async ({ did }: { did: string }) => {
          asked.push(did)
          throw new Error('not found')
        },
      },
    }
    const { agent, other } = await createTwoPrograms([plugin])
    const { did } = await other.didManagerCreate()
    const making = agent.createVerifiablePresentation({
      presentation: { holder: did, verifiableCredential: [] },
      proofFormat: 'vc+jwt',
      challenge: 'nonce',
      domain: 'verifier',
    })
    await expect(making).rejects.toThrow('not found')
    expect(asked).toEqual([did])
  })

  test('its twin without that plugin issues', async () => {
    const { agent } = await createTwoPrograms()
    const { did } = await agent.didManagerCreate()
    expect(await issue(agent, did)).toMatchObject({ kid: `${did}#0` })
  })
})
