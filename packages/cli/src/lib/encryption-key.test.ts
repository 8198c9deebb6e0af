import { openStore } from '@lontar/store'
import { expect, it } from 'vitest'
import { encryptionKey } from './encryption-key.ts'

it('is one key, by its thumbprint, also for those who need it first at the same time', async () => {
  const store = await openStore({ database: 'sqlite::memory:', passphrase: 'a passphrase for tests' })
  const [first, second] = await Promise.all([encryptionKey(store), encryptionKey(store)])
  expect(first).toEqual(second)
  expect(first.kid).toMatch(/^[\w-]{43}$/)
  expect(await encryptionKey(store)).toEqual(first)
  expect(await store.keys.load('issuer')).toBeUndefined()
  await store.close()
})

it('is not made up where the store fails', async () => {
  const failure = new Error('the disk is gone')
  const keys = {
    load: async () => undefined,
    save: async () => {
      throw failure
    },
  }
  await expect(encryptionKey({ keys })).rejects.toBe(failure)
})
