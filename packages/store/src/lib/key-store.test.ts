import { generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../fixtures/memory-database.ts'
import { memoryStore } from '../../fixtures/memory-store.ts'
import { createKeyStore } from './key-store.ts'

describe('keys', () => {
  it('come back for their purpose alone', async () => {
    const { keys } = await memoryStore()
    const key = await generatePrivateJwk()
    await keys.save('issuer', key)
    expect(await keys.load('issuer')).toEqual(key)
    expect(await keys.load('evidence')).toBeUndefined()
  })

  it('are not replaced in silence (X12)', async () => {
    const { keys } = await memoryStore()
    const key = await generatePrivateJwk()
    await keys.save('verifier', key)
    await expect(keys.save('verifier', await generatePrivateJwk())).rejects.toMatchObject({
      code: 'already_initialised',
    })
    expect(await keys.load('verifier')).toEqual(key)
  })

  it('are sealed and do not serve another purpose (A24)', async () => {
    const database = await memoryDatabase()
    const keys = createKeyStore(database)
    const key = await generatePrivateJwk()
    await keys.save('evidence', key)
    const { private_jwk } = await database.queries.selectFrom('keys').selectAll().executeTakeFirstOrThrow()
    expect(Buffer.from(private_jwk).includes(key.d)).toBe(false)
    await database.queries.updateTable('keys').set({ purpose: 'issuer' }).execute()
    await expect(keys.load('issuer')).rejects.toMatchObject({ code: 'database_malformed' })
  })
})
