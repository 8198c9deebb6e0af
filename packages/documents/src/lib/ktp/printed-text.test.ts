import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPrintedText } from './printed-text.ts'

describe('readPrintedText', () => {
  it('takes what is printed, letters of other alphabets too, and changes no letter', () => {
    for (const text of ['MARIA', "MA'MUN, S.PD.", 'José', 'Jose\u0301', 'ꦩꦫꦶꦪ', '𝒜', 'A'.repeat(200)]) {
      expect(readPrintedText(text)).toBe(text)
    }
  })

  it('takes spaces off the ends and folds runs of them', () => {
    expect(readPrintedText('  MARIA   CONTOH ')).toBe('MARIA CONTOH')
  })

  it.each<[string, unknown]>([
    ['an empty text', ''],
    ['spaces', '   '],
    ['NUL', 'A\u0000B'],
    ['a line break', 'A\nB'],
    ['a tab', 'A\tB'],
    ['an escape sequence', 'A\u001b[31mB'],
    ['DEL', 'A\u007fB'],
    ['a C1 control character', 'A\u0085B'],
    ['an override of direction', 'A\u202eB'],
    ['an isolate of direction', 'A\u2066B'],
    ['a space of no width', 'A\u200bB'],
    ['a joiner', 'A\u200dB'],
    ['a byte order mark', '\ufeffA'],
    ['a soft hyphen', 'A\u00adB'],
    ['a line separator', 'A\u2028B'],
    ['a paragraph separator', 'A\u2029B'],
    ['a space that does not break', 'A\u00a0B'],
    ['a wide space', 'A\u3000B'],
    ['the first half of a pair', 'A\ud800'],
    ['the second half of a pair', '\udc00A'],
    ['a pair the wrong way round', '\udc00\ud800'],
    ['201 characters', 'A'.repeat(201)],
    ['201 spaces', ' '.repeat(201)],
    ['a number', 7],
    ['nothing', undefined],
    ['null', null],
    ['a list', ['A']],
    ['an object that says it is a text', { toString: () => 'A' }],
  ])('refuses %s', (_what, value) => {
    expect(readPrintedText(value)).toBeUndefined()
  })

  it('leaves alone what it gave', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const text = readPrintedText(value)
        if (text !== undefined) expect(readPrintedText(text)).toBe(text)
      }),
      { seed: 53, numRuns: 500 },
    )
  })

  it('takes no longer for a text that was made to be slow (H7)', () => {
    const started = performance.now()
    for (const hostile of [' '.repeat(100_000), `${' '.repeat(100_000)}\n`, 'A '.repeat(50_000)]) {
      expect(readPrintedText(hostile)).toBeUndefined()
    }
    expect(performance.now() - started).toBeLessThan(500)
  })
})
