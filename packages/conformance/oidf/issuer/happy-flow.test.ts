import { jwkThumbprint } from '@lontar/credentials/jose'
import { createCredentialRequest, createNotificationRequest } from '@lontar/openid4vc/openid4vci'
import { expect, test } from 'vitest'
import { configurationId, issuerUrl } from '../support/issuer-scene.ts'
import { issuedIn, readIssued } from '../support/read-issued.ts'
import { useScene } from '../support/use-scene.ts'

const used = useScene()

/** What a later version may bring: to be ignored in every request. */
const extra = { 'x-unknown': 'a', later_version: '{"b":[1]}' }

test.each(['wallet', 'issuer'] as const)(
  'a flow that the %s begins leads to a credential for the key of the wallet, whatever unknown comes along',
  async (initiatedBy) => {
    const { client, scene } = used
    const answered = await client.askForToken({ initiatedBy, extra })
    expect([answered.status, answered.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(answered.json).toMatchObject({ token_type: 'DPoP', expires_in: expect.any(Number) })
    expect(answered.json).not.toHaveProperty('c_nonce')
    const token = String(answered.json['access_token'])
    const [key] = await client.keys()
    if (key === undefined) throw new TypeError('no key')
    const request = createCredentialRequest({ configurationId, proofs: await client.prove([key]) })
    const answer = await client.post(token, { ...request, ...extra })
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(answer.headers.get('cache-control')).toBe('no-store')
    const credential = await readIssued(scene, issuedIn(answer)[0] ?? '')
    expect(credential.types).toEqual([`${issuerUrl}/vct/ktp/1`])
    expect(await jwkThumbprint(credential.holderKey ?? key.publicJwk)).toBe(
      await jwkThumbprint(key.publicJwk),
    )
    expect(credential.holderKey).toBeDefined()

    const notificationId = String(answer.json['notification_id'])
    const notification = createNotificationRequest({ notificationId, event: 'credential_accepted' })
    const url = `${issuerUrl}/notification`
    for (const _time of [1, 2]) {
      expect((await client.post(token, { ...notification, ...extra }, { url })).status).toBe(204)
    }
    expect(scene.notifications.at(-1)).toMatchObject({ event: 'credential_accepted' })
  },
)

test('a pushed request is answered 201 with a name that serves for a minute', async () => {
  const { status, headers, json } = await used.client.push({ extra })
  expect([status, headers.get('cache-control')]).toEqual([201, 'no-store'])
  expect(json).toEqual({
    request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:/),
    expires_in: 60,
  })
})

test('a token that was asked for with authorization_details brings identifiers, by which the credential comes', async () => {
  const { client } = used
  const { json } = await client.askForToken({ identifiers: true })
  const [detail] = json['authorization_details'] as { readonly credential_identifiers: readonly string[] }[]
  expect(detail).toMatchObject({ type: 'openid_credential', credential_configuration_id: configurationId })
  const credentialIdentifier = detail?.credential_identifiers[0] ?? ''
  const proofs = await client.prove(await client.keys())
  const answer = await client.post(
    String(json['access_token']),
    createCredentialRequest({ credentialIdentifier, proofs }),
  )
  expect(issuedIn(answer)).toHaveLength(1)
})
