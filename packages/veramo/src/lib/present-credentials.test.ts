import { describe, expect, test } from 'vitest'
import { createProviderWorld, type ProviderWorld } from './provider-world.test-support.ts'

type Format = 'vc+sd-jwt' | 'dc+sd-jwt' | 'vc+jwt'

const binding = { challenge: 'nonce-1', domain: 'x509_san_dns:hotel.example' }
const refused = expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' })

async function issue({ agent, issuer, payload }: ProviderWorld, proofFormat: Format): Promise<string> {
  const { payload: credential, disclosable } = payload(proofFormat)
  const made = await agent.createVerifiableCredential({
    credential: { ...credential, issuer },
    proofFormat,
    disclosable: proofFormat === 'vc+jwt' ? [] : disclosable,
  })
  return made.proof.jwt
}

function present(
  { agent, holder }: ProviderWorld,
  proofFormat: Format,
  verifiableCredential: string[],
  more: object = {},
) {
  return agent.createVerifiablePresentation({
    presentation: { holder, verifiableCredential },
    proofFormat,
    ...binding,
    ...more,
  })
}

/** The disclosures of an SD-JWT, each between two tildes. */
const disclosuresOf = (text: string) => text.split('~').slice(1, -1)

describe('a presentation of several credentials', () => {
  test.each([
    ['two SD-JWTs', 'vc+sd-jwt', ['vc+sd-jwt', 'vc+sd-jwt']],
    ['an SD-JWT and a JWT', 'vc+sd-jwt', ['vc+sd-jwt', 'vc+jwt']],
    ['a JWT and an SD-JWT', 'vc+jwt', ['vc+jwt', 'vc+sd-jwt']],
  ] as const)('holds %s and is bound to nonce and verifier', async (_what, proofFormat, formats) => {
    const world = await createProviderWorld()
    const texts = await Promise.all(formats.map((format) => issue(world, format)))
    const presentation = await present(world, proofFormat, texts)
    for (const each of [presentation, presentation.proof.jwt]) {
      const result = await world.agent.verifyPresentation({ presentation: each, ...binding })
      expect(result).toMatchObject({ verified: true, verdict: { value: { credentials: [{}, {}] } } })
    }
    const other = { ...binding, challenge: 'another' }
    expect((await world.agent.verifyPresentation({ presentation, ...other })).verified).toBe(false)
  })

  test('shows of each the claims of its own list', async () => {
    const world = await createProviderWorld()
    const [first, second] = world.payload('vc+sd-jwt').disclosable
    const texts = [await issue(world, 'vc+sd-jwt'), await issue(world, 'vc+sd-jwt')]
    const presentation = await present(world, 'vc+sd-jwt', texts, { disclose: [[first], [second]] })
    const { verdict } = await world.agent.verifyPresentation({ presentation, ...binding })
    const { credentials } = verdict.value
    expect(credentials.map(({ disclosable }: { disclosable: unknown }) => disclosable)).toEqual([
      [first],
      [second],
    ])
  })

  test.each([
    ['a list of paths alone', [['credentialSubject']]],
    ['a list too few', [[]]],
    ['a list too many', [[], [], []]],
    ['no lists', 'all'],
  ])('is not made with %s', async (_what, disclose) => {
    const world = await createProviderWorld()
    const texts = [await issue(world, 'vc+sd-jwt'), await issue(world, 'vc+sd-jwt')]
    await expect(present(world, 'vc+sd-jwt', texts, { disclose })).rejects.toThrow(refused)
  })

  test.each([
    ['dc+sd-jwt', ['dc+sd-jwt', 'dc+sd-jwt']],
    ['vc+sd-jwt', ['vc+sd-jwt', 'dc+sd-jwt']],
    ['vc+jwt', ['dc+sd-jwt', 'vc+jwt']],
  ] as const)('as %s is refused with %j, and the refusal says what to do', async (proofFormat, formats) => {
    const world = await createProviderWorld()
    const texts = await Promise.all(formats.map((format) => issue(world, format)))
    await expect(present(world, proofFormat, texts)).rejects.toThrow(/make one presentation for each/)
  })

  test.each(['vc+sd-jwt', 'dc+sd-jwt', 'vc+jwt'] as const)(
    'as %s is refused with none',
    async (proofFormat) => {
      await expect(present(await createProviderWorld(), proofFormat, [])).rejects.toThrow(refused)
    },
  )
})

describe('a presentation holds nothing that is held back', () => {
  test.each([
    ['vc+sd-jwt', 1],
    ['dc+sd-jwt', 1],
    ['vc+sd-jwt', 2],
  ] as const)('as %s with %d', async (format, count) => {
    const world = await createProviderWorld()
    const texts = await Promise.all(Array.from({ length: count }, () => issue(world, format)))
    const [shown] = world.payload(format).disclosable
    const disclose = count === 1 ? [shown] : [[shown], []]
    const presentation = JSON.stringify(await present(world, format, texts, { disclose }))
    const all = texts.flatMap(disclosuresOf)
    expect(all.length).toBeGreaterThan(2 * count)
    // Inside a JWT an envelope is encoded once more.
    const readable = presentation + Buffer.from(JSON.parse(presentation).proof.jwt.split('.')[1], 'base64url')
    expect(all.filter((disclosure) => readable.includes(disclosure))).toHaveLength(1)
  })
})
