import { ask } from '@lontar/documents/ask'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { type InteropRooms, openInteropRooms } from '../support/rooms.ts'
import { type ReceivedCredential, receive } from './support/receive.ts'
import { type Binding, type ForeignSdJwtVc, presentSdJwtVc, readSdJwtVc } from './support/sd-jwt.ts'

const hotel = ask('hotel', {
  service: 'hotel_wni',
  credential: 'KtpCredential',
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  legalBasis: 'contract',
  claims: ['name', 'age_equal_or_over.18'],
  conditions: [{ claim: 'age_equal_or_over.18', equals: true }],
  retentionDays: 1,
})

interface DcqlCredential {
  readonly id: string
  readonly format: string
  readonly meta: { readonly vct_values?: readonly string[] }
  readonly claims: readonly { readonly path: readonly (string | number | null)[] }[]
}

/** What this holder does differently from an honest one. */
interface Mischief {
  readonly binding?: Partial<Binding>
  readonly beforeSigning?: (sdJwt: string) => string
  readonly afterSigning?: (presentation: string) => string
  readonly extra?: readonly string[][]
  readonly paths?: readonly string[][]
}

let rooms: InteropRooms
let held: ReceivedCredential
let credential: ForeignSdJwtVc

beforeAll(async () => {
  // The foreign wallet reads the time itself: everybody gets the same one, and timers keep running.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-24T02:00:00Z') })
  rooms = await openInteropRooms()
  held = await receive(rooms, 'ktp_dc+sd-jwt')
  credential = await readSdJwtVc(held.text)
})
afterAll(async () => {
  await rooms.close()
  vi.useRealTimers()
})

async function openRequest({ verifier }: InteropRooms) {
  const created = await verifier.request(hotel)
  if (!('requestUri' in created)) throw new TypeError('this ask needs a request')
  const request = await held.wallet.resolveRequest(created.requestUri)
  const dcql = request.dcql?.query as { readonly credentials: readonly DcqlCredential[] } | undefined
  const query = dcql?.credentials.find(({ format }) => format === 'dc+sd-jwt')
  if (query === undefined) throw new TypeError('the request does not ask for dc+sd-jwt')
  return { ...created, request, query }
}

async function present(mischief: Mischief = {}, { wallet } = held, shown = credential, where = rooms) {
  const { request, query, transactionId } = await openRequest(where)
  const { nonce } = request.authorizationRequestPayload
  const paths = mischief.paths ?? [...query.claims.map(({ path }) => path), ...(mischief.extra ?? [])]
  const binding = { audience: request.client.effective, nonce, ...mischief.binding }
  const signed = await presentSdJwtVc(shown, paths, wallet.key, binding, mischief.beforeSigning)
  const presentation = mischief.afterSigning?.(signed) ?? signed
  const submission = await wallet.submit(request, { [query.id]: [presentation] })
  return { ...submission, ...(await where.verifier.result(transactionId)), presentation }
}

function failures({ verdict }: Awaited<ReturnType<typeof present>>): (string | undefined)[] {
  return (verdict?.checks ?? []).filter(({ state }) => state === 'failed').map(({ code }) => code)
}

describe('a wallet of @openid4vc answers our verifier', () => {
  test('to a signed request that it reads as one of version 1.0 rules', async () => {
    const { request, query } = await openRequest(rooms)
    expect(request.client).toMatchObject({
      prefix: 'decentralized_identifier',
      effective: rooms.verifier.clientId,
      clientMetadata: { client_name: 'Hotel Contoh' },
    })
    expect(request.jar).toMatchObject({ sendBy: 'reference', signer: { method: 'did', alg: 'ES256' } })
    expect(request.version).toBe(100)
    expect(request.authorizationRequestPayload).toMatchObject({
      response_type: 'vp_token',
      response_mode: 'direct_post.jwt',
    })
    expect(query.meta.vct_values).toEqual([credential.payload['vct']])
    expect(query.claims.map(({ path }) => path)).toEqual([['name'], ['age_equal_or_over', '18']])
  })

  test('and is accepted with exactly what was asked', async () => {
    const result = await present()
    expect(result).toMatchObject({ status: 200, body: {}, state: 'accepted', verdict: { ok: true } })
    expect(result.claims).toEqual({ name: 'MARIA CONTOH', 'age_equal_or_over.18': true })
    // The JWT, the name, the object of ages, the age, the key binding.
    expect(result.presentation.split('~')).toHaveLength(
      credential.disclosures.filter(({ path }) =>
        ['name', 'age_equal_or_over', 'age_equal_or_over.18'].includes(path.join('.')),
      ).length + 2,
    )
  })

  test('in clear too, where that is what is asked for', async () => {
    const plain = await openInteropRooms({}, 'direct_post')
    const mine = await receive(plain, 'ktp_dc+sd-jwt')
    const result = await present({}, mine, await readSdJwtVc(mine.text), plain)
    expect(result).toMatchObject({ status: 200, state: 'accepted' })
    await plain.close()
  })

  test('and what it shows beyond that is not kept', async () => {
    const result = await present({ extra: [['birthdate']] })
    expect(result).toMatchObject({ status: 200, state: 'accepted' })
    expect(Object.keys(result.claims ?? {}).sort()).toEqual(['age_equal_or_over.18', 'name'])
  })
})

describe('a wallet of @openid4vc is refused', () => {
  test.each<[string, string, Mischief]>([
    [
      'for another audience',
      'key_binding_audience_mismatch',
      { binding: { audience: 'decentralized_identifier:did:example:other' } },
    ],
    ['for another nonce', 'key_binding_nonce_mismatch', { binding: { nonce: 'a-nonce-of-another-request' } }],
    [
      'with a disclosure that the issuer did not make',
      'sd_jwt_disclosure_unreferenced',
      { beforeSigning: rename },
    ],
    ['with a disclosure changed after signing', 'sd_jwt_disclosure_unreferenced', { afterSigning: rename }],
    ['with a disclosure taken away after signing', 'key_binding_hash_mismatch', { afterSigning: dropFirst }],
    ['without key binding', 'key_binding_missing', { afterSigning: unbind }],
    ['with less than was asked', 'dcql_not_satisfied', { paths: [['age_equal_or_over', '18']] }],
  ])('%s', async (_, code, mischief) => {
    const result = await present(mischief)
    expect(failures(result)).toContain(code)
    expect(result).toMatchObject({ status: 400, body: { error: 'access_denied' }, state: 'refused' })
    expect(result.claims).toBeUndefined()
  })

  test('with a credential of somebody else', async () => {
    const thief = await receive(rooms, 'ktp_dc+sd-jwt')
    const result = await present({}, thief)
    expect(failures(result)).toContain('key_binding_invalid')
    expect(result).toMatchObject({ status: 400, body: { error: 'access_denied' }, state: 'refused' })
  })

  test('with one presentation twice', async () => {
    const { request, query } = await openRequest(rooms)
    const { nonce } = request.authorizationRequestPayload
    const binding = { audience: request.client.effective, nonce }
    const paths = query.claims.map(({ path }) => path)
    const text = await presentSdJwtVc(credential, paths, held.wallet.key, binding)
    expect(await held.wallet.submit(request, { [query.id]: [text] })).toMatchObject({ status: 200 })
    expect(await held.wallet.submit(request, { [query.id]: [text] })).toMatchObject({
      status: 400,
      body: { error: 'invalid_request' },
    })
  })

  test('with a credential that was revoked, once the status list is due again', async () => {
    const mine = await receive(rooms, 'ktp_dc+sd-jwt')
    const sdJwt = await readSdJwtVc(mine.text)
    expect(await present({}, mine, sdJwt)).toMatchObject({ state: 'accepted' })
    const [newest] = await rooms.issuer.credentials(1)
    await rooms.issuer.revoke(newest?.credentialId ?? '')
    vi.setSystemTime(Date.now() + 301_000)
    const result = await present({}, mine, sdJwt)
    expect(failures(result)).toEqual(['status_invalid'])
    expect(result).toMatchObject({ status: 400, body: { error: 'access_denied' }, state: 'refused' })
    expect(await present()).toMatchObject({ state: 'accepted' })
  })
})

/** Says another name in the first disclosure that holds one. */
function rename(presentation: string): string {
  const parts = presentation.split('~')
  const index = parts.findIndex(
    (part, at) => at > 0 && Buffer.from(part, 'base64url').toString().includes('MARIA'),
  )
  const disclosure = Buffer.from(parts[index] ?? '', 'base64url').toString()
  parts[index] = Buffer.from(disclosure.replace('MARIA', 'MARTA')).toString('base64url')
  return parts.join('~')
}

function dropFirst(presentation: string): string {
  const [jwt, , ...rest] = presentation.split('~')
  return [jwt, ...rest].join('~')
}

function unbind(presentation: string): string {
  return presentation.slice(0, presentation.lastIndexOf('~') + 1)
}
