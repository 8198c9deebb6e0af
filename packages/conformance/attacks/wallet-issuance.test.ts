import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { startLoopbackServer } from '@lontar/testkit'
import { openWallet, type Vault, type Wallet } from '@lontar/wallet'
import { openFileVault } from '@lontar/wallet/file-vault'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'

/*
 * What a wallet does by itself, and what lies on its disk, during an issuance. What hostile issuers send is in
 * packages/wallet (E6, E7, E18, E19, E21, E22). E14 has no attack here: the wallet presents nothing during an issuance,
 * so that there is no second key.
 */

const passphrase = 'a passphrase of tests'
const redirectUri = 'https://dompet.example/kembali'
const issuerPath = '/dinas'

let folder: string
let vault: Vault
let wallet: Wallet
let canary: { readonly url: string; readonly hits: string[]; close(): Promise<void> }
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lontar-wallet-issuance-'))
  vault = await openFileVault({ directory: join(folder, 'wallet'), passphrase, create: true })
  canary = await startCanary()
  wallet = await open()
})
afterEach(async () => {
  await canary.close()
  await rm(folder, { recursive: true, force: true })
})

const open = () => openWallet({ vault, fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }) })

/** A server that answers as an issuer does, and tells of every request. */
async function startCanary() {
  const hits: string[] = []
  const server = await startLoopbackServer(async (request) => {
    const { pathname, origin } = new URL(request.url)
    hits.push(pathname)
    return answer(pathname, origin)
  })
  return { url: server.url, hits, close: () => server.close() }
}

function answer(pathname: string, origin: string): Response {
  const issuer = origin + issuerPath
  if (pathname === '/offer') {
    return Response.json({
      credential_issuer: issuer,
      credential_configuration_ids: ['ktp'],
      grants: {
        'urn:ietf:params:oauth:grant-type:pre-authorized_code': {
          'pre-authorized_code': 'code',
          tx_code: {},
        },
      },
    })
  }
  if (pathname.endsWith(`openid-credential-issuer${issuerPath}`)) {
    return Response.json({
      credential_issuer: issuer,
      credential_endpoint: `${issuer}/credential`,
      nonce_endpoint: `${issuer}/nonce`,
      credential_configurations_supported: {
        ktp: { format: 'dc+sd-jwt', vct: `${issuer}/vct/ktp/1`, scope: 'ktp' },
      },
    })
  }
  if (pathname.endsWith(`oauth-authorization-server${issuerPath}`)) {
    return Response.json({
      issuer,
      token_endpoint: `${issuer}/token`,
      authorization_endpoint: `${issuer}/authorize`,
      dpop_signing_alg_values_supported: ['ES256'],
    })
  }
  return new Response(null, { status: 404 })
}

const offerLink = (): string =>
  `openid-credential-offer://?credential_offer_uri=${encodeURIComponent(`${canary.url}/offer`)}`

const authorize = () =>
  wallet.authorize(
    { issuer: canary.url + issuerPath, configurationIds: ['ktp'] },
    { redirectUri, clientId: 'dompet', acceptUntrustedIssuer: true },
  )

describe('E20: no network before the holder wants it', () => {
  test('opening a wallet and looking into it reaches nobody, also with everything under way', async () => {
    await authorize()
    const before = canary.hits.length
    const reopened = await open()
    await reopened.list()
    await reopened.pending()
    await reopened.history()
    await reopened.eraseHistory()
    await reopened.forget('x').catch(() => undefined)
    await reopened.remove('x').catch(() => undefined)
    await reopened.complete('x', `${redirectUri}?code=a`).catch(() => undefined)
    await reopened.collect('x').catch(() => undefined)
    await reopened.renew('x').catch(() => undefined)
    expect(canary.hits).toHaveLength(before)
    expect(before).toBeGreaterThan(0)
  })

  test('a link that is no offer is not followed', async () => {
    const reference = encodeURIComponent(`${canary.url}/offer`)
    for (const link of [
      `${canary.url}/offer`,
      `openid4vp://?credential_offer_uri=${reference}`,
      `openid-credential-offer://?credential_offer_uri=${reference}&credential_offer={}`,
    ]) {
      await expect(wallet.resolveOffer(link)).rejects.toMatchObject({ code: 'credential_offer_malformed' })
    }
    expect(canary.hits).toEqual([])
  })

  test('E6 a review reads, and sends neither code nor key; the code goes to nobody who is not trusted', async () => {
    const review = await wallet.resolveOffer(offerLink())
    expect(review).toMatchObject({ issuerTrusted: false, txCodeRequired: true })
    const attempt = wallet.receive(review, { txCode: '493536' })
    await expect(attempt).rejects.toMatchObject({ code: 'issuer_untrusted' })
    expect(canary.hits).toEqual([
      '/offer',
      `/.well-known/openid-credential-issuer${issuerPath}`,
      `/.well-known/oauth-authorization-server${issuerPath}`,
    ])
    // The twin: accepted, it goes.
    await wallet.receive(review, { txCode: '493536', acceptUntrustedIssuer: true }).catch(() => undefined)
    expect(canary.hits.at(-1)).toBe(`${issuerPath}/token`)
  })
})

test('W1: the secrets of a session that is under way stand in no file in clear', async () => {
  const { session, authorizationUrl } = await authorize()
  const record = await vault.read(`authorization.${session}`)
  const { codeVerifier, state, dpopKey } = record as Record<string, string> & { dpopKey: { d: string } }
  expect(new URL(authorizationUrl).searchParams.get('state')).toBe(state)
  const secrets = [codeVerifier ?? '', state ?? '', dpopKey.d, session]
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(1)
  for (const entry of files) {
    const text = (await readFile(join(entry.parentPath, entry.name))).toString('latin1')
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThan(20)
      expect(text.includes(secret) || entry.name.includes(secret)).toBe(false)
    }
  }
})
