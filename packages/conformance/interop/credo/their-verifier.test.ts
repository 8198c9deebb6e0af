import type { TrustList } from '@lontar/credentials'
import { createGuardedFetch, type GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { createX5cVerifier } from '@lontar/credentials/x509'
import type { Wallet } from '@lontar/wallet'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type VerifierKind, verifierKinds } from '../support/our-verifier.ts'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'
import { openSharedHolding, type SharedHolding, type SharedQuery } from '../support/shared-queries.ts'
import { type CredoVerifier, openCredoVerifier } from './support/credo-verifier.ts'

/*
 * Our wallet and a verifier made of Credo 0.6.3. Where Credo leaves OpenID4VP 1.0:
 * - Section 5.8: its requests name their own request_uri as `aud`. Our wallet refuses them, and here they are signed
 *   again with the right one (`ownAudience`).
 * - Appendix B.1.1: `type_values` are compared with the short names in `type`, without the context. A query that names
 *   both spellings, as two alternatives, is understood by both sides.
 * - Section 8.5: it reads no error response and answers one with 400.
 * - `vc+sd-jwt`, which the specification does not name: it takes a `vp+sd-jwt` around the credential alone, where our
 *   wallet presents the SD-JWT with its key binding.
 */

const responseModes = ['direct_post.jwt', 'direct_post'] as const

let rooms: InteropRooms
let wallet: Wallet
let queries: Readonly<Record<'dc+sd-jwt' | 'vc+sd-jwt' | 'jwt_vc_json' | 'expanded types', SharedQuery>>
let between: GuardedFetch
const overHttp = createGuardedFetch({ dangerouslyAllowLoopbackHttp: true })

beforeAll(async () => {
  rooms = await openInteropRooms()
  between = overHttp
  const holding = await openSharedHolding(rooms, {
    verifyX5c: createX5cVerifier(),
    fetch: (url, init) => between(url, init),
  })
  wallet = holding.wallet
  const { jwt_vc_json: expanded } = holding.queries
  queries = { ...holding.queries, 'expanded types': expanded, jwt_vc_json: withShortType(expanded) }
})
afterAll(() => rooms.close())

const shown: readonly ['dc+sd-jwt' | 'jwt_vc_json', object][] = [
  ['dc+sd-jwt', { name: 'MARIA CONTOH' }],
  ['jwt_vc_json', { credentialSubject: { residenceProvinceCode: '53' } }],
]
const cells = verifierKinds.flatMap((kind) =>
  responseModes.flatMap((responseMode) =>
    shown.map(([format, content]) => [kind, responseMode, format, content] as const),
  ),
)

describe('our wallet answers a verifier of Credo', () => {
  test.each(cells)('known by %s, by %s, with a %s', async (kind, responseMode, format, content) => {
    await meet(kind, async (verifier) => {
      const request = await verifier.ask({ query: queries[format], responseMode })
      const review = await wallet.review(request.uri, { trust: trustIn(verifier) })
      expect(review.verifier).toMatchObject({
        clientId: request.clientId,
        name: 'Losmen Contoh',
        trusted: kind.startsWith('x509'),
      })
      const sent = recordBodies()
      await wallet.respond(review, { consent: true })
      expect(sent.map((body) => [...body.keys()])).toEqual([
        responseMode === 'direct_post' ? ['vp_token', 'state'] : ['response'],
      ])
      expect(await request.outcome()).toEqual({ state: 'ResponseVerified', reason: undefined })
      const claims = await request.claims()
      expect(claims).toMatchObject(content)
      // Of what can be withheld, nothing else is shown.
      expect(JSON.stringify(claims)).not.toContain('1990-08-17')
    })
  })
})

describe('our wallet does not answer a verifier of Credo', () => {
  test.each(verifierKinds)('known by %s whose signed request was changed', async (kind) => {
    await meet(kind, async (verifier) => {
      const request = await verifier.ask({ query: queries['dc+sd-jwt'] })
      between = changeRequest
      await expect(wallet.review(request.uri, { trust: trustIn(verifier) })).rejects.toMatchObject({
        code: 'authorization_request_signature_invalid',
      })
      expect(await request.outcome()).toMatchObject({ state: 'RequestUriRetrieved' })
    })
  })

  test.each(verifierKinds)('known by %s that names itself as the audience of its request', async (kind) => {
    await meet(kind, async (verifier) => {
      const request = await verifier.ask({ query: queries['dc+sd-jwt'], ownAudience: true })
      expect(request.payload['aud']).toContain('/authorization-requests/')
      await expect(wallet.review(request.uri, { trust: trustIn(verifier) })).rejects.toMatchObject({
        code: 'authorization_request_malformed',
      })
    })
  })
})

describe('a verifier of Credo refuses our wallet', () => {
  test.each<[keyof typeof queries, string]>([
    ['dc+sd-jwt', 'Invalid Nonce'],
    // Of this it says no more.
    ['jwt_vc_json', 'card[0]: Error occured during verification of presentation.'],
  ])('with a %s that is for the nonce of another request', async (format, why) => {
    await meet('did:jwk', async (verifier) => {
      const [mine, other] = await askTwice(verifier, queries[format], 'direct_post')
      await expectRefused(mine.uri, (url, init) => {
        const body = new URLSearchParams(String(init?.body))
        body.set('state', String(other.payload['state']))
        const target = url === mine.payload['response_uri'] ? String(other.payload['response_uri']) : url
        return overHttp(target, { ...init, body: body.toString() })
      })
      const { state, reason } = await other.outcome()
      expect([state, reason]).toEqual(['Error', expect.stringContaining(why)])
      expect(await mine.outcome()).toMatchObject({ state: 'RequestUriRetrieved' })
    })
  })

  test.each(shown)('with a %s that was encrypted for another request', async (format) => {
    await meet('did:jwk', async (verifier) => {
      const [mine, other] = await askTwice(verifier, queries[format], 'direct_post.jwt')
      await expectRefused(mine.uri, (_url, init) => overHttp(String(other.payload['response_uri']), init))
      expect(await other.outcome()).toMatchObject({
        state: 'Error',
        reason: expect.stringContaining('state mismatch'),
      })
    })
  })

  test('with a dc+sd-jwt that says another name', async () => {
    await meet('did:jwk', async (verifier) => {
      const request = await verifier.ask({ query: queries['dc+sd-jwt'], responseMode: 'direct_post' })
      await expectRefused(request.uri, (url, init) => {
        const body = new URLSearchParams(String(init?.body))
        body.set('vp_token', withOtherName(body.get('vp_token') ?? ''))
        return overHttp(url, { ...init, body: body.toString() })
      })
      expect(await request.outcome()).toMatchObject({ state: 'Error' })
    })
  })

  test('when its holder declines, for it reads no error response', async () => {
    await meet('did:jwk', async (verifier) => {
      const request = await verifier.ask({ query: queries['dc+sd-jwt'] })
      const review = await wallet.review(request.uri)
      await expect(wallet.decline(review)).rejects.toMatchObject({ code: 'verifier_refused' })
      expect(await request.outcome()).toMatchObject({ state: 'Error' })
    })
  })

  test('with a jwt_vc_json that was asked for by its expanded type', async () => {
    await meet('did:jwk', async (verifier) => {
      const request = await verifier.ask({ query: queries['expanded types'] })
      await expectRefused(request.uri, overHttp)
      const { reason } = await request.outcome()
      expect(reason).toContain('Value must include all of')
    })
  })

  test('with a vc+sd-jwt, for it takes a vp+sd-jwt alone', async () => {
    await meet('did:jwk', async (verifier) => {
      const request = await verifier.ask({ query: queries['vc+sd-jwt'] })
      await expectRefused(request.uri, overHttp)
      const { reason } = await request.outcome()
      expect(reason).toContain('W3cV2Presentation: Failed to validate class')
    })
  })
})

async function meet(kind: VerifierKind, work: (verifier: CredoVerifier) => Promise<void>): Promise<void> {
  const verifier = await openCredoVerifier(kind)
  between = overHttp
  try {
    await work(verifier)
  } finally {
    await verifier.close()
  }
}

async function askTwice(
  verifier: CredoVerifier,
  query: SharedQuery,
  responseMode: (typeof responseModes)[number],
) {
  return [await verifier.ask({ query, responseMode }), await verifier.ask({ query, responseMode })] as const
}

/** The answer goes another way than the wallet meant. */
async function expectRefused(uri: string, way: GuardedFetch): Promise<void> {
  const review = await wallet.review(uri)
  between = way
  await expect(wallet.respond(review, { consent: true })).rejects.toMatchObject({ code: 'verifier_refused' })
}

function trustIn({ roots }: CredoVerifier): TrustList {
  return { ...rooms.issuer.trustList(), roots }
}

function recordBodies(): URLSearchParams[] {
  const bodies: URLSearchParams[] = []
  between = (url, init) => {
    bodies.push(new URLSearchParams(String(init?.body)))
    return overHttp(url, init)
  }
  return bodies
}

/** Asks for the same by the name that Credo looks for. */
function withShortType(query: SharedHolding['queries']['jwt_vc_json']): SharedQuery {
  const expanded = 'type_values' in query.meta ? query.meta.type_values : []
  return { ...query, meta: { type_values: [...expanded, ['KtpProofCredential']] } }
}

/** Says another name of the verifier, under the old signature. */
const changeRequest: GuardedFetch = async (url, init) => {
  const response = await overHttp(url, init)
  const [header, payload = '', signature] = response.text().split('.')
  const changed = Buffer.from(payload, 'base64url').toString().replace('Losmen Contoh', 'Losmen Lainnya')
  const text = [header, Buffer.from(changed).toString('base64url'), signature].join('.')
  return { ...response, text: () => text }
}

/** Says another name in the disclosure, which no digest of the issuer covers. */
function withOtherName(vpToken: string): string {
  const { card } = JSON.parse(vpToken) as { readonly card: readonly string[] }
  const [presentation = ''] = card
  const parts = presentation.split('~').map((part) => {
    const text = Buffer.from(part, 'base64url').toString()
    return text.includes('"MARIA') ? Buffer.from(text.replace('MARIA', 'MARTA')).toString('base64url') : part
  })
  return JSON.stringify({ card: [parts.join('~')] })
}
