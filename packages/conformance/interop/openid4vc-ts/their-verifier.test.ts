import type { TrustList } from '@lontar/credentials'
import { createX5cVerifier } from '@lontar/credentials/x509'
import type { Wallet } from '@lontar/wallet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type VerifierKind, verifierKinds } from '../support/our-verifier.ts'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'
import { openSharedHolding, type SharedFormat, type SharedHolding } from '../support/shared-queries.ts'
import { type ForeignVerifier, openForeignVerifier } from './support/foreign-verifier.ts'

const responseModes = ['direct_post.jwt', 'direct_post'] as const

let rooms: InteropRooms
let wallet: Wallet
let queries: SharedHolding['queries']

beforeAll(async () => {
  rooms = await openInteropRooms()
  ;({ wallet, queries } = await openSharedHolding(rooms, { verifyX5c: createX5cVerifier() }))
})
afterAll(() => rooms.close())

const kept: readonly [SharedFormat, object][] = [
  ['dc+sd-jwt', { name: 'MARIA CONTOH' }],
  ['vc+sd-jwt', { credentialSubject: { name: 'MARIA CONTOH' } }],
  ['jwt_vc_json', { credentialSubject: { residenceProvinceCode: '53' } }],
]
const cells = verifierKinds.flatMap((kind) =>
  responseModes.flatMap((responseMode) =>
    kept.map(([format, claims]) => [kind, responseMode, format, claims] as const),
  ),
)

describe('our wallet answers a verifier of @openid4vc', () => {
  test.each(cells)('known by %s, by %s, with a %s', async (kind, responseMode, format, claims) => {
    await meet(kind, async (verifier) => {
      const request = await verifier.ask({ query: queries[format], responseMode })
      const review = await wallet.review(request.uri, { trust: trustIn(verifier) })
      expect(review.verifier).toMatchObject({
        clientId: verifier.clientId,
        name: 'Losmen Contoh',
        trusted: kind.startsWith('x509'),
        host: expect.stringMatching(/^localhost:/),
      })
      await wallet.respond(review, { consent: true })
      const outcome = request.outcome()
      expect(outcome).toMatchObject({
        state: 'accepted',
        claims,
        encrypted: responseMode === 'direct_post.jwt',
      })
      // Of what can be withheld, nothing else is shown.
      expect(JSON.stringify(outcome.claims)).not.toContain('1990-08-17')
    })
  })

  test.each(responseModes)('with access_denied by %s when its holder declines', async (responseMode) => {
    await meet('did:jwk', async (verifier) => {
      const request = await verifier.ask({ query: queries['dc+sd-jwt'], responseMode })
      await wallet.decline(await wallet.review(request.uri))
      const encrypted = responseMode === 'direct_post.jwt'
      expect(request.outcome()).toEqual({ state: 'declined', reason: 'access_denied', encrypted })
    })
  })
})

describe('our wallet does not answer a verifier of @openid4vc', () => {
  test.each(verifierKinds)('known by %s whose signed request was changed', async (kind) => {
    await meet(kind, async (verifier) => {
      const request = await verifier.ask({ query: queries['dc+sd-jwt'], tamper: withOtherAddress })
      await expect(wallet.review(request.uri, { trust: trustIn(verifier) })).rejects.toMatchObject({
        code: 'authorization_request_signature_invalid',
      })
      expect(request.outcome()).toEqual({ state: 'pending' })
    })
  })

  test.each(['x509_san_dns', 'x509_hash'] as const)(
    'known by %s whose root it does not know',
    async (kind) => {
      await meet(kind, async (verifier) => {
        const { uri } = await verifier.ask({ query: queries['dc+sd-jwt'] })
        await expect(wallet.review(uri, { trust: rooms.issuer.trustList() })).rejects.toMatchObject({
          code: 'certificate_untrusted',
        })
      })
    },
  )
})

test.each(kept.flatMap(([format]) => responseModes.map((mode) => [format, mode] as const)))(
  'a verifier of @openid4vc refuses a %s of our wallet, by %s, that is for the nonce of another request',
  async (format, responseMode) => {
    await meet('did:jwk', async (verifier) => {
      const other = await verifier.ask({ query: queries[format] })
      const request = await verifier.ask({
        query: queries[format],
        responseMode,
        expectedNonce: other.nonce,
      })
      const review = await wallet.review(request.uri)
      await expect(wallet.respond(review, { consent: true })).rejects.toMatchObject({
        code: 'verifier_refused',
      })
      expect(request.outcome()).toMatchObject({
        state: 'refused',
        reason: 'TypeError: the presentation is for another nonce',
      })
    })
  },
)

async function meet(kind: VerifierKind, work: (verifier: ForeignVerifier) => Promise<void>): Promise<void> {
  const verifier = await openForeignVerifier(kind)
  try {
    await work(verifier)
  } finally {
    await verifier.close()
  }
}

function trustIn({ roots }: ForeignVerifier): TrustList {
  return { ...rooms.issuer.trustList(), roots }
}

/** Sends the answer elsewhere, under the old signature. */
function withOtherAddress(jwt: string): string {
  const [header, payload = '', signature] = jwt.split('.')
  const content = Buffer.from(payload, 'base64url').toString().replace('/response/', '/elsewhere/')
  return [header, Buffer.from(content).toString('base64url'), signature].join('.')
}
