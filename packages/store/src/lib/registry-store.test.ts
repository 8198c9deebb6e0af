import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../fixtures/memory-database.ts'
import { memoryStore } from '../../fixtures/memory-store.ts'
import { name, nik } from '../../fixtures/records.ts'
import { createRegistryStore } from './registry-store.ts'

const other = '5371990203850002'

describe('the registry', () => {
  it('finds what was put, and nothing else', async () => {
    const { registry } = await memoryStore()
    await registry.put(nik, { nama: name, status: 'active' })
    expect(await registry.find(nik)).toEqual({ nama: name, status: 'active' })
    expect(await registry.find(other)).toBeUndefined()
  })

  it('replaces a record', async () => {
    const { registry } = await memoryStore()
    await registry.put(nik, { status: 'active' })
    expect(
      await registry.putAll([
        { nik, record: { status: 'dead' } },
        { nik: other, record: {} },
      ]),
    ).toBe(2)
    expect(await registry.find(nik)).toEqual({ status: 'dead' })
    expect(await registry.find(other)).toEqual({})
  })

  it('takes a file as a whole or not at all', async () => {
    const { registry } = await memoryStore()
    function* records() {
      yield { nik, record: { status: 'active' } }
      throw new Error('The file ended.')
    }
    await expect(registry.putAll(records())).rejects.toThrow('The file ended.')
    expect(await registry.find(nik)).toBeUndefined()
  })

  it('keeps neither NIK nor record in clear, and refuses swapped records (W4)', async () => {
    const database = await memoryDatabase()
    const registry = createRegistryStore(database)
    await registry.putAll([
      { nik, record: { nama: name } },
      { nik: other, record: { nama: 'BUDI MISALNYA' } },
    ])
    const rows = await database.queries.selectFrom('registry').selectAll().execute()
    for (const row of rows) {
      for (const bytes of [row.nik_mac, row.record]) {
        expect(Buffer.from(bytes).includes('MARIA')).toBe(false)
        expect(Buffer.from(bytes).includes(nik)).toBe(false)
      }
    }
    const record = rows.find((row) =>
      database.secrets.equals(row.nik_mac, database.secrets.nikMac(other)),
    )?.record
    await database.queries
      .updateTable('registry')
      .set({ record: record ?? new Uint8Array() })
      .where('nik_mac', '=', database.secrets.nikMac(nik))
      .execute()
    await expect(registry.find(nik)).rejects.toMatchObject({ code: 'database_malformed' })
    expect(await registry.find(other)).toEqual({ nama: 'BUDI MISALNYA' })
  })
})
