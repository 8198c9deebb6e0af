import type { ClaimPath, CredentialFormat, Signer } from '@lontar/credentials'
import { createLocalSigner, decodeBase64Url, decodeUtf8, generatePrivateJwk } from '@lontar/credentials/jose'
import { claimPath, findFormat, claims as register } from '@lontar/documents/credential-types'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { checkPresentation } from './check-presentation.ts'
import { credentialQuery, query } from './fixtures/queries.ts'
import { openScene, type Scene } from './fixtures/scene.ts'
import { hotelAsk } from './fixtures/scripted-verifier.ts'
import type { PlannedPresentation } from './presentation-options.ts'
import { listStoredCredentials } from './stored-credential.ts'

const formats = ['vc+sd-jwt', 'dc+sd-jwt'] as const
let scene: Scene

beforeAll(async () => {
  scene = await openScene()
  const offer = scene.issuer.offer({ configurationIds: formats.map((format) => `ktp_${format}`) })
  await scene.wallet.receive(offer, scene.issuer)
})

async function plan(
  formatId: (typeof formats)[number],
  names: readonly string[],
): Promise<{
  format: CredentialFormat
  planned: PlannedPresentation
  signer: Signer
}> {
  const { vault } = scene
  const context = { vault } as Parameters<typeof listStoredCredentials>[0]
  const stored = (await listStoredCredentials(context)).find((credential) => credential.format === formatId)
  const format = findFormat(formatId)
  if (stored === undefined || format === undefined) throw new TypeError('not held')
  const disclose = names.map((name) => claimPath('KtpCredential', name, formatId))
  return {
    format,
    planned: { queryId: 'q', stored, credential: await format.parse(stored.text), disclose },
    signer: await createLocalSigner(stored.privateJwk),
  }
}

describe('checkPresentation', () => {
  it.each(formats)(
    'B18: lets out of %s what was planned, nothing more and nothing less',
    async (formatId) => {
      const { format, planned, signer } = await plan(formatId, ['name', 'nationalities'])
      const present = (disclose: readonly ClaimPath[]): Promise<string> =>
        format.present({
          credential: planned.stored.text,
          disclose,
          signer,
          audience: 'verifier',
          nonce: 'nonce',
          now: scene.now,
        })
      await checkPresentation(await present(planned.disclose), { format, planned })
      const birthdate = claimPath('KtpCredential', 'birthdate', formatId)
      for (const disclose of [[...planned.disclose, birthdate], planned.disclose.slice(1), [birthdate], []]) {
        await expect(checkPresentation(await present(disclose), { format, planned })).rejects.toMatchObject({
          code: 'wallet_would_overdisclose',
        })
      }
    },
  )

  it('B18: lets nothing out that shows what nobody asked for', async () => {
    const { format, planned } = await plan('vc+sd-jwt', ['name'])
    const jwt = planned.stored.text
    const everything = { ...planned, credential: { ...planned.credential, disclosable: [] } }
    await expect(checkPresentation(jwt, { format, planned: everything })).rejects.toMatchObject({
      code: 'wallet_would_overdisclose',
    })
  })

  it('B18: does not take another value for the same claim', async () => {
    const { format, planned } = await plan('vc+sd-jwt', ['name'])
    const claims = { ...planned.credential.claims, credentialSubject: { name: 'SOMEBODY ELSE' } }
    const forged = { ...planned, credential: { ...planned.credential, claims, disclosable: [] } }
    const key = await createLocalSigner(planned.stored.privateJwk)
    const presentation = await format.present({
      credential: planned.stored.text,
      disclose: planned.disclose,
      signer: key,
      audience: 'verifier',
      nonce: 'nonce',
      now: scene.now,
    })
    await expect(checkPresentation(presentation, { format, planned: forged })).rejects.toMatchObject({
      code: 'wallet_would_overdisclose',
    })
  })
})

describe('any request', () => {
  const issued = [
    'name',
    'birthdate',
    'place_of_birth.locality',
    'sex',
    'nationalities',
    'citizenship_status',
  ].concat(
    ['address.region', 'address.locality', 'address.district', 'address.village', 'address.country'],
    ['residence_province_code', 'residence_regency_code', 'nik_last4', 'document_validity'],
    ['age_equal_or_over.17', 'age_equal_or_over.18', 'age_equal_or_over.21', 'age_equal_or_over.60'],
    ['personal_administrative_number', 'verification'],
  )

  it.each(formats)('B18: gets exactly the disclosures that it asks for, from %s', async (format) => {
    expect(issued.every((name) => register.some((claim) => claim.name === name))).toBe(true)
    const trust = {
      ...scene.issuer.trust,
      verifiers: [{ clientId: scene.verifier.clientId, asks: [hotelAsk.service] }],
    }
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(issued, { minLength: 1 }), async (names) => {
        const link = await scene.verifier.request(query(credentialQuery(format, names)))
        const review = await scene.wallet.review(link, { trust })
        expect(review.disclosed).toEqual(names)
        await scene.wallet.respond(review, { consent: true })
        const [presentation = ''] = scene.verifier.responses.at(-1)?.vpToken?.q ?? []
        const disclosed = presentation
          .split('~')
          .slice(1, -1)
          .map((text) => JSON.parse(decodeUtf8(decodeBase64Url(text)))[1] as string)
        const asked = names.map((name) => String(claimPath('KtpCredential', name, format).at(-1)))
        expect(disclosed.sort()).toEqual(asked.sort())
      }),
      { numRuns: 150, seed: 20_261_124 },
    )
  })

  it('gets nothing signed by another key than the one of the credential', async () => {
    const { format, planned } = await plan('vc+sd-jwt', ['name'])
    const signer = await createLocalSigner(await generatePrivateJwk())
    const attempt = format.present({
      credential: planned.stored.text,
      disclose: planned.disclose,
      signer,
      audience: 'verifier',
      nonce: 'nonce',
      now: scene.now,
    })
    await expect(attempt).rejects.toMatchObject({ code: 'credential_holder_mismatch' })
  })
})
