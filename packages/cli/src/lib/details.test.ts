import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { commandLineIn, developmentIssuer } from './command-line.test-support.ts'
import { maria } from './demo/people.ts'
import { passphrases } from './memory-environment.test-support.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const ani = { variables: { ...passphrases, LONTAR_OFFICER_PASSPHRASE: 'kuda benar' } }

beforeAll(async () => {
  expect(await lontar(['init', ...developmentIssuer])).toMatchObject({ exitCode: 0 })
  const add = ['officer', 'add', 'ani', '--name', 'Ani Contoh', '--json']
  expect(await lontar(add, ani)).toMatchObject({ exitCode: 0 })
  writeFileSync(join(folder, 'fake.jpg'), 'no picture')
  writeFileSync(join(folder, 'short.png'), Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))
})

const dev = ['--officer', 'dev']
const issue = ['issue', '--ktp', '-', ...dev]
const bali = { ...maria, provinsi: 'BALI', kabupatenKota: 'KOTA DENPASAR' }
const wrong = { ...ani.variables, LONTAR_OFFICER_PASSPHRASE: 'salah' }

/** A command that fails, what it gets, and its detail in both languages. */
const failures: readonly (readonly [readonly string[], object, RegExp, RegExp])[] = [
  [['register', '--scan', 'fake.jpg', '--yes'], {}, /The file is not a picture/, /Berkas ini bukan gambar/],
  [['register', '--scan', 'short.png', '--yes'], {}, /The PNG file/, /Berkas PNG/],
  [['register', '--resume', 'x', '--yes'], {}, /no such registration/, /Tidak ada pendaftaran/],
  [['register', '--fields', '-'], { input: '{}' }, /KTP file lacks provinsi/, /tidak memuat provinsi/],
  [
    ['register', '--fields', '-', '--officer', 'ani'],
    { input: '{}', variables: wrong },
    /officer's key/,
    /kunci petugas/,
  ],
  [issue, { input: JSON.stringify(bali) }, /: province, regency\./, /registri: provinsi, kabupaten\/kota\./],
  [issue, { input: JSON.stringify({ ...maria, nik: '1' }) }, /The NIK is not valid/, /NIK tidak sah: /],
  [
    issue,
    { input: JSON.stringify({ ...maria, tanggalLahir: '1' }) },
    /a date DD-MM-YYYY/,
    /tanggal HH-BB-TTTT/,
  ],
  [issue, { input: JSON.stringify({ ...maria, umur: '1' }) }, /none of: provinsi/, /kunci selain: provinsi/],
  [issue, { input: '[]' }, /one JSON object/, /satu objek JSON/],
  [['issue', '--passport', 'fake.jpg', ...dev], {}, /--passport is not JSON/, /--passport bukan JSON/],
  [
    ['issue', '--passport', '-', ...dev],
    { input: '{"a":1}' },
    /none of: mrz, chip/,
    /kunci selain: mrz, chip/,
  ],
  [
    ['registry', 'import', 'fake.jpg'],
    {},
    /names no column.*needs .*status/,
    /tidak menyebut satu pun kolom.*harus ada .*status/,
  ],
  [['registry', 'import', '-'], { input: '' }, /file is empty/, /registri kosong/],
  [['officer', 'add', 'ani', '--name', 'Ani'], ani, /officer with that id/, /petugas dengan kode/],
  [
    ['subject', 'list'],
    { variables: { LONTAR_PASSPHRASE: 'salah' } },
    /open the database/,
    /membuka basis data/,
  ],
]

describe('the detail of a failure', () => {
  it.each(failures)('of %j is in the language asked for', async (args, parts, en, id) => {
    const [english, indonesian] = [
      await lontar([...args, '--lang', 'en'], parts),
      await lontar([...args, '--lang', 'id'], parts),
    ]
    expect([english.exitCode, indonesian.exitCode]).toEqual([1, 1])
    expect(english.stderr).toMatch(en)
    expect(indonesian.stderr).toMatch(id)
    expect(indonesian.stderr).not.toMatch(en)
    expect(indonesian.stderr).not.toMatch(/\b(?:the|is|not|cannot|of)\b/i)
  })

  it('and the remedy of a file at hand speak of the file, and of no sender', async () => {
    for (const args of [
      ['issue', '--passport', 'fake.jpg', ...dev],
      ['issue', '--passport', 'short.png', ...dev],
    ]) {
      const { stderr } = await lontar([...args, '--lang', 'id'])
      expect(stderr).toContain('Periksa apakah ini berkas yang dimaksud')
      expect(stderr).not.toMatch(/pengirim|kirim ulang/)
      const { stdout } = await lontar([...args, '--lang', 'en', '--json'])
      expect(JSON.parse(stdout)).toMatchObject({
        error: { fix: expect.stringContaining('it is the file that was meant') },
      })
      expect(stdout).not.toMatch(/sender/)
    }
  })
})
