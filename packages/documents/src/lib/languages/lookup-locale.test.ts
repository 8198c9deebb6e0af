import { parseTypeMetadata } from '@lontar/credentials/type-metadata'
import { describe, expect, it } from 'vitest'
import { createTypeMetadata } from '../credential-types/type-metadata.ts'
import { lookupLocale, lookupText } from './lookup-locale.ts'

const locales = ['id', 'en', 'mqy']

describe('lookupLocale', () => {
  it.each([
    [['mqy'], 'mqy'],
    [['mqy-ID'], 'mqy'],
    [['MQY-latn-id'], 'mqy'],
    [['mqy-x-contoh'], 'mqy'],
    [['aoz'], 'id'],
    [['aoz', 'en'], 'en'],
    [['aoz-ID', 'mqy-ID', 'en'], 'mqy'],
    [['en-GB', 'id'], 'en'],
    [['*'], 'id'],
    [[''], 'id'],
    [['m'], 'id'],
    [['x-mqy'], 'id'],
    [['mqyx'], 'id'],
    [[], 'id'],
  ])('for %j finds %s', (ranges, locale) => {
    expect(lookupLocale(ranges, locales)).toBe(locale)
  })

  it('takes the locale as it is written, and the default that is named', () => {
    expect(lookupLocale(['zh-hant-cn'], ['zh-Hant'])).toBe('zh-Hant')
    expect(lookupLocale(['aoz'], locales, 'en')).toBe('en')
  })

  it('drops a single letter with what it introduces (RFC 4647 section 3.4)', () => {
    expect(lookupLocale(['zh-Hant-CN-x-private1-private2'], ['zh-Hant-CN-x'])).toBe('id')
    expect(lookupLocale(['zh-Hant-CN-x-private1-private2'], ['zh-Hant-CN-x-private1'])).toBe(
      'zh-Hant-CN-x-private1',
    )
  })

  it('gives up on a range that is no range', () => {
    expect(lookupLocale(['mqy-'.repeat(50_000)], locales)).toBe('id')
  })

  it('chooses among the displays of a type, which may be in any language', () => {
    const metadata = createTypeMetadata('https://issuer.example', 'ktp-proof')
    const displays = [
      { locale: 'id', name: 'Bukti KTP' },
      { locale: 'mqy', name: '(native reviewer)' },
    ]
    const { display } = parseTypeMetadata(JSON.stringify({ ...metadata, display: displays }))
    const shown = (range: string): string | undefined => {
      const locale = lookupLocale(
        [range],
        (display ?? []).map((one) => one.locale),
      )
      return display?.find((one) => one.locale === locale)?.name
    }
    expect(shown('mqy-ID')).toBe('(native reviewer)')
    expect(shown('aoz')).toBe('Bukti KTP')
  })
})

describe('lookupText', () => {
  const text = { id: 'Berlaku', en: 'Valid' }

  it('falls back to Indonesian', () => {
    expect(lookupText(text, ['mqy'])).toBe('Berlaku')
    expect(lookupText(text, ['en-AU'])).toBe('Valid')
    expect(lookupText({ ...text, xbr: '(native reviewer)' }, ['xbr', 'en'])).toBe('(native reviewer)')
  })

  it('finds no text in what every object has', () => {
    for (const range of ['constructor', '__proto__', 'toString'])
      expect(lookupText(text, [range])).toBe('Berlaku')
  })
})
