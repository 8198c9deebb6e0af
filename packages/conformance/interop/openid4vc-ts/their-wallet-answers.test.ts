import type { Ask } from '@lontar/documents/ask'
import { Oauth2JwtVerificationError } from '@openid4vc/oauth2'
import { decodeProtectedHeader } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  counter,
  hotel,
  type OurVerifierOptions,
  openOurVerifier,
  verifierKinds,
} from '../support/our-verifier.ts'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'
import type { SharedFormat } from '../support/shared-queries.ts'
import { openForeignWallet } from './support/foreign-wallet.ts'
import { presentJwtVc } from './support/jwt-vc.ts'
import { type ReceivedCredential, receive } from './support/receive.ts'
import { presentSdJwtVc, readSdJwtVc } from './support/sd-jwt.ts'

const responseModes = ['direct_post.jwt', 'direct_post'] as const
const formats = ['dc+sd-jwt', 'vc+sd-jwt', 'jwt_vc_json'] as const

let rooms: InteropRooms
let held: Readonly<Record<SharedFormat, ReceivedCredential>>

beforeAll(async () => {
  rooms = await openInteropRooms()
  held = {
    'dc+sd-jwt': await receive(rooms, 'ktp_dc+sd-jwt'),
    'vc+sd-jwt': await receive(rooms, 'ktp_vc+sd-jwt'),
    jwt_vc_json: await receive(rooms, 'ktp-proof_jwt_vc_json', 'did:jwk'),
  }
})
afterAll(() => rooms.close())

const cells = verifierKinds.flatMap((kind) =>
  responseModes.flatMap((responseMode) =>
    formats.map((format) => ({ kind, responseMode, askFormats: [format] })),
  ),
)

describe('our verifier is answered by a wallet of @openid4vc', () => {
  test.each(cells)('as $kind, by $responseMode, with $askFormats', async (options) => {
    const result = await answer(options)
    expect(result).toMatchObject({ status: 200, state: 'accepted', prefix: prefixOf(options.kind) })
    expect(result.claims).toEqual(
      options.askFormats[0] === 'jwt_vc_json' ? { residence_province_code: '53' } : { name: 'MARIA CONTOH' },
    )
  })

  // OpenID4VP 1.0 section 5.10: the wallet may leave its nonce out, and this one always does.
  test('that fetches the request by POST, without a nonce of its own', async () => {
    const result = await answer({ requestUriMethod: 'post', askFormats: ['dc+sd-jwt'] })
    expect(result).toMatchObject({ status: 200, state: 'accepted' })
  })
})

describe('our verifier refuses a wallet of @openid4vc', () => {
  test.each(responseModes.flatMap((responseMode) => formats.map((format) => ({ responseMode, format }))))(
    'with a $format for another nonce, by $responseMode',
    async ({ responseMode, format }) => {
      const result = await answer({ responseMode, askFormats: [format] }, { nonce: 'of-another-request' })
      expect(result).toMatchObject({ status: 400, state: 'refused', body: { error: 'access_denied' } })
      expect(result.failures).toContain('key_binding_nonce_mismatch')
    },
  )

  test.each(formats)('with a %s for another verifier', async (format) => {
    const audience = 'decentralized_identifier:did:jwk:other'
    const result = await answer({ askFormats: [format] }, { audience })
    expect(result).toMatchObject({ status: 400, state: 'refused' })
    expect(result.failures).toContain('key_binding_audience_mismatch')
  })
})

describe('a wallet of @openid4vc does not answer our verifier', () => {
  test.each(verifierKinds)('as %s when the signed request was changed', async (kind) => {
    await meet({ kind }, async ({ roots, requestUri }) => {
      const wallet = await openForeignWallet({ fetch: changingRequests })
      wallet.roots.push(...roots)
      await expect(wallet.resolveRequest(requestUri)).rejects.toThrow(Oauth2JwtVerificationError)
    })
  })

  test.each(['x509_san_dns', 'x509_hash'] as const)('as %s under an unknown root', async (kind) => {
    await meet({ kind }, async ({ requestUri }) => {
      const wallet = await openForeignWallet()
      await expect(wallet.resolveRequest(requestUri)).rejects.toThrow(Oauth2JwtVerificationError)
    })
  })
})

type Met = { requestUri: string; transactionId: string; roots: readonly string[] } & Pick<
  Awaited<ReturnType<typeof openOurVerifier>>,
  'verifier'
>

async function meet<Result>(
  options: OurVerifierOptions,
  work: (met: Met) => Promise<Result>,
): Promise<Result> {
  const { verifier, roots, close } = await openOurVerifier(rooms.issuer.trustList(), options)
  try {
    const asked: Ask = options.askFormats?.[0] === 'jwt_vc_json' ? counter : hotel
    const request = await verifier.request(asked)
    if (!('requestUri' in request)) throw new TypeError('this ask needs a request')
    return await work({ ...request, verifier, roots })
  } finally {
    await close()
  }
}

interface Mischief {
  readonly nonce?: string
  readonly audience?: string
}

/** The library reads the request and sends the answer; what is in the answer is made by jose. */
function answer(options: OurVerifierOptions, mischief: Mischief = {}) {
  return meet(options, async ({ verifier, transactionId, requestUri, roots }) => {
    const format = (options.askFormats?.[0] ?? 'dc+sd-jwt') as SharedFormat
    const { wallet, text } = held[format]
    wallet.roots.push(...roots)
    const request = await wallet.resolveRequest(requestUri)
    const query = onlyQueryOf(request.dcql?.query)
    const { nonce } = request.authorizationRequestPayload
    const binding = { audience: request.client.effective, nonce, ...mischief }
    const paths = query.claims.map(({ path }) => path)
    const presentation =
      format === 'jwt_vc_json'
        ? await presentJwtVc(text, wallet.key, binding)
        : await presentSdJwtVc(await readSdJwtVc(text, format), paths, wallet.key, binding)
    const submission = await wallet.submit(request, { [query.id]: [presentation] })
    const { state, claims, verdict } = await verifier.result(transactionId)
    const failures = verdict?.checks.filter((check) => check.state === 'failed').map(({ code }) => code)
    return { ...submission, state, claims, failures, prefix: request.client.prefix }
  })
}

interface OnlyQuery {
  readonly id: string
  readonly claims: readonly { readonly path: readonly unknown[] }[]
}

function onlyQueryOf(query: unknown): OnlyQuery {
  const { credentials = [] } = (query ?? {}) as { readonly credentials?: readonly OnlyQuery[] }
  const [only, ...more] = credentials
  if (only === undefined || more.length > 0) throw new TypeError('the request asks for one credential')
  return only
}

function prefixOf(kind: string | undefined): string {
  return kind?.startsWith('did:') === true ? 'decentralized_identifier' : String(kind)
}

/** Says another name of the verifier, under the old signature. */
const changingRequests: typeof fetch = async (input, init) => {
  const response = await fetch(input, init)
  const text = await response.text()
  if (decodeProtectedHeader(text).typ !== 'oauth-authz-req+jwt') throw new TypeError('this is no request')
  const [header, payload = '', signature] = text.split('.')
  const changed = Buffer.from(payload, 'base64url').toString().replace('Hotel Contoh', 'Hotel Lainnya')
  return new Response([header, Buffer.from(changed).toString('base64url'), signature].join('.'), {
    headers: response.headers,
  })
}
