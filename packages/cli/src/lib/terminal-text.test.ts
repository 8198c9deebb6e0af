import { describe, expect, it } from 'vitest'
import { terminalLine, terminalText } from './terminal-text.ts'

const hostile = ['\u001b[2J', '\u009b31m', '\u0007', '\u202e', '\u200b', '\u2028', '\ud800', '\u007f', '\r']

describe('text for a terminal', () => {
  it('keeps what people write', () => {
    const text = 'Dinas Dukcapil “Ende” ✓\n\tçé 王 😀'
    expect(terminalText(text)).toBe(text)
  })

  it.each(hostile)('shows what would act on the terminal: %j', (part) => {
    expect(terminalText(`a${part}b`)).toMatch(/^a\\u[0-9a-f]{4}[ -~]*b$/)
  })

  it('leaves JSON the same JSON', () => {
    const value = { name: hostile.join('') }
    expect(JSON.parse(terminalText(JSON.stringify(value)))).toEqual(value)
  })

  it('is one line when it is a name', () => {
    expect(terminalLine('Dinas\nVALID\t')).toBe('Dinas\\u000aVALID\\u0009')
  })
})
