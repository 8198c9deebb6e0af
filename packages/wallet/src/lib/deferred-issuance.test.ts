import { generatePrivateJwk, type JsonObject } from '@lontar/credentials/jose'
import { createErrorResponse, encryptionJwkOf } from '@lontar/openid4vc/openid4vci'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefused } from './fixtures/expect-refused.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import { tokenAnswer } from './fixtures/token-answer.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  promise()
})

const trust = () => ({ trust: scene.issuer.trust })
const refused = (attempt: Promise<unknown>, code: string) => expectRefused(scene.vault, attempt, code)
const asked = () => scene.network.calls.filter(({ url }) => url.endsWith('/deferred'))
const wait = (seconds: number) => {
  scene.now = new Date(scene.now.getTime() + seconds * 1000)
}
const notReady = { status: 202, json: { transaction_id: 'trans-1', interval: 60 } }

/** The issuer promises everything, and never gives it. */
function promise(): void {
  scene.issuer.script.credentials = async () => notReady
  scene.issuer.script.deferred = async () => notReady
}

/** The issuer delivers what it promised last. */
function deliver(): void {
  scene.issuer.script.deferred = async () => {
    const { keys = [], issue } = scene.issuer.requests.at(-1) ?? {}
    return Promise.all(keys.map((key) => issue?.(key, { issuedAt: scene.now }) ?? ''))
  }
}

/** Receives a promise, and gives its id. */
async function receivePromise(): Promise<string> {
  expect(await scene.wallet.receive(scene.issuer.offer(), { ...trust(), copies: 2 })).toEqual([])
  return (await scene.wallet.pending()).at(-1)?.id ?? ''
}

const collect = (id: string, options = {}) => scene.wallet.collect(id, { ...trust(), ...options })

describe('2.2.11 deferred issuance', () => {
  test('2.2.11 is kept, shown without a secret, and collected after the interval', async () => {
    const id = await receivePromise()
    const pending = await scene.wallet.pending()
    expect(pending).toEqual([
      {
        id,
        issuer: 'https://issuer.example',
        configurationId: 'ktp_vc+sd-jwt',
        createdAt: scene.now,
        availableAt: new Date(scene.now.getTime() + 60_000),
      },
    ])
    deliver()
    wait(60)
    const outcome = await collect(id)
    expect(outcome).toMatchObject({ state: 'received', credentials: [{ format: 'vc+sd-jwt' }, {}] })
    expect(await scene.wallet.list()).toHaveLength(2)
    expect(await scene.wallet.pending()).toEqual([])
    await expect(collect(id)).rejects.toMatchObject({ code: 'issuance_unknown' })
  })

  test('2.2.11 brings as many copies as were asked for when it was promised', async () => {
    const id = await receivePromise()
    deliver()
    wait(60)
    // @ts-expect-error collect asks for no number of its own
    const outcome = await scene.wallet.collect(id, { ...trust(), copies: 4 })
    expect(outcome).toMatchObject({ state: 'received', credentials: [{}, {}] })
  })

  test('2.2.11 waits the interval, and again when it is told to', async () => {
    const id = await receivePromise()
    const due = new Date(scene.now.getTime() + 60_000)
    wait(59)
    const calls = scene.network.calls.length
    expect(await collect(id)).toEqual({ state: 'pending', availableAt: due })
    expect(scene.network.calls).toHaveLength(calls)
    wait(1)
    expect(await collect(id)).toEqual({ state: 'pending', availableAt: new Date(due.getTime() + 60_000) })
    expect(asked()).toHaveLength(1)
    await collect(id)
    expect(asked()).toHaveLength(1)
  })

  test('2.2.11 does not follow an answer to another transaction, and goes on with its own', async () => {
    const id = await receivePromise()
    const asked: string[] = []
    scene.issuer.script.deferred = async (transactionId) => {
      asked.push(transactionId)
      return { status: 202, json: { transaction_id: 'trans-2', interval: 60 } }
    }
    wait(60)
    await refused(collect(id), 'credential_response_malformed')
    deliver()
    const honest = scene.issuer.script.deferred
    scene.issuer.script.deferred = (transactionId) => {
      asked.push(transactionId)
      return honest(transactionId)
    }
    expect(await collect(id)).toMatchObject({ state: 'received' })
    expect(asked).toEqual(['trans-1', 'trans-1'])
  })

  test.each(['credential_request_denied', 'invalid_transaction_id'] as const)(
    '2.2.11 stops for good on %s, and keeps no key',
    async (error) => {
      const id = await receivePromise()
      scene.issuer.script.deferred = async () => ({ status: 400, json: createErrorResponse(error) })
      wait(60)
      expect(await refused(collect(id), 'issuer_refused')).toMatchObject({ protocolError: error })
      expect(await scene.vault.list()).toEqual([])
      await refused(collect(id), 'issuance_unknown')
      expect(asked()).toHaveLength(1)
    },
  )

  test('2.2.11 outlasts an issuer that is away or has a fault', async () => {
    const id = await receivePromise()
    scene.issuer.script.deferred = async () => ({ status: 503 })
    wait(60)
    await refused(collect(id), 'network_status_unexpected')
    expect(await scene.wallet.pending()).toHaveLength(1)
    deliver()
    expect(await collect(id)).toMatchObject({ state: 'received' })
  })

  test('2.2.11 outlasts the process', async () => {
    const id = await receivePromise()
    deliver()
    wait(60)
    const { fetch } = scene.network
    const { openWallet } = await import('./open-wallet.ts')
    const later = await openWallet({ vault: scene.vault, fetch, now: () => scene.now })
    expect(await later.collect(id, trust())).toMatchObject({ state: 'received' })
    expect(await later.list()).toHaveLength(2)
  })
})

describe('what was promised', () => {
  test('is checked as everything else, and told to the issuer', async () => {
    const id = await receivePromise()
    scene.issuer.script.notificationId = 'n1'
    scene.issuer.script.deferred = async () => {
      const { keys = [], issue } = scene.issuer.requests.at(-1) ?? {}
      return [(await issue?.(keys[0], { typeId: 'ktp-proof' })) ?? '']
    }
    wait(60)
    await refused(collect(id), 'credential_type_unexpected')
    expect(scene.issuer.notifications).toMatchObject([{ event: 'credential_failure', id: 'n1' }])
    expect(await scene.vault.list()).toEqual([])
  })

  test('E13 cannot come for a key that was not proven for it', async () => {
    const id = await receivePromise()
    scene.issuer.script.deferred = async () => {
      const { issue } = scene.issuer.requests.at(-1) ?? {}
      const { d: _, ...key } = await generatePrivateJwk()
      return [(await issue?.(key)) ?? '']
    }
    wait(60)
    await refused(collect(id), 'credential_holder_mismatch')
  })

  test('cannot be more than was proven', async () => {
    const id = await receivePromise()
    scene.issuer.script.deferred = async () => ['a', 'b', 'c']
    wait(60)
    await refused(collect(id), 'credential_response_malformed')
  })

  test('is asked for only of an issuer that is trusted still', async () => {
    const id = await receivePromise()
    wait(60)
    await refused(scene.wallet.collect(id), 'issuer_untrusted')
    expect(asked()).toEqual([])
  })

  test('can be declined by the holder', async () => {
    const id = await receivePromise()
    deliver()
    scene.issuer.script.notificationId = 'n1'
    wait(60)
    await refused(collect(id, { confirm: () => false }), 'consent_missing')
    expect(scene.issuer.notifications).toMatchObject([{ event: 'credential_deleted' }])
    expect(await scene.wallet.pending()).toEqual([])
  })

  test('can be given up, with its keys and tokens', async () => {
    const id = await receivePromise()
    await scene.wallet.forget(id)
    expect(await scene.vault.list()).toEqual([])
    await expect(scene.wallet.forget(id)).rejects.toMatchObject({ code: 'issuance_unknown' })
  })

  test('is not had of an issuer that does not say where', async () => {
    const id = await receivePromise()
    scene.issuer.script.metadata = ({ deferred_credential_endpoint: _, ...metadata }) => metadata
    wait(60)
    await refused(collect(id), 'issuer_metadata_malformed')
  })

  test('does not keep what came with it from being kept', async () => {
    scene.issuer.script.credentials = async ({ configurationId, keys, issue }) =>
      configurationId === 'ktp_dc+sd-jwt' ? notReady : Promise.all(keys.map((key) => issue(key)))
    const offer = scene.issuer.offer({ configurationIds: ['ktp_dc+sd-jwt', 'ktp_vc+sd-jwt'] })
    expect(await scene.wallet.receive(offer, trust())).toMatchObject([{ format: 'vc+sd-jwt' }])
    expect(await scene.wallet.pending()).toMatchObject([{ configurationId: 'ktp_dc+sd-jwt' }])
  })

  test('E22 comes encrypted when it was promised so, also when the metadata do not ask for it any more', async () => {
    const { issuer } = scene
    const encryption = {
      credential_request_encryption: {
        jwks: { keys: [{ ...(await encryptionJwkOf(issuer.encryptionKey)) }] },
        enc_values_supported: ['A256GCM'],
        encryption_required: false,
      },
      credential_response_encryption: {
        alg_values_supported: ['ECDH-ES'],
        enc_values_supported: ['A256GCM'],
        encryption_required: true,
      },
    }
    const change = (required: boolean) => {
      issuer.script.metadata = (metadata) =>
        ({
          ...metadata,
          ...encryption,
          credential_response_encryption: {
            ...encryption.credential_response_encryption,
            encryption_required: required,
          },
        }) as JsonObject
    }
    change(true)
    issuer.script.credentials = ({ responseEncryption }) =>
      issuer.script.send(notReady.json, responseEncryption)
    const id = await receivePromise()
    change(false)
    deliver()
    wait(60)
    const honest = issuer.script.send
    issuer.script.send = async (message) => ({ json: message })
    await refused(collect(id), 'credential_response_unencrypted')
    issuer.script.send = honest
    expect(asked().every(({ headers }) => headers['content-type'] === 'application/jwt')).toBe(true)
  })
})

describe('the token of a promise', () => {
  const issueRefreshToken = () => {
    scene.issuer.script.token = (form) =>
      form.grantType === 'refresh_token'
        ? tokenAnswer({ accessToken: 'access-token-2', refreshToken: 'refresh.secret-2' })
        : tokenAnswer({ refreshToken: 'refresh.secret' })
  }
  const tokens = () => asked().map(({ headers }) => headers['authorization'])

  test('is used while it lives', async () => {
    issueRefreshToken()
    const id = await receivePromise()
    wait(60)
    await collect(id)
    expect(tokens()).toEqual(['Bearer access-token'])
  })

  test('is renewed when it has ended, and the new ones are kept', async () => {
    issueRefreshToken()
    const id = await receivePromise()
    wait(300)
    await collect(id)
    wait(60)
    deliver()
    expect(await collect(id)).toMatchObject({ state: 'received' })
    expect(tokens()).toEqual(['Bearer access-token-2', 'Bearer access-token-2'])
    expect(scene.issuer.forms.map(({ grantType }) => grantType).slice(1)).toEqual(['refresh_token'])
    // What came can be renewed.
    const [record = ''] = (await scene.vault.list()).filter((each) => each.startsWith('renewal.'))
    expect(await scene.vault.read(record)).toMatchObject({ refreshToken: 'refresh.secret-2' })
  })

  test('is renewed when the issuer says that it has ended', async () => {
    issueRefreshToken()
    const id = await receivePromise()
    wait(60)
    const invalid = { status: 401, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } }
    let refusals = 1
    scene.issuer.script.deferred = async () => {
      refusals -= 1
      return refusals < 0 ? notReady : invalid
    }
    expect(await collect(id)).toMatchObject({ state: 'pending' })
    expect(tokens()).toEqual(['Bearer access-token', 'Bearer access-token-2'])
    wait(60)
    refusals = 9
    await refused(collect(id), 'issuer_refused')
    expect(tokens()).toHaveLength(4)
  })

  test.each([1e15, Number.MAX_VALUE])(
    'may claim to live for %d seconds, and no promise is lost',
    async (expiresIn) => {
      const answer = (accessToken: string) => ({
        json: {
          access_token: accessToken,
          token_type: 'Bearer',
          expires_in: expiresIn,
          refresh_token: 'refresh.secret',
        },
      })
      scene.issuer.script.token = ({ grantType }) =>
        answer(grantType === 'refresh_token' ? 'access-token-2' : 'access-token')
      const id = await receivePromise()
      wait(366 * 86_400)
      expect(await collect(id)).toMatchObject({ state: 'pending' })
      wait(60)
      deliver()
      expect(await collect(id)).toMatchObject({ state: 'received' })
      expect(tokens()).toEqual(['Bearer access-token-2', 'Bearer access-token-2'])
    },
  )

  test('is the end when nothing renews it', async () => {
    const id = await receivePromise()
    scene.issuer.script.deferred = async () => ({
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    })
    wait(400)
    await refused(collect(id), 'issuer_refused')
    expect(await scene.wallet.pending()).toEqual([])
  })

  test('is the end when its refresh token is not taken any more', async () => {
    issueRefreshToken()
    const id = await receivePromise()
    scene.issuer.script.token = () => ({ status: 400, json: createErrorResponse('invalid_grant') })
    wait(400)
    await refused(collect(id), 'issuer_refused')
    expect(await scene.vault.list()).toEqual([])
  })

  test('is kept when it is new, also when nothing comes of it', async () => {
    issueRefreshToken()
    const id = await receivePromise()
    scene.issuer.script.deferred = async () => ({ status: 503 })
    wait(300)
    await refused(collect(id), 'network_status_unexpected')
    deliver()
    expect(await collect(id)).toMatchObject({ state: 'received' })
    expect(tokens()).toEqual(['Bearer access-token-2', 'Bearer access-token-2'])
    expect(scene.issuer.forms).toHaveLength(2)
  })

  test('is renewed by the new refresh token when a renewal used the old one', async () => {
    issueRefreshToken()
    scene.issuer.script.credentials = async ({ configurationId, keys, issue }) =>
      configurationId === 'ktp_dc+sd-jwt' ? notReady : Promise.all(keys.map((key) => issue(key)))
    const offer = scene.issuer.offer({ configurationIds: ['ktp_dc+sd-jwt', 'ktp_vc+sd-jwt'] })
    const [kept] = await scene.wallet.receive(offer, trust())
    await scene.wallet.renew(kept?.id ?? '', trust())
    const [pending] = await scene.wallet.pending()
    wait(400)
    await collect(pending?.id ?? '')
    expect(scene.issuer.forms.at(-1)).toMatchObject({ refreshToken: 'refresh.secret-2' })
  })

  test('is renewed for everything that came with it', async () => {
    issueRefreshToken()
    scene.issuer.script.credentials = async ({ configurationId, keys, issue }) =>
      configurationId === 'ktp_dc+sd-jwt' ? notReady : Promise.all(keys.map((key) => issue(key)))
    const offer = scene.issuer.offer({ configurationIds: ['ktp_dc+sd-jwt', 'ktp_vc+sd-jwt'] })
    const [kept] = await scene.wallet.receive(offer, trust())
    const [pending] = await scene.wallet.pending()
    wait(400)
    await collect(pending?.id ?? '')
    await scene.wallet.renew(kept?.id ?? '', trust())
    expect(scene.issuer.forms.slice(1)).toMatchObject([
      { grantType: 'refresh_token', refreshToken: 'refresh.secret' },
      { grantType: 'refresh_token', refreshToken: 'refresh.secret-2' },
    ])
  })
})
