import { expect, test } from 'vitest'
import { createScene } from './create-scene.ts'
import { type ClassResult, runMutants } from './run-mutants.ts'

/** The fixed sample; `pnpm mutants --count 1000000` runs any number. */
const count = 100_000
const seed = 20_261_101

const scene = await createScene()

test('every artefact is valid before it is changed', async () => {
  expect(scene.artefacts.length).toBeGreaterThan(20)
  for (const { name, text, judge } of scene.artefacts) expect(await judge(text), name).toBeUndefined()
})

test(`none of ${count} hostile variants is accepted, and each is refused with a typed code`, {
  timeout: 600_000,
}, async () => {
  const results = await runMutants({ ...scene, count, seed })
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
})

test('a variant that a weaker verification accepts is found', async () => {
  const [artefact] = scene.artefacts
  if (artefact === undefined) throw new TypeError('There is no artefact.')
  const credulous = { ...artefact, judge: async () => undefined }
  const results = await runMutants({
    cast: scene.cast,
    artefacts: [credulous, ...scene.artefacts.slice(1)],
    count: 500,
    seed,
  })
  expect(results.flatMap(({ accepted }) => accepted).length).toBeGreaterThan(0)
})
