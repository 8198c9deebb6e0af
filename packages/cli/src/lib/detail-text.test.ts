import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { MalformedError, VerificationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { indonesianDetail } from './detail-text.ts'
import { detailPhrases, detailTexts } from './detail-texts.ts'
import { failureText } from './failure-text.ts'

const packages = fileURLToPath(new URL('../../../', import.meta.url))
/** What the commands of the counter do not reach: asks, faces by an engine, HTTP, agents, verifiers. */
const elsewhere = /\/(?:ask|face|liveness|agent|verifier)\/|read-registration-request/

/** The sentences of the sources: what is said when something fails; values are `{}`. */
function messagesIn(room: string): readonly string[] {
  const files = globSync(`${packages}${room}/src/lib/**/*.ts`)
  const sources = files.filter((file) => !file.endsWith('.test.ts') && !elsewhere.test(file))
  return sources.flatMap((file) => messagesOf(readFileSync(file, 'utf8')))
}

function messagesOf(source: string): readonly string[] {
  const code = source.replace(/^\s*(?:\/\*\*|\*|\/\/).*$/gm, '')
  const sentences = code.matchAll(/(?<!\b(?:id|en): )(['"`])((?:[A-Z]|\$\{)(?:(?!\1).)*\.)\1/g)
  const thrown = code.matchAll(/new \w+Error\(\s*'\w+',\s*(['"`])((?:(?!\1).)+)\1/g)
  const texts = [...sentences, ...thrown].map(([, , text = '']) => text)
  return texts.map((text) => text.replace(/\$\{[^}]*\}/g, '{}')).filter((text) => text !== '{}{}.')
}

describe('what other packages say when they fail', () => {
  const messages = new Set(['documents', 'proofing', 'store'].flatMap(messagesIn))

  it('is found in their sources', () => {
    const source = [
      "throw new OperationError(\n  'usage',\n  'One without a full stop',\n)",
      '/** "A comment." */',
      "failure('Two of them.')",
      "text: { id: 'Tiga.', en: 'Three.' }",
      'malformed(`Line $' + '{numbers[index]?.number} of $' + '{it}.`)',
    ]
    expect(messagesOf(source.join('\n'))).toEqual([
      'Two of them.',
      'Line {} of {}.',
      'One without a full stop',
    ])
    expect(messages.size).toBeGreaterThan(100)
  })

  it.each([...messages])('has a text in Indonesian: %s', (message) => {
    expect(Object.keys(detailTexts)).toContain(message)
  })

  it('is all that there are texts of', () => {
    expect(Object.keys(detailTexts).filter((message) => !messages.has(message))).toEqual([])
  })

  it('names as many values in either language', () => {
    const count = (text: string) => text.split('{}').length
    for (const [en, id] of Object.entries(detailTexts)) expect([en, count(id)]).toEqual([en, count(en)])
    for (const [en, id] of Object.entries(detailPhrases)) expect(id).not.toBe(en)
  })
})

describe('the Indonesian of a message', () => {
  const malformed = (message: string) => indonesianDetail(new MalformedError('ktp_malformed', message))

  it('is that of the table, with what it names', () => {
    expect(malformed('The KTP file lacks nik.')).toBe('Berkas KTP tidak memuat nik.')
    expect(malformed('No card prints such a value at tanggalLahir, which is a date DD-MM-YYYY.')).toBe(
      'Tidak ada kartu yang mencetak isian seperti itu pada tanggalLahir; yang dicetak adalah tanggal HH-BB-TTTT.',
    )
    expect(malformed('The file is not a picture.')).toBe('Berkas ini bukan gambar.')
    expect(malformed('constructor')).toBeUndefined()
    expect(malformed('The KTP file lacks nik and more')).toBeUndefined()
  })

  it('is the title of a reason, and the elements that it is about', () => {
    const mismatch = (rest: string) =>
      indonesianDetail(
        new VerificationError('registry_mismatch', `The card does not match the registry${rest}`),
      )
    expect(mismatch('.')).toBe('Data kartu tidak cocok dengan registri.')
    expect(mismatch(': province, regency, x.')).toBe(
      'Data kartu tidak cocok dengan registri: provinsi, kabupaten/kota, x.',
    )
    expect(mismatch(' at all.')).toBeUndefined()
  })

  it('that says no more than the title is not said twice', () => {
    const failure = new VerificationError('residence_refused', 'The applicant lives outside the area served.')
    for (const [language, title] of [
      ['id', 'Domisili pemohon di luar wilayah layanan'],
      ['en', 'The applicant lives outside the area served'],
    ] as const) {
      const lines = failureText({ code: failure.code, failure }, language)
      expect(lines).toHaveLength(3)
      expect(lines[0]).toBe(`${title} [residence_refused]`)
    }
  })
})
