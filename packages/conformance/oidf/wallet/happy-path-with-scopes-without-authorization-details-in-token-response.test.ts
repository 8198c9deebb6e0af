import { expect, test } from 'vitest'
import { configurationId } from '../support/issuer-scene.ts'
import { openWalletScene, tampering, type WalletScene } from '../support/wallet-scene.ts'

/** An issuer whose configurations have no scope. */
const byDetails = tampering('/.well-known/openid-credential-issuer/ntt', (metadata) =>
  JSON.parse(JSON.stringify(metadata), (name, value) => (name === 'scope' ? undefined : value)),
)

function bodyOf({ scene }: WalletScene, wanted: string): string {
  return scene.requests.findLast(({ path }) => path === wanted)?.body ?? ''
}

test('asked for by scope, the token comes without authorization details, and the credential by its configuration', async () => {
  const seen: unknown[] = []
  const opened = await openWalletScene({
    tamper: async (request, response) => {
      if (request.path === '/token' && response.ok) seen.push(await response.clone().json())
      return response
    },
  })
  expect(await opened.receive()).toHaveLength(1)
  const pushed = new URLSearchParams(bodyOf(opened, '/par'))
  expect([pushed.get('scope'), pushed.get('authorization_details')]).toEqual(['ktp', null])
  expect(seen).toHaveLength(1)
  expect(seen[0]).not.toHaveProperty('authorization_details')
  const request = JSON.parse(bodyOf(opened, '/credential')) as object
  expect(request).toMatchObject({ credential_configuration_id: configurationId })
  expect(request).not.toHaveProperty('credential_identifier')
})

test('asked for by authorization details, it comes by the identifier of the token, and by nothing else', async () => {
  const opened = await openWalletScene({ tamper: byDetails })
  expect(await opened.receive()).toHaveLength(1)
  const pushed = new URLSearchParams(bodyOf(opened, '/par'))
  expect(JSON.parse(pushed.get('authorization_details') ?? '')).toMatchObject([
    { type: 'openid_credential', credential_configuration_id: configurationId },
  ])
  const request = JSON.parse(bodyOf(opened, '/credential')) as object
  expect(request).toMatchObject({ credential_identifier: `${configurationId}.1` })
  expect(request).not.toHaveProperty('credential_configuration_id')
})
