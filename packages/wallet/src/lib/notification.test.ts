import { beforeEach, expect, test } from 'vitest'
import { openScene, type Scene } from './fixtures/scene.ts'
import { createMemoryVault } from './memory-vault.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  scene.issuer.script.notificationId = 'n1'
})

const receive = (options = {}, configurationIds = ['ktp_vc+sd-jwt']) =>
  scene.wallet.receive(scene.issuer.offer({ configurationIds }), { trust: scene.issuer.trust, ...options })
const events = () => scene.issuer.notifications.map(({ event }) => event)

test('the issuer is told once, under the token of the delivery, that it is kept', async () => {
  await receive({ copies: 2 })
  expect(scene.issuer.notifications).toEqual([
    { event: 'credential_accepted', id: 'n1', authorization: 'Bearer access-token' },
  ])
})

test('the issuer is told that the holder did not want it, and nothing more', async () => {
  await receive({ confirm: () => false }).catch(() => undefined)
  expect(events()).toEqual(['credential_deleted'])
  const { body } = scene.network.calls.findLast(({ url }) => url.endsWith('/notification')) ?? {}
  expect(JSON.parse(body ?? '')).toEqual({ event: 'credential_deleted', notification_id: 'n1' })
})

test('the issuer is told of every delivery that a bad one spoilt', async () => {
  const { script } = scene.issuer
  script.credentials = ({ configurationId, keys, issue }) =>
    Promise.all(
      keys.map((key) => issue(key, configurationId === 'ktp_dc+sd-jwt' ? { typeId: 'ktp-proof' } : {})),
    )
  await receive({}, ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt']).catch(() => undefined)
  expect(events()).toEqual(['credential_failure', 'credential_failure'])
  script.credentials = async ({ configurationId, keys, issue }) =>
    configurationId === 'ktp_dc+sd-jwt' ? { status: 500 } : Promise.all(keys.map((key) => issue(key)))
  await receive({}, ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt']).catch(() => undefined)
  expect(events()).toHaveLength(3)
  expect(await scene.vault.list()).toEqual([])
})

test('the issuer is told when the vault could not keep it', async () => {
  const vault = createMemoryVault()
  scene = await openScene({ ...vault, write: () => Promise.reject(new Error('disk full')) })
  scene.issuer.script.notificationId = 'n1'
  await expect(receive()).rejects.toThrow('disk full')
  expect(events()).toEqual(['credential_failure'])
})

test.each([{ status: 500 }, { status: 400, json: { error: 'invalid_notification_id' } }, { status: 204 }])(
  'K12: what the issuer says to it changes nothing (%j)',
  async (answer) => {
    scene.issuer.script.notification = () => answer
    expect(await receive()).toHaveLength(1)
    expect(await scene.wallet.list()).toHaveLength(1)
    expect(events()).toHaveLength(1)
  },
)

test('an issuer that gives no id, or no endpoint, is told nothing', async () => {
  scene.issuer.script.notificationId = undefined
  await receive()
  scene.issuer.script.notificationId = 'n1'
  scene.issuer.script.metadata = ({ notification_endpoint: _, ...metadata }) => metadata
  await receive()
  expect(events()).toEqual([])
})
