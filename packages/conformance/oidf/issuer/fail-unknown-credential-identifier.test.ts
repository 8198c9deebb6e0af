import { createCredentialRequest } from '@lontar/openid4vc/openid4vci'
import { expect, test } from 'vitest'
import { expectRefusal } from '../support/expect-refusal.ts'
import { configurationId } from '../support/issuer-scene.ts'
import { issuedIn } from '../support/read-issued.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

test.each([
  ['there is none', 'unknown'],
  ['it is the name of a configuration', configurationId],
  ['it is one of a configuration that was not granted', 'ktp-proof_dc+sd-jwt.1'],
  ['it is a member of every object', '__proto__'],
])('an identifier is refused when %s, and the one of the token is issued', async (_why, unknown) => {
  const { client } = used
  const { json } = await client.askForToken({ identifiers: true })
  const token = String(json['access_token'])
  const [detail] = json['authorization_details'] as { readonly credential_identifiers: readonly string[] }[]
  const proofs = await client.prove(await client.keys())
  const ask = (credentialIdentifier: string) =>
    client.post(token, createCredentialRequest({ credentialIdentifier, proofs }))
  expectRefusal(await ask(unknown), 'unknown_credential_identifier')
  expect(issuedIn(await ask(detail?.credential_identifiers[0] ?? ''))).toHaveLength(1)
})

test('the identifier of another token opens nothing where a token came without any', async () => {
  const { client } = used
  const token = await client.accessToken()
  const proofs = await client.prove(await client.keys())
  const named = createCredentialRequest({ credentialIdentifier: `${configurationId}.1`, proofs })
  expectRefusal(await client.post(token, named), 'unknown_credential_identifier')
})

test('with identifiers the configuration is refused, and so are both or neither', async () => {
  const { client } = used
  const { json } = await client.askForToken({ identifiers: true })
  const token = String(json['access_token'])
  const proofs = { jwt: await client.prove(await client.keys()) }
  const byConfiguration = { credential_configuration_id: configurationId }
  const byIdentifier = { credential_identifier: `${configurationId}.1` }
  for (const target of [byConfiguration, { ...byConfiguration, ...byIdentifier }, {}]) {
    expectRefusal(await client.post(token, { ...target, proofs }), 'invalid_credential_request')
  }
  expect(issuedIn(await client.post(token, { ...byIdentifier, proofs }))).toHaveLength(1)
})
