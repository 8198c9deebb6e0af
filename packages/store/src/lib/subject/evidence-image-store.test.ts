import { describe, expect, it } from 'vitest'
import { memoryDatabase } from '../../../fixtures/memory-database.ts'
import { memoryStore } from '../../../fixtures/memory-store.ts'
import { later, start } from '../../../fixtures/records.ts'
import { createConsentStore } from './consent-store.ts'
import { createEvidenceImageStore } from './evidence-image-store.ts'

const consent = { id: 'c', receipt: 'r', givenAt: start, keptUntil: later(100) }
const card = new TextEncoder().encode('an image of a card')
const selfie = new TextEncoder().encode('an image of a face')

describe('evidence images', () => {
  it('come back until their time is over, are replaced and erased', async () => {
    const { consents, evidenceImages } = await memoryStore()
    await consents.keep(consent)
    await evidenceImages.keep('c', new Map([['card', selfie]]), later(10))
    await evidenceImages.keep(
      'c',
      new Map([
        ['card', card],
        ['selfie', selfie],
      ]),
      later(20),
    )
    const kept = await evidenceImages.load('c', later(19))
    expect([...kept].map(([kind, bytes]) => [kind, new TextDecoder().decode(bytes)])).toEqual([
      ['card', 'an image of a card'],
      ['selfie', 'an image of a face'],
    ])
    expect((await evidenceImages.load('c', later(20))).size).toBe(0)
    await evidenceImages.erase('c')
    expect((await evidenceImages.load('c', start)).size).toBe(0)
    await evidenceImages.erase('c')
  })

  it('belong to a consent, or are not kept', async () => {
    const { evidenceImages } = await memoryStore()
    const keeping = evidenceImages.keep('nobody', new Map([['card', card]]), later(10))
    await expect(keeping).rejects.toMatchObject({ code: 'internal' })
    expect((await evidenceImages.load('nobody', start)).size).toBe(0)
  })

  it('are not kept under a consent that was withdrawn', async () => {
    const { consents, evidenceImages } = await memoryStore()
    await consents.keep({ ...consent, withdrawnAt: start })
    const keeping = evidenceImages.keep('c', new Map([['card', card]]), later(10))
    await expect(keeping).rejects.toMatchObject({ code: 'internal' })
    expect((await evidenceImages.load('c', start)).size).toBe(0)
  })

  it('are sealed, each in its place', async () => {
    const database = await memoryDatabase()
    await createConsentStore(database).keep(consent)
    const images = createEvidenceImageStore(database)
    await images.keep(
      'c',
      new Map([
        ['card', card],
        ['selfie', selfie],
      ]),
      later(20),
    )
    const rows = await database.queries.selectFrom('evidence_images').selectAll().execute()
    for (const { content } of rows) expect(Buffer.from(content).includes('image')).toBe(false)
    await database.queries
      .updateTable('evidence_images')
      .set({ content: rows[1]?.content ?? new Uint8Array() })
      .where('kind', '=', 'card')
      .execute()
    await expect(images.load('c', start)).rejects.toMatchObject({ code: 'database_malformed' })
  })
})
