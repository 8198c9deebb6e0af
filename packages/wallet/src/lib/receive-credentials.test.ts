import { createDidResolver, didJwkSigner } from '@lontar/credentials/did'
import { LontarError } from '@lontar/credentials/errors'
import { createIssuerKeyResolver } from '@lontar/credentials/issuer-key'
import {
  createLocalSigner,
  encodeBase64Url,
  encodeUtf8,
  generatePrivateJwk,
  type JsonObject,
} from '@lontar/credentials/jose'
import { createErrorResponse } from '@lontar/openid4vc/openid4vci'
import { beforeEach, describe, expect, it } from 'vitest'
import { residentMarks } from './fixtures/resident.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import type { ScriptedCredential } from './fixtures/scripted-credential.ts'
import { openIssuer } from './fixtures/scripted-issuer.ts'
import { createMemoryVault } from './memory-vault.ts'
import { openWallet } from './open-wallet.ts'
import type { ReceiveOptions } from './receive-credentials.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})

const receive = (options: ReceiveOptions = {}, offer = scene.issuer.offer()) =>
  scene.wallet.receive(offer, { trust: scene.issuer.trust, ...options })

/** Expects that the wallet refuses with a code, keeps nothing, and says nothing about the person. */
async function expectRefused(attempt: Promise<unknown>, code: string): Promise<void> {
  const error: unknown = await attempt.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(LontarError)
  expect(error).toMatchObject({ code })
  expect(await scene.vault.list()).toEqual([])
  const { message, stack = '' } = error as LontarError
  for (const mark of [...residentMarks, 'eyJ', 'access-token', 'pre-authorized-code', '493536']) {
    expect(`${message}${stack}${JSON.stringify(error)}`).not.toContain(mark)
  }
}

/** Makes the issuer deliver something else than what was asked for. */
function deliver(changes: ScriptedCredential): void {
  scene.issuer.script.credentials = ({ keys, issue }) => Promise.all(keys.map((key) => issue(key, changes)))
}

const replaceInPayload = (members: JsonObject) => (payload: JsonObject) => ({ ...payload, ...members })

describe('receive', () => {
  it.each(['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt', 'ktp-proof_jwt_vc_json'])(
    'keeps a %s credential',
    async (id) => {
      const [credential] = await receive({}, scene.issuer.offer({ configurationIds: [id] }))
      expect(credential).toMatchObject({
        type: `https://issuer.example/vct/${id.split('_')[0]}/1`,
        format: id.slice(id.indexOf('_') + 1),
        issuer: scene.issuer.iss,
        issuerTrusted: true,
        presentedCount: 0,
      })
      expect(credential?.expiresAt?.getTime()).toBeGreaterThan(scene.now.getTime())
      expect(await scene.wallet.list()).toEqual([credential])
    },
  )

  it('takes every configuration of an offer, or a part of them', async () => {
    const configurationIds = ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt', 'ktp-proof_vc+sd-jwt']
    const offer = scene.issuer.offer({ configurationIds })
    expect(await receive({}, offer)).toHaveLength(3)
    const [only, ...others] = await receive({ configurationIds: ['ktp_dc+sd-jwt'] }, offer)
    expect(only?.format).toBe('dc+sd-jwt')
    expect(others).toEqual([])
  })

  it('fetches an offer by reference', async () => {
    expect(await receive({}, scene.issuer.offer({ byReference: true }))).toHaveLength(1)
  })

  it('proves a fresh key of its own for each copy, and takes the copies in any order', async () => {
    scene.issuer.script.credentials = async ({ keys, issue }) =>
      Promise.all(keys.map((key) => issue(key)).reverse())
    expect(await receive({ copies: 3 })).toHaveLength(3)
    expect(await receive({ copies: 3 })).toHaveLength(3)
    const keys = scene.issuer.requests.flatMap((request) => request.keys.map(({ x }) => x))
    expect(new Set(keys).size).toBe(6)
  })

  it('never sends more proofs than the batch size', async () => {
    expect(await receive({ copies: 50 })).toHaveLength(4)
    scene.issuer.script.metadata = ({ batch_credential_issuance: _, ...metadata }) => metadata
    expect(await receive({ copies: 50 })).toHaveLength(1)
  })

  it('tries once more with a new nonce when the issuer calls the nonce invalid', async () => {
    const honest = scene.issuer.script.credentials
    scene.issuer.script.credentials = (request) =>
      request.nonces[0] === 'nonce-1'
        ? Promise.resolve({ status: 400, json: createErrorResponse('invalid_nonce') })
        : honest(request)
    expect(await receive()).toHaveLength(1)
    expect(scene.issuer.requests.map(({ nonces }) => nonces)).toEqual([['nonce-1'], ['nonce-2']])
  })

  it('does not try a third time', async () => {
    scene.issuer.script.credentials = async () => ({
      status: 400,
      json: createErrorResponse('invalid_nonce'),
    })
    await expectRefused(receive(), 'issuer_refused')
    expect(scene.issuer.requests).toHaveLength(2)
  })

  it('uses a credential identifier when the token response gives one', async () => {
    scene.issuer.script.token = () => ({
      json: {
        access_token: 'access-token',
        token_type: 'Bearer',
        authorization_details: [
          {
            type: 'openid_credential',
            credential_configuration_id: 'ktp_vc+sd-jwt',
            credential_identifiers: ['identifier-1'],
          },
        ],
      },
    })
    await receive().catch(() => undefined)
    const { body } = scene.network.calls.at(-1) ?? {}
    expect(JSON.parse(body ?? '{}')).toMatchObject({ credential_identifier: 'identifier-1' })
    expect(body).not.toContain('credential_configuration_id')
  })

  it('asks before it keeps, with what came and who signed it', async () => {
    let asked: unknown
    await receive({
      confirm: (received) => {
        expect(received.every((credential) => !('credential' in credential || 'text' in credential))).toBe(
          true,
        )
        asked = received.map(({ issuer, claims }) => ({ issuer, claims: JSON.stringify(claims) }))
        return true
      },
    })
    expect(asked).toEqual([{ issuer: scene.issuer.iss, claims: expect.stringContaining('YULIANA CONTOH') }])
    expect(await scene.wallet.list()).toHaveLength(1)
  })

  it('E7: keeps nothing when the holder does not want it', async () => {
    await expectRefused(receive({ confirm: () => false }), 'consent_missing')
  })

  it('shows a credential and removes it with its key', async () => {
    const [credential] = await receive()
    const { id = '' } = credential ?? {}
    const shown = await scene.wallet.show(id)
    expect(shown.claims).toMatchObject({ credentialSubject: { name: 'YULIANA CONTOH' } })
    expect(shown.credential).toMatch(/^eyJ.*~$/)
    expect(JSON.stringify(shown)).not.toContain('"d"')
    expect(JSON.stringify(await scene.wallet.list())).not.toMatch(/eyJ.*~|YULIANA/)
    await scene.wallet.remove(id)
    expect(await scene.vault.list()).toEqual([])
    await expect(scene.wallet.show(id)).rejects.toMatchObject({ code: 'wallet_credential_unknown' })
    await expect(scene.wallet.remove(id)).rejects.toMatchObject({ code: 'wallet_credential_unknown' })
  })

  it.each([1, 2, 3, 4])('keeps nothing when the vault fails at write %i', async (failing) => {
    const vault = createMemoryVault()
    let writes = 0
    const full = {
      ...vault,
      write: async (id: string, value: JsonObject) => {
        writes += 1
        if (writes === failing) throw new Error('disk full')
        await vault.write(id, value)
      },
    }
    scene = await openScene(full)
    await expect(receive({ copies: 3 })).rejects.toThrow('disk full')
    expect(writes).toBe(failing)
    expect(await vault.list()).toEqual([])
  })

  it.each([0, 1, 2, 3, 4, 5])('keeps all or nothing when it is killed after %i changes', async (changes) => {
    const vault = createMemoryVault()
    let left = changes
    const live = (): void => {
      left -= 1
      if (left < 0) throw new Error('killed')
    }
    const mortal = {
      ...vault,
      write: async (id: string, value: JsonObject) => {
        live()
        await vault.write(id, value)
      },
      delete: async (id: string) => {
        live()
        await vault.delete(id)
      },
    }
    scene = await openScene(mortal)
    await receive({ copies: 3 }).catch(() => undefined)
    const { wallet } = await openScene(vault)
    const whole = changes === 0 ? 0 : 3
    expect(await wallet.list()).toHaveLength(whole)
    expect(await vault.list()).toHaveLength(whole)
  })

  it('opens no vault with a record of what was to be kept that is broken', async () => {
    const vault = createMemoryVault()
    await vault.write('pending.a', { recordVersion: 1, records: { 'history.a': {} } })
    await expect(openScene(vault)).rejects.toMatchObject({ code: 'vault_malformed' })
  })

  it('takes text as an offer only when it is one, and copies only as a whole number', async () => {
    await expectRefused(receive({}, 'https://issuer.example/'), 'credential_offer_malformed')
    await expect(receive({ copies: 0 })).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    await expect(receive({ copies: 1.5 })).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
  })
})

describe('the transaction code', () => {
  it('is sent when the offer asks for it', async () => {
    const offer = scene.issuer.offer({ txCode: true })
    expect(await receive({ txCode: '493536' }, offer)).toHaveLength(1)
  })

  it('E6: is needed when the offer asks for it, and nothing is sent without it', async () => {
    await expectRefused(receive({}, scene.issuer.offer({ txCode: true })), 'tx_code_required')
    await expectRefused(receive({ txCode: '' }, scene.issuer.offer({ txCode: true })), 'tx_code_required')
    expect(scene.network.calls.some(({ method }) => method === 'POST')).toBe(false)
  })

  it('E6: never goes to an issuer that no list knows, unless that was accepted', async () => {
    const offer = scene.issuer.offer({ txCode: true })
    await expectRefused(scene.wallet.receive(offer, { txCode: '493536' }), 'issuer_untrusted')
    expect(scene.network.calls.some(({ body }) => body.includes('493536'))).toBe(false)
    expect(await scene.wallet.receive(offer, { txCode: '493536', acceptUntrustedIssuer: true })).toHaveLength(
      1,
    )
  })

  it('is not sent to an issuer that did not ask for it', async () => {
    await expectRefused(receive({ txCode: '493536' }), 'tx_code_unexpected')
    expect(scene.network.calls.some(({ body }) => body.includes('493536'))).toBe(false)
  })

  it('is said to be wrong when the issuer does not accept it', async () => {
    const attempt = receive({ txCode: '000000' }, scene.issuer.offer({ txCode: true }))
    await expect(attempt).rejects.toMatchObject({ code: 'tx_code_wrong', protocolError: 'invalid_grant' })
  })

  it('is not blamed for another refusal, nor where none was sent', async () => {
    const refuse = (error: 'invalid_grant' | 'invalid_client') => {
      scene.issuer.script.token = () => ({ status: 400, json: { error } })
    }
    refuse('invalid_client')
    const other = receive({ txCode: '493536' }, scene.issuer.offer({ txCode: true }))
    await expect(other).rejects.toMatchObject({ code: 'issuer_refused', protocolError: 'invalid_client' })
    refuse('invalid_grant')
    await expect(receive()).rejects.toMatchObject({ code: 'issuer_refused', protocolError: 'invalid_grant' })
  })
})

describe('an issuer whose keys no list pins', () => {
  const unpinned = () => ({
    ...scene.issuer.trust,
    issuers: scene.issuer.trust.issuers.map(({ jwks: _jwks, ...entry }) => entry),
  })

  it('is refused by a wallet that is not told how to find them', async () => {
    await expectRefused(receive({ trust: unpinned() }), 'issuer_key_not_pinned')
  })

  it('is taken by one that is', async () => {
    const { network, vault } = scene
    const now = () => scene.now
    const { fetch } = network
    const resolveIssuerKey = createIssuerKeyResolver({ resolveDid: createDidResolver({ fetch, now }), fetch })
    const wallet = await openWallet({ vault, fetch, now, resolveIssuerKey })
    const [credential] = await wallet.receive(scene.issuer.offer(), { trust: unpinned() })
    expect(credential).toMatchObject({ issuer: scene.issuer.iss, issuerTrusted: true })
  })
})

describe('an issuer that no list knows', () => {
  it('is refused by default, and taken when accepted, marked as what it is', async () => {
    await expectRefused(scene.wallet.receive(scene.issuer.offer()), 'issuer_untrusted')
    const [credential] = await scene.wallet.receive(scene.issuer.offer(), { acceptUntrustedIssuer: true })
    expect(credential).toMatchObject({ issuer: scene.issuer.iss, issuerTrusted: false })
  })

  it('is taken when accepted although there is a list', async () => {
    const stranger = await openIssuer(scene.network, () => scene.now, 'https://stranger.example')
    await expectRefused(receive({}, stranger.offer()), 'issuer_untrusted')
    const [credential] = await receive({ acceptUntrustedIssuer: true }, stranger.offer())
    expect(credential).toMatchObject({ issuer: stranger.iss, issuerTrusted: false })
  })

  it('has to sign with the key of its own did:jwk', async () => {
    const impostor = await createLocalSigner(await generatePrivateJwk(), { keyId: scene.issuer.signer.keyId })
    deliver({ signer: impostor })
    const attempt = scene.wallet.receive(scene.issuer.offer(), { acceptUntrustedIssuer: true })
    await expectRefused(attempt, 'jws_signature_invalid')
  })

  it('has to have a did:jwk', async () => {
    const signer = await createLocalSigner(await generatePrivateJwk(), { keyId: 'https://issuer.example#0' })
    deliver({ signer })
    const attempt = scene.wallet.receive(scene.issuer.offer(), { acceptUntrustedIssuer: true })
    await expectRefused(attempt, 'issuer_untrusted')
  })

  it('E6: is not trusted for claiming the types of a trusted one', async () => {
    const attacker = await openIssuer(scene.network, () => scene.now, 'https://attacker.example')
    attacker.script.metadata = (metadata) => {
      const known = metadata.credential_configurations_supported as JsonObject
      const stolen = { ...(known['ktp_dc+sd-jwt'] as JsonObject), vct: 'https://issuer.example/vct/ktp/1' }
      return { ...metadata, credential_configurations_supported: { ...known, 'ktp_dc+sd-jwt': stolen } }
    }
    const offer = attacker.offer({ configurationIds: ['ktp_dc+sd-jwt'] })
    const reviewed = await scene.wallet.resolveOffer(offer, { trust: scene.issuer.trust })
    expect(reviewed).toMatchObject({ issuerTrusted: false, issuerHost: 'attacker.example' })
    await expectRefused(receive({}, offer), 'issuer_untrusted')
  })
})

describe('E21: a hostile issuer', () => {
  it('cannot deliver a credential with alg none', async () => {
    scene.issuer.script.credentials = async ({ keys, issue }) => {
      const [, payload = '', ...rest] = (await issue(keys[0])).split('.')
      const header = encodeBase64Url(encodeUtf8('{"alg":"none","typ":"vc+sd-jwt"}'))
      return [[header, payload, rest.join('.').replace(/^[^~]*/, '')].join('.')]
    }
    await expectRefused(receive(), 'jws_algorithm_unexpected')
  })

  it.each(['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt', 'ktp-proof_jwt_vc_json'])(
    'cannot bind a %s credential to another key',
    async (id) => {
      const { publicJwk } = await createLocalSigner(await generatePrivateJwk())
      scene.issuer.script.credentials = async ({ issue }) => [await issue(publicJwk)]
      const attempt = receive({}, scene.issuer.offer({ configurationIds: [id] }))
      await expectRefused(attempt, 'credential_holder_mismatch')
    },
  )

  it('cannot bind two copies to one key', async () => {
    scene.issuer.script.credentials = ({ keys, issue }) => Promise.all(keys.map(() => issue(keys[0])))
    await expectRefused(receive({ copies: 2 }), 'credential_holder_mismatch')
  })

  it('cannot leave the credential unbound', async () => {
    deliver({ payload: ({ cnf: _, ...payload }) => payload })
    await expectRefused(receive(), 'holder_key_missing')
  })

  it('cannot deliver another type, in either format', async () => {
    deliver({ typeId: 'ktp-proof' })
    await expectRefused(receive(), 'credential_type_unexpected')
    const offer = scene.issuer.offer({ configurationIds: ['ktp_dc+sd-jwt'] })
    await expectRefused(receive({}, offer), 'credential_type_unexpected')
  })

  it('cannot deliver another format', async () => {
    deliver({ formatId: 'dc+sd-jwt' })
    await expectRefused(receive(), 'credential_malformed')
  })

  it('cannot deliver an expired credential', async () => {
    deliver({ payload: replaceInPayload({ exp: Date.parse('2026-11-23T00:00:00Z') / 1000 }) })
    await expectRefused(
      receive({}, scene.issuer.offer({ configurationIds: ['ktp_dc+sd-jwt'] })),
      'credential_expired',
    )
  })

  it('cannot deliver a credential that is not valid yet', async () => {
    deliver({ payload: replaceInPayload({ nbf: Date.parse('2026-12-23T00:00:00Z') / 1000 }) })
    const offer = scene.issuer.offer({ configurationIds: ['ktp_dc+sd-jwt'] })
    await expectRefused(receive({}, offer), 'credential_not_yet_valid')
  })

  it('cannot sign as an issuer that is not in the list', async () => {
    deliver({ signer: await didJwkSigner(await generatePrivateJwk()) })
    await expectRefused(receive({ acceptUntrustedIssuer: true }), 'issuer_untrusted')
  })

  it('cannot sign with another key than the pinned one', async () => {
    deliver({
      signer: await createLocalSigner(await generatePrivateJwk(), { keyId: scene.issuer.signer.keyId }),
    })
    await expectRefused(receive(), 'jws_signature_invalid')
  })

  it('B17: cannot deliver an SD-JWT that has a key binding', async () => {
    scene.issuer.script.credentials = async ({ keys, issue }) => [
      `${await issue(keys[0])}eyJhIjoxfQ.eyJhIjoxfQ.AAAA`,
    ]
    await expectRefused(receive(), 'key_binding_unexpected')
  })

  it('B17: cannot add or change a disclosure', async () => {
    const added = encodeBase64Url(encodeUtf8('["c2FsdHNhbHRzYWx0c2FsdA","name","SITI MARKED"]'))
    scene.issuer.script.credentials = async ({ keys, issue }) => [`${await issue(keys[0])}${added}~`]
    await expectRefused(receive(), 'sd_jwt_disclosure_unreferenced')
  })

  it('cannot deliver more credentials than there were proofs', async () => {
    scene.issuer.script.credentials = ({ keys, issue }) => Promise.all([issue(keys[0]), issue(keys[0])])
    await expectRefused(receive(), 'credential_response_malformed')
  })

  it('may deliver fewer', async () => {
    scene.issuer.script.credentials = async ({ keys, issue }) => [await issue(keys[1])]
    expect(await receive({ copies: 2 })).toHaveLength(1)
  })

  it('spoils nothing that came before: one bad credential of an offer keeps all of it out', async () => {
    scene.issuer.script.credentials = ({ configurationId, keys, issue }) =>
      Promise.all(
        keys.map((key) => issue(key, configurationId === 'ktp_dc+sd-jwt' ? { typeId: 'ktp-proof' } : {})),
      )
    const offer = scene.issuer.offer({ configurationIds: ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt'] })
    await expectRefused(receive({}, offer), 'credential_type_unexpected')
  })

  it('cannot deliver what is no credential', async () => {
    scene.issuer.script.credentials = async () => ['YULIANA CONTOH']
    await expectRefused(receive(), 'sd_jwt_malformed')
  })

  it('has to give nonces, and to take key proofs that the wallet can make', async () => {
    scene.issuer.script.metadata = ({ nonce_endpoint: _, ...metadata }) => metadata
    await expectRefused(receive(), 'nonce_endpoint_missing')
    scene.issuer.script.metadata = (metadata) =>
      JSON.parse(
        JSON.stringify(metadata).replaceAll(
          '"proof_signing_alg_values_supported":["ES256",',
          '"proof_signing_alg_values_supported":["ES512",',
        ),
      )
    await expectRefused(receive(), 'credential_format_unsupported')
  })

  it('cannot require an encryption that is not there', async () => {
    // E22: what the wallet cannot encrypt, it does not ask for in the clear.
    scene.issuer.script.metadata = (metadata) => ({
      ...metadata,
      credential_response_encryption: {
        alg_values_supported: ['ECDH-ES'],
        enc_values_supported: ['A128GCM'],
        encryption_required: true,
      },
    })
    await expectRefused(receive(), 'credential_encryption_unsupported')
  })
})
