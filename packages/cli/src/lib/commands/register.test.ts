import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { passphrases } from '../memory-environment.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const picture = fileURLToPath(new URL('../../../demo/maria-contoh.jpg', import.meta.url))

const input = JSON.stringify(maria)
const register = ['register', '--json']
const words = ['register', '--lang']
const typed = [...register, '--fields', '-']

interface Answer {
  readonly registrationId: string
  readonly state: string
  readonly reasons: readonly { readonly code: string }[]
  readonly offer?: { readonly credentialOfferUri: string }
}

const answerOf = (stdout: string): Answer => JSON.parse(stdout) as Answer

beforeAll(async () => {
  expect(await lontar(['init', ...developmentIssuer])).toMatchObject({ exitCode: 0 })
})

describe('a registration at the counter', () => {
  it('of typed fields goes to the officer and to an offer', async () => {
    const { exitCode, stdout, stderr } = await lontar([...typed, '--officer', 'dev'], { input })
    expect(exitCode).toBe(0)
    const answer = answerOf(stdout)
    expect([answer.state, answer.reasons]).toEqual(['accepted', []])
    expect(answer.offer?.credentialOfferUri).toMatch(/^openid-credential-offer:/)
    expect(stderr).toBe(`Registration: ${answer.registrationId} (go on with --resume)\n`)
  })

  it('without an officer waits, goes on with one, and makes one offer however often it is resumed', async () => {
    const waiting = answerOf((await lontar(typed, { input })).stdout)
    expect([waiting.state, waiting.reasons.map(({ code }) => code), waiting.offer]).toEqual([
      'review',
      ['officer_not_confirmed'],
      undefined,
    ])
    const resume = [...register, '--resume', waiting.registrationId]
    expect(answerOf((await lontar(resume)).stdout)).toMatchObject({ state: 'review' })
    const ends = [
      await lontar([...resume, '--officer', 'dev']),
      await lontar([...resume, '--officer', 'dev']),
    ]
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([0, 0])
    expect(ends.map(({ stdout }) => answerOf(stdout).state)).toEqual(['accepted', 'accepted'])
    expect(ends.map(({ stdout }) => answerOf(stdout).offer === undefined)).toEqual([false, true])
    expect(answerOf(ends[1]?.stdout ?? '')).toMatchObject({ noOffer: 'given_before' })
    const again = (language: string) => lontar([...words, language, '--resume', waiting.registrationId])
    expect((await again('en')).stdout).toMatch(/accepted\nIts offer was made and shown before/)
    expect((await again('id')).stdout).toMatch(/diterima\nTawarannya sudah pernah dibuat/)
    const later = { now: () => new Date('2026-11-24T02:11:00Z') }
    const late = await lontar(resume, later)
    expect([late.exitCode, answerOf(late.stdout)]).toEqual([
      1,
      expect.objectContaining({ state: 'accepted', noOffer: 'time_over' }),
    ])
    const told = await lontar([...words, 'id', '--resume', waiting.registrationId], later)
    expect(told.stdout).toMatch(/diterima\nSudah lewat sepuluh menit/)
  })

  it('that no officer can lift says so, asks for no signature, and ends with 1 with an officer or without', async () => {
    const elsewhere = { ...maria, provinsi: 'BALI', kabupatenKota: 'KOTA DENPASAR' }
    const asked = { input: JSON.stringify(elsewhere) }
    for (const officer of [[], ['--officer', 'dev']]) {
      const { exitCode, stdout } = await lontar([...typed, ...officer], asked)
      const { registrationId, reasons, ...rest } = answerOf(stdout)
      expect([exitCode, rest]).toEqual([
        1,
        expect.objectContaining({ state: 'review', waitsFor: 'evidence' }),
      ])
      expect(reasons).toEqual([
        { code: 'registry_mismatch', remedy: 'evidence', canReview: false, about: ['province', 'regency'] },
        { code: 'residence_refused', remedy: 'evidence', canReview: false, about: [] },
        { code: 'officer_not_confirmed', remedy: 'officer', canReview: true, about: [] },
      ])
      const told = await lontar([...words, 'id', '--resume', registrationId, ...officer])
      expect(told.exitCode).toBe(1)
      expect(told.stdout).toMatch(/: tertahan\n.*provinsi, kabupaten\/kota \[registry_mismatch\]/s)
      expect(told.stdout).toContain('Tidak ada petugas yang dapat menyetujuinya seperti ini.')
      expect(told.stdout).not.toContain('menunggu')
      const english = await lontar([...words, 'en', '--resume', registrationId, ...officer])
      expect(english.stdout).toMatch(/: held\n.*: province, regency or city \[registry_mismatch\]/s)
      expect(english.stdout).toContain('No officer can accept it as it is.')
    }
  })

  it('waits for an officer with 0 when none was named, and says who is waited for', async () => {
    const { exitCode, stdout } = await lontar([...words, 'id', '--fields', '-'], { input })
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/: menunggu petugas\n/)])
    expect(answerOf((await lontar(typed, { input })).stdout)).toMatchObject({ waitsFor: 'officer' })
  })

  it('that is refused says why and what to do, in either language, and ends with 1', async () => {
    const child = { ...maria, nik: '5371995708150001', tanggalLahir: '17-08-2015' }
    const asked = { input: JSON.stringify(child) }
    const { exitCode, stdout } = await lontar([...typed, '--officer', 'dev'], asked)
    expect([exitCode, answerOf(stdout).state]).toEqual([1, 'refused'])
    expect(answerOf(stdout).reasons.map(({ code }) => code)).toContain('holder_too_young')
    const told = await lontar(['register', '--fields', '-', '--lang', 'id'], { input: JSON.stringify(child) })
    expect([told.exitCode, told.stdout]).toEqual([1, expect.stringMatching(/ditolak\n- .*\[/s)])
    const { fix } = errorCatalogue.holder_too_young
    expect(told.stdout).toContain(`[holder_too_young]\n  ${fix.id}\n`)
  })

  it('asks nobody who is not there', async () => {
    const ending = await lontar(register)
    expect(codeOf(ending)).toEqual([2, 'usage'])
    expect(ending.stderr).toBe('nobody can be asked: pass --fields FILE or --yes\n')
    expect(codeOf(await lontar([...register, '--resume', 'nobody']))).toEqual([1, 'registration_unknown'])
  })
})

describe('before anything begins or is read', () => {
  const scan = [...register, '--scan', 'early.jpg']
  const passphrase = { variables: { ...passphrases, LONTAR_OFFICER_PASSPHRASE: 'kuda benar' } }
  const wrong = { variables: { ...passphrases, LONTAR_OFFICER_PASSPHRASE: 'kuda salah' } }

  beforeAll(async () => {
    copyFileSync(picture, join(folder, 'early.jpg'))
    const add = ['officer', 'add', 'ani', '--name', 'Ani Contoh', '--json']
    expect(await lontar(add, passphrase)).toMatchObject({ exitCode: 0 })
  })

  it.each([
    ['nobody can confirm the fields', [...scan, '--officer', 'dev'], {}, [2, 'usage']],
    ['an officer is unknown', [...scan, '--yes', '--officer', 'nobody'], {}, [1, 'officer_unknown']],
    [
      'an officer is unknown and nobody confirms',
      [...scan, '--officer', 'nobody'],
      {},
      [1, 'officer_unknown'],
    ],
    ['there is no passphrase', [...scan, '--yes', '--officer', 'ani'], {}, [1, 'passphrase_missing']],
    ['a passphrase is wrong', [...scan, '--yes', '--officer', 'ani'], wrong, [1, 'passphrase_wrong']],
    [
      'a wrong one, with typed fields',
      [...typed, '--officer', 'ani'],
      { ...wrong, input },
      [1, 'passphrase_wrong'],
    ],
    ['the fields are not JSON', [...typed, '--scan', 'early.jpg'], { input: '{' }, [1, 'json_malformed']],
  ] as const)('it is told that %s', async (_, args, parts, expected) => {
    const ending = await lontar(args, parts)
    expect(codeOf(ending)).toEqual(expected)
    expect(ending.stderr).not.toMatch(/Registration:|picture/)
  })
})

describe('a picture', () => {
  it.each([
    ['no picture', 'note.jpg', Buffer.from('%PDF-1.7'), 'card_image_unreadable'],
    ['40 MB', 'large.jpg', Buffer.alloc(40_000_000), 'card_image_too_large'],
  ])('that is %s is refused by name', async (_, name, bytes, code) => {
    writeFileSync(join(folder, name), bytes)
    const ending = await lontar([...register, '--scan', name, '--yes'])
    expect(codeOf(ending)[1]).toBe(code)
    expect(codeOf(await lontar([...register, '--scan', 'absent.jpg', '--yes']))[1]).toBe('file_unreadable')
  })

  it('is read with its progress told, and the same one again is the same registration', async () => {
    copyFileSync(picture, join(folder, 'maria.jpg'))
    const scan = [...register, '--scan', 'maria.jpg', '--yes']
    const first = await lontar(scan)
    expect(answerOf(first.stdout).state).toBe('review')
    expect(first.stderr).toMatch(/Opening the picture.*Reading the card.*Read \(100 %\)/s)
    expect(first.stderr).not.toContain(maria.nik)
    const again = await lontar([...scan, '--officer', 'dev'])
    expect(answerOf(again.stdout)).toMatchObject({
      registrationId: answerOf(first.stdout).registrationId,
      state: 'accepted',
    })
    expect(again.stderr).toBe('')
  }, 60_000)

  it('of a folder is one person, and what fails is told by its place while the others go on', async () => {
    mkdirSync(join(folder, 'cards'))
    writeFileSync(join(folder, 'cards', '1.png'), 'no picture')
    copyFileSync(picture, join(folder, 'cards', '2.jpg'))
    writeFileSync(join(folder, 'cards', 'notes.txt'), 'left alone')
    const scan = [...register, '--scan', 'cards', '--yes', '--dir', 'lontar-data']
    const ends = [await lontar(scan), await lontar(scan)]
    const [one, two] = ends.map(({ stdout }) => JSON.parse(stdout) as { registrations: readonly object[] })
    expect(one?.registrations).toMatchObject([
      { number: 1, error: { code: 'card_image_unreadable' } },
      { number: 2, state: 'accepted' },
    ])
    expect(two).toEqual(one)
    expect(ends.map(({ exitCode }) => exitCode)).toEqual([1, 1])
    const withFields = await lontar([...typed, '--scan', 'cards'], { input })
    expect(codeOf(withFields)).toEqual([2, 'usage'])
    mkdirSync(join(folder, 'empty'))
    expect(codeOf(await lontar([...register, '--scan', 'empty', '--yes']))).toEqual([2, 'usage'])
  }, 60_000)
})
