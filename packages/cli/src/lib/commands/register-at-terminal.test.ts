import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import { commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { passphrases } from '../memory-environment.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'
import { keys, type Session, startAtTerminal } from '../terminal.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const atTerminal = (args: readonly string[], variables: Record<string, string> = passphrases) =>
  startAtTerminal([...args, '--lang', 'en'], { workingDirectory: folder, variables })
const picture = fileURLToPath(new URL('../../../demo/maria-contoh.jpg', import.meta.url))
/** Long enough that what is encrypted does not hold it by chance. */
const partOfPicture = readFileSync(picture).subarray(1000, 1032).toString('latin1')
const agree = (session: Session) => session.answer('agree to each item?', 'y')

const typed: readonly (readonly [string, string])[] = [
  ['Provinsi', maria.provinsi],
  ['Kabupaten/Kota', maria.kabupatenKota],
  ['NIK', maria.nik],
  ['Nama', maria.nama],
  ['Tempat lahir', maria.tempatLahir],
  ['Tanggal lahir', maria.tanggalLahir],
  ['Jenis kelamin', maria.jenisKelamin],
  ['Kewarganegaraan', maria.kewarganegaraan],
  ['Berlaku hingga', maria.berlakuHingga],
]

async function typeFields(session: Session, wrong: Readonly<Record<string, readonly [string, string]>> = {}) {
  for (const [label, value] of typed) {
    const [odd, told] = wrong[label] ?? []
    if (odd !== undefined && told !== undefined) {
      await session.answer(label, `${odd}${keys.enter}`)
      await session.answer(told, `${keys.eraseLine}${value}${keys.enter}`)
    } else await session.answer(label, `${value}${keys.enter}`)
  }
}

/** Everything that lies in the data folder. */
function onDisk(): string {
  const directory = join(folder, 'lontar-data')
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')
}

beforeAll(async () => {
  expect(await lontar(['init', ...developmentIssuer])).toMatchObject({ exitCode: 0 })
  copyFileSync(picture, join(folder, 'maria.jpg'))
})

describe('at a terminal, lontar register', () => {
  it('takes the fields one by one, and says how a card prints one that cannot be', async () => {
    const session = atTerminal(['register', '--officer', 'dev'])
    await agree(session)
    await typeFields(session, {
      NIK: ['53719957089', 'but: 16 digits'],
      'Tanggal lahir': ['1990-08-17', 'but: DD-MM-YYYY'],
      'Jenis kelamin': ['P', 'but: LAKI-LAKI or PEREMPUAN'],
    })
    await session.answer('Do the person, the document and the answers agree?', 'y')
    await session.answer('Make the offer', 'y')
    const { exitCode, screen } = await session.ended()
    expect([exitCode, screen]).toEqual([0, expect.stringContaining('openid-credential-offer:')])
  })

  it('sends to the registry what a person corrected of what was read', async () => {
    const header =
      'nik,nama,tempatLahir,tanggalLahir,jenisKelamin,provinsi,kabupatenKota,kewarganegaraan,status'
    const { nik, tempatLahir, tanggalLahir, jenisKelamin, provinsi, kabupatenKota } = maria
    const row = [
      nik,
      'MARIA TELADAN',
      tempatLahir,
      tanggalLahir,
      jenisKelamin,
      provinsi,
      kabupatenKota,
      'WNI',
    ]
    const csv = `${header}\n${row.join(',')},active\n`
    const data = ['--dir', 'corrected']
    expect(await lontar(['init', ...data, ...developmentIssuer])).toMatchObject({ exitCode: 0 })
    expect(await lontar(['registry', 'import', '-', ...data], { input: csv })).toMatchObject({ exitCode: 0 })
    const session = atTerminal(['register', '--scan', 'maria.jpg', '--officer', 'dev', ...data])
    await agree(session)
    for (const [label] of typed) {
      const corrected = label === 'Nama' ? `${keys.eraseLine}MARIA TELADAN` : ''
      await session.answer(label, `${corrected}${keys.enter}`)
    }
    // Which of the others were read is for the reader; the officer is asked after the last of them.
    const others = ['Gol. darah', 'Alamat', 'RT/RW', 'Kel/Desa', 'Kecamatan', 'Agama', 'Status', 'Pekerjaan']
    let rest: readonly string[] = [...others, 'Tempat terbit', 'Tanggal terbit', 'agree?']
    for (let label = await session.shows(...rest); label !== 'agree?'; label = await session.shows(...rest)) {
      rest = rest.slice(rest.indexOf(label) + 1)
      session.press(keys.enter)
    }
    session.press('y')
    await session.answer('Make the offer', 'y')
    expect(await session.ended()).toMatchObject({ exitCode: 0 })
  }, 60_000)

  it('left by Ctrl-C leaves a registration to go on with, and no picture in clear', async () => {
    const session = atTerminal(['register', '--scan', 'maria.jpg', '--officer', 'dev'])
    await agree(session)
    await session.answer('Provinsi', keys.enter)
    await session.answer('Kabupaten/Kota', keys.leave)
    const { exitCode, screen } = await session.ended()
    expect([exitCode, screen]).toEqual([1, expect.stringContaining('[consent_missing]')])
    const stored = onDisk()
    for (const trace of [partOfPicture, maria.nik, maria.nama]) expect(stored).not.toContain(trace)
    const [, id = ''] = /Registration: (\S+)/.exec(screen) ?? []
    const again = await lontar(['register', '--resume', id, '--officer', 'dev', '--yes', '--json'])
    expect([again.exitCode, JSON.parse(again.stdout)]).toMatchObject([0, { registrationId: id }])
  }, 60_000)

  it('ends without a trace where the person does not agree', async () => {
    const session = atTerminal(['register', '--officer', 'dev'])
    await session.answer('agree to each item?', keys.enter)
    const { exitCode, screen } = await session.ended()
    expect([exitCode, screen]).toEqual([1, expect.stringContaining('[consent_missing]')])
    expect(screen).not.toMatch(/Registration: /)
  })

  it('asks for passphrases without showing them', async () => {
    const officer = { ...passphrases, LONTAR_OFFICER_PASSPHRASE: 'kuda benar baterai' }
    const add = ['officer', 'add', 'ani', '--name', 'Ani Contoh', '--json']
    expect(await lontar(add, { variables: officer })).toMatchObject({ exitCode: 0 })
    const session = atTerminal(['register', '--officer', 'ani'], {})
    await session.answer('Passphrase', `${passphrases.LONTAR_PASSPHRASE}${keys.enter}`)
    await session.answer('Passphrase of the officer ani', `kuda benar baterai${keys.enter}`)
    await agree(session)
    await session.answer('Provinsi', keys.leave)
    const { exitCode, screen } = await session.ended()
    expect(exitCode).toBe(1)
    expect(screen).toMatch(/[▪•]{3}/)
    for (const secret of [passphrases.LONTAR_PASSPHRASE, 'kuda benar baterai', 'kuda'])
      expect(screen).not.toContain(secret)
  })
})
