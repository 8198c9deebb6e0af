import { expect, it } from 'vitest'
import { askRegistry } from './ask-registry.ts'
import type { RegistryElement, RegistryQuery } from './population-registry.ts'

const query: RegistryQuery = {
  nik: '5371995708900001',
  elements: { name: 'MARIA CONTOH', birthdate: '1990-08-17', sex: 'female', citizenship: 'WNI' },
  consentRef: 'consent-1',
  purpose: 'identity_verification',
}

/** A register that can confirm these elements, and confirms all that it is asked. */
function registryOf(elements: readonly RegistryElement[] | undefined) {
  const asked: string[][] = []
  const registry = {
    ...(elements && { elements }),
    verifyElements: async ({ elements }: RegistryQuery) => {
      asked.push(Object.keys(elements))
      const fields = Object.fromEntries(Object.keys(elements).map((name) => [name, { match: true }]))
      return { state: 'active' as const, fields, txn: 'r-1' }
    },
  }
  return { registry, asked }
}

it('asks everything of a register that does not say what it can confirm', async () => {
  const { registry, asked } = registryOf(undefined)
  expect((await askRegistry(registry, query, 1000)).state).toBe('active')
  expect(asked).toEqual([['name', 'birthdate', 'sex', 'citizenship']])
})

it('leaves out what the register cannot confirm', async () => {
  const { registry, asked } = registryOf(['name', 'birthdate', 'sex', 'birthplace'])
  expect((await askRegistry(registry, query, 1000)).state).toBe('active')
  expect(asked).toEqual([['name', 'birthdate', 'sex']])
})

it.each<RegistryElement>(['name', 'birthdate', 'sex'])(
  'asks nothing of a register that cannot confirm %s',
  async (missing) => {
    const all: readonly RegistryElement[] = ['name', 'birthdate', 'sex', 'citizenship']
    const { registry, asked } = registryOf(all.filter((element) => element !== missing))
    expect(await askRegistry(registry, query, 1000)).toEqual({ state: 'unavailable', fields: {}, txn: '' })
    expect(asked).toEqual([])
  },
)
