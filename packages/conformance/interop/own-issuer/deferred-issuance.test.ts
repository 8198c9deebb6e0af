import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import type { Offer } from '@lontar/issuer'
import { openFileVault } from '@lontar/wallet/file-vault'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectVerified, type OwnScene, openOwnScene } from './support/own-scene.ts'

const deferred = { configurationIds: ['ktp_dc+sd-jwt'], copies: 2, approval: 'deferred' } as const

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lontar-own-issuer-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Takes up an offer whose credentials come later, and gives the ids at both ends. */
async function receivePromise(scene: OwnScene, offer: Offer) {
  const { credentialOfferUri, txCode } = offer
  const kept = await scene.wallet.receive(credentialOfferUri, {
    ...{ trust: scene.trust, txCode: txCode ?? '', copies: 2 },
  })
  expect(kept).toEqual([])
  const [waiting] = await scene.issuer.deferred()
  const [pending] = await scene.wallet.pending()
  return { deferredId: waiting?.deferredId ?? '', id: pending?.id ?? '' }
}

test('credentials come after the officer approved, and the wallet keeps the interval', async () => {
  const scene = await openOwnScene()
  const { deferredId, id } = await receivePromise(scene, await scene.offer(deferred))
  const { trust } = scene
  await scene.wallet.collect(id, { trust })
  expect(scene.sent.filter(({ path }) => path === '/deferred')).toHaveLength(0)
  scene.advance(5)
  expect(await scene.wallet.collect(id, { trust })).toMatchObject({ state: 'pending' })
  await scene.issuer.approve(deferredId)
  scene.advance(5)
  const outcome = await scene.wallet.collect(id, { trust })
  await expectVerified(scene, outcome.state === 'received' ? outcome.credentials : [], 2)
  expect(await scene.wallet.pending()).toEqual([])
  expect(scene.notifications).toMatchObject([{ event: 'credential_accepted' }])
})

test('nothing comes after the officer denied, and nothing of it stays', async () => {
  const scene = await openOwnScene()
  const { deferredId, id } = await receivePromise(scene, await scene.offer(deferred))
  await scene.issuer.deny(deferredId, 'foto tidak jelas')
  scene.advance(5)
  await expect(scene.wallet.collect(id, { trust: scene.trust })).rejects.toMatchObject({
    code: 'issuer_refused',
    protocolError: 'credential_request_denied',
  })
  expect(await scene.vault.list()).toEqual([])
})

test('credentials come encrypted when they have to', async () => {
  const keys = [{ ...(await generatePrivateJwk()), kid: 'encryption-1' }]
  const scene = await openOwnScene({ encryption: { keys, requestRequired: true, responseRequired: true } })
  const { deferredId, id } = await receivePromise(scene, await scene.offer(deferred))
  await scene.issuer.approve(deferredId)
  scene.advance(5)
  const outcome = await scene.wallet.collect(id, { trust: scene.trust })
  expect(outcome).toMatchObject({ state: 'received', credentials: [{}, {}] })
})

test('a wallet that was closed for longer than its token lives goes on under a new one', async () => {
  const directory = join(folder, 'wallet')
  const passphrase = 'a passphrase of tests'
  const vault = await openFileVault({ directory, passphrase, create: true })
  const scene = await openOwnScene({ dpop: 'required', refreshTokenSeconds: 86_400 }, { vault })
  const { deferredId, id } = await receivePromise(scene, await scene.offer(deferred))
  const secrets = scene.sent
    .flatMap(({ headers }) => headers['authorization']?.split(' ')[1] ?? [])
    .concat(refreshTokensOf(await recordsOf(vault)))
  expect(secrets.length).toBeGreaterThan(1)
  await expectSealed(directory, secrets)
  scene.advance(600)
  await scene.issuer.approve(deferredId)
  const reopened = await scene.open({ vault: await openFileVault({ directory, passphrase }) })
  expect(await reopened.pending()).toMatchObject([{ id, configurationId: 'ktp_dc+sd-jwt' }])
  const outcome = await reopened.collect(id, { trust: scene.trust })
  const kept = outcome.state === 'received' ? outcome.credentials : []
  await expectVerified({ ...scene, wallet: reopened }, kept, 2)
  const used = scene.sent.findLast(({ path }) => path === '/deferred')
  await expectSealed(directory, [
    ...secrets,
    ...refreshTokensOf(await recordsOf(vault)),
    used?.headers['authorization']?.split(' ')[1] ?? 'nothing was sent',
    (await reopened.show(kept[0]?.id ?? '')).credential.slice(0, 60),
  ])
})

async function recordsOf(vault: Awaited<ReturnType<typeof openFileVault>>) {
  return Promise.all((await vault.list()).map((id) => vault.read(id)))
}

function refreshTokensOf(records: Awaited<ReturnType<typeof recordsOf>>): string[] {
  return records.flatMap((record) => {
    const token = record?.['refreshToken']
    return typeof token === 'string' ? [token] : []
  })
}

/** No file, and no name of one, holds a secret in clear. */
async function expectSealed(directory: string, secrets: readonly string[]): Promise<void> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true })
  const files = names.filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(1)
  for (const entry of files) {
    const text = (await readFile(join(entry.parentPath, entry.name))).toString('latin1')
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20)
      expect(text.includes(secret), 'a secret stands in a file').toBe(false)
      expect(entry.name).not.toContain(secret)
    }
  }
}
