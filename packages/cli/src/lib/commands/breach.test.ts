import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)
const window = ['--from', '2026-11-24T09:00:00+08:00', '--to', '2026-11-24T11:00:00+08:00']
const report = ['breach', 'report', ...window]

beforeAll(async () => {
  writeFileSync(join(workingDirectory, 'ktp.json'), JSON.stringify(maria))
  expect((await lontar(['init', ...developmentIssuer])).exitCode).toBe(0)
  expect((await lontar(['issue', '--ktp', 'ktp.json', '--officer', 'dev', '--json'])).exitCode).toBe(0)
})

describe('the report of a breach', () => {
  it('names what was touched, by ids and kinds of data alone, and by when it is told', async () => {
    const { stdout, exitCode } = await lontar([...report, '--json', '--discovered', '2026-11-24T01:30:00Z'])
    expect(exitCode).toBe(0)
    const breach = JSON.parse(stdout) as { data: { type: string; claims: string[] }[]; issuances: object[] }
    expect(breach).toMatchObject({
      controller: { name: 'Dinas' },
      window: { from: '2026-11-24T01:00:00.000Z', to: '2026-11-24T03:00:00.000Z' },
      discoveredAt: '2026-11-24T01:30:00.000Z',
      notifyBy: '2026-11-27T01:30:00.000Z',
      counts: { credentials: 0, issuances: 1, persons: 1, consents: 1, evidenceImages: 0, presentations: 0 },
      issuances: [{ configurationIds: ['ktp_vc+sd-jwt', 'ktp_dc+sd-jwt'], holdsIdentity: true }],
    })
    expect(breach.data.map(({ type }) => type)).toEqual(['KtpCredential'])
    expect(breach.data[0]?.claims).toContain('personal_administrative_number')
    expect(breach.data[0]?.claims).not.toContain('blood_type')
    for (const value of [maria.nik, maria.nama]) expect(stdout).not.toContain(value)
  })

  it('is there in both languages, also in a file', async () => {
    const en = (await lontar([...report, '--lang', 'en'])).stdout
    const id = (await lontar([...report, '--lang', 'id'])).stdout
    expect(en).toContain('Tell the persons and the authority in writing by: 2026-11-27')
    expect(en).toContain('Data of KtpCredential: Full name')
    expect(id).toContain('Beri tahu secara tertulis')
    expect(id).toContain('Data KtpCredential: Nama lengkap')
    expect(id.split('\n')).toHaveLength(en.split('\n').length)
    expect((await lontar([...report, '--lang', 'id', '--out', 'breach.txt'])).exitCode).toBe(0)
    expect(readFileSync(join(workingDirectory, 'breach.txt'), 'utf8')).toBe(id)
  })

  it('is empty for a time in which nothing was', async () => {
    const before = [
      'breach',
      'report',
      '--from',
      '2026-11-20T00:00:00Z',
      '--to',
      '2026-11-21T00:00:00Z',
      '--json',
    ]
    expect(JSON.parse((await lontar(before)).stdout)).toMatchObject({
      credentials: [],
      issuances: [],
      data: [],
    })
  })

  it.each([
    ['turned around', ['--from', '2026-11-25T00:00:00Z', '--to', '2026-11-24T00:00:00Z']],
    ['without a zone', ['--from', '2026-11-24T00:00:00', '--to', '2026-11-24T01:00:00Z']],
    ['noticed in the future', [...window, '--discovered', '2026-11-24T02:00:01Z']],
  ])('is not written for a time that is %s', async (_, times) => {
    expect(codeOf(await lontar(['breach', 'report', ...times, '--json']))).toEqual([2, 'usage'])
  })
})
