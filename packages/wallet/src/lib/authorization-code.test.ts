import { type JsonObject, jwkThumbprint } from '@lontar/credentials/jose'
import {
  type AuthorizationResponseInput,
  createAuthorizationResponseUrl,
  parseDpopProof,
  verifyPkce,
} from '@lontar/openid4vc/oauth'
import { createErrorResponse } from '@lontar/openid4vc/openid4vci'
import { beforeEach, describe, expect, test } from 'vitest'
import type { AuthorizeOptions, WantedCredentials } from './authorize-options.ts'
import { expectRefused } from './fixtures/expect-refused.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import { openIssuer } from './fixtures/scripted-issuer.ts'
import { tokenAnswer } from './fixtures/token-answer.ts'
import type { StartedAuthorization } from './start-authorization.ts'

const issuer = 'https://issuer.example'
const redirectUri = 'https://wallet.example/cb'
const clientId = 'wallet'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
  serverMetadata({})
})

const refused = (attempt: Promise<unknown>, code: string) => expectRefused(scene.vault, attempt, code)

function serverMetadata(members: JsonObject): void {
  scene.issuer.script.serverMetadata = (metadata) => {
    const all = {
      ...metadata,
      pushed_authorization_request_endpoint: `${issuer}/par`,
      authorization_response_iss_parameter_supported: true,
      ...members,
    }
    return JSON.parse(JSON.stringify(all))
  }
}

/** What is `undefined` is in no JSON. */
const without = (name: string): JsonObject => ({ [name]: undefined }) as unknown as JsonObject

const wanted: WantedCredentials = { issuer, configurationIds: ['ktp_vc+sd-jwt'] }

const authorize = (
  what: string | WantedCredentials = wanted,
  options: Partial<AuthorizeOptions> = {},
): Promise<StartedAuthorization> =>
  scene.wallet.authorize(what, { redirectUri, clientId, trust: scene.issuer.trust, ...options })

const pushed = (): URLSearchParams => scene.issuer.pushed.at(-1) ?? new URLSearchParams()

/** The address at which an honest server sends the browser back. */
const back = (changes: Partial<AuthorizationResponseInput> = {}): string =>
  createAuthorizationResponseUrl({
    redirectUri,
    outcome: { code: 'the-code' },
    issuer,
    state: pushed().get('state') ?? '',
    ...changes,
  })

const complete = (session: string, url: string = back()) =>
  scene.wallet.complete(session, url, { trust: scene.issuer.trust })

const sessions = async () => (await scene.vault.list()).filter((id) => id.startsWith('authorization.'))
const paths = () => scene.network.calls.map(({ url }) => new URL(url).pathname)

describe('2.2.14 the authorization code flow', () => {
  test('2.2.14 uses PKCE with S256, and pushes its request where the server takes one', async () => {
    const { authorizationUrl, session } = await authorize()
    expect(authorizationUrl).toBe(
      `${issuer}/authorize?client_id=wallet&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A1`,
    )
    expect(pushed().get('code_challenge_method')).toBe('S256')
    expect(pushed().get('response_type')).toBe('code')
    expect(await complete(session)).toHaveLength(1)
    const [form] = scene.issuer.forms
    expect(form).toMatchObject({ grantType: 'authorization_code', code: 'the-code', redirectUri, clientId })
    const { codeVerifier } = form as { codeVerifier: string }
    await expect(verifyPkce(codeVerifier, pushed().get('code_challenge') ?? '')).resolves.toBeUndefined()
    await expect(verifyPkce(`${codeVerifier}x`, pushed().get('code_challenge') ?? '')).rejects.toThrow()
  })

  test('2.2.14 pushes its request where that is required, and puts nothing of it into the address', async () => {
    serverMetadata({ require_pushed_authorization_requests: true })
    const { searchParams } = new URL((await authorize()).authorizationUrl)
    expect([...searchParams.keys()]).toEqual(['client_id', 'request_uri'])
    expect(paths()).toContain('/par')
  })

  test('2.2.15 takes the DPoP-Nonce of the PAR endpoint, and that of the token endpoint after it', async () => {
    scene.issuer.script.dpopNonce = (path) => `nonce-of-${path.slice(1)}`
    scene.issuer.script.token = () => tokenAnswer({ tokenType: 'DPoP' })
    const { session } = await authorize()
    expect(await complete(session)).toHaveLength(1)
    const noncesAt = (path: string) =>
      scene.network.calls
        .filter(({ url }) => url === issuer + path)
        .map(({ headers }) => parseDpopProof(headers['DPoP'] ?? '').nonce)
    expect(noncesAt('/par')).toEqual([undefined, 'nonce-of-par'])
    expect(noncesAt('/token')).toEqual([undefined, 'nonce-of-token'])
  })

  test('2.2.14 goes without PAR where the server has none, with everything in the address', async () => {
    serverMetadata({
      ...without('pushed_authorization_request_endpoint'),
      authorization_endpoint: `${issuer}/go?a=b`,
    })
    const { authorizationUrl } = await authorize()
    const { origin, pathname, searchParams } = new URL(authorizationUrl)
    expect(origin + pathname).toBe(`${issuer}/go`)
    expect(Object.fromEntries(searchParams)).toMatchObject({
      a: 'b',
      ...{ response_type: 'code', client_id: clientId, redirect_uri: redirectUri, scope: 'ktp' },
      code_challenge_method: 'S256',
    })
    expect(paths()).not.toContain('/par')
  })

  test.each([
    [
      'no PAR endpoint although PAR is required',
      { require_pushed_authorization_requests: true, ...without('pushed_authorization_request_endpoint') },
      'issuer_metadata_mismatch',
    ],
    ['PKCE with plain alone', { code_challenge_methods_supported: ['plain'] }, 'grant_type_unsupported'],
    ['no authorization endpoint', { ...without('authorization_endpoint') }, 'grant_type_unsupported'],
  ])('2.2.14 is refused with %s', async (_what, members, code) => {
    serverMetadata(members as JsonObject)
    await refused(authorize(), code)
    expect(await sessions()).toEqual([])
    serverMetadata({
      code_challenge_methods_supported: ['plain', 'S256'],
      require_pushed_authorization_requests: true,
    })
    await expect(authorize()).resolves.toBeDefined()
  })

  test('2.2.14 E18 an answer without iss, or of another server, is refused, and the code goes nowhere', async () => {
    const { session } = await authorize()
    const without = back().replace(/[?&]iss=[^&]*/, '')
    for (const url of [
      without,
      back({ issuer: 'https://attacker.example' }),
      back({ issuer: `${issuer}/` }),
    ]) {
      await refused(complete(session, url), 'oauth_response_mismatch')
    }
    expect(paths()).not.toContain('/token')
    // The twin: nobody but the right server ended the session.
    expect(await complete(session)).toHaveLength(1)
  })

  test.each([
    ['say nothing of iss', without('authorization_response_iss_parameter_supported')],
    ['say that it does not come', { authorization_response_iss_parameter_supported: false }],
  ])('2.2.14 E18 an answer without iss is refused also where the metadata %s', async (_what, members) => {
    serverMetadata(members)
    const { session } = await authorize()
    await refused(complete(session, back().replace(/[?&]iss=[^&]*/, '')), 'oauth_response_mismatch')
    expect(paths()).not.toContain('/token')
    // The twin: with it all is well, promised or not.
    expect(await complete(session)).toHaveLength(1)
  })

  test('2.2.14 E18 an answer with another state, or at another address, is refused', async () => {
    const { session } = await authorize()
    for (const url of [back({ state: 'x' }), back({ redirectUri: 'https://wallet.example/cbx' })]) {
      await refused(complete(session, url), 'oauth_response_mismatch')
    }
    await refused(complete(session, `${back()}&code=other`), 'oauth_response_malformed')
    expect(paths()).not.toContain('/token')
    expect(await complete(session)).toHaveLength(1)
  })

  test('2.2.14 E18 the answer to one session is none to another', async () => {
    const first = await authorize()
    const answer = back()
    const second = await authorize()
    await refused(complete(second.session, answer), 'oauth_response_mismatch')
    expect(await complete(first.session, answer)).toHaveLength(1)
  })

  test('2.2.14 E18 an error of another server does not end the session; one of its own does', async () => {
    const { session } = await authorize()
    const denied = (server: string) => back({ issuer: server, outcome: { error: 'access_denied' } })
    await refused(complete(session, denied('https://attacker.example')), 'oauth_response_mismatch')
    expect(await sessions()).toHaveLength(1)
    expect(await refused(complete(session, denied(issuer)), 'authorization_refused')).toMatchObject({
      protocolError: 'access_denied',
    })
    await refused(complete(session), 'issuance_unknown')
    expect(await sessions()).toEqual([])
  })
})

test('2.2.4 issuer_state is sent unchanged', async () => {
  const issuerState = 'eyJ/+ =&%25"é'
  const offer = scene.issuer.offer({ issuerState })
  await authorize(offer)
  expect(pushed().get('issuer_state')).toBe(issuerState)
  await authorize(wanted)
  expect(pushed().has('issuer_state')).toBe(false)
})

describe('what is asked for', () => {
  const metadata = (members: JsonObject) => {
    scene.issuer.script.metadata = (before) => ({ ...before, ...members })
  }

  const withoutScopes = (before: JsonObject): JsonObject =>
    JSON.parse(JSON.stringify(before), (name, value) => (name === 'scope' ? undefined : value))

  test('is a scope, and names the issuer where its server may have several (2.1.16, RFC 8707)', async () => {
    await authorize()
    expect([pushed().get('scope'), pushed().get('resource')]).toEqual(['ktp', null])
    metadata({ authorization_servers: [issuer] })
    await authorize()
    expect([pushed().get('scope'), pushed().get('resource')]).toEqual(['ktp', issuer])
  })

  test('is a scope also where the server has authorization details, each once', async () => {
    serverMetadata({ authorization_details_types_supported: ['openid_credential'] })
    const configurationIds = ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt', 'ktp-proof_vc+sd-jwt']
    const { session } = await authorize({ issuer, configurationIds })
    expect(pushed().get('scope')).toBe('ktp ktp-proof')
    expect(pushed().has('authorization_details')).toBe(false)
    expect(await complete(session)).toHaveLength(3)
  })

  test('is authorization details where a configuration has no scope, with the location of a shared server', async () => {
    scene.issuer.script.metadata = withoutScopes
    const { session } = await authorize()
    const detail = { type: 'openid_credential', credential_configuration_id: 'ktp_vc+sd-jwt' }
    expect(JSON.parse(pushed().get('authorization_details') ?? '')).toEqual([detail])
    expect(pushed().has('scope')).toBe(false)
    expect(await complete(session)).toHaveLength(1)
    scene.issuer.script.metadata = (before) => withoutScopes({ ...before, authorization_servers: [issuer] })
    await authorize()
    const located = [{ ...detail, locations: [issuer] }]
    expect(JSON.parse(pushed().get('authorization_details') ?? '')).toEqual(located)
  })

  test('is authorization details for everything, where one of several configurations has no scope', async () => {
    scene.issuer.script.metadata = (before) =>
      JSON.parse(JSON.stringify(before), (name, value) =>
        name === 'scope' && value === 'ktp-proof' ? undefined : value,
      )
    const configurationIds = ['ktp_vc+sd-jwt', 'ktp-proof_vc+sd-jwt']
    await authorize({ issuer, configurationIds })
    expect(JSON.parse(pushed().get('authorization_details') ?? '')).toMatchObject([
      { credential_configuration_id: 'ktp_vc+sd-jwt' },
      { credential_configuration_id: 'ktp-proof_vc+sd-jwt' },
    ])
    expect(pushed().has('scope')).toBe(false)
  })

  test('is a part of the offer, or of what its issuer has', async () => {
    const configurationIds = ['ktp_vc+sd-jwt', 'ktp-proof_vc+sd-jwt']
    const offer = scene.issuer.offer({ configurationIds, issuerState: 's' })
    const { session } = await authorize(offer, { configurationIds: ['ktp-proof_vc+sd-jwt'] })
    expect(pushed().get('scope')).toBe('ktp-proof')
    const [kept, ...others] = await complete(session)
    expect(kept?.type).toBe(`${issuer}/vct/ktp-proof/1`)
    expect(others).toEqual([])
  })

  test('has to be something, and to come back to an address of the wallet', async () => {
    const calls = scene.network.calls.length
    for (const attempt of [
      authorize({ issuer, configurationIds: [] }),
      authorize({ issuer, configurationIds: ['ktp_vc+sd-jwt', 'ktp_vc+sd-jwt'] }),
      authorize(wanted, { redirectUri: 'http://wallet.example/cb' }),
      authorize(wanted, { redirectUri: 'javascript:alert(1)' }),
      scene.wallet.authorize({ ...wanted, txCodeRequired: false } as never, { redirectUri, clientId }),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    }
    expect(scene.network.calls).toHaveLength(calls)
    const anonymous = scene.wallet.authorize(wanted, { redirectUri, trust: scene.issuer.trust })
    await expect(anonymous).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
  })

  test('is nothing that the issuer does not have', async () => {
    await refused(authorize({ issuer, configurationIds: ['x'] }), 'credential_configuration_unknown')
  })

  test('goes to the server of its own grant, when the offer names one for each', async () => {
    const other = await openIssuer(scene.network, () => scene.now, 'https://counter.example')
    metadata({ authorization_servers: [other.url, issuer] })
    const preAuthorized = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
    const change = (offer: JsonObject): JsonObject => ({
      ...offer,
      grants: {
        [preAuthorized]: { 'pre-authorized_code': 'pre-authorized-code', authorization_server: other.url },
        authorization_code: { issuer_state: 's', authorization_server: issuer },
      },
    })
    const offer = scene.issuer.offer({ change })
    const { authorizationUrl, session } = await authorize(offer)
    expect(new URL(authorizationUrl).origin).toBe(issuer)
    expect(pushed().get('issuer_state')).toBe('s')
    expect(await complete(session)).toHaveLength(1)
    // The twin: a pre-authorized code goes to the other one.
    await scene.wallet.receive(offer, { trust: scene.issuer.trust })
    const grants = (forms: typeof scene.issuer.forms) => forms.map(({ grantType }) => grantType)
    expect(grants(scene.issuer.forms)).toEqual(['authorization_code'])
    expect(grants(other.forms)).toEqual([preAuthorized])
  })

  test('is not had of an offer that has another grant alone', async () => {
    await refused(authorize(scene.issuer.offer()), 'grant_type_unsupported')
  })
})

describe('E6: nobody is sent to the page of an issuer that no list knows', () => {
  test('unless that was accepted', async () => {
    const stranger = await openIssuer(scene.network, () => scene.now, 'https://stranger.example')
    const what = { issuer: stranger.url, configurationIds: ['ktp_vc+sd-jwt'] }
    await refused(authorize(what), 'issuer_untrusted')
    await refused(authorize(stranger.offer({ issuerState: 's' })), 'issuer_untrusted')
    await refused(scene.wallet.authorize(wanted, { redirectUri, clientId }), 'issuer_untrusted')
    expect(await sessions()).toEqual([])
    expect(scene.network.calls.every(({ method }) => method === 'GET')).toBe(true)
    await expect(authorize(what, { acceptUntrustedIssuer: true })).resolves.toBeDefined()
  })

  test('and what comes of it is judged again', async () => {
    const { session } = await authorize()
    await refused(scene.wallet.complete(session, back()), 'issuer_untrusted')
    // Nothing was spent: the session goes on with the list.
    expect(await complete(session)).toHaveLength(1)
  })

  test('and the list of a review counts for both', async () => {
    const review = await scene.wallet.resolveOffer(scene.issuer.offer({ issuerState: 's' }), scene.issuer)
    await expect(scene.wallet.authorize(review, { redirectUri, clientId })).resolves.toBeDefined()
  })
})

describe('E19: hostile metadata', () => {
  test('of another server are refused, also when they come between leaving and coming back', async () => {
    const { session } = await authorize()
    serverMetadata({ issuer: 'https://attacker.example', token_endpoint: 'https://attacker.example/token' })
    await refused(complete(session), 'issuer_metadata_mismatch')
    scene.issuer.script.metadata = (metadata) => ({
      ...metadata,
      credential_issuer: 'https://attacker.example',
    })
    serverMetadata({})
    await refused(complete(session), 'issuer_metadata_mismatch')
    expect(scene.network.calls.some(({ url }) => url.includes('attacker'))).toBe(false)
  })

  test('cannot send the code of one server to another: the session holds on to the one it began with', async () => {
    const attacker = await openIssuer(scene.network, () => scene.now, 'https://attacker.example')
    const { session } = await authorize()
    scene.issuer.script.metadata = (metadata) => ({ ...metadata, authorization_servers: [attacker.url] })
    await complete(session)
    expect(attacker.forms).toEqual([])
    expect(scene.issuer.forms).toHaveLength(1)
  })

  test.each(['http://issuer.example/token', 'https://user@issuer.example/token', 'file:///etc/passwd'])(
    'cannot name %s as an endpoint',
    async (token_endpoint) => {
      serverMetadata({ token_endpoint })
      await refused(authorize(), 'issuer_metadata_malformed')
    },
  )
})

describe('a session', () => {
  test('outlives the process, and answers once', async () => {
    const { session } = await authorize()
    const later = await openScene(scene.vault)
    expect(await later.vault.list()).toEqual([`authorization.${session}`])
    expect(await complete(session)).toHaveLength(1)
    await expect(complete(session)).rejects.toMatchObject({ code: 'issuance_unknown' })
    expect(await sessions()).toEqual([])
  })

  test('is not begun when the pushed request is refused', async () => {
    scene.issuer.script.par = () => ({ status: 400, json: createErrorResponse('invalid_request') })
    await refused(authorize(), 'issuer_refused')
    expect(await sessions()).toEqual([])
  })

  test('ends with the code, whatever the token endpoint says', async () => {
    const { session } = await authorize()
    scene.issuer.script.token = () => ({ status: 400, json: createErrorResponse('invalid_grant') })
    await refused(complete(session), 'issuer_refused')
    await refused(complete(session), 'issuance_unknown')
  })

  test('that nobody came back to within a day is forgotten with its secrets', async () => {
    const { session } = await authorize()
    const answer = back()
    scene.now = new Date(scene.now.getTime() + 86_400_000)
    await openScene(scene.vault)
    expect(await sessions()).toHaveLength(1)
    scene.now = new Date(scene.now.getTime() + 1)
    await refused(complete(session, answer), 'issuance_unknown')
    await authorize()
    expect(await sessions()).toHaveLength(1)
    expect(await sessions()).not.toContain(`authorization.${session}`)
  })

  test('that nobody came back to is forgotten when the wallet is opened', async () => {
    await authorize()
    const record = (await scene.vault.read((await sessions())[0] ?? '')) as JsonObject
    await scene.vault.write('authorization.old', { ...record, createdAt: '2026-11-22T00:00:00.000Z' })
    await openScene(scene.vault)
    expect(await sessions()).toHaveLength(1)
    expect(await sessions()).not.toContain('authorization.old')
  })

  test('that is broken is no session', async () => {
    await scene.vault.write('authorization.a', { recordVersion: 1 })
    await expect(openScene(scene.vault)).rejects.toMatchObject({ code: 'vault_malformed' })
  })

  test('binds the code to the key of its DPoP proofs', async () => {
    scene.issuer.script.dpopNonce = () => 'n'
    scene.issuer.script.token = () => tokenAnswer({ tokenType: 'DPoP' })
    const { session } = await authorize()
    const [first] = scene.network.calls.filter(({ url }) => url.endsWith('/par'))
    const { jwk } = parseDpopProof(first?.headers['DPoP'] ?? '')
    expect(pushed().get('dpop_jkt')).toBe(await jwkThumbprint(jwk))
    await complete(session)
    const last = scene.network.calls.findLast(({ url }) => url.endsWith('/token'))
    expect(await jwkThumbprint(parseDpopProof(last?.headers['DPoP'] ?? '').jwk)).toBe(
      pushed().get('dpop_jkt'),
    )
    await authorize()
    // Two issuances are not known to be of one holder by their keys.
    expect(pushed().get('dpop_jkt')).not.toBe(await jwkThumbprint(jwk))
  })
})
