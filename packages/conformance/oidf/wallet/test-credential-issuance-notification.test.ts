import { expect, test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { openWalletScene, tamperingWithCredentials, type WalletScene } from '../support/wallet-scene.ts'

function told({ scene }: WalletScene): string[] {
  return scene.notifications.map(({ event }) => event)
}

test('the wallet tells the issuer once that it keeps what came, under the token that it came for', async () => {
  const opened = await openWalletScene()
  await opened.receive({ copies: 3, offer: { copies: 3 } })
  expect(told(opened)).toEqual(['credential_accepted'])
  expect(opened.scene.notifications[0]?.credentialIds).toHaveLength(3)
  const [credential, notification] = ['/credential', '/notification'].map((path) =>
    opened.scene.requests.findLast((request) => request.path === path)?.headers.get('authorization'),
  )
  expect(notification).toMatch(/^DPoP /)
  expect(notification).toBe(credential)
})

test('it tells that what came is not good', async () => {
  const tamper = tamperingWithCredentials((all) => all.map((text) => text.replace(/^[^~]+/, breakSignature)))
  const opened = await openWalletScene({ tamper })
  await expect(opened.receive()).rejects.toMatchObject({ code: 'jws_signature_invalid' })
  expect(told(opened)).toEqual(['credential_failure'])
})

test('it tells that the holder did not want it', async () => {
  const opened = await openWalletScene()
  await expect(opened.receive({ confirm: () => false })).rejects.toMatchObject({ code: 'consent_missing' })
  expect(told(opened)).toEqual(['credential_deleted'])
  expect(await opened.wallet.list()).toEqual([])
})

test('an issuer that does not want to hear it has given its credentials all the same', async () => {
  const opened = await openWalletScene({
    tamper: ({ path }, response) =>
      path === '/notification'
        ? Response.json({ error: 'invalid_notification_id' }, { status: 400 })
        : response,
  })
  expect(await opened.receive()).toHaveLength(1)
  expect(await opened.wallet.list()).toHaveLength(1)
})
