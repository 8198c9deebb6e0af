import { describe, expect, it } from 'vitest'
import { peekOptions } from './peek-options.ts'

describe('the options that an error looks for', () => {
  it.each([
    [[], false, undefined],
    [['--json'], true, undefined],
    [['issue', '--nonsense', '--json', '--lang', 'id'], true, 'id'],
    [['--lang=en', 'issue'], false, 'en'],
    [['--lang', 'id', '--lang', 'en'], false, 'en'],
    [['--lang', 'fr'], false, undefined],
    [['--lang'], false, undefined],
    [['decode', '--', '--json', '--lang=id'], false, undefined],
  ] as const)('are found anywhere before --: %j', (args, json, language) => {
    expect(peekOptions(args)).toEqual({ json, language })
  })
})
