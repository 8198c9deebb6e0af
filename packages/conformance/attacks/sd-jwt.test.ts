import {
  createLocalSigner,
  decodeBase64Url,
  decodeUtf8,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  type JsonValue,
  parseJson,
} from '@lontar/credentials/jose'
import { createKeyBindingJwt } from '@lontar/credentials/sd-jwt'
import { beforeAll, describe, expect, test } from 'vitest'
import { refusalOf } from './support/lanes.ts'
import { answer, disclose, present } from './support/present.ts'
import { type HeldCredential, type OpenRequest, openRooms, type Rooms } from './support/rooms.ts'

const formats = ['vc+sd-jwt', 'dc+sd-jwt'] as const

let rooms: Rooms
beforeAll(async () => {
  rooms = await openRooms()
})

/** Answers a new request with what a holder makes of it; the code of the refusal, undefined when accepted. */
async function submit(
  credential: HeldCredential,
  make: (request: OpenRequest) => Promise<string>,
): Promise<string | undefined> {
  const request = await rooms.request()
  await rooms.respond(answer(request.object, credential, await make(request)))
  const { verdict, state } = await rooms.verifier.result(request.transactionId)
  expect(state).toBe(verdict?.ok ? 'accepted' : 'refused')
  return refusalOf(verdict ?? { ok: false, checks: [] })
}

/** Signs the key binding over whatever is shown: the holder himself is the attacker. */
async function bind(
  sdJwt: string,
  signer: HeldCredential['holder'],
  { object }: OpenRequest,
): Promise<string> {
  const { clientId: audience, nonce } = object
  return sdJwt + (await createKeyBindingJwt({ sdJwt, audience, nonce, signer, now: rooms.clock.now }))
}

function edit(disclosure: string, change: (elements: JsonValue[]) => JsonValue[], space = ''): string {
  const elements = parseJson(decodeUtf8(decodeBase64Url(disclosure))) as JsonValue[]
  return encodeBase64Url(encodeUtf8(JSON.stringify(change(elements)) + space))
}

const forgeries: readonly (readonly [string, (disclosure: string) => string])[] = [
  ['value', (text) => edit(text, ([salt = '', name = '']) => [salt, name, 'FORGED'])],
  ['name', (text) => edit(text, ([salt = '', , value = '']) => [salt, 'birthdate', value])],
  ['salt', (text) => edit(text, ([, ...rest]) => ['AAAAAAAAAAAAAAAAAAAAAA', ...rest])],
  ['spelling', (text) => edit(text, (elements) => elements, ' ')],
]

describe.each(formats)('a holder of %s', (format) => {
  let credential: HeldCredential
  beforeAll(async () => {
    const [issued] = await rooms.collect(`ktp_${format}`)
    credential = issued as HeldCredential
  })

  test('B1 is found out when he edits a disclosure and signs the key binding anew', async () => {
    const [jwt = '', ...disclosures] = (await disclose(credential)).split('~').slice(0, -1)
    expect(disclosures.length).toBeGreaterThanOrEqual(2)
    for (const index of disclosures.keys()) {
      for (const [what, forge] of forgeries) {
        const forged = disclosures.map((text, place) => (place === index ? forge(text) : text))
        const shown = `${[jwt, ...forged].join('~')}~`
        const code = await submit(credential, (request) => bind(shown, credential.holder, request))
        expect(code, `${what} of disclosure ${index}`).toBe('sd_jwt_disclosure_unreferenced')
      }
    }
  })

  test('B1 is believed when he edits nothing', async () => {
    expect(
      await submit(credential, async (request) =>
        bind(await disclose(credential), credential.holder, request),
      ),
    ).toBeUndefined()
    expect(
      await submit(credential, ({ object }) => present(credential, object, rooms.clock.now)),
    ).toBeUndefined()
  })

  test('B14 shows each copy of a batch under its own key and no other', async () => {
    const batch = await rooms.collect(`ktp_${format}`, { copies: 5 })
    expect(new Set(batch.map(({ holder }) => holder.keyId)).size).toBe(5)
    for (const shown of batch) {
      for (const other of batch) {
        const own = shown === other
        const signed = await submit(shown, async (request) =>
          bind(await disclose(shown), other.holder, request),
        )
        expect(signed).toBe(own ? undefined : 'key_binding_invalid')
        const pasted = await submit(shown, async ({ object }) => {
          const binding = (await present(other, object, rooms.clock.now)).split('~').at(-1)
          return (await disclose(shown)) + binding
        })
        expect(pasted).toBe(own ? undefined : 'key_binding_invalid')
      }
    }
  })

  test('B14 cannot lend a credential to a stranger', async () => {
    const stranger = await createLocalSigner(await generatePrivateJwk())
    expect(
      await submit(credential, async (request) => bind(await disclose(credential), stranger, request)),
    ).toBe('key_binding_invalid')
  })
})
