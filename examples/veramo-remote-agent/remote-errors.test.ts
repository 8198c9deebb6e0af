import {
  agentErrorCode,
  type ILontarWallet,
  lontarWalletPlugin,
  lontarWalletSchema,
} from '@lontar/veramo/plugin'
import { createMemoryVault, openWallet, type Wallet } from '@lontar/wallet'
import { createAgent } from '@veramo/core'
import { getOpenApiSchema } from '@veramo/remote-client'
import { expect, onTestFinished, test } from 'vitest'
import { callAgent, listen } from './serve-agent.ts'

const person = 'MARIA CONTOH 5371995708900001'

/** A wallet on a server of its own, and how it is called; `changes` are to the wallet behind it. */
async function openPhone(changes: Partial<Wallet> = {}) {
  const party = await listen()
  onTestFinished(() => party.close())
  const wallet = await openWallet({ vault: createMemoryVault() })
  party.open(lontarWalletPlugin({ wallet: { ...wallet, ...changes } }), 'the token of the holder')
  const post = (method: string, args: unknown, authorization?: string) =>
    send(method, JSON.stringify(args), authorization)
  const send = async (method: string, text: string, authorization = 'Bearer the token of the holder') => {
    const response = await fetch(`${party.url}/agent/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: text,
    })
    return { status: response.status, body: await response.text() }
  }
  const call = (token: string) =>
    createAgent<ILontarWallet>({ plugins: [callAgent(party, lontarWalletSchema, token)] })
  return { post, send, agent: call('the token of the holder'), stranger: call('another token') }
}

async function codeOf(calling: Promise<unknown>): Promise<string | undefined> {
  return agentErrorCode(await calling.catch((error: unknown) => error))
}

test('what fails has the same code from afar', async () => {
  const { agent } = await openPhone()
  expect(await codeOf(agent.getHeldCredential({ credentialId: 'none' }))).toBe('wallet_credential_unknown')
  expect(await codeOf(agent.acceptCredentialOffer({ credentialOffer: 'https://x.example/' }))).toBe(
    'credential_offer_malformed',
  )
  expect(await codeOf(agent.declineAuthorizationRequest({ reviewId: 'none' }))).toBe('ERR_INVALID_ARG_VALUE')
})

test('an answer to a failed call holds the code and nothing else, whatever happened', async () => {
  const list = async () => {
    throw new RangeError(person)
  }
  const { post } = await openPhone({ list })
  expect(await post('listHeldCredentials', {})).toEqual({ status: 500, body: '{"error":"internal"}' })
})

test('what the schema does not name is refused before anything happens, and not repeated', async () => {
  let asked = 0
  const remove = async () => void asked++
  const { post } = await openPhone({ remove })
  const refused = { status: 500, body: '{"error":"ERR_INVALID_ARG_VALUE"}' }
  expect(await post('removeHeldCredential', { credentialId: 'a', nik: person })).toEqual(refused)
  expect(await post('removeHeldCredential', { credentialId: [person] })).toEqual(refused)
  expect(await post('removeHeldCredential', {})).toEqual(refused)
  expect(asked).toBe(0)
  expect(await post('removeHeldCredential', { credentialId: 'a' })).toEqual({
    status: 200,
    body: '{"credentialId":"a"}',
  })
  expect(asked).toBe(1)
})

test('nobody is let in without the token', async () => {
  const { post, stranger } = await openPhone()
  const refused = { status: 401, body: '{"error":"invalid_token"}' }
  for (const authorization of ['', 'Bearer', 'Bearer ', 'Bearer another token', 'the token of the holder'])
    expect(await post('listHeldCredentials', {}, authorization)).toEqual(refused)
  await expect(stranger.listHeldCredentials({})).rejects.toThrow('invalid_token')
})

test('no other method of the agent is served', async () => {
  const { post } = await openPhone()
  for (const method of ['execute', 'show', 'review', 'createCredentialOffer', 'constructor'])
    expect(await post(method, {})).toMatchObject({ status: 404 })
})

test('a body that cannot be read is not repeated either', async () => {
  const { send } = await openPhone()
  const refused = { status: 400, body: '{"error":"json_malformed"}' }
  expect(await send('removeHeldCredential', `{"credentialId": ${person}`)).toEqual(refused)
  expect(await send('removeHeldCredential', `"${person.repeat(500_000)}"`)).toEqual(refused)
})

test("the methods are described as Veramo's remote server describes any", async () => {
  const wallet = await openWallet({ vault: createMemoryVault() })
  const agent = createAgent({ plugins: [lontarWalletPlugin({ wallet })] })
  const { paths } = getOpenApiSchema(agent, '/agent', agent.availableMethods())
  expect(Object.keys(paths)).toContain('/agent/acceptCredentialOffer')
  expect(Object.keys(paths)).toHaveLength(Object.keys(lontarWalletSchema.components.methods).length)
})
