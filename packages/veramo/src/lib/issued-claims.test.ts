import { credentialFormats } from '@lontar/documents/credential-types'
import { describe, expect, test } from 'vitest'
import { LontarCredentialProvider } from './lontar-credential-provider.ts'
import { createProviderWorld, type ProviderWorld } from './provider-world.test-support.ts'

const malformed = expect.objectContaining({ name: 'MalformedError' })

/** Issues the proof with something more about its subject. */
async function issue({ agent, issuer, payload }: ProviderWorld, more: object, proofFormat = 'vc+sd-jwt') {
  const { payload: proof, disclosable } = payload('vc+sd-jwt')
  const credentialSubject = { ...(proof.credentialSubject as object), ...more }
  return agent.createVerifiableCredential({
    credential: { ...proof, issuer, credentialSubject },
    proofFormat,
    disclosable,
  })
}

function nested(levels: number): object {
  return levels === 0 ? {} : { a: nested(levels - 1) }
}

describe('what an agent issues can be read', () => {
  test('and is shown as a reader finds it', async () => {
    const world = await createProviderWorld()
    const { proof, ...shown } = await issue(world, { remark: ['x', 1, null] })
    const format = credentialFormats().find(({ id }) => id === 'vc+sd-jwt')
    expect(shown).toEqual((await format?.parse(proof.jwt))?.claims)
    expect(await world.agent.verifyCredential({ credential: { proof, ...shown } })).toMatchObject({
      verified: true,
    })
  })

  test.each([
    ['too deep', { deep: nested(40) }],
    ['named as no reader takes it', JSON.parse('{"__proto__":1}')],
    ['text that is not Unicode', { remark: '\ud800' }],
  ])('so that nothing is signed that is %s', async (_what, more) => {
    const world = await createProviderWorld()
    await expect(issue(world, more)).rejects.toThrow(malformed)
  })

  test('also when it is long, and with more values than a reader takes it is not released', async () => {
    const world = await createProviderWorld()
    const long = await issue(world, { remark: 'x'.repeat(40_000) })
    expect(await world.agent.verifyCredential({ credential: long })).toMatchObject({ verified: true })
    await expect(issue(world, { many: Array(20_000).fill(1) })).rejects.toThrow(malformed)
  })

  test('and shows what the format of another added', async () => {
    const world = await createProviderWorld()
    const [own] = credentialFormats()
    if (own === undefined) throw new Error('There is a format.')
    const adding: typeof own = {
      ...own,
      issue: (input) => own.issue({ ...input, payload: { ...input.payload, name: 'added' } }),
    }
    const provider = new LontarCredentialProvider({
      expectedIssuers: [],
      expectedTypes: [],
      checkStatus: async () => {
        throw new Error('not asked')
      },
      formats: [adding],
    })
    const { payload, disclosable } = world.payload('vc+sd-jwt')
    const issued = await provider.createVerifiableCredential(
      { credential: { ...payload, issuer: world.issuer }, proofFormat: 'vc+sd-jwt', disclosable },
      { agent: world.agent },
    )
    expect(issued.name).toBe('added')
  })
})
