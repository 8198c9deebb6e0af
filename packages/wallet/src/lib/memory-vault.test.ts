import { expect, it } from 'vitest'
import { createMemoryVault } from './memory-vault.ts'

it('keeps copies, so that changing what was written or read changes nothing', async () => {
  const vault = createMemoryVault()
  const value = { inner: { n: 1 } }
  await vault.write('a', value)
  value.inner.n = 2
  const read = (await vault.read('a')) as { inner: { n: number } }
  expect(read).toEqual({ inner: { n: 1 } })
  read.inner.n = 3
  expect(await vault.read('a')).toEqual({ inner: { n: 1 } })
  await vault.delete('a')
  await vault.delete('a')
  expect(await vault.list()).toEqual([])
  expect(await vault.read('a')).toBeUndefined()
})
