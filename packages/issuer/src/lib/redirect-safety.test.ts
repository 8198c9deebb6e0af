import { describe, expect, test } from 'vitest'
import { isAppRedirectUri } from './is-app-redirect-uri.ts'
import { createAttestedWallet, pushRequest } from './proof-of-possession.test-support.ts'
import { redirectSourceOf } from './redirect-source.ts'
import { createTestAuthorization } from './test-authorization.test-support.ts'
import { createTestIssuer } from './test-issuer.test-support.ts'

const refused = [
  'intent://scan/',
  'tel:+62811',
  'mailto:a@b.example',
  'sms:1',
  'file:///etc/passwd',
  'about:blank',
  'javascript:alert(1)',
  'data:text/html,x',
  'blob:https://a.example/x',
  'wallet:/cb',
  'http://wallet.example/cb',
  'https://a.example;script-src/cb',
  "https://a.example'unsafe-inline'/cb",
]
const taken = ['https://wallet.example/cb', 'http://127.0.0.1:5000/cb', 'id.example.wallet:/cb']

describe('an attested client', () => {
  async function pushed(redirect_uri: string) {
    const wallet = await createAttestedWallet()
    const attesters = [{ jwks: { keys: [wallet.attester.publicJwk] } }]
    const clientAttestation = { attesters }
    const world = await createTestIssuer({ clients: { attestedClients: true }, clientAttestation })
    const pushHeaders = await wallet.headers(world)
    return pushRequest(world, { pushHeaders, parameters: { redirect_uri } })
  }

  test.each(refused)('cannot have a browser sent to %s', async (uri) => {
    expect(isAppRedirectUri(uri)).toBe(false)
    const { status, json } = await pushed(uri)
    expect([status, json.error]).toEqual([400, 'invalid_request'])
  })

  test.each(taken)('can have a browser sent to %s (RFC 8252 section 7)', async (uri) => {
    expect(isAppRedirectUri(uri)).toBe(true)
    expect((await pushed(uri)).status).toBe(201)
  })
})

test('the page says where it leads to, and its policy names nothing else', async () => {
  const world = await createTestAuthorization()
  const { page } = await world.begin()
  expect(page.text).toContain('<dd>https://wallet.example</dd>')
  const app = (await world.begin({ redirectUri: 'lontar-wallet:/cb' })).page
  expect(app.text).toContain('<dd>lontar-wallet:</dd>')
})

test('a source of a policy is an origin or a scheme, and nothing that ends a directive', () => {
  expect(redirectSourceOf('https://a.example:8443/cb?x=;y')).toBe('https://a.example:8443')
  expect(redirectSourceOf('id.example.wallet:/cb;x')).toBe('id.example.wallet:')
  expect(redirectSourceOf('http://[::1]:1/cb')).toBe('http://[::1]:1')
  expect(redirectSourceOf('https://a.example;b/cb')).toBeUndefined()
  expect(redirectSourceOf('https://a,b/cb')).toBeUndefined()
  expect(redirectSourceOf('https://*.example/cb')).toBeUndefined()
})

test('no operator can list an address that no policy can name', async () => {
  const publicClients = [{ clientId: 'wallet', redirectUris: ['https://a.example;b/cb'] }]
  await expect(createTestIssuer({ clients: { publicClients } })).rejects.toMatchObject({
    code: 'ERR_INVALID_ARG_VALUE',
  })
})
