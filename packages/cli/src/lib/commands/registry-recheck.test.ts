import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { codeOf, commandLineIn, type Ending } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { freePort } from '../free-port.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const stop = new AbortController()
let served: Promise<Ending>
const covering = 'identity,registry,registry_recheck'

/** Who holds a credential, by what the register is to say of them later, and what they agreed to. */
const people = [
  { nik: '5371995708900011', status: 'active', consent: covering },
  { nik: '5371995708900012', status: 'dead', consent: covering },
  { nik: '5371995708900013', status: 'active', consent: 'identity,registry' },
  { nik: '5371995708900014', status: 'inactive', consent: covering },
]
const strangers = [{ nik: '5371995708900015' }]
const cardOf = (nik: string) => ({ ...maria, nik })

async function importAs(
  statusOf: (person: (typeof people)[number]) => string,
  provinsi: string = maria.provinsi,
) {
  const header =
    'nik,nama,tempatLahir,tanggalLahir,jenisKelamin,provinsi,kabupatenKota,kewarganegaraan,status'
  const { nama, tempatLahir, tanggalLahir, jenisKelamin, kabupatenKota } = maria
  const rows = people.map((person) =>
    [
      person.nik,
      nama,
      tempatLahir,
      tanggalLahir,
      jenisKelamin,
      provinsi,
      kabupatenKota,
      'WNI',
      statusOf(person),
    ].join(','),
  )
  const input = `${[header, ...rows].join('\n')}\n`
  expect(await lontar(['registry', 'import', '-', '--json'], { input })).toMatchObject({ exitCode: 0 })
}

interface Result {
  readonly asked: number
  readonly unchanged: number
  readonly before: number
  readonly notices: readonly {
    readonly line: number
    readonly finding: string
    readonly suspended: readonly string[]
  }[]
  readonly skipped: readonly { readonly line: number; readonly reason: string }[]
  readonly unanswered: readonly number[]
  readonly stopped: string | null
}

const recheck = (...more: readonly string[]) =>
  lontar(['registry', 'recheck', 'people.jsonl', '--per-minute', '600', '--json', ...more])
const resultOf = ({ stdout }: Ending): Result => JSON.parse(stdout) as Result

async function statuses(): Promise<readonly string[]> {
  const { stdout } = await lontar(['credential', 'list', '--json'])
  const { credentials } = JSON.parse(stdout) as { credentials: { status: string; reason: string | null }[] }
  return credentials.map(({ status, reason }) => `${status} ${reason ?? ''}`.trim()).sort()
}

async function serveRegistry(answer: RequestListener): Promise<void> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    await lontar(['registry', 'disconnect'])
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  writeFileSync(join(folder, 'user.json'), JSON.stringify({ userId: 'a', password: 'b', ipUser: 'c' }))
  const { port } = server.address() as AddressInfo
  const connect = ['registry', 'connect', `http://127.0.0.1:${port}/`, '--credentials', 'user.json']
  expect(await lontar(connect)).toMatchObject({ exitCode: 0 })
}

beforeAll(async () => {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  await lontar(['init', '--url', url, '--name', 'Dinas Contoh', '--dev'])
  served = lontar(['serve', '--port', `${port}`], { stopSignal: stop.signal })
  const answers = async () => expect((await fetch(`${url}/status-lists`)).status).toBeGreaterThan(0)
  await vi.waitFor(answers, { timeout: 20_000 })
  await lontar(['wallet', 'init', '--dev'])
  await lontar(['trust', 'export', '--out', 'trust.json'])
  await importAs(() => 'active')
  for (const { nik, consent } of people) {
    const issue = [
      'issue',
      '--ktp',
      '-',
      '--officer',
      'dev',
      '--format',
      'dc+sd-jwt',
      '--consent',
      consent,
      '--json',
    ]
    const issued = await lontar(issue, { input: JSON.stringify(cardOf(nik)) })
    const { credentialOfferUri, txCode } = JSON.parse(issued.stdout) as Record<string, string>
    const receive = [
      'wallet',
      'receive',
      `${credentialOfferUri}`,
      '--tx-code',
      `${txCode}`,
      '--trust',
      'trust.json',
    ]
    expect(await lontar(receive)).toMatchObject({ exitCode: 0 })
  }
  const lines = [...people, ...strangers].map(({ nik }) => JSON.stringify(cardOf(nik)))
  writeFileSync(join(folder, 'people.jsonl'), `${lines.join('\n')}\n`)
}, 120_000)

afterAll(async () => {
  stop.abort()
  expect((await served).exitCode).toBe(0)
})

describe('lontar registry recheck', () => {
  it('asks under a consent that covers it alone, and lists for an officer who has changed', async () => {
    await importAs(({ status }) => status)
    const ending = await recheck('--report', 'first.jsonl')
    const { asked, unchanged, notices, skipped, stopped } = resultOf(ending)
    expect([ending.exitCode, asked, unchanged, stopped]).toEqual([0, 3, 1, null])
    expect(notices).toMatchObject([
      { line: 2, finding: 'dead', denied: [], credentialIds: [expect.any(String)], suspended: [] },
      { line: 4, finding: 'inactive', suspended: [] },
    ])
    expect(skipped).toEqual([
      { line: 3, reason: 'consent_missing' },
      { line: 5, reason: 'no_credential' },
    ])
    expect(await statuses()).toEqual(['valid', 'valid', 'valid', 'valid'])
    expect(ending.stderr).toBe('5 of 5 people\n')
    const written = `${readFileSync(join(folder, 'first.jsonl'), 'utf8')}${ending.stdout}`
    for (const { nik } of people) expect(written).not.toContain(nik)
    expect(written).not.toContain(maria.nama)
  })

  it('goes on where a report ends, also behind a line that was cut short', async () => {
    expect(resultOf(await recheck('--report', 'first.jsonl'))).toMatchObject({ asked: 0, before: 3 })
    const lines = readFileSync(join(folder, 'first.jsonl'), 'utf8').split('\n')
    writeFileSync(join(folder, 'cut.jsonl'), `${lines.slice(0, 2).join('\n')}\n${lines[2]?.slice(0, 20)}`)
    expect(resultOf(await recheck('--report', 'cut.jsonl'))).toMatchObject({ asked: 2, before: 1 })
    expect(resultOf(await recheck('--report', 'cut.jsonl'))).toMatchObject({ asked: 0, before: 3 })
  })

  it('only says about whom it would ask, in a dry run', async () => {
    const told = await recheck('--dry-run', '--report', 'dry.jsonl')
    expect(resultOf(told)).toMatchObject({ dryRun: true, asked: 3, notices: [], unanswered: [] })
    expect(existsSync(join(folder, 'dry.jsonl'))).toBe(false)
  })

  it('names the elements that no longer agree, such as the province of who moved away', async () => {
    await importAs(() => 'active', 'BALI')
    const { notices } = resultOf(await recheck('--report', 'moved.jsonl'))
    expect(notices.map(({ line, finding }) => [line, finding])).toEqual([
      [1, 'changed'],
      [2, 'changed'],
      [4, 'changed'],
    ])
    expect(notices[0]).toMatchObject({ denied: expect.arrayContaining(['province']) })
    await importAs(({ status }) => status)
    const said = await lontar([
      'registry',
      'recheck',
      'people.jsonl',
      '--report',
      'words.jsonl',
      '--per-minute',
      '600',
    ])
    expect(said.stdout).toMatch(/^Answered: 3, unchanged: 1\nLine 2: has died: \S+\n/)
    expect(said.stdout).toContain('Line 5: skipped: no credential is in force')
  })

  it('stops where the registry keeps failing, loses nobody, and goes on later', async () => {
    const shape = { timeoutMilliseconds: 100 }
    writeFileSync(join(folder, 'shape.json'), JSON.stringify(shape))
    const asked: string[] = []
    let isSilent = true
    await serveRegistry(async (request, response) => {
      const { NIK = '' } = (await json(request)) as Record<string, string>
      asked.push(NIK)
      response.statusCode = isSilent ? 503 : 200
      response.end(JSON.stringify({ content: [{ RESPONSE_CODE: '11' }] }))
    })
    const broken = await recheck('--report', 'broken.jsonl')
    expect(broken.exitCode).toBe(1)
    expect(resultOf(broken)).toMatchObject({ asked: 0, unanswered: [1, 2], stopped: 'registry' })
    // Five failures open the circuit, and the person of line 4 is not asked about.
    expect(asked).not.toContain(people[3]?.nik)
    expect(await statuses()).toEqual(['valid', 'valid', 'valid', 'valid'])
    isSilent = false
    const mended = await recheck('--report', 'broken.jsonl')
    expect([mended.exitCode, resultOf(mended)]).toMatchObject([0, { asked: 3, before: 0, unanswered: [] }])
  })

  it('stops when it is asked to, and says so', async () => {
    const controller = new AbortController()
    controller.abort()
    const args = ['registry', 'recheck', 'people.jsonl', '--report', 'stopped.jsonl', '--json']
    const ending = await lontar(args, { stopSignal: controller.signal })
    expect([ending.exitCode, resultOf(ending)]).toMatchObject([1, { asked: 0, stopped: 'asked_to' }])
  })

  it('suspends with --suspend who is dead, double or inactive, and nobody else, for an officer to end it', async () => {
    const { notices } = resultOf(await recheck('--report', 'suspending.jsonl', '--suspend'))
    expect(notices.map(({ line, suspended }) => [line, suspended.length])).toEqual([
      [2, 1],
      [4, 1],
    ])
    expect(await statuses()).toEqual([
      'suspended registry: dead',
      'suspended registry: inactive',
      'valid',
      'valid',
    ])
    const again = resultOf(await recheck('--report', 'again.jsonl', '--suspend'))
    expect(again.notices.map(({ line, suspended }) => [line, suspended.length])).toEqual([
      [2, 0],
      [4, 0],
    ])
  })

  it.each([
    ['no report and no dry run', [], 'usage', 2],
    ['a report that is another file', ['--report', 'trust.json'], 'usage', 2],
    ['too many questions a minute', ['--dry-run', '--per-minute', '601'], 'usage', 2],
  ])('is refused with %s', async (_, more, code, exitCode) => {
    const before = readFileSync(join(folder, 'trust.json'), 'utf8')
    expect(codeOf(await recheck(...more))).toEqual([exitCode, code])
    expect(readFileSync(join(folder, 'trust.json'), 'utf8')).toBe(before)
  })

  it.each([
    ['no JSON', 'nik,nama'],
    ['no KTP file', '{"nik":"1"}'],
    ['somebody twice', JSON.stringify(cardOf(people[0]?.nik ?? ''))],
  ])('asks about nobody where a line is %s, and names the line', async (_, line) => {
    writeFileSync(join(folder, 'odd.jsonl'), readFileSync(join(folder, 'people.jsonl')))
    appendFileSync(join(folder, 'odd.jsonl'), `${line}\n`)
    const refused = await lontar([
      'registry',
      'recheck',
      'odd.jsonl',
      '--report',
      'odd-report.jsonl',
      '--json',
    ])
    expect(codeOf(refused)).toEqual([1, 'registry_file_malformed'])
    expect(refused.stderr).toContain('line 6')
    expect(existsSync(join(folder, 'odd-report.jsonl'))).toBe(false)
  })
})
