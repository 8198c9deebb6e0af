import { describe, expect, it } from 'vitest'
import { codeOf } from '../../../fixtures/code-of.ts'
import { malformed, readList, readMembers, readText } from './read-ask-definition.ts'

describe('readMembers', () => {
  it('gives the members of a plain object', () => {
    expect(readMembers({ id: 1, en: 2 }, ['id', 'en'])).toEqual({ id: 1, en: 2 })
    expect(readMembers({}, ['id'])).toEqual({})
  })

  it('refuses a member that is not named, __proto__ too', () => {
    for (const text of ['{"other":1}', '{"__proto__":{"id":1}}', '{"constructor":1}', '{"id":1,"ID":2}'])
      expect(codeOf(() => readMembers(JSON.parse(text), ['id']))).toBe('ask_malformed')
  })

  it.each([null, undefined, 'text', 7, [], [['id', 1]]])('refuses %j', (value) => {
    expect(codeOf(() => readMembers(value, ['id']))).toBe('ask_malformed')
  })
})

describe('readList', () => {
  it('takes a list of at most 64 elements', () => {
    expect(readList([])).toEqual([])
    expect(readList(Array.from({ length: 64 }, () => 1))).toHaveLength(64)
    expect(codeOf(() => readList(Array.from({ length: 65 }, () => 1)))).toBe('ask_malformed')
  })

  it.each([null, {}, 'a', { length: 1 }])('refuses %j', (value) => {
    expect(codeOf(() => readList(value))).toBe('ask_malformed')
  })
})

describe('readText', () => {
  it('takes 1 to 500 characters', () => {
    expect(readText('Tarif warga NTT')).toBe('Tarif warga NTT')
    expect(readText('𝒜'.repeat(500))).toHaveLength(1000)
    expect(codeOf(() => readText('a'.repeat(501)))).toBe('ask_malformed')
  })

  it.each(['', ' ', 'a\nb', 'a\u001b[0m', 'a\u202eb', 'a\u200bb', '\ud800', 7, null])(
    'refuses %j',
    (value) => {
      expect(codeOf(() => readText(value))).toBe('ask_malformed')
    },
  )
})

describe('malformed', () => {
  it('says what is wrong in a sentence', () => {
    expect(malformed('a member is unknown').message).toBe('The ask is not well-formed: a member is unknown.')
  })
})
