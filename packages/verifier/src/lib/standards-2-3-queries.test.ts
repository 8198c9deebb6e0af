import { claimPath } from '@lontar/documents/credential-types'
import { describe, expect, test } from 'vitest'
import { hotel } from './fixtures/asks.ts'
import {
  cardQuery,
  encode,
  openQueryScene,
  purpose,
  type QueryScene,
  type VpToken,
} from './fixtures/query-scene.ts'
import { firstCode } from './fixtures/scene.ts'

const both = { credentials: [cardQuery('name', ['name']), cardQuery('birth', ['birthdate', 'sex'])] }

/** Two cards of the holder, and a request that both answer. */
async function openBoth(scene?: QueryScene) {
  const open = scene ?? (await openQueryScene())
  const request = await open.ask(both)
  const card = () => open.credential({ formatId: 'dc+sd-jwt' })
  const vpToken = await open.present(request.object, { name: [await card()], birth: [await card()] })
  return { scene: open, request, vpToken }
}

/** Answers a request for both cards with a changed answer, and gives the code of the refusal. */
async function refusalOf(change: (vpToken: VpToken, scene: QueryScene) => VpToken | Promise<VpToken>) {
  const { scene, request, vpToken } = await openBoth()
  const result = await scene.answer(request, await change(vpToken, scene))
  expect(result).toMatchObject({ status: 400, state: 'refused', verdict: { ok: false } })
  expect(result.credentials).toBeUndefined()
  const { outcome } = (await scene.store.readTransaction(request.transactionId)) ?? {}
  expect(JSON.stringify(outcome)).not.toContain('MARIA')
  return { code: firstCode(result), checks: result.verdict?.checks ?? [] }
}

describe('an answer to several queries', () => {
  test('is accepted with exactly the claims of each query', async () => {
    const { scene, request, vpToken } = await openBoth()
    const result = await scene.answer(request, vpToken)
    expect(result).toMatchObject({ status: 200, state: 'accepted', verdict: { ok: true } })
    const card = {
      types: ['https://issuer.example/vct/ktp/1'],
      issuer: scene.issuer.trusted.issuer,
      format: 'dc+sd-jwt',
    }
    expect(result.credentials).toEqual({
      name: [{ ...card, claims: { name: 'MARIA CONTOH' } }],
      birth: [{ ...card, claims: { birthdate: '1990-08-17', sex: 2 } }],
    })
    expect(result.claims).toBeUndefined()
    expect(result.verdict?.checks.map(({ id, state }) => [id, state])).toEqual([
      ['format', 'passed'],
      ['issuer_trust', 'passed'],
      ['signature', 'passed'],
      ['disclosures', 'passed'],
      ['type', 'passed'],
      ['validity', 'passed'],
      ['holder_binding', 'passed'],
      ['status', 'passed'],
      ['query', 'passed'],
      ['conditions', 'skipped'],
    ])
    const read = await scene.verifier.fetch(
      new Request(`${scene.verifier.url}/result/${request.transactionId}`),
    )
    expect(await read.json()).toMatchObject({ credentials: result.credentials })
  })

  test('tells the holder why it is asked', async () => {
    const { request } = await openBoth()
    expect(request.object.ask).toEqual({
      service: 'car_rental',
      purpose: purpose.purpose,
      legal_basis: 'contract',
      retention_days: 3,
    })
  })

  test('opens no guarded route', async () => {
    const { scene, request, vpToken } = await openBoth()
    await scene.answer(request, vpToken)
    const headers = { 'lontar-transaction': request.transactionId }
    const guarded = await scene.verifier.require(hotel)(
      new Request('https://hotel.example/check-in', { headers }),
    )
    expect(guarded.response?.status).toBe(401)
  })

  test('gives nothing any more once the transaction has ended', async () => {
    const { scene, request, vpToken } = await openBoth()
    await scene.answer(request, vpToken)
    scene.now = new Date(scene.now.getTime() + 300_000)
    const { state, credentials } = await scene.verifier.result(request.transactionId)
    expect([state, credentials]).toEqual(['expired', undefined])
  })

  test('may leave out an optional set, and then has no entry for it', async () => {
    const scene = await openQueryScene()
    const request = await scene.ask({
      ...both,
      credential_sets: [{ options: [['name']] }, { options: [['birth']], required: false }],
    })
    const card = await scene.credential({ formatId: 'dc+sd-jwt' })
    const result = await scene.answer(request, await scene.present(request.object, { name: [card] }))
    expect(Object.keys(result.credentials ?? {})).toEqual(['name'])
  })
})

describe('2.3.13 and 2.3.14 the entries of the vp_token', () => {
  test.each<[string, (vpToken: VpToken) => VpToken]>([
    ['2.3.14 an unknown id beside those that were asked', (all) => ({ ...all, other: all.name ?? [] })],
    ['2.3.14 a missing required id', ({ name = [] }) => ({ name })],
    ['2.3.14 nothing but an unknown id', ({ name = [] }) => ({ other: name })],
    [
      '2.3.13 two presentations where multiple is not asked',
      (all) => ({ ...all, name: [...(all.name ?? []), ...(all.birth ?? [])] }),
    ],
    ['2.3.14 the claims of another query', ({ name = [], birth = [] }) => ({ name: birth, birth: name })],
  ])('%s: refused', async (_name, change) => {
    expect((await refusalOf(change)).code).toBe('dcql_not_satisfied')
  })

  test('2.3.13 an entry that is no array of presentations is no answer, and leaves the transaction open', async () => {
    const { scene, request, vpToken } = await openBoth()
    for (const entry of ['text', [], [1], {}]) {
      const odd = { ...vpToken, name: entry as string[] }
      const body = await encode(request.object, { vpToken: odd, state: request.object.state })
      expect((await scene.post(body)).status).toBe(400)
    }
    expect((await scene.answer(request, vpToken)).state).toBe('accepted')
  })

  test('2.3.14 the wrong type under an id: refused', async () => {
    const { code } = await refusalOf(async (all, scene) => {
      const format = { formatId: 'dc+sd-jwt', typeId: 'ktp-proof' } as const
      const request = await scene.ask(both)
      const { name = [] } = await scene.present(request.object, { name: [await scene.credential(format)] })
      return { ...all, name }
    })
    expect(code).toBe('credential_type_unexpected')
  })

  test('2.3.14 a missing claim: refused', async () => {
    const scene = await openQueryScene()
    const request = await scene.ask({ credentials: [cardQuery('name', ['name'])] })
    const card = await scene.credential({ formatId: 'dc+sd-jwt' })
    const shy = { ...request.object, dcqlQuery: { credentials: [cardQuery('name', ['sex'])] } }
    const result = await scene.answer(request, await scene.present(shy, { name: [card] }))
    expect(firstCode(result)).toBe('dcql_not_satisfied')
  })
})

describe('2.3.16 one wrong presentation', () => {
  test('2.3.16 with another nonce refuses the whole, and the verdict says which', async () => {
    const { code, checks } = await refusalOf(async (all, scene) => {
      const other = await scene.ask(both)
      const card = await scene.credential({ formatId: 'dc+sd-jwt' })
      return { ...all, ...(await scene.present(other.object, { birth: [card] })) }
    })
    expect(code).toBe('key_binding_nonce_mismatch')
    expect(checks.find(({ state }) => state === 'failed')?.credential).toBe(1)
  })

  test('2.3.16 of a revoked credential refuses the whole', async () => {
    const scene = await openQueryScene()
    scene.issuer.statuses[9] = 1
    const request = await scene.ask(both)
    const good = await scene.credential({ formatId: 'dc+sd-jwt' })
    const revoked = await scene.credential({ formatId: 'dc+sd-jwt', index: 9 })
    const vpToken = await scene.present(request.object, { name: [good], birth: [revoked] })
    expect(firstCode(await scene.answer(request, vpToken))).toBe('status_invalid')
  })
})

test('2.3.17 a vp_token of several presentations works once, of 200 posts at the same time', async () => {
  const { scene, request, vpToken } = await openBoth()
  const answers = await Promise.all(Array.from({ length: 200 }, () => scene.answer(request, vpToken)))
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  expect(answers.every(({ state }) => state === 'accepted')).toBe(true)
  const again = await scene.ask(both)
  expect(firstCode(await scene.answer(again, vpToken))).toBe('key_binding_nonce_mismatch')
})

describe('2.3.18 and 2.3.19 holder binding', () => {
  const waived = { require_cryptographic_holder_binding: false }
  const unbind = (vpToken: VpToken): VpToken =>
    Object.fromEntries(
      Object.entries(vpToken).map(([id, texts]) => [id, texts.map((text) => text.replace(/[^~]+$/, ''))]),
    )

  async function openWaived(more = waived) {
    const scene = await openQueryScene()
    const request = await scene.ask({
      credentials: [cardQuery('name', ['name'], more), cardQuery('sex', ['sex'])],
    })
    const card = () => scene.credential({ formatId: 'dc+sd-jwt' })
    const vpToken = await scene.present(request.object, { name: [await card()], sex: [await card()] })
    return { scene, request, vpToken }
  }

  test('2.3.18 that is missing is refused', async () => {
    const { code, checks } = await refusalOf(({ name = [], birth = [] }) => ({ ...unbind({ name }), birth }))
    expect(code).toBe('key_binding_missing')
    expect(checks.find(({ id }) => id === 'holder_binding')?.state).toBe('failed')
  })

  test('2.3.18 may be missing for the query that waives it, and for no other', async () => {
    const open = await openWaived()
    const { name = [], sex = [] } = open.vpToken
    const accepted = await open.scene.answer(open.request, { ...unbind({ name }), sex })
    expect(accepted.state).toBe('accepted')
    expect(accepted.verdict?.checks.find(({ id }) => id === 'holder_binding')?.state).toBe('skipped')
    const other = await openWaived()
    const result = await other.scene.answer(other.request, unbind(other.vpToken))
    expect(firstCode(result)).toBe('key_binding_missing')
  })

  test('2.3.18 that is there holds, also where it was waived', async () => {
    const open = await openWaived()
    const other = await open.scene.ask(both)
    const card = await open.scene.credential({ formatId: 'dc+sd-jwt' })
    const { name = [] } = await open.scene.present(other.object, { name: [card] })
    const result = await open.scene.answer(open.request, { ...open.vpToken, name })
    expect(firstCode(result)).toBe('key_binding_nonce_mismatch')
  })

  test('2.3.19 that is waived leaves the state: fresh, of 256 bits, and checked', async () => {
    const open = await openWaived()
    const again = await open.scene.ask({ credentials: [cardQuery('name', ['name'], waived)] })
    expect(open.request.object.state).toMatch(/^[\w-]{43}$/)
    expect(again.object.state).not.toBe(open.request.object.state)
    for (const state of ['', 'x', again.object.nonce, undefined]) {
      const body = new URLSearchParams({
        vp_token: JSON.stringify(unbind(open.vpToken)),
        ...(state !== undefined && { state }),
      })
      expect((await open.scene.post(body.toString())).status).toBe(400)
    }
    expect((await open.scene.verifier.result(again.transactionId)).state).toBe('pending')
  })
})

describe('2.3.20 the verifier checks again', () => {
  const answer = async (more: object, claims = ['name'], options = {}) => {
    const scene = await openQueryScene(options)
    const request = await scene.ask({ credentials: [cardQuery('name', claims, more)] })
    const lax = { ...request.object, dcqlQuery: { credentials: [cardQuery('name', claims)] } }
    const card = await scene.credential({ formatId: 'dc+sd-jwt' })
    return scene.answer(request, await scene.present(lax, { name: [card] }))
  }

  test('2.3.20 values', async () => {
    const wanting = (value: string) => ({ claims: [{ path: ['name'], values: [value] }] })
    expect((await answer(wanting('MARIA CONTOH'))).state).toBe('accepted')
    expect(firstCode(await answer(wanting('Maria Contoh')))).toBe('dcql_not_satisfied')
  })

  test('2.3.20 trusted_authorities', async () => {
    const more = { trusted_authorities: [{ type: 'aki', values: ['MTCCk-r6C97eAXlUTLoGNwe97Xk'] }] }
    const options = { readAuthorityKeyIdentifiers: () => ['MTCCk-r6C97eAXlUTLoGNwe97Xk'] }
    expect(firstCode(await answer(more, ['name'], options))).toBe('dcql_not_satisfied')
  })
})

describe('2.3.28 claims that were not requested', () => {
  test('2.3.28 do not break the answer, and are dropped', async () => {
    const scene = await openQueryScene()
    const request = await scene.ask({ credentials: [cardQuery('name', ['name'])] })
    const [nik = ''] = claimPath('KtpCredential', 'personal_administrative_number', 'dc+sd-jwt') as string[]
    const eager = { ...request.object, dcqlQuery: { credentials: [cardQuery('name', ['name', nik])] } }
    const card = await scene.credential({ formatId: 'dc+sd-jwt' })
    const vpToken = await scene.present(eager, { name: [card] })
    const result = await scene.answer(request, vpToken)
    expect(result.credentials?.name?.[0]?.claims).toEqual({ name: 'MARIA CONTOH' })
    expect(JSON.stringify(await scene.store.readTransaction(request.transactionId))).not.toContain('53719957')
  })

  test('2.3.28 a query without claims gives none', async () => {
    const scene = await openQueryScene()
    const request = await scene.ask({ credentials: [cardQuery('card', [])] })
    const card = await scene.credential({ formatId: 'dc+sd-jwt' })
    const result = await scene.answer(request, await scene.present(request.object, { card: [card] }))
    expect(result.credentials?.card).toEqual([expect.objectContaining({ claims: {} })])
  })
})

describe('a query that takes several credentials', () => {
  const many = { credentials: [cardQuery('card', ['name'], { multiple: true })] }

  test('gives all that were presented', async () => {
    const scene = await openQueryScene()
    const request = await scene.ask(many)
    const cards = await Promise.all(
      ['MARIA CONTOH', 'BUDI CONTOH'].map((name) => scene.credential({ formatId: 'dc+sd-jwt', name })),
    )
    const result = await scene.answer(request, await scene.present(request.object, { card: cards }))
    expect(result.credentials?.card?.map(({ claims }) => claims.name)).toEqual([
      'MARIA CONTOH',
      'BUDI CONTOH',
    ])
  })

  test('counts no credential twice', async () => {
    const scene = await openQueryScene()
    const request = await scene.ask(many)
    const card = await scene.credential({ formatId: 'dc+sd-jwt' })
    const twice = await scene.present(request.object, { card: [card, card] })
    // Each is signed anew by the holder, so that the texts differ.
    expect(new Set(twice.card).size).toBe(2)
    expect(firstCode(await scene.answer(request, twice))).toBe('dcql_not_satisfied')
  })
})

describe('a query of one’s own', () => {
  test.each([
    [{ service: '' }],
    [{ service: 'x\u0007' }],
    [{ purpose: { id: 'Sewa', en: ' ' } }],
    [{ purpose: { id: 'Sewa' } }],
    [{ legalBasis: 'because' }],
    [{ retentionDays: -1 }],
    [{ retentionDays: 0.5 }],
  ])('is not sent with %j', async (changes) => {
    const { verifier } = await openQueryScene()
    const request = { ...purpose, dcqlQuery: both, ...changes }
    await expect(verifier.requestQuery(request as never)).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
  })

  test('is read strictly', async () => {
    const { verifier } = await openQueryScene()
    const dcqlQuery = { credentials: [{ ...cardQuery('a', []), claims: [] }] }
    await expect(verifier.requestQuery({ ...purpose, dcqlQuery })).rejects.toMatchObject({
      code: 'dcql_malformed',
    })
  })

  test('names no trusted authorities unless certificates can be read', async () => {
    const dcqlQuery = {
      credentials: [cardQuery('a', [], { trusted_authorities: [{ type: 'aki', values: ['x'] }] })],
    }
    const blind = await openQueryScene()
    await expect(blind.verifier.requestQuery({ ...purpose, dcqlQuery })).rejects.toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
    })
    const { verifier } = await openQueryScene({ readAuthorityKeyIdentifiers: () => [] })
    expect((await verifier.requestQuery({ ...purpose, dcqlQuery })).requestUri).toMatch(/^openid4vp:/)
  })
})
