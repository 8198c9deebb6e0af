import { beforeAll, describe, expect, it } from 'vitest'
import { commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const lontar = commandLineIn(temporaryFolder())
const list = ['register', 'list']
const elsewhere = { ...maria, provinsi: 'BALI', kabupatenKota: 'KOTA DENPASAR' }

async function register(person: object, ...args: readonly string[]): Promise<string> {
  const input = JSON.stringify(person)
  const { stdout } = await lontar(['register', '--json', '--fields', '-', ...args], { input })
  return (JSON.parse(stdout) as { registrationId: string }).registrationId
}

beforeAll(async () => {
  expect(await lontar(['init', ...developmentIssuer])).toMatchObject({ exitCode: 0 })
})

describe('the list of registrations', () => {
  it('says in either language that there is none', async () => {
    expect((await lontar([...list, '--lang', 'en'])).stdout).toBe('No registration goes on.\n')
    expect((await lontar([...list, '--lang', 'id'])).stdout).toBe('Tidak ada pendaftaran yang berjalan.\n')
  })

  it('holds what goes on with its times and what it waits for, what ended by --all, and nobody', async () => {
    const waiting = await register(maria)
    const held = await register(elsewhere)
    const accepted = await register(maria, '--officer', 'dev')
    const { exitCode, stdout } = await lontar([...list, '--json'])
    expect(exitCode).toBe(0)
    const times = { createdAt: '2026-11-24T02:00:00.000Z', expiresAt: '2026-12-01T02:00:00.000Z' }
    const { registrations } = JSON.parse(stdout) as { registrations: readonly object[] }
    expect(registrations).toHaveLength(2)
    expect(registrations).toEqual(
      expect.arrayContaining([
        { registrationId: waiting, state: 'review', waitsFor: 'officer', ...times },
        { registrationId: held, state: 'review', waitsFor: 'evidence', ...times },
      ]),
    )
    const all = await lontar([...list, '--all', '--json'])
    expect(all.stdout).toContain(accepted)
    const told = await lontar([...list, '--lang', 'id'])
    expect(told.stdout).toContain(
      `${waiting}  menunggu petugas\n  dimulai 2026-11-24 10:00:00 WITA, berakhir 2026-12-01 10:00:00 WITA\n`,
    )
    const english = await lontar([...list, '--lang', 'en'])
    expect(english.stdout).toContain(`${held}  held\n  begun 2026-11-24 10:00:00 WITA, ends `)
    for (const ending of [all, told, english]) expect(ending.stdout).not.toMatch(/MARIA|537199|KUPANG|BALI/)
    const late = await lontar([...list, '--json'], { now: () => new Date('2026-12-01T02:00:00Z') })
    expect(JSON.parse(late.stdout)).toEqual({ registrations: [] })
  })

  it('asks no registry, so that it lists where none is connected', async () => {
    const real = commandLineIn(temporaryFolder())
    const init = await real(['init', '--url', 'https://issuer.example', '--name', 'Dinas Contoh'])
    expect(init.exitCode).toBe(0)
    expect(await real([...list, '--json'])).toMatchObject({ exitCode: 0, stdout: '{"registrations":[]}\n' })
  })
})
