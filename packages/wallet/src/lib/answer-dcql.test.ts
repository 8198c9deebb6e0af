import { readAuthorityKeyIdentifiers } from '@lontar/credentials/x509'
import { beforeEach, describe, expect, it } from 'vitest'
import { authorityKeyIdentifier, certificate } from './fixtures/certificate.ts'
import { credentialQuery, query } from './fixtures/queries.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import { openWallet } from './open-wallet.ts'

const hotel = ['name', 'age_equal_or_over.18']

let scene: Scene
beforeEach(async () => {
  scene = await openScene()
})

const hold = (id = 'ktp_dc+sd-jwt') =>
  scene.wallet.receive(scene.issuer.offer({ configurationIds: [id] }), { trust: scene.issuer.trust })

const asked = (more: object = {}) => query({ ...credentialQuery('dc+sd-jwt', hotel), ...more })

describe('a query that takes several credentials', () => {
  beforeEach(async () => {
    await hold()
    await hold()
  })

  it('is offered one alone first, and all together after', async () => {
    const review = await scene.wallet.review(await scene.verifier.request(asked({ multiple: true })))
    const held = (await scene.wallet.list()).map(({ id }) => id)
    expect(review.options.map(({ credentials }) => credentials.map((each) => each.credentialId))).toEqual([
      [held[0]],
      [held[1]],
      held,
    ])
    expect(review.options[2]?.disclosed).toEqual(hotel)
  })

  it('gets under its id exactly the presentations that the holder chose', async () => {
    const review = await scene.wallet.review(await scene.verifier.request(asked({ multiple: true })))
    await scene.wallet.respond(review, { consent: true, option: 2 })
    const { vpToken = {} } = scene.verifier.responses[0] ?? {}
    expect(Object.keys(vpToken)).toEqual(['q'])
    expect(new Set(vpToken.q).size).toBe(2)
    expect((await scene.wallet.list()).map(({ presentedCount }) => presentedCount)).toEqual([1, 1])
  })

  it('is none by default: two credentials are two ways', async () => {
    const review = await scene.wallet.review(await scene.verifier.request(asked()))
    expect(review.options.map(({ credentials }) => credentials.length)).toEqual([1, 1])
  })
})

describe('several queries in one request', () => {
  it('are answered together, each under its own id', async () => {
    await hold('ktp_vc+sd-jwt')
    await hold('ktp_dc+sd-jwt')
    const both = query(
      { ...credentialQuery('vc+sd-jwt', ['name']), id: 'one' },
      { ...credentialQuery('dc+sd-jwt', ['age_equal_or_over.18']), id: 'two' },
    )
    const review = await scene.wallet.review(await scene.verifier.request(both))
    await scene.wallet.respond(review, { consent: true })
    expect(Object.keys(scene.verifier.responses[0]?.vpToken ?? {})).toEqual(['one', 'two'])
  })

  it('leave no entry for an optional set that is not met', async () => {
    await hold()
    const sets = {
      credentials: [
        { ...credentialQuery('dc+sd-jwt', hotel), id: 'have' },
        { ...credentialQuery('vc+sd-jwt', hotel), id: 'lack' },
      ],
      credential_sets: [{ options: [['have']] }, { options: [['lack']], required: false }],
    }
    const review = await scene.wallet.review(await scene.verifier.request(sets))
    await scene.wallet.respond(review, { consent: true })
    expect(Object.keys(scene.verifier.responses[0]?.vpToken ?? {})).toEqual(['have'])
  })

  it('are not answered at all when a required one cannot be', async () => {
    await hold()
    const both = query(
      { ...credentialQuery('dc+sd-jwt', hotel), id: 'have' },
      { ...credentialQuery('vc+sd-jwt', hotel), id: 'lack' },
    )
    const review = await scene.wallet.review(await scene.verifier.request(both))
    expect(review).toMatchObject({ options: [], blocked: 'wallet_no_matching_credential' })
    await expect(scene.wallet.respond(review, { consent: true })).rejects.toMatchObject({
      code: 'wallet_no_matching_credential',
    })
    expect(scene.verifier.responses).toEqual([])
  })
})

describe('a query that waives holder binding', () => {
  const waived = asked({ require_cryptographic_holder_binding: false })

  it('is answered with a bound presentation all the same', async () => {
    await hold()
    const review = await scene.wallet.review(await scene.verifier.request(waived))
    await scene.wallet.respond(review, { consent: true })
    const keyBinding = scene.verifier.responses[0]?.vpToken?.q?.[0]?.split('~').at(-1)
    expect(keyBinding).toMatch(/^eyJ/)
  })

  it('is refused without a state, by which alone its answer could be told from a replay', async () => {
    await hold()
    const stateless = { payload: ({ state: _, ...payload }: object & { state?: unknown }) => payload }
    await expect(scene.wallet.review(await scene.verifier.request(waived, stateless))).rejects.toMatchObject({
      code: 'authorization_request_malformed',
    })
    expect((await scene.wallet.review(await scene.verifier.request(asked(), stateless))).blocked).toBeNull()
  })
})

describe('a query for trusted authorities', () => {
  const aki = (value: string) => asked({ trusted_authorities: [{ type: 'aki', values: [value] }] })
  const review = async (value: string, options = { readAuthorityKeyIdentifiers }) => {
    const { vault, network, now } = scene
    const wallet = await openWallet({ vault, fetch: network.fetch, now: () => now, ...options })
    return wallet.review(await scene.verifier.request(aki(value)))
  }

  it('finds the credential whose issuer has a certificate of the authority', async () => {
    await hold()
    scene.issuer.script.credentials = ({ keys, issue }) => {
      const signer = { ...scene.issuer.signer, x5c: [certificate] }
      return Promise.all(keys.map((key) => issue(key, { signer })))
    }
    const [certified] = await hold()
    const { options } = await review(authorityKeyIdentifier)
    expect(options.map(({ credentials }) => credentials.map((each) => each.credentialId))).toEqual([
      [certified?.id],
    ])
    expect(await review('another')).toMatchObject({ blocked: 'wallet_no_matching_credential' })
    const blind = {} as { readAuthorityKeyIdentifiers: typeof readAuthorityKeyIdentifiers }
    expect(await review(authorityKeyIdentifier, blind)).toMatchObject({
      blocked: 'wallet_no_matching_credential',
    })
  })
})
