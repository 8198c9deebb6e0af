// What a hostile client sends to a verifier, over real HTTP. Rows F of the threat model; each has its twin that passes.
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { claimPath, findFormat } from '@lontar/documents/credential-types'
import {
  createAuthorizationErrorResponse,
  createAuthorizationResponse,
  encryptAuthorizationResponse,
  encryptionJwkOf,
  parseAuthorizationRequestUri,
  type RequestObject,
} from '@lontar/openid4vc/openid4vp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerAs, type HotelOverHttp, openHotelOverHttp } from './support/hotel-over-http.ts'
import { present } from './support/present.ts'
import { errorOf, type HeldCredential, type OpenRequest, openRooms, type Rooms } from './support/rooms.ts'

let rooms: Rooms
let credential: HeldCredential
let other: HeldCredential
let encrypted: HotelOverHttp
let plain: HotelOverHttp

beforeAll(async () => {
  rooms = await openRooms()
  const collected = await rooms.collect('ktp_vc+sd-jwt', { copies: 2 })
  credential = collected[0] as HeldCredential
  other = collected[1] as HeldCredential
  encrypted = await openHotelOverHttp(rooms)
  plain = await openHotelOverHttp(rooms, { responseMode: 'direct_post' })
})
afterAll(() => {
  encrypted.close()
  plain.close()
})

const modes = [
  ['direct_post.jwt', () => encrypted],
  ['direct_post', () => plain],
] as const

const idOf = ({ dcqlQuery }: RequestObject): string =>
  dcqlQuery.credentials.find(({ format }) => format === credential.format)?.id ?? ''

/** An answer in which one thing may be other than the request asks. */
async function answer(
  { object }: OpenRequest,
  changes: Partial<Pick<RequestObject, 'clientId' | 'nonce' | 'state'>> = {},
  held = credential,
): Promise<string> {
  const presentation = await present(held, { ...object, ...changes }, rooms.clock.now)
  return answerAs(object, { [idOf(object)]: [presentation] }, changes.state ?? object.state)
}

describe.each(modes)('by %s', (_mode, hotelOf) => {
  test('F1 replay: of 200 posts of one answer at once one is accepted, and no later one', async () => {
    const hotel = hotelOf()
    const request = await hotel.request()
    const body = await answer(request)
    const statuses = await Promise.all(
      Array.from({ length: 200 }, async () => (await hotel.post(body)).status),
    )
    expect(statuses.filter((status) => status === 200)).toHaveLength(1)
    expect(statuses.filter((status) => status === 400)).toHaveLength(199)
    expect(await errorOf(await hotel.post(body))).toBe('invalid_request')
    expect(hotel.codes.at(-1)).toBe('response_already_received')
    expect(await hotel.standing(request)).toEqual(['accepted', undefined])
  })

  test('F1 race: of an answer and a decline at once exactly one is the last word', async () => {
    const hotel = hotelOf()
    const request = await hotel.request()
    const decline = createAuthorizationErrorResponse({ error: 'access_denied', state: request.object.state })
    const bodies = [await answer(request), decline, await answer(request, {}, other), decline]
    const answered = await Promise.all(bodies.map((body) => hotel.post(body)))
    expect(answered.filter(({ status }) => status === 200)).toHaveLength(1)
    const [first] = await hotel.standing(request)
    await hotel.post(decline)
    expect(await hotel.standing(request)).toEqual([
      first,
      first === 'accepted' ? undefined : 'presentation_declined',
    ])
  })

  test('F1 a second vp_token: another answer takes the place of the first for nobody', async () => {
    const hotel = hotelOf()
    for (const [first, second] of [
      [{}, {}],
      [{ nonce: 'of-somebody-else' }, {}],
    ]) {
      const request = await hotel.request()
      await hotel.post(await answer(request, first))
      const standing = await hotel.standing(request)
      expect(await errorOf(await hotel.post(await answer(request, second, other)))).toBe('invalid_request')
      expect(hotel.codes.at(-1)).toBe('response_already_received')
      expect(await hotel.standing(request)).toEqual(standing)
    }
  })

  test('F2 injection: an answer to one request is refused by every other of six', async () => {
    const hotel = hotelOf()
    for (const from of [0, 1, 2, 3, 4, 5]) {
      const requests = await Promise.all(Array.from({ length: 6 }, () => hotel.request()))
      for (const target of requests) {
        const source = requests[from] as OpenRequest
        const stolen = await answer(target, { nonce: source.object.nonce })
        const own = source === target
        expect((await hotel.post(stolen)).status).toBe(own ? 200 : 400)
        expect(await hotel.standing(target)).toEqual(
          own ? ['accepted', undefined] : ['refused', 'key_binding_nonce_mismatch'],
        )
      }
    }
  })

  test('F2 foreign state: one that nobody gave out, of another verifier, cut, or lengthened is refused', async () => {
    const hotel = hotelOf()
    const request = await hotel.request()
    const foreign = await openHotelOverHttp(rooms, { responseMode: 'direct_post' })
    const { state: theirs = '' } = (await foreign.request()).object
    const { state: ours = '' } = request.object
    const states = [
      theirs,
      'guess',
      ours.slice(0, -1),
      `${ours}.`,
      `${ours}.same-device`,
      `${ours}.x`,
      ' ',
      '__proto__',
    ]
    for (const state of states) {
      expect(await errorOf(await hotel.post(await answer(request, { state }))), state).toBe('invalid_request')
      expect(hotel.codes.at(-1), state).toBe('response_state_unknown')
    }
    foreign.close()
    expect(await hotel.standing(request)).toEqual(['pending', undefined])
    expect((await hotel.post(await answer(request))).status).toBe(200)
  })

  test('F7 wrong audience: another verifier, or ours without its prefix, is refused', async () => {
    const hotel = hotelOf()
    const { clientId } = hotel.verifier
    const bare = clientId.slice(clientId.indexOf(':') + 1)
    for (const audience of [
      bare,
      rooms.verifier.clientId.toUpperCase(),
      `${clientId}#0`,
      `origin:${hotel.url}`,
    ]) {
      const request = await hotel.request()
      expect(await errorOf(await hotel.post(await answer(request, { clientId: audience })))).toBe(
        'access_denied',
      )
      expect(await hotel.standing(request)).toEqual(['refused', 'key_binding_audience_mismatch'])
    }
  })

  test('F5 no id that a wallet knows reads a result', async () => {
    const hotel = hotelOf()
    const request = await hotel.request()
    await hotel.post(await answer(request))
    const { state = '', nonce } = request.object
    const [requestId = ''] =
      /[\w-]{43}/.exec(parseAuthorizationRequestUri(request.requestUri).requestUri ?? '') ?? []
    const known = [state, nonce, requestId, `${request.transactionId}.`, '..%2fresult', '%00']
    for (const id of known) expect((await fetch(`${hotel.url}/result/${id}`)).status, id).toBe(404)
    for (const id of known) {
      const visited = await hotel.visit({ 'lontar-transaction': id.replaceAll(/[^\w.-]/g, '') })
      expect(visited.status, id).toBe(401)
      await visited.arrayBuffer()
    }
    expect((await fetch(`${hotel.url}/result/${request.transactionId}`)).status).toBe(200)
  })

  test('F11 a request can be read again until it is answered, and not after', async () => {
    const hotel = hotelOf()
    const request = await hotel.request()
    for (const _ of [1, 2, 3]) expect((await hotel.read(request.requestUri)).nonce).toBe(request.object.nonce)
    await hotel.post(await answer(request))
    await expect(hotel.read(request.requestUri)).rejects.toMatchObject({ code: 'verifier_refused' })
  })
})

describe('F2 and F16 of many presentations', () => {
  const asked = {
    service: 'hotel_wni',
    purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
    legalBasis: 'contract',
    retentionDays: 1,
  } as const

  /** Two queries, of which one takes many. */
  async function openMany() {
    const types = rooms.trust.issuers
      .flatMap((issuer) => issuer.types)
      .filter((type) => type.includes('/ktp/'))
    const card = { format: 'vc+sd-jwt', meta: { type_values: [types] }, multiple: true }
    const dcqlQuery = {
      credentials: [
        { ...card, id: 'group' },
        { ...card, id: 'guide', multiple: false },
      ],
    }
    const created = await plain.verifier.requestQuery({ ...asked, dcqlQuery })
    return { ...created, object: await plain.read(created.requestUri) }
  }

  /** Three presentations, of which one may be made for another nonce or another verifier. */
  async function presentations({ object }: OpenRequest, wrong?: number, changes: object = {}) {
    const held = [credential, other, credential]
    return Promise.all(
      held.map((each, at) =>
        present(each, at === wrong ? { ...object, ...changes } : object, rooms.clock.now),
      ),
    )
  }

  const tokenOf = ([first = '', second = '', guide = '']: readonly string[]) => ({
    group: [first, second],
    guide: [guide],
  })

  test('the twin: three right ones are accepted', async () => {
    const request = await openMany()
    await plain.post(await answerAs(request.object, tokenOf(await presentations(request))))
    expect(await plain.standing(request)).toEqual(['accepted', undefined])
  })

  test.each([0, 1, 2])('a wrong nonce in number %i refuses the whole answer', async (wrong) => {
    const request = await openMany()
    const made = await presentations(request, wrong, { nonce: 'of-another-request' })
    expect(await errorOf(await plain.post(await answerAs(request.object, tokenOf(made))))).toBe(
      'access_denied',
    )
    expect(await plain.standing(request)).toEqual(['refused', 'key_binding_nonce_mismatch'])
    expect((await plain.verifier.result(request.transactionId)).claims).toBeUndefined()
  })

  test.each([0, 1, 2])('a wrong audience in number %i refuses the whole answer', async (wrong) => {
    const request = await openMany()
    const made = await presentations(request, wrong, {
      clientId: 'decentralized_identifier:did:web:evil.example',
    })
    await plain.post(await answerAs(request.object, tokenOf(made)))
    expect(await plain.standing(request)).toEqual(['refused', 'key_binding_audience_mismatch'])
  })

  test.each([
    [
      'one repeated',
      ([first = '', , guide = '']: readonly string[]) => ({ group: [first, first], guide: [guide] }),
    ],
    ['one left out', ([first = '', second = '']: readonly string[]) => ({ group: [first, second] })],
    [
      'one under a name that nobody asked for',
      ([first = '', second = '', guide = '']: readonly string[]) => ({
        group: [first],
        guide: [guide],
        more: [second],
      }),
    ],
    [
      'two where one was asked for',
      ([first = '', second = '', guide = '']: readonly string[]) => ({
        group: [first],
        guide: [guide, second],
      }),
    ],
  ])('%s is refused', async (_name, arrange) => {
    const request = await openMany()
    await plain.post(await answerAs(request.object, arrange(await presentations(request))))
    expect(await plain.standing(request)).toEqual(['refused', 'dcql_not_satisfied'])
  })

  test('one under the name of a prototype is no answer at all', async () => {
    const request = await openMany()
    const [first = '', second = ''] = await presentations(request)
    const vpToken = Object.fromEntries([
      ['group', [first]],
      ['__proto__', [second]],
    ])
    expect(await errorOf(await plain.post(await answerAs(request.object, vpToken)))).toBe('invalid_request')
    expect(plain.codes.at(-1)).toBe('authorization_response_malformed')
    expect(await plain.standing(request)).toEqual(['pending', undefined])
  })
})

describe('F16 and F19 what was asked', () => {
  async function show(claims: readonly string[]) {
    const request = await encrypted.request()
    const { clientId: audience, nonce } = request.object
    const presentation = await findFormat(credential.format)?.present({
      credential: credential.text,
      disclose: claims.map((claim) => claimPath('KtpCredential', claim, credential.format)),
      signer: credential.holder,
      audience,
      nonce,
      now: rooms.clock.now,
    })
    await encrypted.post(await answerAs(request.object, { [idOf(request.object)]: [presentation ?? ''] }))
    return {
      standing: await encrypted.standing(request),
      ...(await encrypted.verifier.result(request.transactionId)),
    }
  }

  test.each([[['name']], [['age_equal_or_over.18']], [[]]])(
    'is shown whole, or nothing is decided in favour: %j alone is refused',
    async (claims) => {
      const { standing, claims: kept } = await show(claims)
      expect(standing).toEqual(['refused', 'dcql_not_satisfied'])
      expect(kept).toBeUndefined()
    },
  )

  test('is all that is kept, whatever else was shown', async () => {
    const { standing, claims } = await show(['name', 'age_equal_or_over.18', 'birthdate', 'sex'])
    expect(standing).toEqual(['accepted', undefined])
    expect(Object.keys(claims ?? {}).sort()).toEqual(['age_equal_or_over.18', 'name'])
  })
})

describe('F14 an encrypted session', () => {
  test('plaintext: presentations in clear are refused, and the honest answer still counts', async () => {
    const request = await encrypted.request()
    const presentation = await present(credential, request.object, rooms.clock.now)
    const response = { vpToken: { [idOf(request.object)]: [presentation] }, state: request.object.state }
    expect(await errorOf(await encrypted.post(createAuthorizationResponse(response)))).toBe('invalid_request')
    expect(encrypted.codes.at(-1)).toBe('authorization_response_unencrypted')
    expect((await encrypted.post(await answer(request))).status).toBe(200)
  })

  test('downgrade: an encrypted answer to a request for a plain one opens nothing', async () => {
    const request = await plain.request()
    const { state: keyId = '' } = request.object
    const recipient = await encryptionJwkOf({ ...(await generatePrivateJwk()), kid: keyId })
    const response = { vpToken: { [idOf(request.object)]: ['a~'] }, state: keyId }
    const body = await encryptAuthorizationResponse(response, { enc: 'A128GCM', recipient })
    expect(await errorOf(await plain.post(body))).toBe('invalid_request')
    expect(plain.codes.at(-1)).toBe('authorization_response_undecryptable')
    expect(await plain.standing(request)).toEqual(['pending', undefined])
  })

  test('mixture: encrypted and plain parameters in one form, repeated ones, and altered envelopes open nothing', async () => {
    const request = await encrypted.request()
    const honest = await answer(request)
    const jwe = new URLSearchParams(honest).get('response') ?? ''
    const [head = '', key = '', iv = '', text = '', tag = ''] = jwe.split('.')
    const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as object
    const changed = (members: object): string =>
      [Buffer.from(JSON.stringify({ ...header, ...members })).toString('base64url'), key, iv, text, tag].join(
        '.',
      )
    const bodies = [
      `${honest}&vp_token=%7B%7D`,
      `${honest}&error=access_denied`,
      `${honest}&response=${jwe}`,
      `response=${jwe}.`,
      `response=${[head, key, iv, text].join('.')}`,
      `response=${[head, key, iv, text, ''].join('.')}`,
      `response=${[head, key, iv, '', tag].join('.')}`,
      `response=${changed({ zip: 'DEF' })}`,
      `response=${changed({ alg: 'dir' })}`,
      `response=${changed({ alg: 'none' })}`,
      `response=${changed({ enc: 'none' })}`,
      `response=${changed({ kid: undefined })}`,
      `response=${changed({ kid: ['a'] })}`,
      `response=${changed({ kid: '__proto__' })}`,
      `response=${changed({ crit: ['exp'], exp: 1 })}`,
      `response=${changed({ epk: { kty: 'EC', crv: 'P-256', x: 'AAAA', y: 'AAAA' } })}`,
      `response=${changed({ epk: null })}`,
      'response=',
      'response=..',
      `response=${'A'.repeat(200_000)}`,
    ]
    for (const body of bodies) {
      expect(await errorOf(await encrypted.post(body)), body.slice(-60)).toBe('invalid_request')
      expect(encrypted.codes.at(-1), body.slice(-60)).toMatch(
        /^(authorization_response_(malformed|undecryptable)|response_state_unknown)$/,
      )
    }
    expect(await encrypted.standing(request)).toEqual(['pending', undefined])
    expect((await encrypted.post(honest)).status).toBe(200)
  })
})

describe('F3 session fixation on one device', () => {
  const page = { accept: 'text/html' }

  async function begin(cookie = '') {
    const response = await encrypted.visit({ ...page, ...(cookie && { cookie }) })
    const text = await response.text()
    const [, link = ''] = /<a class="button" href="([^"]+)"/.exec(text) ?? []
    const [session = ''] = response.headers.getSetCookie()[0]?.split(';') ?? []
    return { cookie: session, object: await encrypted.read(link.replaceAll('&amp;', '&')) }
  }

  async function finish({ object }: { readonly object: RequestObject }): Promise<URL> {
    const presentation = await present(credential, object, rooms.clock.now)
    const response = await encrypted.post(await answerAs(object, { [idOf(object)]: [presentation] }))
    return new URL(((await response.json()) as { readonly redirect_uri: string }).redirect_uri)
  }

  test('who began and did not finish reads nothing; who finished and did not begin opens nothing', async () => {
    const attacker = await begin()
    const victim = await begin()
    const { pathname, search } = await finish(attacker)
    expect((await encrypted.visit({ ...page, cookie: attacker.cookie })).headers.get('content-type')).toMatch(
      /html/,
    )
    expect(await (await encrypted.visit({ 'lontar-poll': '1', cookie: attacker.cookie })).json()).toEqual({
      state: 'pending',
    })
    for (const cookie of ['', victim.cookie]) {
      const brought = await encrypted.visit({ ...page, cookie }, pathname + search)
      expect([brought.status, brought.headers.getSetCookie()]).toEqual([403, []])
    }
  })

  test('the twin: the browser that began and comes back is served, by its cookie alone', async () => {
    const guest = await begin()
    const { pathname, search } = await finish(guest)
    const back = await encrypted.visit({ ...page, cookie: guest.cookie }, pathname + search)
    expect(back.status).toBe(303)
    const [cookie = ''] = back.headers.getSetCookie()[0]?.split(';') ?? []
    expect(await (await encrypted.visit({ cookie })).json()).toMatchObject({ name: 'MARIA CONTOH' })
    expect((await encrypted.visit({ ...page, cookie: `${cookie}; ${cookie}` })).status).not.toBe(200)
  })

  test('a session that the attacker chose is not taken over: every browser gets one of its own', async () => {
    const chosen = `${(await begin()).cookie.split('=')[0]}=${'A'.repeat(43)}`
    const victim = await begin(chosen)
    expect(victim.cookie).not.toBe(chosen)
    expect(victim.cookie.split('=')[1]).toMatch(/^[\w-]{43}$/)
  })
})

describe('F4 session fixation across two devices', () => {
  test('only the browser that began is served, which is what remains to be watched at a counter', async () => {
    const started = await encrypted.visit()
    const { requestUri, transactionId } = (await started.json()) as Record<string, string>
    const object = await encrypted.read(requestUri ?? '')
    const presentation = await present(credential, object, rooms.clock.now)
    const answered = await encrypted.post(await answerAs(object, { [idOf(object)]: [presentation] }))
    expect(await answered.json()).toEqual({})
    expect((await encrypted.visit()).status).toBe(401)
    expect((await encrypted.visit({ 'lontar-transaction': transactionId ?? '' })).status).toBe(200)
  })
})

describe('F20 what a browser reports', () => {
  test('is never believed: no header, cookie or query opens the route of a request that is pending', async () => {
    const request = await encrypted.request()
    const { transactionId } = request
    const claims = JSON.stringify({ name: 'MARIA CONTOH' })
    const attempts: readonly (readonly [Record<string, string>, string])[] = [
      [{ 'lontar-transaction': transactionId }, '/check-in?state=accepted'],
      [{ 'lontar-transaction': `${transactionId}.${'A'.repeat(43)}` }, '/check-in'],
      [
        { 'lontar-transaction': transactionId, 'lontar-state': 'accepted' },
        '/check-in?response_code=accepted',
      ],
      [{ 'lontar-transaction': `${transactionId}, ${transactionId}` }, '/check-in'],
      [{ cookie: `credential=${encodeURIComponent(claims)}` }, '/check-in'],
      [{ 'x-forwarded-host': 'evil.example', 'lontar-transaction': transactionId }, '/check-in'],
      [{ 'lontar-element': '1', 'lontar-transaction': transactionId }, '/check-in'],
    ]
    for (const [headers, path] of attempts)
      expect((await encrypted.visit(headers, path)).status, JSON.stringify([headers, path])).toBe(401)
    await encrypted.post(await answer(request))
    expect((await encrypted.visit({ 'lontar-transaction': transactionId })).status).toBe(200)
  })
})
