import type { OfferOptions } from '@lontar/issuer'
import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { breakSignature } from '../support/break-signature.ts'
import { issuerUrl } from '../support/issuer-scene.ts'
import { readIssued } from '../support/read-issued.ts'
import { openWalletScene, tampering, type WalletScene } from '../support/wallet-scene.ts'

interface Credentials {
  readonly credentials: readonly { readonly credential: string }[]
}

async function receive({ wallet, trusting, ...scene }: WalletScene, options: Partial<OfferOptions> = {}) {
  const { credentialOfferUri, txCode } = await scene.offer(options)
  return wallet.receive(credentialOfferUri, { ...trusting, txCode: txCode ?? '' })
}

function nonceIn(body: string): unknown {
  const { proofs } = JSON.parse(body) as { readonly proofs: { readonly jwt: readonly string[] } }
  return decodeJwt(proofs.jwt[0] ?? '')['nonce']
}

/** A wallet that is sent something else than the credential. */
function openReceiving(change: (credential: string) => string): Promise<WalletScene> {
  const tamper = tampering('/credential', (message) => ({
    ...message,
    credentials: (message as unknown as Credentials).credentials.map(({ credential }) => ({
      credential: change(credential),
    })),
  }))
  return openWalletScene({ tamper })
}

test('the wallet gets a credential for the code, with one proof that holds the nonce, and keeps it', async () => {
  const scene = await openWalletScene()
  const [kept] = await receive(scene)
  expect(kept).toMatchObject({ issuer: issuerUrl, format: 'dc+sd-jwt' })
  const { credential } = await scene.wallet.show(kept?.id ?? '')
  await expect(readIssued(scene, credential)).resolves.toMatchObject({ issuer: issuerUrl })
  const paths = scene.requests.map(({ path }) => path)
  expect(paths.filter((path) => ['/token', '/nonce', '/credential'].includes(path))).toEqual([
    '/token',
    '/nonce',
    '/credential',
  ])
  const sent = scene.requests.find(({ path }) => path === '/credential')
  expect(sent?.headers.get('content-type')).toBe('application/json')
  expect(JSON.parse(sent?.body ?? '')).toMatchObject({ proofs: { jwt: [expect.any(String)] } })
})

test('members that it does not know disturb nothing, wherever they stand', async () => {
  for (const path of ['/token', '/nonce', '/credential']) {
    const scene = await openWalletScene({
      tamper: tampering(path, (message) => ({
        ...message,
        unknown_member: { of: ['a', 'later', 'version'] },
      })),
    })
    expect(await receive(scene), path).toHaveLength(1)
  }
})

test.each([
  ['taken', 1],
  ['not replaced a second time', 2],
])('a nonce that the issuer calls invalid is replaced by a new one, which is %s', async (_what, refusals) => {
  let left = refusals
  const scene = await openWalletScene({
    tamper: ({ path }, response) =>
      path === '/credential' && left-- > 0
        ? Response.json({ error: 'invalid_nonce' }, { status: 400 })
        : response,
  })
  // The issuer itself took the first: a second copy is there for the second.
  const received = receive(scene, { copies: 2 })
  if (refusals === 1) expect(await received).toHaveLength(1)
  else
    await expect(received).rejects.toMatchObject({ code: 'issuer_refused', protocolError: 'invalid_nonce' })
  expect(scene.requests.filter(({ path }) => path === '/nonce')).toHaveLength(2)
  const sent = scene.requests.filter(({ path }) => path === '/credential')
  expect(new Set(sent.map(({ body }) => nonceIn(body))).size).toBe(2)
})

test.each([
  [
    'whose signature is by nobody',
    (text: string) => text.replace(/^[^~]+/, breakSignature),
    'jws_signature_invalid',
  ],
  ['that ends in a key binding', (text: string) => `${text}${text.split('~')[0]}`, 'key_binding_unexpected'],
  ['that is none', () => 'not-a-credential', 'sd_jwt_malformed'],
])('a credential %s is refused, and nothing is kept', async (_what, change, code) => {
  const scene = await openReceiving(change)
  await expect(receive(scene)).rejects.toMatchObject({ code })
  expect(await scene.wallet.list()).toEqual([])
})

test('metadata that name another issuer are refused before a code is sent', async () => {
  const path = '/.well-known/openid-credential-issuer/ntt'
  const scene = await openWalletScene({
    tamper: tampering(path, (metadata) => ({ ...metadata, credential_issuer: `${issuerUrl}/` })),
  })
  await expect(receive(scene)).rejects.toMatchObject({ code: 'issuer_metadata_mismatch' })
  expect(scene.requests.map((request) => request.path)).not.toContain('/token')
})

test('an issuer that no list knows is refused before a code is sent', async () => {
  const scene = await openWalletScene()
  const { credentialOfferUri, txCode } = await scene.offer()
  const received = scene.wallet.receive(credentialOfferUri, { txCode: txCode ?? '' })
  await expect(received).rejects.toMatchObject({ code: 'issuer_untrusted' })
  expect(scene.requests.map((request) => request.path)).not.toContain('/token')
})
