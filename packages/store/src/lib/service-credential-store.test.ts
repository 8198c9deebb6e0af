import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../fixtures/memory-database.ts'
import { memoryStore } from '../../fixtures/memory-store.ts'
import { createServiceCredentialStore } from './service-credential-store.ts'

const credentials = { userId: 'dinas-contoh', password: 'rahasia-contoh' }

describe('credentials for a service', () => {
  it('come back, are replaced, and are gone once they are removed', async () => {
    const { serviceCredentials } = await memoryStore()
    expect(await serviceCredentials.load('registry')).toBeUndefined()
    await serviceCredentials.save('registry', { ...credentials, password: 'lama' })
    await serviceCredentials.save('registry', credentials)
    expect(await serviceCredentials.load('registry')).toEqual(credentials)
    expect(await serviceCredentials.remove('registry')).toBe(true)
    expect(await serviceCredentials.load('registry')).toBeUndefined()
    expect(await serviceCredentials.remove('registry')).toBe(false)
  })

  it('are sealed, and open in their place alone (A24)', async () => {
    const database = await memoryDatabase()
    const store = createServiceCredentialStore(database)
    await store.save('registry', credentials)
    const row = await database.queries.selectFrom('service_credentials').selectAll().executeTakeFirstOrThrow()
    for (const secret of ['dinas-contoh', 'rahasia-contoh']) {
      expect(Buffer.from(row.credentials).includes(secret)).toBe(false)
    }
    const other = database.secrets.seal({ table: 'keys', column: 'private_jwk', id: 'registry' }, '{}')
    await database.queries.updateTable('service_credentials').set({ credentials: other }).execute()
    await expect(store.load('registry')).rejects.toMatchObject({ code: 'database_malformed' })
  })
})
