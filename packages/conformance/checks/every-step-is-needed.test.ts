import { verificationSteps } from '@lontar/verifier/verification-steps'
import { describe, expect, test, vi } from 'vitest'
import type { NegativeCase } from './negative-case.ts'
import { loadNegativeCases } from './negative-cases.ts'

const switched = vi.hoisted(() => ({ off: undefined as string | undefined }))

// The one place where a refusal is made; a step that is switched off always holds.
vi.mock(import('../../credentials/src/lib/verdict/require-step.ts'), async (loadOriginal) => {
  const original = await loadOriginal()
  return {
    requireStep: (step, holds, options) =>
      original.requireStep(step, holds || step.id === switched.off, options),
    failureOfStep: (step, holds) => original.failureOfStep(step, holds || step.id === switched.off),
  }
})

const cases = await loadNegativeCases()

const casesOf = new Map<string, readonly NegativeCase[]>(
  verificationSteps.map(({ id }) => [id, cases.filter(({ step }) => step === id)]),
)

describe('each step of a verification', () => {
  test('has a name of its own', () => {
    const ids = verificationSteps.map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(80)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(verificationSteps.map(({ id, code }) => [id, code] as const))(
    '%s refuses with %s, and is missed when it is switched off',
    async (id, code) => {
      const own = casesOf.get(id) ?? []
      expect(own.length, 'the step has a negative case').toBeGreaterThan(0)
      const missed: string[] = []
      for (const { name, expected, run } of own) {
        expect(expected, name).toBe(code)
        expect(await run(), name).toBe(expected)
        if ((await runWithout(id, run)) !== expected) missed.push(name)
      }
      expect(missed, 'a case that only this step refuses').not.toEqual([])
    },
  )
})

describe('each negative case', () => {
  test('names a step that exists', () => {
    const strays = cases.filter(({ step }) => !casesOf.has(step))
    expect(strays.map(({ name, step }) => `${step}: ${name}`)).toEqual([])
  })

  const withTwin = cases.flatMap(({ name, step, twin }) => (twin ? [[step, name, twin] as const] : []))
  test.each(withTwin)('%s: the twin of "%s" is accepted', async (_step, _name, twin) => {
    expect(await twin()).toBeUndefined()
  })
})

async function runWithout(id: string, run: NegativeCase['run']): Promise<string | undefined> {
  switched.off = id
  try {
    return await run()
  } finally {
    switched.off = undefined
  }
}
