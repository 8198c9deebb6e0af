import { describe, expect, test } from 'vitest'
import type { Token } from './artefact.ts'
import { createScene } from './create-scene.ts'
import { isEcdsaTwin, twinOf } from './is-ecdsa-twin.ts'
import { type ClassResult, runMutants } from './run-mutants.ts'

/** The fixed sample; `pnpm mutants --count 1000000` runs any number. */
const count = 100_000
const seed = 20_261_101

const scene = await createScene(seed)
const tokens = scene.artefacts.filter((artefact): artefact is Token => artefact.kind === 'token')

test('every artefact is valid before it is changed', async () => {
  expect(scene.artefacts.length).toBeGreaterThan(40)
  for (const { name, text, judge } of scene.artefacts) expect(await judge(text), name).toBeUndefined()
})

test.each([
  'status list credential',
  'trust list',
  'vp+jwt of several credentials',
  'document of a did:web',
  'log of a did:webvh',
  'approval of a witness',
  'Type Metadata under a digest',
  'Type Metadata that other extends under a digest',
  'Type Metadata without a digest',
])('there is a %s on both curves', (name) => {
  const names = scene.artefacts.map((artefact) => artefact.name)
  expect(names).toEqual(expect.arrayContaining([`${name} on P-256`, `${name} on Ed25519`]))
})

test(`none of ${count} hostile variants is accepted, and each is refused with a typed code`, {
  timeout: 600_000,
}, async () => {
  const { results } = await runMutants({ ...scene, count, seed })
  expect(results.length).toBeGreaterThanOrEqual(12)
  expect(Math.min(...results.map(({ tried }) => tried))).toBeGreaterThan(count / 50)
  const first = (texts: (result: ClassResult) => readonly string[]): readonly string[] =>
    results.flatMap((result) =>
      texts(result)
        .slice(0, 3)
        .map((text) => `${result.name}: ${text}`),
    )
  expect(first(({ accepted }) => accepted)).toEqual([])
  expect(first(({ untyped }) => untyped)).toEqual([])
  const excepted = results.filter(({ exceptions }) => exceptions > 0)
  expect(excepted.map(({ name }) => name)).toEqual(['ECDSA twin'])
})

describe('a seed repeats a run', () => {
  const digestOf = async (sceneSeed: number, runSeed: number): Promise<string> => {
    const run = { ...(await createScene(sceneSeed)), count: 2000, seed: runSeed }
    return (await runMutants(run)).digest
  }

  test('letter for letter, also in a scene that was made anew', async () => {
    expect(await digestOf(7, 7)).toBe(await digestOf(7, 7))
  })

  test('and another seed makes other keys, and other choices', async () => {
    const keys = await Promise.all([7, 8].map(async (each) => Object.values((await createScene(each)).cast)))
    expect(new Set(keys.flat().map(({ keyId }) => keyId)).size).toBe(10)
    const digests = [await digestOf(7, 7), await digestOf(8, 7), await digestOf(7, 8)]
    expect(new Set(digests).size).toBe(3)
  })
})

describe('the ECDSA twin of a signature', () => {
  /** Every text in which one signature of ES256 became its twin. */
  const twinsOf = (text: string): readonly string[] => {
    const segments = text.split(/([.~])/)
    return segments.flatMap((_, index) => {
      const twin = twinOf(segments, index)
      return twin === undefined ? [] : [segments.with(index, twin).join('')]
    })
  }
  const withTwins = tokens.filter(({ text }) => twinsOf(text).length > 0)

  test.each(withTwins.map((token) => [token.name, token] as const))(
    'of a %s is the exception that is accepted, unless a key binding covers it',
    async (_name, { text, isSdJwt, isBound, judge }) => {
      const [ofIssuer, ...others] = twinsOf(text)
      const isCovered = isSdJwt && isBound && ofIssuer?.endsWith(text.split('~').at(-1) ?? '')
      expect(await judge(ofIssuer ?? '')).toBe(isCovered ? 'key_binding_hash_mismatch' : undefined)
      for (const twin of others) expect(await judge(twin)).toBeUndefined()
    },
  )

  test('is there on both curves, because every holder has P-256', () => {
    expect(withTwins.some(({ name }) => name.endsWith('P-256'))).toBe(true)
    expect(withTwins.some(({ name }) => name.endsWith('Ed25519'))).toBe(true)
  })

  test('is no other change', () => {
    const [{ text } = { text: '' }] = withTwins
    const [twin = ''] = twinsOf(text)
    expect(isEcdsaTwin(text, twin)).toBe(true)
    expect(isEcdsaTwin(twin, text)).toBe(true)
    expect(isEcdsaTwin(text, text)).toBe(false)
    expect(isEcdsaTwin(text, `${twin}~`)).toBe(false)
    expect(isEcdsaTwin(text, twin.replace('.', '.A'))).toBe(false)
    expect(isEcdsaTwin(text, twin.replace('~', '~~'))).toBe(false)
    expect(isEcdsaTwin(text, `${twin}A`)).toBe(false)
  })
})

test('a variant that a weaker verification accepts is found', async () => {
  const [artefact] = scene.artefacts
  if (artefact === undefined) throw new TypeError('There is no artefact.')
  const credulous = { ...artefact, judge: async () => undefined }
  const { results } = await runMutants({
    cast: scene.cast,
    artefacts: [credulous, ...scene.artefacts.slice(1)],
    count: 500,
    seed,
  })
  expect(results.flatMap(({ accepted }) => accepted).length).toBeGreaterThan(0)
})
