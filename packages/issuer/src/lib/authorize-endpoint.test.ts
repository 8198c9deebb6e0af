import { describe, expect, test } from 'vitest'
import type { SignIn, SignInStep } from './sign-in/sign-in.ts'
import { createTestAuthorization, queryOf } from './test-authorization.test-support.ts'

const url = 'https://issuer.example/ntt'
const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe('the sign-in page', () => {
  test('asks for the two numbers of the counter, in Indonesian unless the browser prefers English', async () => {
    const { push, get, begin } = await createTestAuthorization()
    const { page } = await begin()
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(page.text).toContain('<html lang="id">')
    for (const part of [
      'Nomor registrasi',
      'Kode sekali pakai',
      'Dinas Dukcapil Contoh',
      'wallet',
      'Kredensial KTP',
    ]) {
      expect(page.text).toContain(part)
    }
    const query = new URLSearchParams({
      client_id: 'wallet',
      request_uri: String((await push()).json.request_uri),
    })
    const english = await get(`/ntt/authorize?${query}`, { 'accept-language': 'en-US,en;q=0.9,id;q=0.8' })
    expect(english.text).toContain('<html lang="en">')
    expect(english.text).toContain('Registration number')
  })

  test('changes its language by the same form, without a try and with the session in no address', async () => {
    const { begin, post, signIn, offerSignIn } = await createTestAuthorization()
    const begun = await begin()
    for (let round = 0; round < 6; round++) {
      const body = new URLSearchParams({ session: begun.session, shown: 'id', language: 'en' }).toString()
      const english = await post('/authorize', body, form)
      expect(english.text).toContain('<html lang="en">')
      expect(english.text).toContain(`value="${begun.session}"`)
    }
    expect(begun.page.text).not.toMatch(new RegExp(`(?:href|action)="[^"]*${begun.session}`))
    expect((await signIn(await offerSignIn(), begun)).get('code')).not.toBeNull()
  })

  test('has no script, loads nothing, is in no frame and no cache, and tells no address on', async () => {
    const { begin } = await createTestAuthorization()
    const { page } = await begin()
    expect(page.text).not.toMatch(/<script|\son\w+=|\sstyle=|\s(?:src|srcset|data)=|<link/)
    expect(page.text).toContain('<meta name="viewport" content="width=device-width,initial-scale=1">')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toMatch(
      /^default-src 'none'; style-src 'nonce-[\w-]{22}'; form-action 'self' https:\/\/wallet\.example; base-uri 'none'; frame-ancestors 'none'$/,
    )
    expect(page.text).toContain(`<style nonce="${/nonce-([\w-]{22})/.exec(policy)?.[1]}">`)
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
    expect(page.headers.get('x-frame-options')).toBe('DENY')
  })

  test('is for no script of another site (RFC 9700 section 2.6), and for no other method', async () => {
    const { begin, issuer } = await createTestAuthorization()
    const { page } = await begin()
    expect(page.headers.get('access-control-allow-origin')).toBeNull()
    const answer = await issuer.fetch(new Request(`${url}/authorize`, { method: 'OPTIONS' }))
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
  })

  test('fits a phone of 320 pixels: no width of its own is larger than the window', async () => {
    const { begin } = await createTestAuthorization()
    const { page } = await begin()
    expect(page.text).not.toMatch(/[^-]width:\s*\d+(?:px|rem)/)
    expect(page.text).toContain('overflow-wrap:anywhere')
  })
})

describe('signing in', () => {
  test('with a wrong code says so, keeps the page, and does not echo what was typed', async () => {
    const { begin, enter, offerSignIn } = await createTestAuthorization()
    const begun = await begin()
    const { registrationNumber = '' } = await offerSignIn()
    const answer = await enter(begun.session, {
      registration_number: registrationNumber,
      one_time_code: `"><b>1`,
    })
    expect([answer.status, answer.headers.get('location')]).toEqual([200, null])
    expect(answer.text).toContain('role="alert"')
    expect(answer.text).not.toContain(registrationNumber)
    expect(answer.text).not.toContain('<b>1')
  })

  test('an unknown number and a wrong code are answered alike (H14)', async () => {
    const { begin, enter, offerSignIn } = await createTestAuthorization()
    const { registrationNumber = '', oneTimeCode = '' } = await offerSignIn()
    const wrong = oneTimeCode === '00000000' ? '00000001' : '00000000'
    const bare = (text: string) => text.replace(/nonce="[\w-]+"|value="[\w-]{43}"/g, '')
    const [one, other] = [await begin(), await begin()]
    const known = await enter(one.session, { registration_number: registrationNumber, one_time_code: wrong })
    const unknown = await enter(other.session, { registration_number: 'x', one_time_code: wrong })
    expect(bare(known.text)).toBe(bare(unknown.text))
  })

  test('after four wrong codes the right one still serves, after five the offer is dead in every session (E3)', async () => {
    for (const [tries, code] of [
      [4, expect.any(String)],
      [5, null],
    ] as const) {
      const world = await createTestAuthorization()
      const offer = await world.offerSignIn()
      const wrong = offer.oneTimeCode === '00000000' ? '00000001' : '00000000'
      const fields = { registration_number: offer.registrationNumber ?? '', one_time_code: wrong }
      for (let count = 0; count < tries; count++) await world.enter((await world.begin()).session, fields)
      expect((await world.signIn(offer, await world.begin())).get('code')).toEqual(code)
    }
  })

  test('five wrong numbers end a session, and of 50 simultaneous guesses five are evaluated (E3)', async () => {
    const world = await createTestAuthorization()
    const begun = await world.begin()
    const guesses = Array.from({ length: 50 }, (_, guess) =>
      world.enter(begun.session, { registration_number: String(guess), one_time_code: '1' }),
    )
    const answers = await Promise.all(guesses)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(5)
    expect((await world.signIn(await world.offerSignIn(), begun)).get('code')).toBeNull()
  })

  test('serves once: neither the session nor the numbers sign in again', async () => {
    const world = await createTestAuthorization()
    const [offer, begun] = [await world.offerSignIn(), await world.begin()]
    expect((await world.signIn(offer, begun)).get('code')).not.toBeNull()
    expect((await world.signIn(await world.offerSignIn(), begun)).get('code')).toBeNull()
    expect((await world.signIn(offer, await world.begin())).get('code')).toBeNull()
  })

  test('of 200 simultaneous sign-ins with one pair of numbers one succeeds (X15)', async () => {
    const world = await createTestAuthorization()
    const offer = await world.offerSignIn()
    const begun = await Promise.all(Array.from({ length: 200 }, () => world.begin()))
    const queries = await Promise.all(begun.map((one) => world.signIn(offer, one)))
    expect(queries.filter((query) => query.has('code'))).toHaveLength(1)
  })

  test('takes ten minutes at most, and an offer that is over signs nobody in', async () => {
    const world = await createTestAuthorization()
    const offer = await world.offerSignIn({ expiresInSeconds: 700 })
    const begun = await world.begin()
    world.advance(600)
    expect((await world.signIn(offer, begun)).get('code')).toBeNull()
    world.advance(100)
    expect((await world.signIn(offer, await world.begin())).get('code')).toBeNull()
  })

  test('that is cancelled, or for what the offer does not hold, is access_denied at the client', async () => {
    const world = await createTestAuthorization()
    const cancelled = await world.begin()
    const answer = await world.enter(cancelled.session, { do: 'decline' })
    expect(answer.status).toBe(303)
    expect(Object.fromEntries(queryOf(answer))).toEqual({ error: 'access_denied', state: 'a b', iss: url })
    expect((await world.enter(cancelled.session, { do: 'decline' })).status).toBe(400)
    const offer = await world.offerSignIn()
    const query = await world.signIn(offer, await world.begin({ scope: ['ktp-proof'] }))
    expect(query.get('error')).toBe('access_denied')
    expect((await world.signIn(offer, await world.begin())).get('code')).not.toBeNull()
  })

  test('what is over or was never pushed is a page without a way on (E18)', async () => {
    const { get, enter } = await createTestAuthorization()
    const queries = [
      '',
      'client_id=wallet',
      'client_id=wallet&request_uri=urn%3Ax',
      'client_id=wallet&client_id=wallet&request_uri=urn%3Ax',
      'response_type=code&client_id=wallet&redirect_uri=https%3A%2F%2Fwallet.example%2Fcb&scope=ktp',
    ]
    for (const query of queries) {
      const { status, headers, text } = await get(`/ntt/authorize?${query}`)
      expect([status, headers.get('location')]).toEqual([400, null])
      expect(headers.get('content-security-policy')).toContain("form-action 'none'")
      expect(text).toContain('Permintaan ini sudah tidak berlaku')
    }
    expect((await enter('x', {})).status).toBe(400)
  })
})

describe("the operator's own sign-in", () => {
  const own = (step: () => SignInStep): SignIn => ({ visit: async () => step() })

  test('names the issuance that was offered to whom it recognised', async () => {
    let issuanceId = 'unknown'
    const signIn = own(() => ({ kind: 'recognised', issuanceId }))
    const world = await createTestAuthorization({ signIn })
    const first = await world.open(String((await world.push()).json.request_uri))
    expect([first.status, first.headers.get('location')]).toEqual([400, null])
    issuanceId = (await world.offerSignIn()).issuanceId
    const answer = await world.open(String((await world.push()).json.request_uri))
    expect(answer.status).toBe(303)
    expect(queryOf(answer).get('code')).toMatch(/^[\w-]{43}$/)
  })

  test('opens no offer that was not made for signing in', async () => {
    let issuanceId = ''
    const world = await createTestAuthorization({ signIn: own(() => ({ kind: 'recognised', issuanceId })) })
    issuanceId = (await world.offer()).issuanceId
    const answer = await world.open(String((await world.push()).json.request_uri))
    expect([answer.status, answer.headers.get('location')]).toEqual([400, null])
  })

  test('sees the session, the client and what is asked for', async () => {
    const seen: object[] = []
    const signIn: SignIn = {
      visit: async (visit) => {
        seen.push(visit)
        return { kind: 'page', response: new Response('own page') }
      },
    }
    const world = await createTestAuthorization({ signIn })
    expect((await world.open(String((await world.push()).json.request_uri))).text).toBe('own page')
    expect(seen).toMatchObject([
      {
        session: expect.stringMatching(/^[\w-]{43}$/),
        action: `${url}/authorize`,
        clientId: 'wallet',
        configurationIds: ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt'],
        wrong: false,
      },
    ])
  })
})
