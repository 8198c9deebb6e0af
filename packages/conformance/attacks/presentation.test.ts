import type { JsonObject, Signer, TrustedIssuer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import { createStatusListToken } from '@lontar/credentials/status'
import { createCredentialPayload, findFormat } from '@lontar/documents/credential-types'
import { openStore } from '@lontar/store'
import { createMemoryVerifierStore } from '@lontar/verifier'
import { beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from './support/lanes.ts'
import { answer, present } from './support/present.ts'
import {
  errorOf,
  type HeldCredential,
  maria,
  type OpenRequest,
  openRooms,
  type Rooms,
} from './support/rooms.ts'

let rooms: Rooms
let credential: HeldCredential
beforeAll(async () => {
  rooms = await openRooms()
  credential = (await rooms.collect('ktp_vc+sd-jwt'))[0] as HeldCredential
})

async function answerTo({ object }: OpenRequest, held = credential, where = rooms): Promise<string> {
  return answer(object, held, await present(held, object, where.clock.now))
}

describe('F1 the same response, posted 200 times at once', () => {
  test.each(['memory', 'sqlite'] as const)('is accepted once by a verifier on %s', async (kind) => {
    const store = await openStore({ database: 'sqlite::memory:', passphrase: 'for this test', create: true })
    const verifierStore = kind === 'sqlite' ? store.verifier : createMemoryVerifierStore()
    const own = await openRooms({ verifierStore })
    const [held] = await own.collect('ktp_vc+sd-jwt')
    const request = await own.request()
    const body = await answerTo(request, held, own)
    const responses = await Promise.all(Array.from({ length: 200 }, () => own.respond(body)))
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(responses.filter(({ status }) => status === 400)).toHaveLength(199)
    expect((await own.verifier.result(request.transactionId)).state).toBe('accepted')
    expect(await errorOf(await own.respond(body))).toBe('invalid_request')
    await store.close()
  })
})

describe('F2 a response brought to another transaction', () => {
  const five = [0, 1, 2, 3, 4]

  test('is refused for every pair of five, and only its own transaction takes it', async () => {
    for (const from of five) {
      // The swap burns the transaction that it is brought to, so each row has its own five.
      const requests = await Promise.all(five.map(() => rooms.request()))
      const source = requests[from] as OpenRequest
      for (const target of requests) {
        const body = new URLSearchParams(await answerTo(source))
        body.set('state', target.object.state ?? '')
        await rooms.respond(body.toString())
        const { verdict, state } = await rooms.verifier.result(target.transactionId)
        const own = target === source
        expect(state).toBe(own ? 'accepted' : 'refused')
        expect(refusalOf(verdict ?? { ok: false, checks: [] })).toBe(
          own ? undefined : 'key_binding_nonce_mismatch',
        )
      }
    }
  })

  test('is refused at another verifier, to whom it was not addressed', async () => {
    const elsewhere = await openRooms({ trust: rooms.trust.issuers })
    const request = await elsewhere.request()
    const { nonce } = request.object
    const { clientId } = rooms.verifier
    const relayed = await present(credential, { clientId, nonce }, rooms.clock.now)
    await elsewhere.respond(answer(request.object, credential, relayed))
    const { verdict } = await elsewhere.verifier.result(request.transactionId)
    expect(refusalOf(verdict ?? { ok: false, checks: [] })).toBe('key_binding_audience_mismatch')
  })
})

describe('C9 a trusted issuer', () => {
  const otherUrl = 'https://other.example'
  const ownType = `${otherUrl}/vct/ktp/1`
  const theirType = 'https://issuer.example/vct/ktp/1'
  let signer: Signer
  let holder: Signer
  let both: Rooms

  beforeAll(async () => {
    signer = await didJwkSigner(await generatePrivateJwk())
    holder = await createLocalSigner(await generatePrivateJwk())
    const other: TrustedIssuer = {
      issuer: signer.keyId.replace('#0', ''),
      types: [ownType],
      jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] },
    }
    both = await openRooms({ trust: [other] })
    both.network.serve(otherUrl, async () => {
      const issuedAt = both.clock.now
      const list = {
        uri: `${otherUrl}/status/1`,
        bits: 2,
        values: new Uint8Array(8),
        ttlSeconds: 60,
      } as const
      const expiresAt = new Date(issuedAt.getTime() + 3_600_000)
      const token = await createStatusListToken({ ...list, signer, issuedAt, expiresAt })
      return new Response(token, { headers: { 'content-type': 'application/statuslist+jwt' } })
    })
  })

  /** A credential in the other issuer's own name, of whatever type. */
  async function issue(change: (payload: JsonObject) => JsonObject): Promise<HeldCredential> {
    const { payload, disclosable } = createCredentialPayload({
      typeId: 'ktp',
      formatId: 'dc+sd-jwt',
      identity: {
        jti: 'identity-1',
        document: { kind: 'ktp', card: maria },
        assuranceLevel: 'substantial',
        evidence: [],
        issuedAt: both.clock.now,
        expiresAt: both.clock.now,
      },
      issuer: signer.keyId.replace('#0', ''),
      issuerUrl: otherUrl,
      issuerName: 'Dinas Lain',
      holderKey: holder.publicJwk,
      status: { uri: `${otherUrl}/status/1`, idx: 3 },
      issuedAt: both.clock.now,
      timeZone: 'Asia/Makassar',
    })
    const text = await findFormat('dc+sd-jwt')?.issue({ signer, payload: change(payload), disclosable })
    return { text: text ?? '', format: 'dc+sd-jwt', holder }
  }

  async function show(held: HeldCredential): Promise<string | undefined> {
    const request = await both.request()
    await both.respond(await answerTo(request, held, both))
    const { verdict } = await both.verifier.result(request.transactionId)
    return refusalOf(verdict ?? { ok: false, checks: [] })
  }

  test('is believed for his own type', async () => {
    expect(await show(await issue((payload) => payload))).toBeUndefined()
  })

  test('is not believed for the type of another, nor for one that mimics or extends it', async () => {
    for (const vct of [
      theirType,
      `${ownType}/`,
      `${theirType}#own`,
      theirType.toUpperCase(),
      'KtpCredential',
    ]) {
      expect(await show(await issue((payload) => ({ ...payload, vct }))), vct).toBe('issuer_untrusted')
    }
    const extending = await issue((payload) => ({
      ...payload,
      vct: `${otherUrl}/vct/new/1`,
      extends: theirType,
    }))
    expect(await show(extending)).toBe('issuer_untrusted')
  })

  test('is not believed in the name of another', async () => {
    const borrowed = await issue((payload) => ({ ...payload, iss: both.issuer.issuer, vct: theirType }))
    expect(await show(borrowed)).toMatch(/^jws_/)
  })
})
