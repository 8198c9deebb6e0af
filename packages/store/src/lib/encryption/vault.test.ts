import { describe, expect, it } from 'vitest'
import { fileCost, memoryCost } from './passphrase-key.ts'
import { createVault, openVault } from './vault.ts'

const now = new Date('2026-11-24T08:00:00Z')

describe('the vault', () => {
  it('opens with its passphrase, however that is typed', async () => {
    const { row, dataKey } = await createVault('kopi é', memoryCost, now)
    expect(await openVault(row, 'kopi é', memoryCost)).toEqual(dataKey)
    expect(await openVault(row, 'kopi e\u0301', memoryCost)).toEqual(dataKey)
  })

  it('draws another key and salt each time', async () => {
    const [first, second] = [await createVault('a', memoryCost, now), await createVault('a', memoryCost, now)]
    expect(first.dataKey).not.toEqual(second.dataKey)
    expect(first.row.salt).not.toEqual(second.row.salt)
  })

  it('does not open with another passphrase', async () => {
    const { row } = await createVault('right', memoryCost, now)
    await expect(openVault(row, 'wrong', memoryCost)).rejects.toMatchObject({ code: 'passphrase_wrong' })
  })

  it.each([
    ['salt', { salt: new Uint8Array(16) }],
    ['cost', { cost: memoryCost.cost * 2 }],
    ['time', { created_at: 0 }],
    ['wrapped key', { wrapped_key: new Uint8Array(60) }],
    ['wrapped key, emptied', { wrapped_key: new Uint8Array() }],
  ])('gives the same answer when the %s was changed (X12)', async (_, change) => {
    const { row } = await createVault('right', memoryCost, now)
    await expect(openVault({ ...row, ...change }, 'right', memoryCost)).rejects.toMatchObject({
      code: 'passphrase_wrong',
    })
  })

  it.each([
    ['below the floor', { cost: memoryCost.cost / 2 }],
    ['not a power of two', { cost: memoryCost.cost + 1 }],
    ['beyond any machine', { cost: 2 ** 30 }],
    ['with another block size', { block_size: 1 }],
    ['with another parallelization', { parallelization: 2 }],
    ['of another function', { kdf: 'none' }],
  ])('refuses a cost %s before it derives anything (W5)', async (_, change) => {
    const { row } = await createVault('right', memoryCost, now)
    await expect(openVault({ ...row, ...change }, 'right', memoryCost)).rejects.toMatchObject({
      code: 'database_malformed',
    })
  })

  it('made cheaply is no vault for a file', async () => {
    const { row } = await createVault('right', memoryCost, now)
    await expect(openVault(row, 'right', fileCost)).rejects.toMatchObject({ code: 'database_malformed' })
    expect(fileCost).toEqual({ cost: 131_072, blockSize: 8, parallelization: 1 })
  })
})
