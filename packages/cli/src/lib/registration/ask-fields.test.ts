import { requiredKtpKeys } from '@lontar/documents/ktp'
import { describe, expect, it } from 'vitest'
import { memoryEnvironment, memoryInvocation } from '../memory-environment.test-support.ts'
import { confirmedFields, fieldQuestion, fieldRefusal, requireFieldsSource } from './ask-fields.ts'

const warning = { code: 'readings_differ', text: { id: 'Lihat.', en: 'Look.' } } as const
const read = Object.fromEntries(requiredKtpKeys.map((key) => [key, { text: key, confidence: 1 }]))
const yes = memoryInvocation(memoryEnvironment(), { yes: true })

describe('--yes', () => {
  it('takes the fields as read, without an optional one that is doubtful', async () => {
    const fields = { ...read, agama: { text: 'agama', confidence: 0.1, warning } }
    expect(await confirmedFields(yes, undefined, fields)).toEqual(
      Object.fromEntries(requiredKtpKeys.map((key) => [key, key])),
    )
  })

  it.each(requiredKtpKeys)('does not do when %s is doubtful, or was not read', async (key) => {
    const doubtful = { ...read, [key]: { text: key, confidence: 1, warning } }
    await expect(confirmedFields(yes, undefined, doubtful)).rejects.toMatchObject({ code: 'usage' })
    const { [key]: _, ...lacking } = read
    await expect(confirmedFields(yes, undefined, lacking)).rejects.toMatchObject({ code: 'usage' })
  })
})

describe('who confirms', () => {
  const alone = memoryInvocation(memoryEnvironment())

  it('is looked for beforehand: a file, or --yes with what was read', () => {
    const sources = [
      [alone, {}, undefined],
      [yes, {}, undefined],
      [yes, undefined, new Uint8Array(1)],
    ] as const
    for (const [invocation, given, picture] of sources) {
      expect(() => requireFieldsSource(invocation, given, picture)).not.toThrow()
    }
  })

  it.each([
    ['nobody can be asked', alone, new Uint8Array(1), /--fields FILE or --yes/],
    ['--yes has nothing to confirm', yes, undefined, /--scan PICTURE or --fields FILE/],
  ] as const)('is nobody where %s', (_, invocation, picture, said) => {
    expect(() => requireFieldsSource(invocation, undefined, picture)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(said) }),
    )
  })
})

describe('a field at the terminal', () => {
  const [id, en] = (['id', 'en'] as const).map((lang) => memoryInvocation(memoryEnvironment(), { lang }))
  if (id === undefined || en === undefined) throw new Error('Two languages.')

  it('is asked for by its label, the shape that is wanted, and its doubt', () => {
    expect(fieldQuestion(id, 'tanggalLahir', undefined)).toBe('Tanggal lahir (HH-BB-TTTT)')
    expect(fieldQuestion(en, 'tanggalLahir', { text: '', confidence: 1, warning })).toBe(
      'Tanggal lahir (DD-MM-YYYY) — Look.',
    )
    expect(fieldQuestion(id, 'nama', { text: '', confidence: 1 })).toBe('Nama')
  })

  it.each([
    ['tanggalLahir', '1990-08-17', 'HH-BB-TTTT', 'DD-MM-YYYY'],
    ['jenisKelamin', 'WANITA', 'LAKI-LAKI atau PEREMPUAN', 'LAKI-LAKI or PEREMPUAN'],
    ['berlakuHingga', 'SELAMANYA', 'SEUMUR HIDUP atau HH-BB-TTTT', 'SEUMUR HIDUP or DD-MM-YYYY'],
    ['nik', '1', '16 angka', '16 digits'],
    ['nama', '', 'teks dengan huruf Latin', 'a text in Latin letters'],
  ] as const)('that cannot be, such as %s %s, is refused with what would do', (key, value, ...said) => {
    for (const [index, invocation] of [id, en].entries()) {
      expect(fieldRefusal(invocation, key, { [key]: value })).toContain(said[index])
    }
  })

  it('is taken as a card prints it, and an optional one may stay empty', () => {
    expect(fieldRefusal(id, 'tanggalLahir', { tanggalLahir: '17-08-1990' })).toBeUndefined()
    expect(fieldRefusal(id, 'golDarah', { golDarah: ' ' })).toBeUndefined()
  })
})
