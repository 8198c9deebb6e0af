import type { PublicJwk } from '@lontar/credentials'
import { createLocalSigner, generatePrivateJwk, type JsonObject, parseJws } from '@lontar/credentials/jose'
import { createClientAttestation, parseDpopProof, verifyClientAttestation } from '@lontar/openid4vc/oauth'
import { createErrorResponse, createKeyAttestation, parseKeyAttestation } from '@lontar/openid4vc/openid4vci'
import { beforeEach, describe, expect, test } from 'vitest'
import { expectRefused } from './fixtures/expect-refused.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import type { ScriptedCall } from './fixtures/scripted-network.ts'
import { tokenAnswer } from './fixtures/token-answer.ts'
import { openWallet } from './open-wallet.ts'
import type { Wallet } from './wallet.ts'
import type { WalletOptions } from './wallet-options.ts'

const issuer = 'https://issuer.example'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})

const open = (options: Partial<WalletOptions>): Promise<Wallet> =>
  openWallet({ vault: scene.vault, fetch: scene.network.fetch, now: () => scene.now, ...options })
const receive = (wallet: Wallet = scene.wallet, options = {}) =>
  wallet.receive(scene.issuer.offer(), { trust: scene.issuer.trust, ...options })
const refused = (attempt: Promise<unknown>, code: string) => expectRefused(scene.vault, attempt, code)
const calls = (path: string) => scene.network.calls.filter(({ url }) => url === issuer + path)
const proofOf = ({ headers }: ScriptedCall) => parseDpopProof(headers['DPoP'] ?? '')

describe('2.2.15 DPoP-Nonce', () => {
  const bindTokens = () => {
    scene.issuer.script.token = () => tokenAnswer({ tokenType: 'DPoP', refreshToken: 'refresh.secret' })
  }

  test('2.2.15 is taken from every endpoint, each refusal answered once', async () => {
    bindTokens()
    scene.issuer.script.dpopNonce = (path) => `nonce-of-${path.slice(1)}`
    scene.issuer.script.notificationId = 'n1'
    expect(await receive()).toHaveLength(1)
    // The Nonce Endpoint gives the nonce of its own; each other endpoint wants another one.
    for (const path of ['/token', '/credential', '/notification']) {
      expect(
        calls(path)
          .map((call) => proofOf(call).nonce ?? null)
          .slice(-1),
      ).toEqual([`nonce-of-${path.slice(1)}`])
      expect(calls(path)).toHaveLength(2)
    }
    expect(scene.issuer.notifications).toMatchObject([{ authorization: 'DPoP access-token' }])
  })

  test('2.2.15 of the Nonce Endpoint is used at the Credential Endpoint without being refused first', async () => {
    bindTokens()
    let current = 'first'
    scene.issuer.script.dpopNonce = (path) => {
      if (path === '/nonce') current = 'second'
      return current
    }
    await receive()
    expect(calls('/credential').map((call) => proofOf(call).nonce)).toEqual(['second'])
  })

  test('2.2.15 that is never right is tried once more and no further', async () => {
    bindTokens()
    let count = 0
    scene.issuer.script.dpopNonce = () => {
      count += 1
      return `n${count}`
    }
    expect(await refused(receive(), 'issuer_refused')).toMatchObject({ protocolError: 'use_dpop_nonce' })
    expect(calls('/token')).toHaveLength(2)
  })

  test('2.2.15 is remembered over deferred delivery too', async () => {
    bindTokens()
    scene.issuer.script.dpopNonce = (path) => `of-${path.slice(1)}`
    scene.issuer.script.credentials = async () => ({
      status: 202,
      json: { transaction_id: 't', interval: 1 },
    })
    await receive()
    const [{ id = '' } = {}] = await scene.wallet.pending()
    scene.issuer.script.deferred = async () => ({ status: 202, json: { transaction_id: 't', interval: 1 } })
    scene.now = new Date(scene.now.getTime() + 1000)
    expect(await scene.wallet.collect(id, { trust: scene.issuer.trust })).toMatchObject({ state: 'pending' })
    const last = calls('/deferred').at(-1) as ScriptedCall
    expect(proofOf(last)).toMatchObject({ nonce: 'of-deferred' })
    // The token is bound to the key that it was asked for with.
    expect(proofOf(last).jwk).toEqual(proofOf(calls('/token')[0] as ScriptedCall).jwk)
  })

  test('each proof is new, and two issuances have different keys', async () => {
    bindTokens()
    scene.issuer.script.dpopNonce = () => 'n'
    await receive()
    await receive()
    const proofs = scene.network.calls.filter(({ headers }) => 'DPoP' in headers).map(proofOf)
    expect(new Set(proofs.map(({ jti }) => jti)).size).toBe(proofs.length)
    expect(new Set(proofs.map(({ jwk }) => jwk.x)).size).toBe(2)
  })

  test('a renewal proves the key that the refresh token is bound to', async () => {
    bindTokens()
    scene.issuer.script.dpopNonce = () => 'n'
    const [kept] = await receive()
    await scene.wallet.renew(kept?.id ?? '', { trust: scene.issuer.trust })
    const keys = calls('/token').map((call) => proofOf(call).jwk.x)
    expect(new Set(keys).size).toBe(1)
    expect(scene.issuer.forms.at(-1)).toMatchObject({ grantType: 'refresh_token' })
  })

  test('a server that knows no DPoP is shown no key, and cannot bind a token to one', async () => {
    await receive()
    expect(scene.network.calls.some(({ headers }) => 'DPoP' in headers)).toBe(false)
    scene = await openScene()
    bindTokens()
    await refused(receive(), 'token_response_malformed')
  })
})

describe('E15 a token that is bound to no key, of a server that announces DPoP', () => {
  beforeEach(() => {
    scene.issuer.script.dpopNonce = () => 'n'
  })

  test('is refused, and used nowhere', async () => {
    await refused(receive(), 'token_binding_missing')
    expect(calls('/token').at(-1)?.headers).toHaveProperty('DPoP')
    expect([...calls('/nonce'), ...calls('/credential')]).toEqual([])
    scene.issuer.script.token = () => tokenAnswer({ tokenType: 'DPoP' })
    expect(await receive()).toHaveLength(1)
  })

  test('is refused at a renewal too', async () => {
    scene.issuer.script.token = () => tokenAnswer({ tokenType: 'DPoP', refreshToken: 'refresh.secret' })
    const [kept] = await receive()
    scene.issuer.script.token = () => tokenAnswer()
    const renewing = scene.wallet.renew(kept?.id ?? '', { trust: scene.issuer.trust })
    await expect(renewing).rejects.toMatchObject({ code: 'token_binding_missing' })
    expect(calls('/credential')).toHaveLength(1)
  })

  test('is taken of a server whose algorithms this wallet has not, which was shown no key', async () => {
    scene.issuer.script.dpopNonce = undefined
    const dpop_signing_alg_values_supported = ['PS256']
    scene.issuer.script.serverMetadata = (metadata) => ({ ...metadata, dpop_signing_alg_values_supported })
    expect(await receive()).toHaveLength(1)
  })
})

describe('client attestation', () => {
  const clientId = 'https://wallet.example'
  let attested: NonNullable<WalletOptions['clientAttestation']>
  let attester: Awaited<ReturnType<typeof createLocalSigner>>
  let asked: boolean[]
  beforeEach(async () => {
    attester = await createLocalSigner(await generatePrivateJwk())
    const signer = await createLocalSigner(await generatePrivateJwk())
    asked = []
    attested = {
      clientId,
      signer,
      attest: async (fresh) => {
        asked.push(fresh)
        return createClientAttestation({
          ...{ signer: attester, clientId, instanceKey: signer.publicJwk, now: scene.now },
        })
      },
    }
    serverMetadata({})
  })
  const serverMetadata = (members: JsonObject) => {
    scene.issuer.script.serverMetadata = (metadata) => ({
      ...metadata,
      token_endpoint_auth_methods_supported: ['attest_jwt_client_auth'],
      ...members,
    })
  }
  const headersOf = ({ headers }: ScriptedCall) => ({
    attestation: headers['OAuth-Client-Attestation'] ?? '',
    pop: headers['OAuth-Client-Attestation-PoP'] ?? '',
  })

  test('authenticates the wallet where the server takes it, and the proofs name the client', async () => {
    const wallet = await open({ clientAttestation: attested })
    expect(await receive(wallet)).toHaveLength(1)
    const [call] = calls('/token') as [ScriptedCall]
    const { keyId: _, publicJwk } = attester
    const verified = await verifyClientAttestation(headersOf(call), {
      expectedAttesters: [{ jwks: { keys: [publicJwk] } }],
      expectedAudience: issuer,
      now: scene.now,
    })
    expect(verified.clientId).toBe(clientId)
    expect(scene.issuer.forms).toMatchObject([{ clientId }])
    const [proof = ''] = scene.issuer.requests[0]?.proofs.values ?? []
    expect(parseJws(proof).payload).toMatchObject({ iss: clientId, aud: issuer })
  })

  test('goes to the token endpoint and to no other', async () => {
    await receive(await open({ clientAttestation: attested }))
    const others = scene.network.calls.filter(({ url }) => url !== `${issuer}/token`)
    expect(others.some(({ headers }) => 'OAuth-Client-Attestation' in headers)).toBe(false)
  })

  test('is not shown to a server that does not take it', async () => {
    serverMetadata({ token_endpoint_auth_methods_supported: ['none'] })
    await receive(await open({ clientAttestation: attested }))
    expect(asked).toEqual([])
    expect(scene.network.calls.some(({ headers }) => 'OAuth-Client-Attestation' in headers)).toBe(false)
  })

  test('is not shown to an issuer that no list knows', async () => {
    const wallet = await open({ clientAttestation: attested })
    await refused(wallet.receive(scene.issuer.offer()), 'issuer_untrusted')
    expect(asked).toEqual([])
  })

  test('holds the challenge of the server', async () => {
    serverMetadata({ challenge_endpoint: `${issuer}/challenge` })
    scene.network.on(`${issuer}/challenge`, () => ({ json: { attestation_challenge: 'c1' } }))
    await receive(await open({ clientAttestation: attested }))
    const { pop } = headersOf(calls('/token')[0] as ScriptedCall)
    expect(parseJws(pop).payload).toMatchObject({ challenge: 'c1', aud: issuer })
  })

  test('is asked for anew once when the server wants a fresh one', async () => {
    let refusals = 1
    scene.issuer.script.token = () => {
      refusals -= 1
      return refusals < 0
        ? tokenAnswer()
        : { status: 400, json: createErrorResponse('use_fresh_attestation') }
    }
    const wallet = await open({ clientAttestation: attested })
    expect(await receive(wallet)).toHaveLength(1)
    expect(asked).toEqual([false, true])
    refusals = 9
    await expect(receive(wallet)).rejects.toMatchObject({ protocolError: 'use_fresh_attestation' })
    expect(asked).toEqual([false, true, false, true])
  })

  test('is not needed to collect what was promised', async () => {
    scene.issuer.script.credentials = async () => ({
      status: 202,
      json: { transaction_id: 't', interval: 1 },
    })
    scene.issuer.script.deferred = async () => ({ status: 202, json: { transaction_id: 't', interval: 1 } })
    const wallet = await open({ clientAttestation: attested })
    await receive(wallet)
    const [{ id = '' } = {}] = await wallet.pending()
    scene.now = new Date(scene.now.getTime() + 1000)
    await wallet.collect(id, { trust: scene.issuer.trust })
    expect(asked).toEqual([false])
  })
})

describe('key attestation', () => {
  const wantAttested = (change: (types: JsonObject) => JsonObject) => {
    scene.issuer.script.metadata = (metadata) =>
      JSON.parse(JSON.stringify(metadata), (name, value) =>
        name === 'proof_types_supported' ? change(value as JsonObject) : value,
      )
  }
  const inHeader = ({ jwt }: JsonObject) => ({
    jwt: { ...(jwt as JsonObject), key_attestations_required: { key_storage: ['iso_18045_high'] } },
  })
  const alone = ({ jwt }: JsonObject) => ({
    attestation: { ...(jwt as JsonObject), key_attestations_required: {} },
  })
  const attesting = async (told: [readonly PublicJwk[], string][] = []): Promise<Wallet> => {
    const signer = await createLocalSigner(await generatePrivateJwk())
    return open({
      attestKeys: (attestedKeys, nonce) => {
        told.push([attestedKeys, nonce])
        return createKeyAttestation({ signer, attestedKeys, nonce, now: scene.now })
      },
    })
  }

  test('stands in each proof where the issuer wants it, for all keys and the nonce', async () => {
    wantAttested(inHeader)
    const told: [readonly PublicJwk[], string][] = []
    expect(await receive(await attesting(told), { copies: 2 })).toHaveLength(2)
    const [request] = scene.issuer.requests
    expect(told).toEqual([[[expect.objectContaining({ kty: 'EC' }), expect.anything()], 'nonce-1']])
    expect(request?.proofs.type).toBe('jwt')
    for (const proof of request?.proofs.values ?? []) {
      const { key_attestation: text } = parseJws(proof).header
      expect(parseKeyAttestation(String(text)).attestedKeys).toHaveLength(2)
    }
    expect(JSON.stringify(told)).not.toContain('"d"')
  })

  test('is the only proof where the issuer takes no other', async () => {
    wantAttested(alone)
    expect(await receive(await attesting(), { copies: 3 })).toHaveLength(3)
    const [request] = scene.issuer.requests
    expect(request?.proofs).toMatchObject({ type: 'attestation', values: [expect.any(String)] })
    expect(request?.keys).toHaveLength(3)
    expect(request?.nonces).toEqual(['nonce-1'])
  })

  test('is not made where nobody wants it', async () => {
    const told: [readonly PublicJwk[], string][] = []
    await receive(await attesting(told))
    expect(told).toEqual([])
  })

  test('that nobody gives is found to be missing before the code is spent', async () => {
    for (const change of [inHeader, alone]) {
      wantAttested(change)
      await refused(receive(), 'key_attestation_missing')
    }
    expect(calls('/token')).toEqual([])
  })

  test('holds the new nonce when the first one is called invalid', async () => {
    wantAttested(alone)
    const honest = scene.issuer.script.credentials
    scene.issuer.script.credentials = (request) =>
      request.nonces[0] === 'nonce-1'
        ? Promise.resolve({ status: 400, json: createErrorResponse('invalid_nonce') })
        : honest(request)
    expect(await receive(await attesting())).toHaveLength(1)
    expect(scene.issuer.requests.map(({ nonces }) => nonces)).toEqual([['nonce-1'], ['nonce-2']])
  })
})

test('an issuer without nonces is refused before the code is spent', async () => {
  scene.issuer.script.metadata = ({ nonce_endpoint: _, ...metadata }) => metadata
  await refused(receive(), 'nonce_endpoint_missing')
  expect(calls('/token')).toEqual([])
})
