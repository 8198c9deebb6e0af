import { describe, expect, it } from 'vitest'
import { displayText } from './display-text.ts'

describe('displayText', () => {
  it('leaves ordinary text as it is, in any script and form', () => {
    for (const text of ['Hotel Kupang Indah', 'Kota Soe ✓', 'न्यू होटल', 'e\u0301', '\u00e9', 'ホテル 🏨']) {
      expect(displayText(text)).toBe(text)
    }
  })

  it('shows controls, bidi marks, invisible characters and lone surrogates by their numbers', () => {
    expect(displayText('a\nb')).toBe('a\\u{a}b')
    expect(displayText('\u001b[2J')).toBe('\\u{1b}[2J')
    expect(displayText('\u202Egnp.exe')).toBe('\\u{202e}gnp.exe')
    expect(displayText('a\u2028b\u200Bc\uFEFF')).toBe('a\\u{2028}b\\u{200b}c\\u{feff}')
    expect(displayText('\uD800x')).toBe('\\u{d800}x')
    expect(displayText('\u0085\u0000')).toBe('\\u{85}\\u{0}')
  })

  it('keeps text short', () => {
    const shown = displayText('🏨'.repeat(10_000))
    expect([...shown]).toHaveLength(200)
    expect(shown.endsWith('…')).toBe(true)
  })
})
