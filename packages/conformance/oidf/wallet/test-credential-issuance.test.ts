import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { issuerUrl } from '../support/issuer-scene.ts'
import { readIssued } from '../support/read-issued.ts'
import { openWalletScene, tampering, tamperingWithCredentials } from '../support/wallet-scene.ts'

const issuerMetadata = '/.well-known/openid-credential-issuer/ntt'

function nonceIn(body: string): unknown {
  const { proofs } = JSON.parse(body) as { readonly proofs: { readonly jwt: readonly string[] } }
  return decodeJwt(proofs.jwt[0] ?? '')['nonce']
}

test('the wallet pushes its request, redeems the code, proves a key with a nonce, and keeps what comes', async () => {
  const { scene, wallet, receive } = await openWalletScene()
  const [kept] = await receive()
  expect(kept).toMatchObject({ issuer: issuerUrl, format: 'dc+sd-jwt' })
  const { credential } = await wallet.show(kept?.id ?? '')
  await expect(readIssued(scene, credential)).resolves.toMatchObject({ issuer: issuerUrl })
  const bodyOf = (path: string): string =>
    scene.requests.findLast((request) => request.path === path)?.body ?? ''
  expect(Object.fromEntries(new URLSearchParams(bodyOf('/par')))).toMatchObject({
    response_type: 'code',
    code_challenge_method: 'S256',
    issuer_state: expect.any(String),
  })
  expect(new URLSearchParams(bodyOf('/token')).get('grant_type')).toBe('authorization_code')
  expect(nonceIn(bodyOf('/credential'))).toEqual(expect.any(String))
})

test('what is asked for in encrypted form is asked for so, and comes so', async () => {
  const { scene, receive } = await openWalletScene()
  expect(await receive({ encrypt: true })).toHaveLength(1)
  const sent = scene.requests.find(({ path }) => path === '/credential')
  expect(sent?.headers.get('content-type')).toBe('application/jwt')
  expect(sent?.body.split('.')).toHaveLength(5)
})

test('what comes later is waited for, and collected when it was approved', async () => {
  const { scene, wallet, receive, collect } = await openWalletScene()
  expect(await receive({ offer: { approval: 'deferred' } })).toEqual([])
  const [pending] = await wallet.pending()
  const id = pending?.id ?? ''
  scene.advance(60)
  expect(await wallet.list()).toEqual([])
  await scene.issuer.approve((await scene.issuer.deferred())[0]?.deferredId ?? '')
  await collect(id)
  expect(await wallet.list()).toHaveLength(1)
  expect(await wallet.pending()).toEqual([])
})

test('what an officer denied is given up', async () => {
  const { scene, wallet, receive, collect } = await openWalletScene()
  await receive({ offer: { approval: 'deferred' } })
  const [pending] = await wallet.pending()
  scene.advance(60)
  await scene.issuer.deny((await scene.issuer.deferred())[0]?.deferredId ?? '')
  await expect(collect(pending?.id ?? '')).rejects.toMatchObject({
    code: 'issuer_refused',
    protocolError: 'credential_request_denied',
  })
  expect(await wallet.pending()).toEqual([])
})

test.each(['/par', '/token', '/nonce', '/credential'])(
  'members that it does not know disturb nothing at %s',
  async (path) => {
    const later = { unknown_member: { of: ['a', 'later', 'version'] } }
    const { receive } = await openWalletScene({
      tamper: tampering(path, (message) => ({ ...message, ...later })),
    })
    expect(await receive()).toHaveLength(1)
  },
)

test.each([
  ['taken', 1],
  ['not replaced a second time', 2],
])('a nonce that the issuer calls invalid is replaced by a new one, which is %s', async (_what, refusals) => {
  let left = refusals
  const { scene, receive } = await openWalletScene({
    tamper: ({ path }, response) =>
      path === '/nonce' && left-- > 0 ? Response.json({ c_nonce: `unknown-${left}` }) : response,
  })
  const received = receive()
  if (refusals === 1) expect(await received).toHaveLength(1)
  else
    await expect(received).rejects.toMatchObject({ code: 'issuer_refused', protocolError: 'invalid_nonce' })
  const sent = scene.requests.filter(({ path }) => path === '/credential')
  expect(sent).toHaveLength(2)
  expect(new Set(sent.map(({ body }) => nonceIn(body))).size).toBe(2)
})

test.each([
  [
    'whose signature is by nobody',
    (text: string) => text.replace(/^[^~]+/, breakSignature),
    'jws_signature_invalid',
  ],
  ['that ends in a key binding', (text: string) => text + text.split('~')[0], 'key_binding_unexpected'],
  ['that is none', () => 'not-a-credential', 'sd_jwt_malformed'],
])('a credential %s is refused, and nothing is kept', async (_what, change, code) => {
  const tamper = tamperingWithCredentials((credentials) => credentials.map(change))
  const { wallet, receive } = await openWalletScene({ tamper })
  await expect(receive()).rejects.toMatchObject({ code })
  expect(await wallet.list()).toEqual([])
})

test('metadata that name another issuer are refused before anything is sent', async () => {
  const tamper = tampering(issuerMetadata, (metadata) => ({
    ...metadata,
    credential_issuer: `${issuerUrl}/`,
  }))
  const { receive, paths } = await openWalletScene({ tamper })
  await expect(receive()).rejects.toMatchObject({ code: 'issuer_metadata_mismatch' })
  expect(paths()).toEqual([])
})
