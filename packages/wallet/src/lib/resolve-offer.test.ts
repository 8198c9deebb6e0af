import { NetworkError } from '@lontar/credentials/errors'
import { parseTrustList } from '@lontar/credentials/trust'
import { createCredentialOffer, createCredentialOfferUri } from '@lontar/openid4vc/openid4vci'
import { beforeEach, describe, expect, it } from 'vitest'
import { openScene, type Scene } from './fixtures/scene.ts'

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})

describe('resolveOffer', () => {
  it('shows who offers what, before a code is typed or anything is asked for', async () => {
    const offer = scene.issuer.offer({
      configurationIds: ['ktp_vc+sd-jwt', 'ktp-proof_jwt_vc_json'],
      txCode: true,
    })
    const { trust } = scene.issuer
    expect(await scene.wallet.resolveOffer(offer, { trust })).toMatchObject({
      issuer: 'https://issuer.example',
      issuerHost: 'issuer.example',
      issuerTrusted: true,
      types: ['https://issuer.example/vct/ktp/1', 'https://issuer.example/vct/ktp-proof/1'],
      configurationIds: ['ktp_vc+sd-jwt', 'ktp-proof_jwt_vc_json'],
      txCodeRequired: true,
      txCode: { length: 6, numeric: true },
    })
    expect(scene.network.calls.every(({ method }) => method === 'GET')).toBe(true)
  })

  it('H12, H13: shows the issuer’s texts without their tricks', async () => {
    const reviewed = await scene.wallet.resolveOffer(scene.issuer.offer({ txCode: true }))
    expect(reviewed.issuerName).toBe('Dinas \\u{202e}Contoh')
    expect(reviewed.txCode?.description).toBe('Kode SMS')
  })

  it('asks a source of trust each time, and goes nowhere while it has no list', async () => {
    const { trust } = scene.issuer
    const reviewed = await scene.wallet.resolveOffer(scene.issuer.offer(), { trust: async () => trust })
    expect(reviewed.issuerTrusted).toBe(true)
    const away = () => Promise.reject(new NetworkError('trust_list_unreachable', 'Nobody answers.'))
    for (const attempt of [
      scene.wallet.resolveOffer(scene.issuer.offer(), { trust: away }),
      scene.wallet.receive(scene.issuer.offer(), { trust: away, acceptUntrustedIssuer: true }),
      scene.wallet.receive(reviewed, { trust: away }),
    ]) {
      await expect(attempt).rejects.toMatchObject({ code: 'trust_list_unreachable' })
    }
  })

  it('trusts nobody without a list', async () => {
    expect(await scene.wallet.resolveOffer(scene.issuer.offer())).toMatchObject({ issuerTrusted: false })
  })

  it('trusts an issuer for the types of its entry alone', async () => {
    const [entry] = scene.issuer.trust.issuers
    const trust = {
      ...scene.issuer.trust,
      issuers: [{ ...entry, types: ['https://issuer.example/vct/ktp-proof/1'] }],
    }
    const offer = scene.issuer.offer({ configurationIds: ['ktp_vc+sd-jwt', 'ktp-proof_vc+sd-jwt'] })
    const reviewed = await scene.wallet.resolveOffer(offer, { trust: parseTrustList(trust) })
    expect(reviewed.issuerTrusted).toBe(false)
    expect(reviewed.configurations.map(({ issuerTrusted }) => issuerTrusted)).toEqual([false, true])
    const options = { trust: parseTrustList(trust) }
    await expect(scene.wallet.receive(reviewed, options)).rejects.toMatchObject({ code: 'issuer_untrusted' })
    const taken = { ...options, configurationIds: ['ktp-proof_vc+sd-jwt'] }
    expect(await scene.wallet.receive(reviewed, taken)).toHaveLength(1)
  })

  it('lets receive go on from the review, with its list, and without fetching anything again', async () => {
    const reviewed = await scene.wallet.resolveOffer(scene.issuer.offer({ byReference: true }), scene.issuer)
    const before = scene.network.calls.length
    expect(await scene.wallet.receive(reviewed)).toHaveLength(1)
    expect(scene.network.calls.slice(before).map(({ url }) => new URL(url).pathname)).toEqual([
      '/token',
      '/nonce',
      '/credential',
    ])
  })

  it('takes no review that was copied, edited or made by hand', async () => {
    const reviewed = await scene.wallet.resolveOffer(scene.issuer.offer(), scene.issuer)
    const forged = { ...reviewed, issuerTrusted: true }
    await expect(scene.wallet.receive(forged)).rejects.toMatchObject({ code: 'ERR_INVALID_ARG_VALUE' })
    expect(() => Object.assign(reviewed, { txCodeRequired: true })).toThrow(TypeError)
    expect(() => Object.assign(reviewed.configurations[0] ?? {}, { id: 'x' })).toThrow(TypeError)
  })

  it('E19: refuses metadata of another issuer, and a token endpoint of another server', async () => {
    scene.issuer.script.metadata = (metadata) => ({ ...metadata, credential_issuer: 'https://other.example' })
    await expect(scene.wallet.resolveOffer(scene.issuer.offer())).rejects.toMatchObject({
      code: 'issuer_metadata_mismatch',
    })
    scene.issuer.script.metadata = (metadata) => metadata
    scene.issuer.script.serverMetadata = (metadata) => ({ ...metadata, issuer: 'https://attacker.example' })
    await expect(scene.wallet.resolveOffer(scene.issuer.offer())).rejects.toMatchObject({
      code: 'issuer_metadata_mismatch',
    })
  })

  it('E19: refuses an authorization server that the issuer does not list', async () => {
    const offer = createCredentialOffer({
      credentialIssuer: scene.issuer.url,
      configurationIds: ['ktp_vc+sd-jwt'],
      preAuthorizedCode: 'code',
    })
    const grantType = 'urn:ietf:params:oauth:grant-type:pre-authorized_code'
    const grants = {
      [grantType]: { 'pre-authorized_code': 'code', authorization_server: 'https://attacker.example' },
    }
    const { authorization_server } = grants[grantType]
    const either = {
      [grantType]: { 'pre-authorized_code': 'code' },
      authorization_code: { authorization_server },
    }
    for (const offered of [grants, either]) {
      const text = createCredentialOfferUri({ offer: { ...offer, grants: offered } })
      const resolving = scene.wallet.resolveOffer(text)
      await expect(resolving).rejects.toMatchObject({ code: 'issuer_metadata_mismatch' })
    }
    expect(scene.network.calls.some(({ url }) => url.includes('attacker'))).toBe(false)
  })

  it('refuses a configuration that the issuer does not have, also one of Object.prototype', async () => {
    for (const id of ['visitor_dc+sd-jwt', 'constructor', '__proto__']) {
      await expect(
        scene.wallet.resolveOffer(scene.issuer.offer({ configurationIds: [id] })),
        id,
      ).rejects.toMatchObject({ code: 'credential_configuration_unknown' })
    }
  })

  it('says so when it cannot hold what is offered, and refuses to take it', async () => {
    scene.issuer.script.metadata = (metadata) => ({
      ...metadata,
      credential_configurations_supported: { mdoc: { format: 'mso_mdoc', doctype: 'org.iso.18013.5.1.mDL' } },
    })
    const reviewed = await scene.wallet.resolveOffer(scene.issuer.offer({ configurationIds: ['mdoc'] }))
    expect(reviewed.configurations).toEqual([
      { id: 'mdoc', format: 'mso_mdoc', type: null, supported: false, issuerTrusted: false },
    ])
    await expect(scene.wallet.receive(reviewed, { acceptUntrustedIssuer: true })).rejects.toMatchObject({
      code: 'credential_format_unsupported',
    })
  })

  it('refuses to take a configuration that the offer does not hold, none, or one twice', async () => {
    const reviewed = await scene.wallet.resolveOffer(scene.issuer.offer(), scene.issuer)
    for (const configurationIds of [['ktp_dc+sd-jwt'], [], ['ktp_vc+sd-jwt', 'ktp_vc+sd-jwt']]) {
      await expect(scene.wallet.receive(reviewed, { configurationIds })).rejects.toMatchObject({
        code: 'credential_configuration_unknown',
      })
    }
  })

  it('E20: reaches no network before it is called', () => {
    expect(scene.network.calls).toEqual([])
  })
})
