import { describe, expect, it } from 'vitest'
import { errorCatalogue } from './error-catalogue.ts'
import { errorCodes } from './error-code.ts'

describe('errorCatalogue', () => {
  it('has an entry for every code and no other', () => {
    expect(Object.keys(errorCatalogue).sort()).toEqual([...errorCodes].sort())
  })

  it('lists no code twice', () => {
    expect(new Set(errorCodes).size).toBe(errorCodes.length)
  })

  it('says what happened as a title and what to do as a sentence, in both languages', () => {
    for (const { title, fix } of Object.values(errorCatalogue)) {
      for (const text of [title.id, title.en]) expect(text).toMatch(/^\p{Lu}.*[^.\s]$/u)
      for (const text of [fix.id, fix.en]) expect(text).toMatch(/^\p{Lu}.*\.$/u)
      expect(title.id).not.toBe(title.en)
    }
  })
})
