import { type JsonObject, unknown } from '@lontar/credentials'
import { parseJws } from '@lontar/credentials/jose'
import { CredentialProviderJWT } from '@veramo/credential-jwt'
import { describe, expect, test } from 'vitest'
import { createProviderWorld, type ProviderWorld, revoked } from './provider-world.test-support.ts'

const formats = ['vc+sd-jwt', 'dc+sd-jwt', 'vc+jwt'] as const
const binding = { challenge: 'nonce-1', domain: 'x509_san_dns:hotel.example' }

type Format = (typeof formats)[number]

async function issue({ agent, issuer, payload }: ProviderWorld, proofFormat: Format) {
  const { payload: credential, disclosable } = payload(proofFormat)
  return agent.createVerifiableCredential({
    credential: { ...credential, issuer },
    proofFormat,
    disclosable: proofFormat === 'vc+jwt' ? [] : disclosable,
  })
}

async function present(world: ProviderWorld, proofFormat: Format) {
  const credential = await issue(world, proofFormat)
  return world.agent.createVerifiablePresentation({
    presentation: { holder: world.holder, verifiableCredential: [credential] },
    proofFormat,
    ...binding,
  })
}

/** Arrays within one another. */
function nested(depth: number): unknown {
  return JSON.parse('['.repeat(depth) + ']'.repeat(depth))
}

describe('a format that holds nothing back', () => {
  const claims = { nik: '5399991708900001', name: 'BUDI MISALNYA' }

  test.each<[string, JsonObject, string]>([
    [
      'the credential of a card',
      { type: ['VerifiableCredential', 'KtpCredential'] },
      'credential_type_unexpected',
    ],
    ['a type that stands alone', { type: 'VisitorPassportCredential' }, 'credential_type_unexpected'],
    [
      'a type beside the proof',
      { type: ['VerifiableCredential', 'KtpProofCredential', 'Own'] },
      'credential_type_unexpected',
    ],
    ['a proof that says who it is', { credentialSubject: claims }, 'claim_unknown'],
  ])('does not carry %s', async (_, change, code) => {
    const { agent, issuer, payload } = await createProviderWorld()
    const credential = { ...payload('vc+jwt').payload, issuer, ...change }
    const issued = agent.createVerifiableCredential({ credential, proofFormat: 'vc+jwt' })
    await expect(issued).rejects.toMatchObject({ code })
  })

  test('carries a type of its issuer', async () => {
    const { agent, issuer, payload } = await createProviderWorld()
    const own: JsonObject = {
      type: ['VerifiableCredential', 'https://club.example/types/membership'],
      credentialSubject: { id: issuer },
    }
    const credential = { ...payload('vc+jwt').payload, issuer, ...own }
    const { proof } = await agent.createVerifiableCredential({ credential, proofFormat: 'vc+jwt' })
    expect(parseJws(proof.jwt).payload.type).toEqual(own.type)
  })
})

describe.each(formats)('an agent with Lontar formats and %s', (format) => {
  test('issues what it verifies, as text and as object, with the whole verdict', async () => {
    const world = await createProviderWorld()
    const credential = await issue(world, format)
    expect(parseJws(credential.proof.jwt.split('~')[0]).header).toMatchObject({
      typ: format,
      kid: `${world.issuer}#0`,
    })
    for (const each of [credential, credential.proof.jwt]) {
      const result = await world.agent.verifyCredential({ credential: each })
      expect(result.error).toBeUndefined()
      expect(result).toMatchObject({ verified: true, verdict: { ok: true } })
      expect(result.verdict.checks.length).toBeGreaterThan(5)
    }
    expect(world.status.asked).toBe(2)
  })

  test('presents it, bound to nonce and verifier', async () => {
    const world = await createProviderWorld()
    const presentation = await present(world, format)
    for (const each of [presentation, presentation.proof.jwt]) {
      const result = await world.agent.verifyPresentation({ presentation: each, ...binding })
      expect(result).toMatchObject({ verified: true, verdict: { ok: true } })
    }
    for (const other of [
      { ...binding, challenge: 'another' },
      { ...binding, domain: 'another' },
    ]) {
      const result = await world.agent.verifyPresentation({ presentation, ...other })
      expect([result.verified, result.verdict.ok]).toEqual([false, false])
    }
    await expect(world.agent.verifyPresentation({ presentation })).rejects.toThrow(
      expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }),
    )
  })

  test('checks the status of a text, and no policy of a call turns that off', async () => {
    const world = await createProviderWorld()
    const credential = await issue(world, format)
    const presentation = (await present(world, format)).proof.jwt
    const policies = { credentialStatus: false, expirationDate: false }
    for (const [answer, errorCode] of [
      [revoked, 'status_invalid'],
      [unknown('status', 'status_list_unreachable', 'x'), 'status_list_unreachable'],
    ] as const) {
      world.status.answer = answer
      for (const each of [credential, credential.proof.jwt]) {
        const result = await world.agent.verifyCredential({ credential: each, policies })
        expect(result).toMatchObject({ verified: false, error: { errorCode } })
      }
      const result = await world.agent.verifyPresentation({ presentation, ...binding, policies })
      expect(result).toMatchObject({ verified: false, error: { errorCode } })
    }
  })

  test('refuses an object that says something else than its text', async () => {
    const world = await createProviderWorld()
    const credential = await issue(world, format)
    for (const edited of [
      { ...credential, more: 'x' },
      { ...credential, issuer: 'did:example:other' },
      { proof: credential.proof },
    ]) {
      const result = await world.agent.verifyCredential({ credential: edited as typeof credential })
      expect(result).toMatchObject({ verified: false, error: { errorCode: 'credential_malformed' } })
    }
  })

  test('refuses a presentation as an object that shows another holder or another credential than its text', async () => {
    const world = await createProviderWorld()
    const presentation = await present(world, format)
    const [shown] = presentation.verifiableCredential ?? []
    const forged = {
      ...(await issue(world, format)),
      proof: { jwt: shown },
      credentialSubject: { name: 'X' },
    }
    const verify = (changed: object) =>
      world.agent.verifyPresentation({ presentation: { ...presentation, ...changed }, ...binding })
    for (const changed of [
      { holder: world.issuer },
      { holder: 'did:example:other' },
      { holder: { name: 'X' } },
      { verifiableCredential: [] },
      { verifiableCredential: [forged] },
      { verifiableCredential: [shown, shown] },
      { type: ['VerifiablePresentation', 'Other'] },
      { more: 'x' },
      JSON.parse('{"__proto__":{"more":"x"}}'),
      { more: nested(30_000) },
    ]) {
      const result = await verify(changed)
      expect(result).toMatchObject({ verified: false, error: { errorCode: 'credential_malformed' } })
    }
    expect(await verify({})).toMatchObject({ verified: true })
    const { proof, type } = presentation
    const bare = await world.agent.verifyPresentation({ presentation: { proof, type } as never, ...binding })
    expect(bare).toMatchObject({ verified: true })
  })

  test('answers by a code to an object that is too deep to look at', async () => {
    const world = await createProviderWorld()
    const credential = await issue(world, format)
    const deep = { ...credential, more: nested(30_000) }
    const result = await world.agent.verifyCredential({ credential: deep })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'credential_malformed' } })
    const { payload } = world.payload(format)
    const made = { ...payload, issuer: world.issuer, more: nested(30_000) }
    const making = world.agent.createVerifiableCredential({ credential: made, proofFormat: format })
    await expect(making).rejects.toThrow(expect.objectContaining({ code: 'json_malformed' }))
  })

  test('refuses an issuer whom nobody named', async () => {
    const [world, other] = [await createProviderWorld(), await createProviderWorld()]
    const { proof } = await issue(other, format)
    const result = await world.agent.verifyCredential({ credential: proof.jwt })
    expect(result).toMatchObject({ verified: false, error: { errorCode: 'issuer_untrusted' } })
  })

  test('signs for a DID of the agent alone, with a key of it', async () => {
    const world = await createProviderWorld()
    const { payload } = world.payload(format)
    const wrong = [
      { credential: { ...payload, issuer: 'did:example:other' }, proofFormat: format },
      { credential: { ...payload, issuer: world.issuer }, proofFormat: format, keyRef: 'other' },
    ]
    for (const args of wrong) await expect(world.agent.createVerifiableCredential(args)).rejects.toThrow()
  })

  test('is verified by the provider that comes first: behind that of Veramo it never sees a text', async () => {
    const behind = await createProviderWorld((ours) => [new CredentialProviderJWT(), ours])
    const { proof } = await issue(behind, format)
    const result = await behind.agent.verifyCredential({ credential: proof.jwt })
    expect(result.verdict).toBeUndefined()
    expect(behind.status.asked).toBe(0)
  })
})

describe('a presentation by an agent', () => {
  test('of a vc+jwt holds several, and one bad one makes it fail', async () => {
    const world = await createProviderWorld()
    const both = [await issue(world, 'vc+jwt'), await issue(world, 'vc+jwt')]
    const make = (verifiableCredential: typeof both) =>
      world.agent.createVerifiablePresentation({
        presentation: { holder: world.holder, verifiableCredential },
        proofFormat: 'vc+jwt',
        ...binding,
      })
    const verify = async (presentation: Awaited<ReturnType<typeof make>>) =>
      (await world.agent.verifyPresentation({ presentation, ...binding })).verified
    expect(await verify(await make(both))).toBe(true)
    const stranger = await issue(await createProviderWorld(), 'vc+jwt')
    expect(await verify(await make([...both, stranger]))).toBe(false)
  })

  test('shows the claims that are named and no other', async () => {
    const world = await createProviderWorld()
    const { payload, disclosable } = world.payload('dc+sd-jwt')
    const { proof } = await issue(world, 'dc+sd-jwt')
    const [first] = disclosable
    const shown = await world.agent.createVerifiablePresentation({
      presentation: { holder: world.holder, verifiableCredential: [proof.jwt] },
      proofFormat: 'dc+sd-jwt',
      disclose: [first],
      ...binding,
    })
    const result = await world.agent.verifyPresentation({ presentation: shown, ...binding })
    expect(Object.keys(result.verdict.value.claims)).toContain(String(first?.[0]))
    expect(result.verdict.value.disclosable).toEqual([first])
    expect(Object.keys(payload).length).toBeGreaterThan(1)
  })

  test.each([[{ disclose: 'all' }], [{ disclose: [[true]] }], [{ challenge: '' }], [{ domain: '' }]])(
    'is not made with %o',
    async (wrong) => {
      const world = await createProviderWorld()
      const { proof } = await issue(world, 'dc+sd-jwt')
      const making = world.agent.createVerifiablePresentation({
        presentation: { holder: world.holder, verifiableCredential: [proof.jwt] },
        proofFormat: 'dc+sd-jwt',
        ...binding,
        ...wrong,
      })
      await expect(making).rejects.toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
    },
  )

  test('of an SD-JWT holds one credential', async () => {
    const world = await createProviderWorld()
    const making = world.agent.createVerifiablePresentation({
      presentation: { holder: world.holder, verifiableCredential: [] },
      proofFormat: 'vc+sd-jwt',
      ...binding,
    })
    await expect(making).rejects.toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
  })
})

describe('the provider', () => {
  test.each(['', 'x', 'a.b.c', '~', 'e30.e30.AA'])('refuses the text %j', async (credential) => {
    const { agent } = await createProviderWorld()
    expect((await agent.verifyCredential({ credential })).verified).toBe(false)
    const result = await agent.verifyPresentation({ presentation: credential, ...binding })
    expect(result.verified).toBe(false)
  })

  test('names its formats for the keys that sign, beside that of Veramo', async () => {
    const { agent, issuer, provider } = await createProviderWorld()
    const identifier = await agent.didManagerGet({ did: issuer })
    expect(await agent.listUsableProofFormats(identifier)).toEqual([...formats, 'jwt'])
    const key = { kid: 'x', kms: 'x', type: 'X25519', publicKeyHex: '' }
    expect(provider.getProofFormatsSupportedForKey(key)).toEqual([])
  })

  test('leaves documents without a text to others', async () => {
    const { provider } = await createProviderWorld()
    for (const document of [undefined, null, {}, { proof: {} }, { proof: { jwt: 1 } }]) {
      expect(provider.canVerifyDocumentType({ document })).toBe(false)
    }
  })
})
