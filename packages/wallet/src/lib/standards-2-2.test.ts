import { createLocalSigner, generatePrivateJwk, type JsonObject } from '@lontar/credentials/jose'
import {
  createCredentialOfferUri,
  createErrorResponse,
  encryptionJwkOf,
  encryptMessage,
  parseCredentialIssuerMetadata,
  signIssuerMetadata,
} from '@lontar/openid4vc/openid4vci'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefused } from './fixtures/expect-refused.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import type { ScriptedOffer } from './fixtures/scripted-issuer.ts'
import { openWallet } from './open-wallet.ts'
import type { ReceiveOptions } from './receive-credentials.ts'
import type { WalletOptions } from './wallet-options.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})

const receive = (options: ReceiveOptions = {}, offer: string = scene.issuer.offer()) =>
  scene.wallet.receive(offer, { trust: scene.issuer.trust, ...options })

const refused = (attempt: Promise<unknown>, code: string) => expectRefused(scene.vault, attempt, code)

const pathsCalled = () => scene.network.calls.map(({ url }) => new URL(url).pathname)

function changeMetadata(members: JsonObject): void {
  scene.issuer.script.metadata = (metadata) => ({ ...metadata, ...members })
}

describe('2.2.1 metadata of another credential_issuer', () => {
  test.each([
    'https://issuer.example/',
    'https://ISSUER.example',
    'https://issuer.example:443',
    'https://other.example',
  ])('are refused: %s', async (credential_issuer) => {
    changeMetadata({ credential_issuer })
    const error = await scene.wallet.resolveOffer(scene.issuer.offer()).catch((reason: unknown) => reason)
    expect(['issuer_metadata_mismatch', 'issuer_metadata_malformed']).toContain(
      (error as { code: string }).code,
    )
    await expect(receive()).rejects.toThrow()
    expect(pathsCalled()).not.toContain('/token')
  })
})

describe('2.2.2 an offer', () => {
  const link = () => scene.issuer.offer()

  test('2.2.2 with both or no parameters is refused, before anything is fetched', async () => {
    const both = `${link()}&credential_offer_uri=${encodeURIComponent('https://issuer.example/offers/1')}`
    for (const text of [both, 'openid-credential-offer://?', 'openid-credential-offer://?a=b']) {
      await refused(receive({}, text), 'credential_offer_malformed')
    }
    expect(scene.network.calls).toEqual([])
  })

  test('2.2.2 with an http reference is refused, before anything is fetched', async () => {
    const text = createCredentialOfferUri({ offerUri: 'http://issuer.example/offers/1' } as never)
    await refused(receive({}, text), 'credential_offer_malformed')
    expect(scene.network.calls).toEqual([])
  })

  const named = (ids: readonly string[]): ScriptedOffer => ({
    change: (offer) => ({ ...offer, credential_configuration_ids: [...ids] }),
  })

  test.each([
    ['an unknown id', ['visitor_dc+sd-jwt'], 'credential_configuration_unknown'],
    ['no id', [], 'credential_offer_malformed'],
    ['an empty id', [''], 'credential_offer_malformed'],
    ['an id twice', ['ktp_vc+sd-jwt', 'ktp_vc+sd-jwt'], 'credential_offer_malformed'],
  ])('2.2.2 with %s is refused', async (_what, ids, code) => {
    await refused(receive({}, scene.issuer.offer(named(ids))), code)
    expect(pathsCalled()).not.toContain('/token')
  })

  test.each(['urn:ietf:params:oauth:grant-type:pre-authorized_code', 'authorization_code'])(
    '2.2.2 E19 that names a server which its issuer does not list is refused: %s',
    async (grantType) => {
      const change = (offer: JsonObject) => ({
        ...offer,
        grants: {
          [grantType]: {
            ...(grantType !== 'authorization_code' && { 'pre-authorized_code': 'pre-authorized-code' }),
            authorization_server: 'https://attacker.example',
          },
        },
      })
      await refused(receive({}, scene.issuer.offer({ change })), 'issuer_metadata_mismatch')
      changeMetadata({ authorization_servers: ['https://issuer.example'] })
      await refused(receive({}, scene.issuer.offer({ change })), 'issuer_metadata_mismatch')
      expect(scene.network.calls.some(({ url }) => url.includes('attacker'))).toBe(false)
    },
  )

  test('2.2.2 by reference is fetched as JSON, and as nothing else', async () => {
    const text = scene.issuer.offer({ byReference: true })
    const unsigned = { text: 'eyJhbGciOiJub25lIn0.e30.', type: 'application/jwt' }
    scene.network.on('https://issuer.example/offers/1', () => unsigned)
    await refused(receive({}, text), 'credential_offer_malformed')
    expect(await receive({}, scene.issuer.offer({ byReference: true }))).toHaveLength(1)
  })
})

test('2.2.3 an empty tx_code still asks for a code', async () => {
  const change = (offer: JsonObject) => {
    const text = JSON.stringify(offer).replace(/"tx_code":\{[^}]*\}/, '"tx_code":{}')
    return JSON.parse(text) as JsonObject
  }
  const offer = scene.issuer.offer({ txCode: true, change })
  expect(await scene.wallet.resolveOffer(offer)).toMatchObject({
    txCodeRequired: true,
    txCode: { length: null, numeric: true, description: null },
  })
  await refused(receive({}, offer), 'tx_code_required')
  expect(pathsCalled()).not.toContain('/token')
  expect(await receive({ txCode: '493536' }, offer)).toHaveLength(1)
})

describe('2.2.5 the c_nonce', () => {
  const answerNonce = (refusals: number) => {
    const honest = scene.issuer.script.credentials
    scene.issuer.script.credentials = (request) =>
      scene.issuer.requests.length <= refusals
        ? Promise.resolve({ status: 400, json: createErrorResponse('invalid_nonce') })
        : honest(request)
  }

  test('2.2.5 comes from the Nonce Endpoint and not from the token response', async () => {
    scene.issuer.script.token = () => ({
      json: { access_token: 'access-token', token_type: 'bearer', c_nonce: 'a-draft', c_nonce_expires_in: 5 },
    })
    await receive()
    expect(scene.issuer.requests.map(({ nonces }) => nonces)).toEqual([['nonce-1']])
  })

  test('2.2.5 is fetched anew once when it is called invalid', async () => {
    answerNonce(1)
    expect(await receive({ copies: 2 })).toHaveLength(2)
    expect(scene.issuer.requests.map(({ nonces }) => nonces)).toEqual([
      ['nonce-1', 'nonce-1'],
      ['nonce-2', 'nonce-2'],
    ])
  })

  test('2.2.5 is not tried a third time, nor again for another refusal', async () => {
    answerNonce(9)
    expect(await refused(receive(), 'issuer_refused')).toMatchObject({ protocolError: 'invalid_nonce' })
    expect(scene.issuer.requests).toHaveLength(2)
    scene.issuer.script.credentials = async () => ({
      status: 400,
      json: createErrorResponse('invalid_proof'),
    })
    await refused(receive(), 'issuer_refused')
    expect(scene.issuer.requests).toHaveLength(3)
  })
})

describe('2.2.6 credential_identifier', () => {
  const answerIdentifiers = (configurationId: string, identifiers: readonly string[]) => {
    scene.issuer.script.token = () => ({
      json: {
        access_token: 'access-token',
        token_type: 'Bearer',
        authorization_details: [
          {
            type: 'openid_credential',
            credential_configuration_id: configurationId,
            credential_identifiers: identifiers,
          },
        ],
      },
    })
  }
  const bodies = () =>
    scene.network.calls
      .filter(({ url }) => url.endsWith('/credential'))
      .map(({ body }) => JSON.parse(body) as JsonObject)

  test('2.2.6 is used when identifiers came back, one request for each', async () => {
    answerIdentifiers('ktp_vc+sd-jwt', ['a', 'b'])
    scene.issuer.script.credentials = ({ keys, issue }) =>
      Promise.all(keys.map((key) => issue(key, { typeId: 'ktp', formatId: 'vc+sd-jwt' })))
    expect(await receive()).toHaveLength(2)
    expect(bodies().map(({ credential_identifier: id }) => id)).toEqual(['a', 'b'])
    expect(bodies().some((body) => 'credential_configuration_id' in body)).toBe(false)
  })

  test('2.2.6 is not used when none came back', async () => {
    await receive()
    expect(bodies()).toMatchObject([{ credential_configuration_id: 'ktp_vc+sd-jwt' }])
    expect(bodies().some((body) => 'credential_identifier' in body)).toBe(false)
  })

  test('2.2.6 that came for something else makes the token no good for this', async () => {
    answerIdentifiers('ktp_dc+sd-jwt', ['a'])
    await refused(receive(), 'token_response_malformed')
    expect(bodies()).toEqual([])
  })
})

test('2.2.7 each proof has a key of its own, and there are never more proofs than batch_size', async () => {
  const configurationIds = ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt']
  await receive({ copies: 50 }, scene.issuer.offer({ configurationIds }))
  changeMetadata({ batch_credential_issuance: { batch_size: 2 } })
  await receive({ copies: 50 })
  scene.issuer.script.metadata = ({ batch_credential_issuance: _, ...metadata }) => metadata
  await receive({ copies: 50 })
  expect(scene.issuer.requests.map(({ keys }) => keys.length)).toEqual([4, 4, 2, 1])
  const keys = scene.issuer.requests.flatMap((request) => request.keys.map(({ x }) => x))
  expect(new Set(keys).size).toBe(11)
})

test('2.2.8 credentials in any order are kept with the keys that they are bound to', async () => {
  scene.issuer.script.credentials = async ({ keys, issue }) =>
    (await Promise.all(keys.map((key) => issue(key)))).reverse()
  const kept = await receive({ copies: 4 })
  expect(kept).toHaveLength(4)
  for (const { id } of kept) {
    const record = (await scene.vault.read(`credential.${id}`)) as JsonObject
    const { x } = record['privateJwk'] as JsonObject
    const { credential } = await scene.wallet.show(id)
    const payload = JSON.parse(
      atob(credential.split('.')[1]?.replaceAll('-', '+').replaceAll('_', '/') ?? ''),
    )
    expect(payload.cnf.jwk.x).toBe(x)
  }
})

describe('2.2.9 E22 encryption', () => {
  const supported = async (responseRequired = false, requestRequired = false): Promise<JsonObject> => ({
    credential_request_encryption: {
      jwks: { keys: [{ ...(await encryptionJwkOf(scene.issuer.encryptionKey)) }] },
      enc_values_supported: ['A128GCM', 'A256GCM'],
      encryption_required: requestRequired,
    },
    credential_response_encryption: {
      alg_values_supported: ['ECDH-ES'],
      enc_values_supported: ['A128GCM'],
      encryption_required: responseRequired,
    },
  })
  const sent = () => scene.network.calls.findLast(({ url }) => url.endsWith('/credential'))

  test('2.2.9 the request is encrypted whenever an encrypted response is asked for', async () => {
    changeMetadata(await supported())
    expect(await receive({ encrypt: true })).toHaveLength(1)
    expect(sent()?.headers['content-type']).toBe('application/jwt')
    expect(sent()?.body).toMatch(/^ey[\w-]+\.\.[\w-]+\.[\w-]+\.[\w-]+$/)
    changeMetadata(await supported(true))
    expect(await receive()).toHaveLength(1)
    expect(sent()?.headers['content-type']).toBe('application/jwt')
    changeMetadata(await supported(false, true))
    expect(await receive()).toHaveLength(1)
    expect(sent()?.headers['content-type']).toBe('application/jwt')
    changeMetadata(await supported())
    expect(await receive()).toHaveLength(1)
    expect(sent()?.headers['content-type']).toBe('application/json')
  })

  test('2.2.9 each response is encrypted to a key of its own', async () => {
    changeMetadata(await supported(true))
    const keys = new Set<string>()
    const { send } = scene.issuer.script
    scene.issuer.script.send = (message, encryption) => {
      keys.add(encryption?.recipient.x ?? '')
      return send(message, encryption)
    }
    await receive()
    await receive()
    expect(keys.size).toBe(2)
    expect(keys.has('')).toBe(false)
  })

  test('2.2.9 E22 a response whose encryption was stripped is refused', async () => {
    changeMetadata(await supported(true))
    scene.issuer.script.send = async (message) => ({ json: message })
    await refused(receive(), 'credential_response_unencrypted')
    changeMetadata(await supported())
    await refused(receive({ encrypt: true }), 'credential_response_unencrypted')
  })

  test('2.2.9 E22 a response that is encrypted to another key is refused', async () => {
    changeMetadata(await supported(true))
    const recipient = await encryptionJwkOf(await generatePrivateJwk())
    scene.issuer.script.send = async (message, encryption) => ({
      type: 'application/jwt',
      text: await encryptMessage(message, {
        // The attacker names the wallet's key and means his own.
        recipient: { ...recipient, kid: encryption?.recipient.kid ?? '' },
        enc: 'A128GCM',
      }),
    })
    await refused(receive(), 'credential_encryption_undecryptable')
  })

  test.each([
    ['no key for requests', { credential_request_encryption: undefined }],
    ['an algorithm that is not implemented', { algorithms: ['ECDH-ES+A256KW'] }],
    [
      'a key with which nothing can be encrypted',
      { keys: [{ kty: 'RSA', kid: 'a', alg: 'RSA-OAEP', n: 'AQ', e: 'AQAB' }] },
    ],
  ])('2.2.9 E22 where it is required with %s, nothing is asked for in clear', async (_what, change) => {
    const { credential_request_encryption: requests, credential_response_encryption: responses } =
      (await supported(true)) as Record<string, JsonObject>
    changeMetadata(
      JSON.parse(
        JSON.stringify({
          credential_request_encryption:
            'credential_request_encryption' in change
              ? undefined
              : { ...requests, ...('keys' in change && { jwks: { keys: change.keys } }) },
          credential_response_encryption: {
            ...responses,
            ...('algorithms' in change && { alg_values_supported: change.algorithms }),
          },
        }),
      ),
    )
    await refused(receive(), 'credential_encryption_unsupported')
    // The code is not spent.
    expect(pathsCalled()).not.toContain('/token')
  })

  test('2.2.9 what the holder wants encrypted is not asked for in clear, and no code is spent', async () => {
    await refused(receive({ encrypt: true }), 'credential_encryption_unsupported')
    expect(pathsCalled()).not.toContain('/token')
  })
})

// The rest of 2.2.10 is E21 in receive-credentials.test.ts.
test('2.2.10 a credential of another type, key, issuer, or with a key binding is refused', async () => {
  const other = await createLocalSigner(await generatePrivateJwk())
  const { script } = scene.issuer
  script.credentials = ({ keys, issue }) =>
    Promise.all(keys.map((key) => issue(key, { typeId: 'ktp-proof' })))
  await refused(receive(), 'credential_type_unexpected')
  script.credentials = async ({ issue }) => [await issue(other.publicJwk)]
  await refused(receive(), 'credential_holder_mismatch')
  script.credentials = async ({ keys, issue }) => [`${await issue(keys[0])}eyJhIjoxfQ.eyJhIjoxfQ.AAAA`]
  await refused(receive(), 'key_binding_unexpected')
  const signer = await createLocalSigner(await generatePrivateJwk(), { keyId: scene.issuer.signer.keyId })
  script.credentials = async ({ keys, issue }) => [await issue(keys[0], { signer })]
  await refused(receive(), 'jws_signature_invalid')
})

describe('2.2.12 signed metadata', () => {
  const otherwise = async (options: Partial<WalletOptions>) =>
    openWallet({ vault: scene.vault, fetch: scene.network.fetch, now: () => scene.now, ...options })
  const trusting = () =>
    otherwise({
      findMetadataSigner: (issuer) =>
        issuer === scene.issuer.url ? scene.issuer.trust.issuers[0] : undefined,
    })
  const attempt = async () => (await trusting()).receive(scene.issuer.offer(), { trust: scene.issuer.trust })
  const signing = async (input: Partial<Parameters<typeof signIssuerMetadata>[0]> = {}) => {
    let plain: unknown
    scene.issuer.script.metadata = (metadata) => {
      plain = metadata
      return metadata
    }
    await scene.wallet.resolveOffer(scene.issuer.offer())
    const metadata = parseCredentialIssuerMetadata(plain, { expectedIssuer: scene.issuer.url })
    const jwt = await signIssuerMetadata({
      ...{ metadata, signer: scene.issuer.signer, now: scene.now },
      ...input,
    })
    scene.issuer.script.metadata = () => jwt
  }

  test('2.2.12 of the trusted signer are taken', async () => {
    await signing()
    expect(await attempt()).toHaveLength(1)
    const asked = scene.network.calls.findLast(({ url }) => url.endsWith('/openid-credential-issuer'))
    expect(asked?.headers.accept).toBe('application/jwt')
  })

  test('2.2.12 of anybody else are refused', async () => {
    const { keyId } = scene.issuer.signer
    await signing({ signer: await createLocalSigner(await generatePrivateJwk(), { keyId }) })
    await refused(attempt(), 'issuer_metadata_signature_invalid')
    await signing({ signer: await createLocalSigner(await generatePrivateJwk()) })
    await refused(attempt(), 'issuer_metadata_signature_invalid')
    expect(pathsCalled()).not.toContain('/token')
  })

  test('2.2.12 are not left out by an issuer that has a signer', async () => {
    await refused(attempt(), 'issuer_metadata_signature_invalid')
    expect(pathsCalled()).not.toContain('/token')
  })

  test('2.2.12 that have ended, or are of the future, are refused', async () => {
    await signing({ now: new Date(scene.now.getTime() - 600_000), expiresInSeconds: 60 })
    await refused(attempt(), 'issuer_metadata_signature_invalid')
    await signing({ now: new Date(scene.now.getTime() + 600_000) })
    await refused(attempt(), 'issuer_metadata_signature_invalid')
  })

  test('2.2.12 are not asked for of an issuer without a signer, and not taken', async () => {
    await signing()
    await refused(
      scene.wallet.receive(scene.issuer.offer(), { trust: scene.issuer.trust }),
      'issuer_metadata_malformed',
    )
  })
})

test('2.2.13 unknown members of every answer are ignored', async () => {
  const extra = { unknown: { a: [1] }, c_nonce: 'draft' }
  scene.issuer.script.metadata = (metadata) => ({ ...metadata, ...extra })
  scene.issuer.script.serverMetadata = (metadata) => ({ ...metadata, ...extra })
  scene.issuer.script.token = () => ({
    json: { access_token: 'access-token', token_type: 'Bearer', expires_in: 300, ...extra },
  })
  scene.network.on('https://issuer.example/nonce', () => ({ json: { ...extra, c_nonce: 'n' } }))
  scene.issuer.script.credentials = async ({ keys, issue }) => ({
    json: { credentials: [{ credential: await issue(keys[0]), ...extra }], ...extra },
  })
  const change = (offer: JsonObject) => ({ ...offer, ...extra })
  expect(await receive({}, scene.issuer.offer({ change }))).toHaveLength(1)
})

test('2.2.13 unknown members are ignored also in the answer to a pushed request, and of what is promised', async () => {
  const { script, url } = scene.issuer
  const extra = { unknown: { a: [1] } }
  script.serverMetadata = (metadata) => ({
    ...(metadata as JsonObject),
    pushed_authorization_request_endpoint: `${url}/par`,
  })
  script.par = () => ({ status: 201, json: { request_uri: 'urn:a', expires_in: 60, ...extra } })
  const wanted = { issuer: url, configurationIds: ['ktp_vc+sd-jwt'] }
  const { trust } = scene.issuer
  const options = { redirectUri: 'https://wallet.example/cb', clientId: 'wallet', trust }
  const { authorizationUrl } = await scene.wallet.authorize(wanted, options)
  expect(new URL(authorizationUrl).searchParams.get('request_uri')).toBe('urn:a')
  const promised = { status: 202, json: { transaction_id: 'trans-1', interval: 1, ...extra } }
  script.credentials = async () => promised
  script.deferred = async () => promised
  await receive()
  const [{ id = '' } = {}] = await scene.wallet.pending()
  scene.now = new Date(scene.now.getTime() + 1000)
  expect(await scene.wallet.collect(id, { trust })).toMatchObject({ state: 'pending' })
  script.deferred = async () => {
    const { keys = [], issue } = scene.issuer.requests.at(-1) ?? {}
    return { json: { credentials: [{ credential: await issue?.(keys[0]), ...extra }], ...extra } }
  }
  scene.now = new Date(scene.now.getTime() + 1000)
  expect(await scene.wallet.collect(id, { trust })).toMatchObject({ state: 'received' })
})
