import { hashText } from '@lontar/credentials/jose'
import { createPkce, verifyAuthorizationResponse } from '@lontar/openid4vc/oauth'
import {
  parseAuthorizationServerMetadata,
  parseCredentialIssuerMetadata,
  parseTokenResponse,
} from '@lontar/openid4vc/openid4vci'
import { describe, expect, test } from 'vitest'
import { clients, createTestAuthorization, queryOf, redirectUri } from './test-authorization.test-support.ts'
import { type Answer, createTestIssuer, credentialsOf, keyProof } from './test-issuer.test-support.ts'

const url = 'https://issuer.example/ntt'
const outcome = ({ status, json }: Answer) => [status, json.error]
const details = [{ credentialConfigurationId: 'ktp_vc+sd-jwt' }]

describe('the authorization code flow', () => {
  test('ends in a credential, begun by the wallet', async () => {
    const world = await createTestAuthorization()
    const begun = await world.begin()
    const offer = await world.offerSignIn()
    const { registrationNumber = '', oneTimeCode = '' } = offer
    expect([registrationNumber, oneTimeCode].join()).toMatch(/^\d{10},\d{8}$/)
    const spaced = `${registrationNumber.slice(0, 5)} ${registrationNumber.slice(5)}`
    const answer = await world.enter(begun.session, {
      registration_number: spaced,
      one_time_code: `${oneTimeCode.slice(0, 4)}-${oneTimeCode.slice(4)}`,
    })
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([303, 'no-store'])
    const { code } = verifyAuthorizationResponse(answer.headers.get('location') ?? '', {
      expectedIssuer: url,
      expectedState: 'a b',
      expectedRedirectUri: redirectUri,
    })
    const token = await world.redeemCode(code, begun.pkce)
    expect([token.status, token.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(token.json).toEqual({
      access_token: expect.stringMatching(/^[\w-]{43}$/),
      token_type: 'Bearer',
      expires_in: 300,
    })
    const collected = await world.collect(String(token.json.access_token), 'ktp_vc+sd-jwt')
    expect(credentialsOf(collected)).toHaveLength(1)
    expect(world.errors).toEqual([])
  })

  test('ends in a credential, begun by an offer that holds an issuer_state and no code', async () => {
    const world = await createTestAuthorization()
    const offer = await world.offerSignIn()
    expect(offer.txCode).toBeNull()
    expect(decodeURIComponent(offer.credentialOfferUri)).not.toContain('pre-authorized')
    const begun = await world.begin({ issuerState: offer.issuerState })
    const query = await world.signIn(offer, begun)
    expect((await world.redeemCode(query.get('code') ?? '', begun.pkce)).status).toBe(200)
  })

  test('2.1.15 authorization_details come back with identifiers, which the credential request has to use', async () => {
    const world = await createTestAuthorization()
    const { code, pkce } = await world.code({ scope: [], authorizationDetails: details })
    const { json } = await world.redeemCode(code, pkce)
    const { accessToken, credentialIdentifiers } = parseTokenResponse(json)
    expect([...credentialIdentifiers]).toEqual([['ktp_vc+sd-jwt', ['ktp_vc+sd-jwt.1']]])
    expect(outcome(await world.collect(accessToken, 'ktp_vc+sd-jwt'))).toEqual([
      400,
      'invalid_credential_request',
    ])
    const proof = await keyProof({ nonce: await world.nonce(), now: world.clock.now })
    const proofs = { jwt: [proof] }
    const body = { credential_identifier: 'ktp_vc+sd-jwt.1', proofs }
    expect((await world.request(accessToken, body)).status).toBe(200)
  })

  test('what is authorized is what was asked for and offered, and no more', async () => {
    const world = await createTestAuthorization()
    const configurationIds = ['ktp_vc+sd-jwt', 'ktp-proof_vc+sd-jwt']
    const { code, pkce } = await world.code({ scope: ['ktp-proof', 'openid'] }, { configurationIds })
    const { json } = await world.redeemCode(code, pkce)
    const refused = await world.collect(String(json.access_token), 'ktp_vc+sd-jwt')
    expect(outcome(refused)).toEqual([400, 'unknown_credential_configuration'])
    expect((await world.collect(String(json.access_token), 'ktp-proof_vc+sd-jwt')).status).toBe(200)
  })

  test('2.1.9, 2.12.1 the metadata say what is served', async () => {
    const { get } = await createTestAuthorization({ refreshTokenSeconds: 86_400 })
    const { json } = await get('/.well-known/oauth-authorization-server/ntt')
    expect(parseAuthorizationServerMetadata(json, { expectedIssuer: url })).toMatchObject({
      issuer: url,
      authorization_endpoint: `${url}/authorize`,
      pushed_authorization_request_endpoint: `${url}/par`,
      require_pushed_authorization_requests: true,
      response_types_supported: ['code'],
      grant_types_supported: [
        'urn:ietf:params:oauth:grant-type:pre-authorized_code',
        'authorization_code',
        'refresh_token',
      ],
      code_challenge_methods_supported: ['S256'],
      authorization_response_iss_parameter_supported: true,
      scopes_supported: ['ktp', 'ktp-proof', 'visitor'],
    })
    const issuer = await get('/.well-known/openid-credential-issuer/ntt')
    const metadata = parseCredentialIssuerMetadata(issuer.json, { expectedIssuer: url })
    for (const { scope } of Object.values(metadata.credential_configurations_supported)) {
      expect(['ktp', 'ktp-proof', 'visitor']).toContain(scope)
    }
    expect(metadata.nonce_endpoint).toBe(`${url}/nonce`)
  })

  test('without clients there is no such flow', async () => {
    const { get, post, issuer, identity } = await createTestIssuer()
    expect((await get('/ntt/authorize')).status).toBe(404)
    expect((await post('/par', '', {})).status).toBe(404)
    await expect(
      issuer.offer(await identity(), { configurationIds: ['ktp_vc+sd-jwt'], grant: 'authorization_code' }),
    ).rejects.toThrow(TypeError)
  })

  test('a client needs an id and addresses, once', async () => {
    const bad = [
      { publicClients: [{ clientId: '', redirectUris: [redirectUri] }] },
      { publicClients: [{ clientId: 'a', redirectUris: [] }] },
      { publicClients: [{ clientId: 'a', redirectUris: ['javascript:x'] }] },
      { publicClients: [...clients.publicClients, ...clients.publicClients] },
      { attestedClients: true },
    ]
    for (const policy of bad) {
      await expect(createTestIssuer({ clients: policy })).rejects.toThrow(TypeError)
    }
    await expect(createTestIssuer({ refreshTokenSeconds: 299 })).rejects.toThrow(TypeError)
  })
})

describe('a pushed request', () => {
  test('2.13.8 is answered by 201 with a name that lives for a minute and serves once', async () => {
    const { push, open, advance } = await createTestAuthorization()
    const answer = await push()
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([201, 'no-store'])
    expect(answer.json).toEqual({
      request_uri: expect.stringMatching(/^urn:ietf:params:oauth:request_uri:[\w-]{43}$/),
      expires_in: 60,
    })
    const uri = String(answer.json.request_uri)
    expect((await open(uri)).status).toBe(200)
    expect((await open(uri)).status).toBe(400)
    const late = String((await push()).json.request_uri)
    advance(60)
    expect((await open(late)).status).toBe(400)
  })

  test('2.13.8 serves its own client alone, and only a look does not use it up', async () => {
    const { push, open, issuer } = await createTestAuthorization()
    const uri = String((await push()).json.request_uri)
    expect((await open(uri, 'another')).status).toBe(400)
    const query = new URLSearchParams({ client_id: 'wallet', request_uri: uri })
    await issuer.fetch(new Request(`${url}/authorize?${query}`, { method: 'HEAD' }))
    expect((await open(uri)).status).toBe(200)
  })

  test('2.13.8 is not opened by a browser that names a client or a request twice', async () => {
    const { push, open, get } = await createTestAuthorization()
    const uri = String((await push()).json.request_uri)
    const query = new URLSearchParams({ client_id: 'wallet', request_uri: uri })
    for (const name of ['client_id', 'request_uri']) {
      expect((await get(`/ntt/authorize?${query}&${name}=x`)).status).toBe(400)
    }
    expect((await open(uri)).status).toBe(200)
  })

  test('2.13.8 is opened by one of 200 simultaneous browsers (X15)', async () => {
    const { push, open } = await createTestAuthorization()
    const uri = String((await push()).json.request_uri)
    const answers = await Promise.all(Array.from({ length: 200 }, () => open(uri)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  test.each<[string, Record<string, string>, string]>([
    ['2.13.7 with a request_uri', { request_uri: 'urn:x' }, 'invalid_request'],
    ['2.13.9, 2.12.3 of an unknown client', { client_id: 'another' }, 'invalid_client'],
    ['2.13.9 of no client', { client_id: '' }, 'invalid_client'],
    ['E18 with plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['E18 without PKCE', { code_challenge: '' }, 'invalid_request'],
    ['E18 with another redirect_uri', { redirect_uri: 'https://wallet.example/cb/' }, 'invalid_request'],
    ['with another response type', { response_type: 'token' }, 'unsupported_response_type'],
    ['as a JWT', { request: 'a.b.c' }, 'request_not_supported'],
    ['for an unknown scope alone', { scope: 'openid' }, 'invalid_scope'],
    ['for nothing', { scope: '' }, 'invalid_scope'],
    ['with malformed details', { authorization_details: '[]' }, 'invalid_authorization_details'],
    [
      'for an unknown configuration',
      { authorization_details: '[{"type":"openid_credential","credential_configuration_id":"x"}]' },
      'invalid_authorization_details',
    ],
    ['with a DPoP proof that is none', { dpop_jkt: 'short' }, 'invalid_request'],
  ])('%s is refused', async (_name, fields, error) => {
    const { pushText } = await createTestAuthorization()
    const { codeChallenge } = await createPkce()
    const body = new URLSearchParams({
      response_type: 'code',
      client_id: 'wallet',
      redirect_uri: redirectUri,
      scope: 'ktp',
      code_challenge: codeChallenge,
      code_challenge_method: 'S256',
      ...fields,
    })
    expect(outcome(await pushText(body.toString()))).toEqual([400, error])
  })

  test('2.1.17 with unknown parameters is taken', async () => {
    const { pushText, push } = await createTestAuthorization()
    expect((await push()).status).toBe(201)
    const { codeChallenge } = await createPkce()
    const fields = { response_type: 'code', client_id: 'wallet', redirect_uri: redirectUri, scope: 'ktp' }
    const pkce = { code_challenge: codeChallenge, code_challenge_method: 'S256' }
    const body = new URLSearchParams({ ...fields, ...pkce, x: '1', wallet_issuer: 'y' })
    expect((await pushText(body.toString())).status).toBe(201)
    expect(outcome(await pushText(`${body}&x=2`))).toEqual([400, 'invalid_request'])
  })
})

describe('an authorization code', () => {
  test.each<[string, Record<string, string>, string]>([
    ['E18 another verifier', { code_verifier: 'a'.repeat(43) }, 'invalid_grant'],
    ['E18 another redirect_uri', { redirect_uri: 'lontar-wallet:/cb' }, 'invalid_grant'],
    ['another client', { client_id: 'another' }, 'invalid_client'],
    ['2.1.14 no client', { client_id: '' }, 'invalid_client'],
    ['2.1.14 an unknown code', { code: 'a'.repeat(43) }, 'invalid_grant'],
    ['no verifier', { code_verifier: '' }, 'invalid_request'],
    [
      'more than was authorized',
      {
        authorization_details: JSON.stringify([
          { type: 'openid_credential', credential_configuration_id: 'ktp-proof_vc+sd-jwt' },
        ]),
      },
      'invalid_authorization_details',
    ],
  ])('%s is refused and does not burn it', async (_name, fields, error) => {
    const { code, redeemCode } = await createTestAuthorization()
    const made = await code()
    expect(outcome(await redeemCode(made.code, made.pkce, fields))).toEqual([400, error])
    expect((await redeemCode(made.code, made.pkce)).status).toBe(200)
  })

  test('of one client is not redeemed by another that is known too', async () => {
    const other = { clientId: 'other', redirectUris: [redirectUri] }
    const { code, redeemCode } = await createTestAuthorization({
      clients: { publicClients: [...clients.publicClients, other] },
    })
    const made = await code()
    expect(outcome(await redeemCode(made.code, made.pkce, { client_id: 'other' }))).toEqual([
      400,
      'invalid_grant',
    ])
    expect((await redeemCode(made.code, made.pkce)).status).toBe(200)
  })

  test('2.1.14 is dead once used', async () => {
    const { code, redeemCode } = await createTestAuthorization()
    const made = await code()
    expect((await redeemCode(made.code, made.pkce)).status).toBe(200)
    expect(outcome(await redeemCode(made.code, made.pkce))).toEqual([400, 'invalid_grant'])
  })

  test('2.12.10 lives for 60 seconds', async () => {
    const { code, redeemCode, advance } = await createTestAuthorization()
    const [young, old] = [await code(), await code()]
    advance(59)
    expect((await redeemCode(young.code, young.pkce)).status).toBe(200)
    advance(1)
    expect(outcome(await redeemCode(old.code, old.pkce))).toEqual([400, 'invalid_grant'])
  })

  test('of 200 simultaneous redemptions one succeeds (X15)', async () => {
    const { code, redeemCode } = await createTestAuthorization()
    const made = await code()
    const answers = await Promise.all(Array.from({ length: 200 }, () => redeemCode(made.code, made.pkce)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(answers.filter(({ json }) => json.error === 'invalid_grant')).toHaveLength(199)
  })

  test('that is bound to a DPoP key by dpop_jkt is not redeemed without it', async () => {
    const { code, redeemCode } = await createTestAuthorization()
    const made = await code({ dpopJkt: await hashText('a key') })
    expect(outcome(await redeemCode(made.code, made.pkce))).toEqual([400, 'invalid_dpop_proof'])
  })

  test('no store ever holds the code, the session or the request_uri', async () => {
    const seen: string[] = []
    const world = await createTestAuthorization({
      wrapStore: (store) => ({
        ...store,
        pushAuthorization: async (input) => {
          seen.push(JSON.stringify(input))
          return store.pushAuthorization(input)
        },
        signIn: async (input) => {
          seen.push(JSON.stringify(input))
          return store.signIn(input)
        },
      }),
    })
    const uri = String((await world.push()).json.request_uri)
    const { code } = await world.code()
    expect(seen).toHaveLength(3)
    expect(seen.join()).not.toContain(code)
    expect(seen.join()).not.toContain(uri)
  })
})

describe('anonymous access', () => {
  const off = { clients: { ...clients, anonymousPreAuthorized: false } }

  test('2.1.14 that is off: a pre-authorized code without client_id is invalid_client', async () => {
    const { offer, token, get } = await createTestIssuer(off)
    const { json } = await get('/.well-known/oauth-authorization-server/ntt')
    expect(json['pre-authorized_grant_anonymous_access_supported']).toBe(false)
    const { code } = await offer({ txCode: false })
    const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
    const body = new URLSearchParams({ grant_type: grant, 'pre-authorized_code': code })
    expect(outcome(await token(body.toString()))).toEqual([400, 'invalid_client'])
    expect(outcome(await token(`${body}&client_id=another`))).toEqual([400, 'invalid_client'])
    expect((await token(`${body}&client_id=wallet`)).status).toBe(200)
  })
})

describe('a pre-authorized code', () => {
  const grant = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
  const detail = (id: string) =>
    JSON.stringify([{ type: 'openid_credential', credential_configuration_id: id }])

  test('2.1.15 with authorization_details brings identifiers', async () => {
    const { offer, token } = await createTestIssuer()
    const { code } = await offer({ txCode: false })
    const body = { grant_type: grant, 'pre-authorized_code': code }
    const ask = (details: string) =>
      token(new URLSearchParams({ ...body, authorization_details: details }).toString())
    expect(outcome(await ask(detail('ktp-proof_vc+sd-jwt')))).toEqual([400, 'invalid_authorization_details'])
    expect(outcome(await ask(detail('unknown')))).toEqual([400, 'invalid_authorization_details'])
    const { status, json } = await ask(detail('ktp_vc+sd-jwt'))
    expect(status).toBe(200)
    expect(json.authorization_details).toEqual([
      {
        type: 'openid_credential',
        credential_configuration_id: 'ktp_vc+sd-jwt',
        credential_identifiers: ['ktp_vc+sd-jwt.1'],
      },
    ])
  })
})

describe('the issuer_state', () => {
  test('2.1.37 of whoever sends the request signs nobody in and names nobody', async () => {
    const world = await createTestAuthorization()
    const victim = await world.offerSignIn()
    const begun = await world.begin({ issuerState: victim.issuerState })
    expect(begun.page.status).toBe(200)
    expect(begun.page.text).not.toContain(victim.issuerState)
    expect(begun.page.text).not.toContain(victim.registrationNumber ?? 'x')
    const guess = await world.enter(begun.session, { registration_number: '', one_time_code: '' })
    expect([guess.status, guess.headers.get('location')]).toEqual([200, null])
  })

  test('2.1.37 of another offer, or of none, refuses the right numbers', async () => {
    const world = await createTestAuthorization()
    const [own, other] = [await world.offerSignIn(), await world.offerSignIn()]
    for (const issuerState of [other.issuerState, `"><script>`, 'unknown']) {
      const begun = await world.begin({ issuerState })
      expect(begun.page.text).not.toContain('<script')
      expect((await world.signIn(own, begun)).get('code')).toBeNull()
    }
    const begun = await world.begin({ issuerState: own.issuerState })
    expect((await world.signIn(own, begun)).get('code')).not.toBeNull()
  })
})

describe('another authorization server', () => {
  const issuerOfTokens = 'https://as.example'
  const external = (issuance: object, changes: object = {}) => ({
    clients: undefined as never,
    externalAuthorization: {
      issuer: issuerOfTokens,
      introspect: async (accessToken: string) =>
        accessToken === 'a.b.c'
          ? ({ issuance, expiresAt: new Date('2026-11-24T01:28:45Z'), ...changes } as never)
          : undefined,
    },
  })

  test('takes the place of the own one, is published, and its tokens open one offer', async () => {
    let issuerState = ''
    const issuance = {
      get issuerState() {
        return issuerState
      },
    }
    const { clients: _none, ...changes } = external(issuance)
    const world = await createTestIssuer(changes)
    const made = await world.issuer.offer(await world.identity(), {
      configurationIds: ['ktp_vc+sd-jwt'],
      grant: 'authorization_code',
      byReference: false,
    })
    const text = decodeURIComponent(made.credentialOfferUri)
    issuerState = /"issuer_state":"([\w-]+)"/.exec(text)?.[1] ?? ''
    expect(text).toContain('"authorization_server":"https://as.example"')
    const { json } = await world.get('/.well-known/openid-credential-issuer/ntt')
    expect(json.authorization_servers).toEqual([url, issuerOfTokens])
    expect(outcome(await world.collect('x.y.z', 'ktp_vc+sd-jwt'))).toEqual([401, 'invalid_token'])
    expect((await world.collect('a.b.c', 'ktp_vc+sd-jwt')).status).toBe(200)
    expect(outcome(await world.collect('a.b.c', 'ktp_vc+sd-jwt'))).toEqual([400, 'credential_request_denied'])
  })

  test('2.1.16 authorization_details without locations are refused while it is published', async () => {
    const { clients: _none, ...changes } = external({ issuanceId: 'x' })
    const { offer, token } = await createTestIssuer(changes)
    const { code } = await offer({ txCode: false })
    const ask = (detail: object) =>
      token(
        new URLSearchParams({
          grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code',
          'pre-authorized_code': code,
          authorization_details: JSON.stringify([detail]),
        }).toString(),
      )
    const detail = { type: 'openid_credential', credential_configuration_id: 'ktp_vc+sd-jwt' }
    expect(outcome(await ask(detail))).toEqual([400, 'invalid_authorization_details'])
    expect((await ask({ ...detail, locations: [url] })).status).toBe(200)
  })

  test('whose token is over opens nothing, not even what was offered', async () => {
    const issuance = { issuanceId: '' }
    let expiresAt = new Date('2026-11-24T01:23:45Z')
    const introspect = async () => ({ issuance, expiresAt })
    const world = await createTestIssuer({ externalAuthorization: { issuer: issuerOfTokens, introspect } })
    const options = { configurationIds: ['ktp_vc+sd-jwt'], grant: 'authorization_code' } as const
    issuance.issuanceId = (await world.issuer.offer(await world.identity(), options)).issuanceId
    expect(outcome(await world.collect('a.b.c', 'ktp_vc+sd-jwt'))).toEqual([401, 'invalid_token'])
    expiresAt = new Date('2026-11-24T01:23:46Z')
    expect((await world.collect('a.b.c', 'ktp_vc+sd-jwt')).status).toBe(200)
  })

  test('whose token is over, or for an unknown offer, opens nothing', async () => {
    for (const [issuance, changes] of [
      [{ issuanceId: 'unknown' }, {}],
      [{ issuerState: 'unknown' }, {}],
      [{ issuanceId: 'unknown' }, { expiresAt: new Date(0) }],
    ] as const) {
      const { clients: _none, ...configuration } = external(issuance, changes)
      const { collect } = await createTestIssuer(configuration)
      expect(outcome(await collect('a.b.c', 'ktp_vc+sd-jwt'))).toEqual([401, 'invalid_token'])
    }
  })
})

test('the browser is sent back to the address as the client wrote it, with iss (RFC 9207)', async () => {
  const world = await createTestAuthorization()
  const begun = await world.begin({ redirectUri: 'lontar-wallet:/cb' })
  expect(begun.page.headers.get('content-security-policy')).toContain("form-action 'self' lontar-wallet:;")
  const { registrationNumber = '', oneTimeCode = '' } = await world.offerSignIn()
  const answer = await world.enter(begun.session, {
    registration_number: registrationNumber,
    one_time_code: oneTimeCode,
  })
  expect(answer.headers.get('location')).toMatch(/^lontar-wallet:\/cb\?code=[\w-]{43}&state=a\+b&iss=/)
  expect(queryOf(answer).get('iss')).toBe(url)
})
