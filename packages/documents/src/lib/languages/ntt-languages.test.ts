import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claims } from '../credential-types/claims.ts'
import { credentialTypes } from '../credential-types/credential-types.ts'
import { createTypeMetadata } from '../credential-types/type-metadata.ts'
import { ktpFindingCodes } from '../ktp/ktp-finding-codes.ts'
import { printedKtpFindings } from '../ktp/printed/printed-ktp-finding.ts'
import { nttLanguages } from './ntt-languages.ts'

describe('the languages of NTT', () => {
  it('are 23 with a code of ISO 639-3 each, Bahasa Indonesia first', () => {
    expect(nttLanguages).toHaveLength(23)
    expect(new Set(nttLanguages.map(({ code }) => code)).size).toBe(23)
    for (const { code } of nttLanguages) expect(code).toMatch(/^[a-z]{3}$/)
    expect(nttLanguages[0]?.code).toBe('ind')
  })

  it('know the forms of address of eleven', () => {
    const forms = nttLanguages.flatMap(({ addressForms }) =>
      addressForms === undefined ? [] : [addressForms],
    )
    expect(forms).toHaveLength(11)
    expect(nttLanguages.find(({ code }) => code === 'mqy')?.addressForms).toEqual({
      man: 'Nana',
      woman: 'Enu',
    })
  })

  it('hold names, areas and forms of address of one word, and no phrase', () => {
    for (const language of nttLanguages) {
      const { code, name, area, addressForms, ...rest } = language
      expect([code, name, area].every((text) => text !== '')).toBe(true)
      expect(rest).toEqual({})
      for (const form of Object.values(addressForms ?? {})) expect(form).toMatch(/^\p{Lu}[\p{L}’]+$/u)
    }
  })

  it('stand beside texts in Indonesian and English alone: no other was written by somebody who speaks it', () => {
    const texts = [
      ...claims.map(({ label }) => label),
      ...Object.values(credentialTypes).flatMap(({ display }) => [display.name, display.description]),
      ...Object.values(ktpFindingCodes).map(({ text }) => text),
      ...Object.values(printedKtpFindings).map(({ text }) => text),
    ]
    for (const text of texts) expect(Object.keys(text).sort()).toEqual(['en', 'id'])
    const metadata = JSON.stringify(createTypeMetadata('https://issuer.example', 'ktp'))
    const locales = new Set([...metadata.matchAll(/"locale":"([^"]+)"/g)].map(([, locale]) => locale))
    expect([...locales]).toEqual(['id', 'en'])
  })

  it('are named by their codes in no other source file, so that no phrase stands beside one', () => {
    const codes = nttLanguages.map(({ code }) => code).filter((code) => code !== 'ind' && code !== 'end')
    const keyed = new RegExp(`(?:^|[\\s{,])['"]?(?:${codes.join('|')})['"]?:\\s`, 'm')
    const source = join(import.meta.dirname, '../..')
    const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    )
    expect(files.length).toBeGreaterThan(50)
    expect(files.filter((file) => keyed.test(readFileSync(join(source, file), 'utf8')))).toEqual([])
    expect(keyed.test("{ mqy: 'x' }")).toBe(true)
  })
})
