import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import { parseShownName } from './parse-shown-name.ts'

describe('a name that others read', () => {
  it('is any text on one line', () => {
    for (const name of ['Dinas Contoh', 'Kantor "Ende" – 1', 'x'.repeat(200)])
      expect(parseShownName(name)).toBe(name)
  })

  it.each(['', '  ', 'a\nb', '\u001b[31mred', 'a\u202eb', 'x'.repeat(201)])('is not %j', (name) => {
    expect(() => parseShownName(name)).toThrow(InvalidArgumentError)
  })
})
