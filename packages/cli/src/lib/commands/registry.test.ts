import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createGuardedFetch } from '@lontar/credentials/guarded-fetch'
import { openRegistryClient } from '@lontar/proofing'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { freePort } from '../free-port.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const lontar = commandLineIn(temporaryFolder())
const header = 'nik,nama,tempatLahir,tanggalLahir,jenisKelamin,provinsi,kabupatenKota,kewarganegaraan,status'
const row = 'MARIA CONTOH,KUPANG,17-08-1990,PEREMPUAN,NUSA TENGGARA TIMUR,KOTA KUPANG,WNI'
const people = [header, `5371995708900001,${row},active`, `5371995708900002,${row},dead`].join('\n')

beforeAll(async () => {
  expect(await lontar(['init', ...developmentIssuer])).toMatchObject({ exitCode: 0 })
})

describe('lontar registry serve', () => {
  it('answers for the imported people over HTTP until it is stopped', async () => {
    const imported = await lontar(['registry', 'import', '-', '--json'], { input: `${people}\n` })
    expect(JSON.parse(imported.stdout)).toEqual({ imported: 2 })
    const words = async (lines: readonly string[], lang: string) =>
      (await lontar(['registry', 'import', '-', '--lang', lang], { input: lines.join('\n') })).stdout
    const [first = '', second = '', third = ''] = people.split('\n')
    expect(await words([first, second], 'en')).toBe('1 person loaded.\n')
    expect(await words([first, second, third], 'en')).toBe('2 people loaded.\n')
    expect(await words([first, second], 'id')).toBe('1 orang dimuat.\n')
    const port = await freePort()
    const url = `http://127.0.0.1:${port}`
    const controller = new AbortController()
    const ended = lontar(['registry', 'serve', '--port', `${port}`], { stopSignal: controller.signal })
    const registry = openRegistryClient({
      ...{ url, credentials: { userId: 'dinas', password: 'contoh', ipUser: '127.0.0.1' } },
      fetch: createGuardedFetch({ dangerouslyAllowLoopbackHttp: true }),
      failuresToOpen: 1000, // the server is still starting
    })
    const stateOf = async (nik: string) => {
      const elements = { name: 'MARIA CONTOH', birthdate: '1990-08-17', sex: 'female' }
      const query = { nik, elements, consentRef: 'consent-1', purpose: 'identity_verification' }
      return (await registry.verifyElements(query)).state
    }
    const listens = async () => expect(await stateOf('5371995708900001')).toBe('active')
    await vi.waitFor(listens, { timeout: 20_000, interval: 50 })
    expect(registry.simulated).toBe(true)
    expect(await stateOf('5371995708900002')).toBe('dead')
    expect(await stateOf('5371995708900003')).toBe('not_found')
    controller.abort()
    expect(await ended).toEqual({
      exitCode: 0,
      stdout: `${JSON.stringify({ event: 'listening', url })}\n`,
      stderr: '',
    })
  })

  it('and import are refused outside development', async () => {
    const init = ['init', '--dir', 'real', '--url', 'https://issuer.example', '--name', 'Dinas', '--json']
    expect(await lontar(init)).toMatchObject({ exitCode: 0 })
    for (const command of [['serve'], ['import', '-']]) {
      const refused = await lontar(['registry', ...command, '--dir', 'real', '--json'], { input: people })
      expect(codeOf(refused)).toEqual([1, 'simulated_evidence_refused'])
    }
  })
})

describe('the example of the guide', () => {
  it('is a registry file, and its columns are those that a file without them is told of', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../../docs/administrator.md'), 'utf8')
    const input = /```csv\n([^`]*)```/.exec(page)?.[1] ?? ''
    expect((await lontar(['registry', 'import', '-', '--lang', 'en'], { input })).stdout).toBe(
      '2 people loaded.\n',
    )
    const { stderr } = await lontar(['registry', 'import', '-'], {
      input: input.split('\n').slice(1).join('\n'),
    })
    const [columns = ''] = input.split('\n')
    for (const column of columns.split(',')) expect(stderr).toMatch(new RegExp(`\\b${column}\\b`))
    expect(stderr).not.toMatch(/FIKTIF|\d{16}/)
  })
})
