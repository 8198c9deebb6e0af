import { createLocalSigner, generatePrivateJwk } from '@lontar/credentials/jose'
import type { OfficerAccount } from '@lontar/proofing/officer'
import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { start } from '../../../fixtures/records.ts'
import { fileCost, memoryCost } from '../encryption/passphrase-key.ts'
import type { OfficerKey } from './add-officer.ts'
import { unwrapOfficerKey, wrapOfficerKey } from './officer-key.ts'
import { createOfficerStore } from './officer-store.ts'

const privateJwk = await generatePrivateJwk('Ed25519')
const { publicJwk } = await createLocalSigner(privateJwk)
const ani: Omit<OfficerAccount, 'status'> = { id: 'ani', name: 'Ani Contoh', role: 'registrar', publicJwk }
const key: OfficerKey = { privateJwk, passphrase: 'kuda benar' }
const decision = { jti: 'jti-1', caseId: 'case-1', officerId: 'ani', decidedAt: start }

async function officer(id: string): Promise<Omit<OfficerAccount, 'status'>> {
  const signer = await createLocalSigner(await generatePrivateJwk('Ed25519'))
  return { ...ani, id, publicJwk: signer.publicJwk }
}

describe('an officer', () => {
  it('comes back as registered, and the key only by the passphrase of the officer', async () => {
    const { officers } = await memoryStore()
    await officers.add(ani, key)
    expect(await officers.find('ani')).toEqual({ ...ani, status: 'enabled' })
    expect(await officers.find('beni')).toBeUndefined()
    expect(await officers.openKey('ani', key.passphrase)).toEqual(privateJwk)
    await expect(officers.openKey('ani', 'correct horse')).rejects.toMatchObject({ code: 'passphrase_wrong' })
    expect(await officers.openKey('beni', key.passphrase)).toBeUndefined()
  })

  it('may keep the key elsewhere', async () => {
    const { officers } = await memoryStore()
    await officers.add(ani)
    expect(await officers.openKey('ani', key.passphrase)).toBeUndefined()
    expect(await officers.list()).toMatchObject([{ id: 'ani', holdsKey: false }])
  })

  it('has an id and a key that nobody else has', async () => {
    const { officers } = await memoryStore()
    await officers.add(ani, key)
    for (const other of [
      { ...(await officer('beni')), id: 'ani' },
      { ...ani, id: 'beni' },
    ])
      await expect(officers.add(other)).rejects.toMatchObject({ code: 'officer_exists' })
    await officers.add(await officer('beni'))
    expect((await officers.list()).map(({ id }) => id)).toEqual(['ani', 'beni'])
  })

  it('needs a passphrase', async () => {
    const { officers } = await memoryStore()
    await expect(officers.add(ani, { privateJwk, passphrase: '' })).rejects.toMatchObject({
      code: 'passphrase_missing',
    })
    expect(await officers.list()).toEqual([])
  })

  it('is disabled for ever, and the key is erased', async () => {
    const { officers } = await memoryStore()
    await officers.add(ani, key)
    expect(await officers.disable('ani')).toBe(true)
    expect(await officers.find('ani')).toMatchObject({ status: 'disabled' })
    expect(await officers.openKey('ani', key.passphrase)).toBeUndefined()
    const [first] = await officers.list()
    expect(first?.disabledAt).toBeInstanceOf(Date)
    expect(await officers.disable('ani')).toBe(true)
    expect((await officers.list())[0]?.disabledAt).toEqual(first?.disabledAt)
    expect(await officers.disable('beni')).toBe(false)
    await expect(officers.add(ani, key)).rejects.toMatchObject({ code: 'officer_exists' })
  })

  it('is sealed: neither name nor key lie open, and no key serves another account', async () => {
    const database = await memoryDatabase()
    const officers = createOfficerStore(database, memoryCost)
    await officers.add(ani, key)
    await officers.add(await officer('beni'), { ...key, privateJwk: await generatePrivateJwk('Ed25519') })
    const rows = await database.queries.selectFrom('officers').selectAll().orderBy('officer_id').execute()
    const text = Buffer.concat(rows.flatMap((row) => [row.name, row.private_jwk ?? new Uint8Array()]))
    for (const value of ['Ani Contoh', privateJwk.d, key.passphrase]) expect(text.includes(value)).toBe(false)
    await database.queries
      .updateTable('officers')
      .set({ private_jwk: rows[1]?.private_jwk ?? null })
      .where('officer_id', '=', 'ani')
      .execute()
    await expect(officers.openKey('ani', key.passphrase)).rejects.toMatchObject({
      code: 'database_malformed',
    })
  })
})

describe("an officer's key", () => {
  it('opens for its officer alone, and not when its header asks for less work', async () => {
    const text = await wrapOfficerKey('ani', privateJwk, 'kuda', memoryCost)
    expect(await unwrapOfficerKey('ani', text, 'kuda', memoryCost)).toEqual(privateJwk)
    await expect(unwrapOfficerKey('beni', text, 'kuda', memoryCost)).rejects.toMatchObject({
      code: 'passphrase_wrong',
    })
    await expect(unwrapOfficerKey('ani', text, 'kuda', fileCost)).rejects.toMatchObject({
      code: 'database_malformed',
    })
    const harder = JSON.stringify({ ...JSON.parse(text), cost: memoryCost.cost * 2 })
    await expect(unwrapOfficerKey('ani', harder, 'kuda', memoryCost)).rejects.toMatchObject({
      code: 'passphrase_wrong',
    })
  })
})

describe('a decision', () => {
  it('serves once, and an officer decides a case once', async () => {
    const { officers } = await memoryStore()
    await officers.add(ani)
    await officers.add(await officer('beni'))
    expect(await officers.use(decision, 'a.b.c')).toBe(true)
    expect(await officers.use(decision, 'a.b.c')).toBe(false)
    expect(await officers.use({ ...decision, jti: 'jti-2' }, 'a.b.d')).toBe(false)
    expect(await officers.use({ ...decision, caseId: 'case-2' }, 'a.b.e')).toBe(false)
    expect(await officers.use({ ...decision, jti: 'jti-2', officerId: 'beni' }, 'a.b.d')).toBe(true)
    expect(await officers.use({ ...decision, jti: 'jti-3', caseId: 'case-2' }, 'a.b.e')).toBe(true)
  })

  it('of nobody, or of an officer who was disabled, serves never', async () => {
    const { officers } = await memoryStore()
    expect(await officers.use(decision, 'a.b.c')).toBe(false)
    await officers.add(ani)
    await officers.disable('ani')
    expect(await officers.use(decision, 'a.b.c')).toBe(false)
  })

  it('is used by one of any number who try at once', async () => {
    const { officers } = await memoryStore()
    await officers.add(ani)
    const tries = Array.from({ length: 8 }, () => officers.use(decision, 'a.b.c'))
    expect((await Promise.all(tries)).filter((used) => used)).toHaveLength(1)
  })
})
