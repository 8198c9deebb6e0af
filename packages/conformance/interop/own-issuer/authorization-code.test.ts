import { expect, test } from 'vitest'
import { signInByBrowser } from '../support/sign-in-by-browser.ts'
import { clientId, expectVerified, type OwnScene, openOwnScene, redirectUri } from './support/own-scene.ts'

const configuration = {
  clients: { publicClients: [{ clientId, redirectUris: [redirectUri] }] },
  dpop: 'required',
  refreshTokenSeconds: 86_400,
} as const
const configurationIds = ['ktp_dc+sd-jwt']
const authorizing = ({ trust }: OwnScene) => ({ clientId, redirectUri, trust })

test('begun by the issuer: an offer, the sign-in page, the credential', async () => {
  const scene = await openOwnScene(configuration)
  const offer = await scene.offer({ configurationIds, grant: 'authorization_code', copies: 3 })
  const resolved = await scene.wallet.resolveOffer(offer.credentialOfferUri, { trust: scene.trust })
  expect(resolved).toMatchObject({ issuerTrusted: true, txCodeRequired: false })
  const { authorizationUrl, session } = await scene.wallet.authorize(resolved, authorizing(scene))
  expect([...new URL(authorizationUrl).searchParams.keys()]).toEqual(['client_id', 'request_uri'])
  const back = await signInByBrowser(authorizationUrl, offer)
  const kept = await scene.wallet.complete(session, back, { trust: scene.trust, copies: 3 })
  await expectVerified(scene, kept, 3)
  expect(scene.sent.map(({ path }) => path)).toContain('/par')
  // A code, like a session, serves once.
  await expect(scene.wallet.complete(session, back, { trust: scene.trust })).rejects.toMatchObject({
    code: 'issuance_unknown',
  })
})

test('begun by the wallet: the two numbers of the counter are all that the holder brings', async () => {
  const scene = await openOwnScene(configuration)
  const offer = await scene.offer({ configurationIds, grant: 'authorization_code' })
  const wanted = { issuer: scene.issuer.url, configurationIds }
  const { authorizationUrl, session } = await scene.wallet.authorize(wanted, authorizing(scene))
  const back = await signInByBrowser(authorizationUrl, offer)
  // The wallet may be closed while the browser is open.
  const reopened = await scene.open()
  const kept = await reopened.complete(session, back, { trust: scene.trust })
  await expectVerified({ ...scene, wallet: reopened }, kept, 1)
})

test('an address of another session, or with another iss, is refused, and the right one still works', async () => {
  const scene = await openOwnScene(configuration)
  const offer = await scene.offer({ configurationIds, grant: 'authorization_code' })
  const wanted = { issuer: scene.issuer.url, configurationIds }
  const { authorizationUrl, session } = await scene.wallet.authorize(wanted, authorizing(scene))
  const other = await scene.wallet.authorize(wanted, authorizing(scene))
  const back = await signInByBrowser(authorizationUrl, offer)
  const { trust } = scene
  const mixedUp = new URL(back)
  mixedUp.searchParams.set('iss', 'https://attacker.example')
  for (const attempt of [
    scene.wallet.complete(other.session, back, { trust }),
    scene.wallet.complete(session, mixedUp.href, { trust }),
  ]) {
    await expect(attempt).rejects.toMatchObject({ code: 'oauth_response_mismatch' })
  }
  expect(await scene.wallet.complete(session, back, { trust })).toHaveLength(1)
})

test('renewal: new credentials by the refresh token, again and again, and each token once', async () => {
  const scene = await openOwnScene(configuration)
  const offer = await scene.offer({ configurationIds, grant: 'authorization_code', copies: 2 })
  const { trust } = scene
  const going = authorizing(scene)
  const { authorizationUrl, session } = await scene.wallet.authorize(offer.credentialOfferUri, going)
  const back = await signInByBrowser(authorizationUrl, offer)
  const [first] = await scene.wallet.complete(session, back, { trust })
  scene.advance(3600)
  const renewed = await scene.wallet.renew(first?.id ?? '', { trust, copies: 2 })
  await expectVerified(scene, renewed, 2)
  const again = await (await scene.open()).renew(renewed[1]?.id ?? '', { trust })
  await expectVerified(scene, again, 1)
  expect(await scene.wallet.list()).toHaveLength(4)
  const tokens = scene.sent
    .filter(({ path, body }) => path === '/token' && body.includes('refresh_token'))
    .map(({ body }) => new URLSearchParams(body).get('refresh_token'))
  expect(new Set(tokens).size).toBe(2)
})

test('a pre-authorized credential is renewed too, and without a refresh token it is not', async () => {
  const scene = await openOwnScene({ refreshTokenSeconds: 86_400 })
  const { credentialOfferUri, txCode } = await scene.offer({ configurationIds })
  const options = { trust: scene.trust, txCode: txCode ?? '' }
  const [first] = await scene.wallet.receive(credentialOfferUri, options)
  await expectVerified(scene, await scene.wallet.renew(first?.id ?? '', { trust: scene.trust }), 1)
  const plain = await openOwnScene()
  const other = await plain.offer({ configurationIds })
  const receiving = { trust: plain.trust, txCode: other.txCode ?? '' }
  const [kept] = await plain.wallet.receive(other.credentialOfferUri, receiving)
  await expect(plain.wallet.renew(kept?.id ?? '', { trust: plain.trust })).rejects.toMatchObject({
    code: 'renewal_unavailable',
  })
})
