import type { Signer } from '@lontar/credentials'
import type { LontarError } from '@lontar/credentials/errors'
import { parseJsonObject } from '@lontar/credentials/jose'
import { createVp, parseVp } from '@lontar/credentials/presentation'
import { createKeyBindingJwt } from '@lontar/credentials/sd-jwt'
import type { Ask } from '@lontar/documents/ask'
import { claimPath, findFormat } from '@lontar/documents/credential-types'
import type { DcqlQuery } from '@lontar/openid4vc/dcql'
import type { RequestObject } from '@lontar/openid4vc/openid4vp'
import { describe, expect, it } from 'vitest'
import { hotel, resident } from '../fixtures/asks.ts'
import { firstCode, openScene, type Scene } from '../fixtures/scene.ts'
import { type Mischief, openHolder } from '../fixtures/scripted-holder.ts'
import { openIssuer } from '../fixtures/scripted-issuer.ts'

import { createMemoryVerifierStore } from '../memory-verifier-store.ts'
import type { TransactionRecord } from '../verifier-store.ts'

const formats = ['vc+sd-jwt', 'dc+sd-jwt'] as const
const form = { 'content-type': 'application/x-www-form-urlencoded' }

describe.each(formats)('a presentation of %s', (formatId) => {
  it('is accepted with exactly the claims asked for', async () => {
    const scene = await openScene()
    const result = await scene.exchange({ formatId })
    expect(result).toMatchObject({ status: 200, state: 'accepted', verdict: { ok: true } })
    expect(result.claims).toEqual({ name: 'MARIA CONTOH', 'age_equal_or_over.18': true })
    expect(result.verdict?.checks.map(({ id }) => id)).toEqual(
      expect.arrayContaining([
        'signature',
        'issuer_trust',
        'holder_binding',
        'status',
        'query',
        'conditions',
      ]),
    )
  })

  it('is refused when a disclosure was changed', async () => {
    const scene = await openScene()
    const alter = (text: string): string => {
      const parts = text.split('~')
      const disclosure = parts[1] ?? ''
      parts[1] = `${disclosure.slice(0, 5)}${disclosure[5] === 'A' ? 'B' : 'A'}${disclosure.slice(6)}`
      return parts.join('~')
    }
    const result = await scene.exchange({ formatId, mischief: { alter } })
    expect(result).toMatchObject({ status: 400, state: 'refused', verdict: { ok: false } })
    expect(result.claims).toBeUndefined()
  })

  it('is refused for another audience, with and without the prefix', async () => {
    const scene = await openScene()
    const other = await openScene()
    for (const audience of [
      other.verifier.clientId,
      scene.verifier.clientId.replace('decentralized_identifier:', ''),
    ]) {
      const result = await scene.exchange({ formatId, mischief: { audience } })
      expect(result.state).toBe('refused')
      expect(firstCode(result)).toBe('key_binding_audience_mismatch')
    }
  })

  it('is refused for another nonce', async () => {
    const scene = await openScene()
    const result = await scene.exchange({ formatId, mischief: { nonce: 'another-nonce-of-some-length' } })
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('key_binding_nonce_mismatch')
  })

  it('is refused without the key binding JWT', async () => {
    const scene = await openScene()
    const alter = (text: string): string => text.slice(0, text.lastIndexOf('~') + 1)
    const result = await scene.exchange({ formatId, mischief: { alter } })
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('key_binding_missing')
  })

  it('is refused when another key made the key binding JWT', async () => {
    const scene = await openScene()
    const thief = await openHolder()
    const signedBy =
      ({ signer }: { readonly signer: Signer }) =>
      async (text: string, { clientId: audience, nonce }: RequestObject) => {
        const sdJwt = text.slice(0, text.lastIndexOf('~') + 1)
        return sdJwt + (await createKeyBindingJwt({ sdJwt, audience, nonce, signer, now: scene.now }))
      }
    const stolen = await scene.exchange({ formatId, mischief: { alter: signedBy(thief) } })
    expect(stolen.state).toBe('refused')
    expect(firstCode(stolen)).toBe('key_binding_invalid')
    const own = await scene.exchange({ formatId, mischief: { alter: signedBy(scene.holder) } })
    expect(own.state).toBe('accepted')
  })

  it('drops claims that were disclosed and not asked for', async () => {
    const scene = await openScene()
    const extra = [claimPath('KtpCredential', 'personal_administrative_number', formatId)]
    const alter = async (text: string): Promise<string> => {
      const shown = await findFormat(formatId)?.parse(text)
      expect(JSON.stringify(shown?.claims)).toContain('5371995708900001')
      return text
    }
    const result = await scene.exchange({ formatId, mischief: { extra, alter } })
    expect(result.state).toBe('accepted')
    expect(Object.keys(result.claims ?? {}).sort()).toEqual(['age_equal_or_over.18', 'name'])
    expect(JSON.stringify(await scene.store.readTransaction(result.transactionId))).not.toContain('53719957')
  })

  it('is refused when an asked claim is missing', async () => {
    const scene = await openScene()
    const onlyPaths =
      formatId === 'dc+sd-jwt' ? [['age_equal_or_over', '18']] : [['credentialSubject', 'ageEqualOrOver18']]
    const result = await scene.exchange({ formatId, mischief: { onlyPaths } })
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('dcql_not_satisfied')
  })

  it('is refused when the condition is not met', async () => {
    const scene = await openScene()
    const result = await scene.exchange({ formatId, birthdate: '2009-06-01' })
    expect(result.state).toBe('refused')
    expect(
      result.verdict?.checks.filter(({ state }) => state === 'failed').map(({ code }) => code),
    ).toContain('condition_not_met')
  })

  it.each([
    [1, 'status_invalid'],
    [2, 'status_suspended'],
    [3, 'status_unknown'],
  ])('is refused when its status is %i', async (status, code) => {
    const scene = await openScene()
    scene.issuer.statuses[7] = status
    const result = await scene.exchange({ formatId })
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe(code)
  })

  it('is refused when the status list cannot be reached', async () => {
    const scene = await openScene()
    scene.issuer.reachable = false
    const result = await scene.exchange({ formatId })
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('status_list_unreachable')
  })

  it('is refused from an issuer that the trust list does not name', async () => {
    const scene = await openScene()
    const stranger = await openIssuer('https://issuer.example', () => scene.now)
    const credential = await stranger.issue({
      formatId,
      holderKey: scene.holder.signer.publicJwk,
      issuedAt: scene.now,
    })
    const { object, transactionId } = await scene.request()
    await scene.post(await scene.holder.present(object, credential, scene.now))
    const result = await scene.verifier.result(transactionId)
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('issuer_untrusted')
  })

  it('is refused when the trusted issuer may not issue that type', async () => {
    const issuing = await openScene()
    const [ktp = '', proof = ''] = issuing.issuer.trusted.types
    const other = await openIssuer('https://issuer.example', () => issuing.now)
    const scene = await openScene({
      trust: {
        issuers: [
          { ...issuing.issuer.trusted, types: [proof] },
          { ...other.trusted, types: [ktp] },
        ],
        roots: [],
        verifiers: [],
      },
      fetch: issuing.issuer.fetch,
    })
    const credential = await issuing.issuer.issue({
      formatId,
      holderKey: scene.holder.signer.publicJwk,
      issuedAt: scene.now,
    })
    const { object, transactionId } = await scene.request()
    await scene.post(await scene.holder.present(object, credential, scene.now))
    const result = await scene.verifier.result(transactionId)
    expect(result.state).toBe('refused')
    expect(['issuer_untrusted', 'credential_type_unexpected']).toContain(firstCode(result))
  })

  it('is refused once the credential has expired', async () => {
    const scene = await openScene()
    const issuedAt = new Date(scene.now.getTime() - 400 * 86_400_000)
    const result = await scene.exchange({ formatId, issuedAt })
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('credential_expired')
    expect(scene.issuer.fetches).toBe(0)
  })

  it('is refused under the id of the other format', async () => {
    const scene = await openScene()
    const queryId = formatId === 'dc+sd-jwt' ? 'vc' : 'dc'
    const result = await scene.exchange({ formatId, mischief: { queryId } })
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('credential_format_unsupported')
  })
})

describe('a presentation without selective disclosure', () => {
  const proof = { ask: resident, typeId: 'ktp-proof', formatId: 'vc+jwt' } as const
  const askFormats = ['vc+jwt', 'vc+sd-jwt'] as const

  it('is accepted by a verifier that asks for its format, and hands on what was asked', async () => {
    const scene = await openScene({ askFormats })
    const { object } = await scene.request(resident)
    expect(object.dcqlQuery.credentials.map(({ format }) => format)).toEqual([...askFormats])
    const result = await scene.exchange(proof)
    expect(result).toMatchObject({ status: 200, state: 'accepted', verdict: { ok: true } })
    expect(result.claims).toEqual({ residence_province_code: '53' })
  })

  it('is not asked for by default, nor for a card', async () => {
    const formatsOf = async (scene: Scene, ask: Ask): Promise<readonly string[]> =>
      (await scene.request(ask)).object.dcqlQuery.credentials.map(({ format }) => format)
    expect(await formatsOf(await openScene(), resident)).toEqual([...formats])
    expect(await formatsOf(await openScene({ askFormats }), hotel)).toEqual(['vc+sd-jwt'])
  })

  it('is refused for another request, another verifier, and for a thief', async () => {
    const scene = await openScene({ askFormats })
    const thief = await openHolder()
    const stolen = async (text: string, { clientId: audience, nonce }: RequestObject): Promise<string> => {
      const [credential] = (await parseVp(text)).credentials
      return createVp({
        credentials: credential === undefined ? [] : [credential],
        signer: thief.signer,
        audience,
        nonce,
        now: scene.now,
      })
    }
    const bare = async (text: string): Promise<string> => (await parseVp(text)).credentials[0]?.text ?? ''
    const wrong: readonly (readonly [Mischief, string])[] = [
      [{ nonce: 'another-nonce-of-some-length' }, 'key_binding_nonce_mismatch'],
      [{ audience: 'x509_san_dns:other.example' }, 'key_binding_audience_mismatch'],
      [{ alter: stolen }, 'key_binding_invalid'],
      [{ alter: bare }, 'key_binding_missing'],
    ]
    for (const [mischief, code] of wrong) {
      const result = await scene.exchange({ ...proof, mischief })
      expect(result.state).toBe('refused')
      expect(firstCode(result)).toBe(code)
    }
  })
})

describe('the response endpoint', () => {
  it('asks for the home format first', async () => {
    const scene = await openScene()
    const { object } = await scene.request()
    expect(object.dcqlQuery.credentials.map(({ format }) => format)).toEqual([...formats])
  })

  it('refuses an id that was not asked, two answers, and an answer twice', async () => {
    const scene = await openScene({ responseMode: 'direct_post' })
    const credential = await scene.credential()
    for (const shape of [
      (text: string) => ({ other: [text] }),
      (text: string) => ({ vc: [text], dc: [text] }),
      (text: string) => ({ vc: [text, text] }),
    ]) {
      const { object, transactionId } = await scene.request()
      const body = new URLSearchParams(await scene.holder.present(object, credential, scene.now))
      const token = parseJsonObject(body.get('vp_token') ?? '') as { vc: string[] }
      body.set('vp_token', JSON.stringify(shape(token.vc[0] ?? '')))
      expect((await scene.post(body.toString())).status).toBe(400)
      expect(firstCode(await scene.verifier.result(transactionId))).toBe('dcql_not_satisfied')
    }
  })

  it('refuses a presentation that was made for another transaction', async () => {
    const scene = await openScene({ responseMode: 'direct_post' })
    const credential = await scene.credential()
    const requests = await Promise.all([scene.request(), scene.request(), scene.request()])
    for (const from of requests) {
      for (const to of requests.filter((request) => request !== from)) {
        const fresh = await scene.request()
        const body = await scene.holder.present(from.object, credential, scene.now, {
          state: fresh.object.state ?? '',
        })
        expect((await scene.post(body)).status).toBe(400)
        expect(firstCode(await scene.verifier.result(fresh.transactionId))).toBe('key_binding_nonce_mismatch')
        expect((await scene.verifier.result(to.transactionId)).state).toBe('pending')
      }
    }
  })

  it('takes the first verdict as the last', async () => {
    const scene = await openScene()
    const { object, transactionId } = await scene.request()
    const credential = await scene.credential()
    const bad = await scene.holder.present(object, credential, scene.now, {
      nonce: 'another-nonce-0123456789',
    })
    const good = await scene.holder.present(object, credential, scene.now)
    expect((await scene.post(bad)).status).toBe(400)
    expect((await scene.post(good)).status).toBe(400)
    expect((await scene.verifier.result(transactionId)).state).toBe('refused')
    expect(scene.errors.at(-1)).toMatchObject({ code: 'response_already_received' })
  })

  it('does no work for a transaction that is already decided', async () => {
    const decided: string[] = []
    const memory = createMemoryVerifierStore()
    const scene = await openScene({
      store: {
        ...memory,
        decideTransaction: (id, outcome, now) => {
          decided.push(id)
          return memory.decideTransaction(id, outcome, now)
        },
      },
    })
    const { object, transactionId } = await scene.request()
    const body = await scene.holder.present(object, await scene.credential(), scene.now)
    expect((await scene.post(body)).status).toBe(200)
    expect((await scene.post(body)).status).toBe(400)
    expect(decided).toEqual([transactionId])
  })

  it('denies a missing claim even where the stored query does not name it', async () => {
    const memory = createMemoryVerifierStore()
    const nothingAsked = (record: TransactionRecord): TransactionRecord => {
      const query = JSON.parse(record.dcqlQuery) as DcqlQuery
      const credentials = query.credentials.map(({ claims: _claims, ...rest }) => rest)
      return { ...record, dcqlQuery: JSON.stringify({ ...query, credentials }) }
    }
    const create = (record: TransactionRecord): Promise<void> =>
      memory.createTransaction(nothingAsked(record))
    const ask = { ...hotel, conditions: [] }
    const scene = await openScene({ store: { ...memory, createTransaction: create } })
    const refused = await scene.exchange({ ask })
    expect(firstCode(refused)).toBe('dcql_not_satisfied')
    const extra = ask.claims.map((claim) => claimPath('KtpCredential', claim, 'vc+sd-jwt'))
    expect((await scene.exchange({ ask, mischief: { extra } })).state).toBe('accepted')
  })

  it('accepts one of 200 parallel posts', async () => {
    const scene = await openScene()
    const { object, transactionId } = await scene.request()
    const body = await scene.holder.present(object, await scene.credential(), scene.now)
    const answers = await Promise.all(Array.from({ length: 200 }, () => scene.post(body)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(199)
    expect((await scene.verifier.result(transactionId)).state).toBe('accepted')
  })

  it('refuses the transaction when the wallet declines, and answers 200', async () => {
    const scene = await openScene()
    const { object, transactionId } = await scene.request()
    const response = await scene.post(`error=access_denied&state=${object.state}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/json/)
    expect(await response.json()).toEqual({})
    const result = await scene.verifier.result(transactionId)
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('presentation_declined')
  })

  it('gives one answer for a state that is unknown, used or over', async () => {
    const scene = await openScene()
    const credential = await scene.credential()
    const used = await scene.request()
    const body = await scene.holder.present(used.object, credential, scene.now)
    await scene.post(body)
    const late = await scene.request()
    const lateBody = await scene.holder.present(late.object, credential, scene.now)
    scene.now = new Date(late.expiresAt)
    const answers = await Promise.all([
      scene.post(body),
      scene.post(lateBody),
      scene.post('error=access_denied&state=unknown'),
    ])
    const texts = await Promise.all(answers.map(async (answer) => `${answer.status} ${await answer.text()}`))
    expect(new Set(texts).size).toBe(1)
    expect(texts[0]).toMatch(/^400 /)
    expect(scene.errors.map((error) => (error as LontarError).code).sort()).toEqual([
      'response_already_received',
      'response_state_unknown',
      'transaction_expired',
    ])
    expect((await scene.verifier.result(late.transactionId)).state).toBe('expired')
  })

  it('accepts up to the last instant and not at it', async () => {
    const scene = await openScene()
    const credential = await scene.credential()
    const { object, expiresAt, transactionId } = await scene.request()
    const body = await scene.holder.present(object, credential, scene.now)
    scene.now = new Date(expiresAt.getTime() - 1000)
    expect((await scene.post(body)).status).toBe(200)
    expect((await scene.verifier.result(transactionId)).claims).toBeDefined()
    scene.now = expiresAt
    expect(await scene.verifier.result(transactionId)).toEqual({ state: 'expired' })
  })

  it('refuses a repeated state and leaves the transaction open', async () => {
    const scene = await openScene({ responseMode: 'direct_post' })
    const { object, transactionId } = await scene.request()
    const body = await scene.holder.present(object, await scene.credential(), scene.now)
    expect((await scene.post(`${body}&state=${object.state}`)).status).toBe(400)
    expect((await scene.verifier.result(transactionId)).state).toBe('pending')
    expect((await scene.post(body)).status).toBe(200)
  })

  it('refuses JSON and every other body that is no form', async () => {
    const scene = await openScene()
    const { object } = await scene.request()
    const body = JSON.stringify({ state: object.state, vp_token: {} })
    expect((await scene.post(body, { 'content-type': 'application/json' })).status).toBe(415)
    expect((await scene.post(body, { 'content-type': 'text/plain' })).status).toBe(415)
    expect((await scene.post('state=a&vp_token=%FF', form)).status).toBe(400)
    expect((await scene.post('state=a&vp_token={', form)).status).toBe(400)
    expect((await scene.post('', form)).status).toBe(400)
  })

  it('refuses a body over the limit, whatever length it declares', async () => {
    const scene = await openScene()
    const body = `state=a&vp_token=${'x'.repeat(300_000)}`
    expect((await scene.post(body, form)).status).toBe(413)
    expect((await scene.post(body, { ...form, 'content-length': '10' })).status).toBe(413)
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled++
        controller.enqueue(new Uint8Array(64 * 1024))
      },
    })
    const init = { method: 'POST', headers: form, body: endless, duplex: 'half' } as RequestInit
    const response = await scene.verifier.fetch(new Request(`${scene.verifier.url}/response`, init))
    expect(response.status).toBe(413)
    expect(pulled).toBeLessThan(10)
  })

  it('fetches the status list once for many presentations', async () => {
    const scene = await openScene()
    await scene.exchange()
    await scene.exchange()
    expect(scene.issuer.fetches).toBe(1)
  })

  it('judges the resident ask by the province of residence', async () => {
    const scene = await openScene()
    const accepted = await scene.exchange({ ask: resident, typeId: 'ktp-proof' })
    expect(accepted.claims).toEqual({ residence_province_code: '53' })
    const refused = await scene.exchange({ ask: resident, typeId: 'ktp-proof', provinceCode: '35' })
    expect(refused.state).toBe('refused')
  })

  it('refuses a credential of another type than the ask names', async () => {
    const scene = await openScene()
    const onlyPaths = [['credentialSubject', 'residenceProvinceCode']]
    const result = await scene.exchange({ ask: resident, typeId: 'ktp', mischief: { onlyPaths } })
    expect(result.state).toBe('refused')
    expect(firstCode(result)).toBe('credential_type_unexpected')
  })

  it('keeps no claim value in a refusal, an error or an answer', async () => {
    const scene = await openScene()
    scene.issuer.statuses[7] = 1
    const { object, transactionId } = await scene.request(hotel)
    const credential = await scene.credential({ name: 'TANDA RAHASIA' })
    const response = await scene.post(await scene.holder.present(object, credential, scene.now))
    const stored = await scene.store.readTransaction(transactionId)
    const seen = [await response.text(), JSON.stringify(stored), JSON.stringify(scene.errors)].join('\n')
    expect(stored?.outcome?.claims).toBeUndefined()
    expect(seen).toContain('status_invalid')
    expect(seen).not.toContain('RAHASIA')
  })
})
