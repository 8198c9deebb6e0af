import type { PresentationReview } from '@lontar/wallet'
import { expect } from 'vitest'
import { disclosedByQuery } from './disclosed-by-query.ts'
import { encryptionKid } from './honest-request.ts'
import type { PresentingScene } from './presenting-scene.ts'
import { type PlatformMessage, pageOrigin, type ScriptedPage } from './scripted-page.ts'

/**
 * Expects that the wallet, once its holder agrees, gives the platform an answer by the protocol of the request, bound to
 * the origin of the page and not to who signed (OpenID4VP 1.0 appendix A.4), with the name alone.
 */
export async function expectAnsweredToPlatform(
  { profile, wallet, now }: PresentingScene,
  page: ScriptedPage,
  { request, review }: { readonly request: PlatformMessage; readonly review: PresentationReview },
): Promise<void> {
  const { dcApiResponse, ...receipt } = await wallet.respond(review, { consent: true })
  expect(receipt).toEqual({ sent: false, disclosed: ['name'], redirectUri: null })
  expect(dcApiResponse?.protocol).toBe(request.protocol)
  const { members, encryption, said } = await page.open(dcApiResponse)
  expect(Object.keys(members)).toEqual([profile === 'haip' ? 'response' : 'vp_token'])
  expect(encryption?.kid).toBe(profile === 'haip' ? encryptionKid : undefined)
  expect(Object.keys(said)).toEqual(['vp_token'])
  const binding = { audience: `origin:${pageOrigin}`, nonce: page.nonce, now: now() }
  expect(await disclosedByQuery(said['vp_token'], binding)).toEqual({ card: ['name'] })
}
