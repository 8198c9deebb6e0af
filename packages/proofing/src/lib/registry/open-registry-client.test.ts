import { NetworkError } from '@lontar/credentials/errors'
import type { GuardedFetch, GuardedRequestInit } from '@lontar/credentials/guarded-fetch'
import { type JsonValue, parseJson } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { maria } from '../../../fixtures/cards.ts'
import { guardedLoopback } from '../../../fixtures/guarded-loopback.ts'
import { serve } from '../../../fixtures/serve.ts'
import { ktpElements } from '../ktp/ktp-elements.ts'
import { askRegistry } from './ask-registry.ts'
import { openRegistryClient, type RegistryClientOptions } from './open-registry-client.ts'

const credentials = { userId: 'dinas-contoh', password: 'rahasia-contoh', ipUser: '192.0.2.7' }
const { citizenship: _, ...elements } = ktpElements(maria)
const query = { nik: maria.nik, elements, consentRef: 'consent-1', purpose: 'identity_verification' }
const confirmed = {
  content: [
    {
      NAMA_LGKP: 'Sesuai (100)',
      TMPT_LHR: 'Sesuai (100)',
      TGL_LHR: 'Sesuai',
      JENIS_KLMIN: 'Sesuai',
      NO_PROP: 'Sesuai',
      NO_KAB: 'Sesuai',
    },
  ],
  lastPage: false,
  numberOfElements: 1,
  quotaLimiter: 1523,
}

interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly text?: string
}

/** A client of a register that answers as listed, the last answer again and again. */
function scene(answers: readonly (Answer | Error)[], options: Partial<RegistryClientOptions> = {}) {
  const sent: { url: string; init: GuardedRequestInit; body: JsonValue }[] = []
  const fetch: GuardedFetch = async (url, init = {}) => {
    const answer = answers[Math.min(sent.length, answers.length - 1)] ?? {}
    sent.push({ url, init, body: parseJson(init.body ?? '') })
    if (answer instanceof Error) throw answer
    const { status = 200, headers = {}, text = JSON.stringify(confirmed) } = answer
    return { status, headers: new Headers(headers), text: () => text, json: () => parseJson(text) }
  }
  const url = 'https://registry.example/verify'
  const wait = async () => {}
  return { client: openRegistryClient({ url, credentials, fetch, wait, ...options }), sent }
}

describe('the client of a register', () => {
  it('asks in the shape of the interface, and spells TRESHOLD as it does', async () => {
    const { client, sent } = scene([{}])
    expect((await client.verifyElements(query)).state).toBe('active')
    expect(sent).toHaveLength(1)
    expect(sent[0]?.url).toBe('https://registry.example/verify')
    expect(sent[0]?.init.method).toBe('POST')
    expect(sent[0]?.body).toEqual({
      USER_ID: 'dinas-contoh',
      PASSWORD: 'rahasia-contoh',
      IP_USER: '192.0.2.7',
      TRESHOLD: '100',
      NIK: maria.nik,
      NAMA_LGKP: 'MARIA CONTOH',
      TMPT_LHR: 'KUPANG',
      TGL_LHR: '17-08-1990',
      JENIS_KLMIN: 'Perempuan',
      NO_PROP: '53',
      NO_KAB: '71',
    })
  })

  it('draws a reference, sends it, and returns it', async () => {
    const { client, sent } = scene([{}], { randomBytes: (length) => new Uint8Array(length).fill(7) })
    const { txn } = await client.verifyElements(query)
    expect(txn).toBe('BwcHBwcHBwcHBwcHBwcH')
    expect(sent[0]?.init.headers).toMatchObject({ 'x-request-id': txn })
  })

  it('takes other names of fields, another date format and another threshold', async () => {
    const text = JSON.stringify({ content: [{ ...confirmed.content[0], NAMA: 'Sesuai (80)' }] })
    const { client, sent } = scene([{ text }], {
      fieldNames: { name: 'NAMA', threshold: 'THRESHOLD' },
      dateFormat: 'YYYY-MM-DD',
      threshold: 80,
    })
    expect((await client.verifyElements(query)).fields.name).toEqual({ match: true, score: 80 })
    expect(sent[0]?.body).toMatchObject({ NAMA: 'MARIA CONTOH', THRESHOLD: '80', TGL_LHR: '1990-08-17' })
    expect(sent[0]?.body).not.toHaveProperty('NAMA_LGKP')
  })

  it('asks by name for a place whose code it does not know, and takes only the whole name', async () => {
    const [record] = confirmed.content
    const answer = (KAB_NAME: string) => ({ text: JSON.stringify({ content: [{ ...record, KAB_NAME }] }) })
    const { client, sent } = scene([answer('Sesuai (96)'), answer('Sesuai (100)')], { threshold: 80 })
    const moved = { ...query, elements: { ...elements, province: 'BALI', regency: 'KOTA DENPASAR' } }
    expect((await client.verifyElements(moved)).fields.regency).toEqual({ match: false, score: 96 })
    expect((await client.verifyElements(moved)).fields.regency).toEqual({ match: true, score: 100 })
    expect(sent[0]?.body).toMatchObject({ NO_PROP: '51', KAB_NAME: 'KOTA DENPASAR' })
  })

  it.each([
    ['birthdate', '17-08-1990'],
    ['sex', 'PEREMPUAN'],
    ['shoeSize', '38'],
    ['citizenship', 'WNI'],
  ])('asks nothing when it cannot write %s', async (element, text) => {
    const { client, sent } = scene([{}])
    const odd = { ...query, elements: { ...elements, [element]: text } }
    expect((await client.verifyElements(odd)).state).toBe('unavailable')
    expect(sent).toEqual([])
  })

  it('is not asked for citizenship, of which it has no field', async () => {
    const { client, sent } = scene([{}])
    const answer = await askRegistry(client, { ...query, elements: ktpElements(maria) }, 5000)
    expect(answer.state).toBe('active')
    expect(Object.keys(answer.fields)).not.toContain('citizenship')
    expect(sent).toHaveLength(1)
  })

  it('asks again after silence and a busy gateway, and not after a clear answer', async () => {
    const unreachable = new NetworkError('network_unreachable', 'The host could not be reached.')
    const late = scene([unreachable, { status: 503, text: '' }, {}])
    expect((await late.client.verifyElements(query)).state).toBe('active')
    expect(late.sent).toHaveLength(3)
    const dead = scene([{ text: '{"content":[{"RESPONSE_CODE":"11"}]}' }])
    expect((await dead.client.verifyElements(query)).state).toBe('dead')
    expect(dead.sent).toHaveLength(1)
  })

  it.each<[string, Answer, string]>([
    ['an empty body', { text: '' }, 'malformed'],
    ['an empty object', { text: '{}' }, 'malformed'],
    ['a page', { text: '<html></html>' }, 'malformed'],
    ['a list', { text: '[]' }, 'malformed'],
    ['a name twice', { text: '{"content":[],"content":[]}' }, 'malformed'],
    ['too much', { text: JSON.stringify({ ...confirmed, more: 'x'.repeat(70_000) }) }, 'malformed'],
    ['401', { status: 401 }, 'unauthorized'],
    ['403', { status: 403 }, 'unauthorized'],
    ['500', { status: 500 }, 'refused'],
    ["a simulator's word", { headers: { 'lontar-simulated': 'true' } }, 'refused'],
  ])('takes %s for no answer and does not ask again', async (_, answer, lastFailure) => {
    const { client, sent } = scene([answer])
    expect(await client.verifyElements(query)).toEqual({ state: 'unavailable', fields: {}, txn: '' })
    expect(sent).toHaveLength(1)
    expect(client.health()).toEqual({ circuit: 'closed', lastFailure })
  })

  it('leaves a register alone that keeps failing, and says so', async () => {
    const { client, sent } = scene([{ status: 500 }], { failuresToOpen: 2 })
    for (let time = 0; time < 4; time += 1) await client.verifyElements(query)
    expect(sent).toHaveLength(2)
    expect(client.health()).toEqual({ circuit: 'open', lastFailure: 'refused' })
  })

  it.each<[string, Answer, string | undefined]>([
    ['a number that it does not know', { text: '{"content":[{"RESPONSE_CODE":"13"}]}' }, undefined],
    ['a number of no form', { text: '{"content":[{"RESPONSE_CODE":"15"}]}' }, undefined],
    ['a stranger', { status: 401, text: '' }, 'unauthorized'],
    ['an unknown code', { text: '{"content":[{"RESPONSE_CODE":"99"}]}' }, 'malformed'],
  ])('is tried with a question about nobody, answered with %s', async (_, answer, failure) => {
    const { client, sent } = scene([answer])
    expect(await client.probe()).toBe(failure)
    expect(sent.map(({ body }) => body)).toEqual([
      {
        USER_ID: 'dinas-contoh',
        PASSWORD: 'rahasia-contoh',
        IP_USER: '192.0.2.7',
        TRESHOLD: '100',
        NIK: '0000000000000000',
      },
    ])
  })

  it('is not tried while it is left alone', async () => {
    const { client, sent } = scene([{ status: 500 }], { failuresToOpen: 1 })
    expect([await client.probe(), await client.probe()]).toEqual(['circuit_open', 'circuit_open'])
    expect(sent).toHaveLength(1)
  })

  it('says how many questions are left', async () => {
    const { client } = scene([{}, { status: 500 }])
    expect(client.health()).toEqual({ circuit: 'closed' })
    await client.verifyElements(query)
    await client.verifyElements(query)
    expect(client.health()).toEqual({ circuit: 'closed', lastFailure: 'refused', quotaLeft: 1523 })
  })

  it('is simulated on loopback whatever it is told, and elsewhere when it is told so', () => {
    const simulated = (url: string, told: boolean) =>
      openRegistryClient({ url, credentials, simulated: told }).simulated
    for (const url of ['http://127.0.0.1:1/', 'http://localhost/', 'https://[::1]:8443/']) {
      expect(simulated(url, false)).toBe(true)
    }
    const spellings = [
      'localhost.',
      'a.localhost',
      '0.0.0.0',
      '127.1',
      '0x7f000001',
      '[::]',
      '[::ffff:127.0.0.1]',
    ]
    for (const host of spellings) expect(simulated(`http://${host}/`, false), host).toBe(true)
    for (const host of ['registry.example', 'localhost.example', '128.0.0.1', '[::ffff:128.0.0.1]'])
      expect(simulated(`https://${host}/`, false), host).toBe(false)
    expect(simulated('https://registry.example/', true)).toBe(true)
  })

  it('reaches no private address by itself', async () => {
    let asked = 0
    const url = await serve(async () => {
      asked += 1
      return Response.json(confirmed)
    })
    const guarded = openRegistryClient({ url, credentials })
    expect((await guarded.verifyElements(query)).state).toBe('unavailable')
    expect(guarded.health().lastFailure).toBe('malformed') // no https
    const inside = openRegistryClient({ url: 'https://10.0.0.1/', credentials })
    expect((await inside.verifyElements(query)).state).toBe('unavailable')
    expect(inside.health().lastFailure).toBe('address_forbidden')
    expect(asked).toBe(0)
    const allowed = openRegistryClient({ url, credentials, fetch: guardedLoopback })
    expect((await allowed.verifyElements(query)).state).toBe('active')
    expect(asked).toBe(1)
  })

  it('holds neither user nor person in anything it hands out', async () => {
    const { client } = scene([new Error(JSON.stringify({ ...credentials, ...query }))])
    const answer = await client.verifyElements(query)
    const text = JSON.stringify([client, answer, client.health()])
    for (const secret of ['dinas-contoh', 'rahasia-contoh', maria.nik, 'MARIA']) {
      expect(text).not.toContain(secret)
    }
  })

  it.each<[string, Partial<RegistryClientOptions>]>([
    ['an address that is none', { url: 'registry' }],
    ['an address with a user', { url: 'https://user:word@registry.example/' }],
    ['another scheme', { url: 'ftp://registry.example/' }],
    ['no threshold', { threshold: 0 }],
    ['half a percent', { threshold: 99.5 }],
    ['more than everything', { threshold: 101 }],
  ])('is not opened with %s', (_, options) => {
    expect(() => scene([{}], options)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
  })
})
