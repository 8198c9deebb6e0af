import type { TrustList } from '@lontar/credentials'
import { createDidResolver } from '@lontar/credentials/did'
import { createIssuerKeyResolver } from '@lontar/credentials/issuer-key'
import { createStatusChecker } from '@lontar/credentials/status'
import { describe, expect, it } from 'vitest'
import { firstCode, openScene, type Scene } from '../fixtures/scene.ts'
import { type VerifyPresentationInput, verifyPresentation } from './verify-presentation.ts'

function inputOf(scene: Scene, text: string): VerifyPresentationInput {
  const trust = { issuers: [scene.issuer.trusted], roots: [], verifiers: [] }
  return {
    text,
    trust,
    expectedTypes: scene.issuer.trusted.types,
    expectedKeyBinding: 'none',
    checkStatus: createStatusChecker({ fetch: scene.issuer.fetch, now: () => scene.now }),
    now: scene.now,
  }
}

describe('verifyPresentation', () => {
  it.each(['vc+sd-jwt', 'dc+sd-jwt'] as const)('finds the format %s by itself', async (formatId) => {
    const scene = await openScene()
    const verdict = await verifyPresentation(inputOf(scene, await scene.credential({ formatId })))
    expect(verdict.ok && verdict.value.format).toBe(formatId)
  })

  it('refuses a presentation where a credential at rest is due, and the other way round', async () => {
    const scene = await openScene()
    const credential = await scene.credential()
    const { object } = await scene.request()
    const form = new URLSearchParams(
      await scene.holder.present(object, credential, scene.now, { inClear: true }),
    )
    const [presentation = ''] = Object.values(
      JSON.parse(form.get('vp_token') ?? '') as Record<string, string[]>,
    ).flat()
    const expectedKeyBinding = { expectedNonce: object.nonce, expectedAudience: object.clientId }
    const codeOf = async (text: string, input: Partial<VerifyPresentationInput> = {}) =>
      (await verifyPresentation({ ...inputOf(scene, text), ...input })).checks.find(
        ({ state }) => state === 'failed',
      )?.code
    expect(await codeOf(presentation)).toBe('key_binding_unexpected')
    expect(await codeOf(presentation, { expectedKeyBinding })).toBeUndefined()
    expect(await codeOf(credential, { expectedKeyBinding })).toBe('key_binding_missing')
  })

  it.each(['', 'x', '~', 'a.b.c', '{}', 'eyJhbGciOiJub25lIn0.e30.'])(
    'gives a verdict and no throw for %j',
    async (text) => {
      const scene = await openScene()
      const verdict = await verifyPresentation(inputOf(scene, text))
      expect(verdict.ok).toBe(false)
      expect(verdict.checks[0]).toMatchObject({ id: 'format', state: 'failed' })
    },
  )

  it('cites the protocol of the answer only where there was a request', async () => {
    const input = inputOf(await openScene(), 'x')
    const specOf = async (changes: Partial<VerifyPresentationInput>) =>
      (await verifyPresentation({ ...input, ...changes })).checks[0]?.spec
    const expectedKeyBinding = { expectedNonce: 'n', expectedAudience: 'a' }
    expect(await specOf({})).toMatch(/^RFC 7515 /)
    expect(await specOf({ expectedKeyBinding })).toMatch(/^OpenID4VP /)
  })

  it('finds the key of an issuer that the trust list does not pin only where it is told how', async () => {
    const scene = await openScene()
    const { fetch, trusted } = scene.issuer
    const { jwks: _jwks, ...unpinned } = trusted
    const input = inputOf(scene, await scene.credential())
    const trust = { ...input.trust, issuers: [unpinned] }
    const now = () => scene.now
    const resolveDid = createDidResolver({ fetch, now })
    const resolveIssuerKey = createIssuerKeyResolver({ resolveDid, fetch })
    const checkStatus = createStatusChecker({ fetch, now, resolveIssuerKey })
    const found = await verifyPresentation({ ...input, trust, resolveIssuerKey, checkStatus })
    expect(found.ok).toBe(true)
    const signature = async (changes: Partial<VerifyPresentationInput>) =>
      (await verifyPresentation({ ...input, trust, ...changes })).checks.find(({ id }) => id === 'signature')
    expect(await signature({})).toMatchObject({ state: 'failed', code: 'issuer_key_not_pinned' })
    const strangers = { ...input.trust, issuers: [{ ...unpinned, issuer: 'https://other.example' }] }
    expect(await signature({ trust: strangers, resolveIssuerKey })).toMatchObject({ state: 'unknown' })
  })

  it.each([true, false])(
    'a verifier that is told how (%s) does the same for a presentation',
    async (isTold) => {
      let trust: TrustList = { issuers: [], roots: [], verifiers: [] }
      let now = new Date(0)
      const nobody = () => Promise.reject(new TypeError('nothing is fetched for a did:jwk'))
      const resolveDid = createDidResolver({ fetch: nobody, now: () => now })
      const resolveIssuerKey = createIssuerKeyResolver({ resolveDid, fetch: nobody })
      const scene = await openScene({ trust: async () => trust, ...(isTold && { resolveIssuerKey }) })
      now = scene.now
      const { jwks: _jwks, ...unpinned } = scene.issuer.trusted
      trust = { ...trust, issuers: [unpinned] }
      const result = await scene.exchange()
      expect(firstCode(result)).toBe(isTold ? undefined : 'issuer_key_not_pinned')
    },
  )

  it('refuses a format that is not among those that would do', async () => {
    const scene = await openScene()
    const verdict = await verifyPresentation({ ...inputOf(scene, await scene.credential()), formats: [] })
    expect(verdict.checks[0]?.code).toBe('credential_format_unsupported')
  })

  it('is what the verifier itself offers, under its own trust', async () => {
    const scene = await openScene()
    const text = await scene.credential()
    expect((await scene.verifier.verify({ text, expectedKeyBinding: 'none' })).ok).toBe(true)
    scene.issuer.statuses[7] = 1
    const other = await openScene({ fetch: scene.issuer.fetch })
    expect((await other.verifier.verify({ text, expectedKeyBinding: 'none' })).ok).toBe(false)
  })
})
