import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { json } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer, type Ending } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { freePort } from '../free-port.test-support.ts'
import { passphrases } from '../memory-environment.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const user = { userId: 'dinas-contoh', password: 'rahasia-contoh', ipUser: '192.0.2.7' }
const header = 'nik,nama,tempatLahir,tanggalLahir,jenisKelamin,provinsi,kabupatenKota,kewarganegaraan,status'
const personOf = (nik: string, status: string) =>
  `${nik},${maria.nama},${maria.tempatLahir},${maria.tanggalLahir},${maria.jenisKelamin},${maria.provinsi},${maria.kabupatenKota},WNI,${status}`
/** Whom the office's own simulator does not know. */
const known = '5371995708900007'
const stop = new AbortController()
let url = ''
let served: Promise<Ending>

function write(name: string, value: unknown): string {
  writeFileSync(join(folder, name), JSON.stringify(value))
  return name
}

const issueAs = (nik: string, ...more: readonly string[]) =>
  lontar(['issue', '--ktp', '-', '--officer', 'dev', '--json', ...more], {
    input: JSON.stringify({ ...maria, nik }),
  })

interface Report {
  readonly ok: boolean
  readonly findings: readonly { readonly id: string; readonly ok: boolean; readonly detail: string }[]
}

async function registryFinding(...more: readonly string[]) {
  const { exitCode, stdout } = await lontar(['doctor', '--json', ...more])
  const { findings } = JSON.parse(stdout) as Report
  return { exitCode, ...findings.find(({ id }) => id === 'registry') }
}

/** A server on a free port; returns its address. */
async function serve(answer: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(answer as Parameters<typeof createServer>[0])
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

/** The simulated registry of a folder of its own, over HTTP, for its user alone. */
beforeAll(async () => {
  write('user.json', user)
  await lontar(['init', '--dir', 'elsewhere', ...developmentIssuer])
  const people = [header, personOf(known, 'active'), personOf(maria.nik, 'dead')].join('\n')
  await lontar(['registry', 'import', '-', '--dir', 'elsewhere', '--json'], { input: `${people}\n` })
  const port = await freePort()
  url = `http://127.0.0.1:${port}/`
  const args = ['registry', 'serve', '--dir', 'elsewhere', '--port', `${port}`, '--credentials', 'user.json']
  served = lontar(args, { stopSignal: stop.signal })
  const connected = ['--registry', url, '--registry-credentials', 'user.json']
  const made = await lontar(['init', ...developmentIssuer, ...connected])
  expect(made).toMatchObject({ exitCode: 0, stderr: '' })
  await vi.waitFor(async () => expect((await registryFinding()).ok).toBe(true), { timeout: 20_000 })
}, 60_000)

afterAll(async () => {
  stop.abort()
  expect((await served).exitCode).toBe(0)
})

describe('a registry that is connected', () => {
  it('is asked over HTTP in the place of the simulator of the data folder', async () => {
    const ending = await issueAs(known)
    expect([ending.exitCode, ending.stdout]).toEqual([0, expect.stringContaining('openid-credential-offer:')])
    // The office's own simulator has her as active.
    expect(codeOf(await issueAs(maria.nik))).toEqual([1, 'registry_dead'])
    const input = JSON.stringify({ ...maria, nik: known })
    const typed = ['register', '--fields', '-', '--officer', 'dev', '--json']
    expect(JSON.parse((await lontar(typed, { input })).stdout)).toMatchObject({ state: 'accepted' })
  })

  it('is told of by the doctor in either language', async () => {
    expect(await registryFinding()).toEqual({
      ...{ exitCode: 0, id: 'registry', ok: true },
      detail: 'answers (simulated), 1000 questions left',
    })
    expect((await registryFinding('--lang', 'id')).detail).toBe('menjawab (simulasi), sisa 1000 pertanyaan')
  })

  it('has its user neither in the configuration nor in clear in the database nor in any output', async () => {
    const outputs = [await lontar(['doctor']), await issueAs(known), await lontar(['doctor', '--json'])]
    const files = readdirSync(join(folder, 'lontar-data')).map((name) =>
      readFileSync(join(folder, 'lontar-data', name), 'latin1'),
    )
    expect(files.length).toBeGreaterThan(1)
    expect(files.join('')).toContain(url)
    for (const secret of ['dinas-contoh', 'rahasia-contoh', '192.0.2.7']) {
      expect(files.join('')).not.toContain(secret)
      expect(JSON.stringify(outputs)).not.toContain(secret)
    }
  })

  it('gets no user who was kept for another address, however the configuration is edited', async () => {
    let asked = 0
    const other = await serve((_request, response) => {
      asked += 1
      response.end('{}')
    })
    const file = join(folder, 'lontar-data', 'config.json')
    const before = readFileSync(file, 'utf8')
    onTestFinished(() => writeFileSync(file, before))
    writeFileSync(file, before.replace(url, other))
    expect(codeOf(await issueAs(known))).toEqual([1, 'registry_not_configured'])
    expect(await registryFinding()).toMatchObject({ exitCode: 1, ok: false, code: 'registry_not_configured' })
    expect(asked).toBe(0)
  })
})

describe('lontar registry connect', () => {
  const at = ['--dir', 'changing']
  const connect = (address: string, ...more: readonly string[]) =>
    lontar(['registry', 'connect', address, ...at, '--json', ...more])

  beforeAll(async () => {
    expect(await lontar(['init', ...at, ...developmentIssuer])).toMatchObject({ exitCode: 0 })
  })

  it('takes the user from variables, and one whom the registry refuses is told by the doctor', async () => {
    const variables = {
      ...passphrases,
      LONTAR_REGISTRY_USER: 'dinas-contoh',
      LONTAR_REGISTRY_PASSWORD: 'salah',
      LONTAR_REGISTRY_IP: '192.0.2.7',
    }
    const made = await lontar(['registry', 'connect', url, ...at, '--json'], { variables })
    expect([made.exitCode, JSON.parse(made.stdout)]).toEqual([0, { registry: url }])
    expect(await registryFinding(...at)).toMatchObject({
      ...{ exitCode: 1, ok: false, code: 'registry_unavailable' },
      detail: 'refuses the user: lontar registry connect with the right one',
    })
    expect((await registryFinding(...at, '--lang', 'id')).detail).toMatch(/^menolak pengguna: /)
    expect(codeOf(await issueAs(known, ...at))).toEqual([1, 'registry_unavailable'])
    expect(await connect(url, '--credentials', 'user.json')).toMatchObject({ exitCode: 0 })
    expect(await registryFinding(...at)).toMatchObject({ exitCode: 0, ok: true })
  })

  it('asks in the shape of the file', async () => {
    const asked: unknown[] = []
    const odd = await serve(async (request, response) => {
      asked.push(await json(request))
      response.setHeader('content-type', 'application/json')
      response.end('{"content":[{"RESPONSE_CODE":"13"}]}')
    })
    const shape = { fieldNames: { name: 'NAMA', userId: 'USER' }, dateFormat: 'YYYY-MM-DD', threshold: 90 }
    const file = write('shape.json', shape)
    expect(await connect(odd, '--credentials', 'user.json', '--shape', file)).toMatchObject({ exitCode: 0 })
    expect(codeOf(await issueAs(known, ...at))).toEqual([1, 'registry_not_found'])
    expect(asked).toEqual([
      expect.objectContaining({
        ...{ USER: 'dinas-contoh', PASSWORD: 'rahasia-contoh', IP_USER: '192.0.2.7' },
        ...{ NAMA: maria.nama, TGL_LHR: '1990-08-17', TRESHOLD: '90' },
      }),
    ])
  })

  it('tells silence, a closed port, an odd answer and a private network apart', async () => {
    const shape = write('quick.json', { timeoutMilliseconds: 100 })
    const silent = await serve(() => undefined)
    const odd = await serve((_request, response) => response.end('<html></html>'))
    const closed = `http://127.0.0.1:${await freePort()}/`
    for (const [address, detail] of [
      [silent, 'did not answer in time'],
      [closed, 'cannot be reached: see to the address, the network and its certificate'],
      [odd, 'answers in a form that is not known: see to the address and --shape'],
      ['https://10.0.0.1/', 'lies in a private network: lontar registry connect with --private-network'],
    ] as const) {
      expect(await connect(address, '--credentials', 'user.json', '--shape', shape)).toMatchObject({
        exitCode: 0,
      })
      expect((await registryFinding(...at)).detail).toContain(detail)
    }
  })

  it('keeps to what is asked now when something of the new one is wrong', async () => {
    expect(await connect(url, '--credentials', 'user.json')).toMatchObject({ exitCode: 0 })
    const half = write('half.json', { userId: 'dinas-contoh' })
    const shape = write('odd.json', { fieldNames: { shoeSize: 'UKURAN' } })
    for (const args of [
      ['ftp://registry.example/', '--credentials', 'user.json'],
      ['https://user:word@registry.example/', '--credentials', 'user.json'],
      ['https://registry.example/?key=word', '--credentials', 'user.json'],
      [url],
      [url, '--credentials', half],
      [url, '--credentials', 'user.json', '--shape', shape],
    ]) {
      const [address = '', ...more] = args
      const refused = await connect(address, ...more)
      expect(codeOf(refused), args.join(' ')).toEqual([2, 'usage'])
      expect(refused.stderr).not.toMatch(/word@|key=word|dinas-contoh/)
    }
    expect(await registryFinding(...at)).toMatchObject({
      ok: true,
      detail: expect.stringContaining('answers'),
    })
  })

  it('is undone by disconnect, which erases the user', async () => {
    expect(await connect(url, '--credentials', 'user.json')).toMatchObject({ exitCode: 0 })
    const undo = () => lontar(['registry', 'disconnect', ...at, '--json'])
    expect(JSON.parse((await undo()).stdout)).toEqual({ disconnected: true })
    expect(JSON.parse((await undo()).stdout)).toEqual({ disconnected: false })
    expect(await registryFinding(...at)).toMatchObject({ ok: true, detail: 'simulated' })
    expect(await issueAs(maria.nik, ...at)).toMatchObject({ exitCode: 0 })
  })
})

describe('without --dev', () => {
  const real = ['--url', 'https://issuer.example', '--name', 'Dinas', '--json']
  const init = (dir: string, ...more: readonly string[]) => lontar(['init', '--dir', dir, ...real, ...more])

  it.each([
    ['http', 'http://127.0.0.1:4200/', 'url_scheme_forbidden'],
    ['this machine', 'https://127.0.0.1/', 'url_address_forbidden'],
    ['this machine by another name', 'https://registry.localhost/', 'url_address_forbidden'],
  ])('a registry by %s is refused, and nothing is set up', async (_, address, code) => {
    const refused = await init('refused', '--registry', address, '--registry-credentials', 'user.json')
    expect(codeOf(refused)).toEqual([1, code])
    expect(readdirSync(folder)).not.toContain('refused')
  })

  it('a registry by https is kept, and an answer that is not there refuses the issue', async () => {
    const registry = ['--registry', 'https://10.0.0.1/verify', '--registry-credentials', 'user.json']
    expect(await init('real', ...registry)).toMatchObject({ exitCode: 0, stderr: '' })
    const { issuer } = JSON.parse(readFileSync(join(folder, 'real', 'config.json'), 'utf8')) as {
      issuer: object
    }
    expect(issuer).toMatchObject({ registry: { url: 'https://10.0.0.1/verify' } })
    const officer = { ...passphrases, LONTAR_OFFICER_PASSPHRASE: 'kuda benar baterai' }
    await lontar(['officer', 'add', 'ani', '--name', 'Ani', '--dir', 'real'], { variables: officer })
    const asked = ['issue', '--ktp', '-', '--officer', 'ani', '--dir', 'real', '--json']
    const input = JSON.stringify({ ...maria, nik: known })
    expect(codeOf(await lontar(asked, { input, variables: officer }))).toEqual([1, 'registry_unavailable'])
    expect(await lontar(['registry', 'disconnect', '--dir', 'real'])).toMatchObject({ exitCode: 0 })
    const without = await lontar(asked, { input, variables: officer })
    expect(codeOf(without)).toEqual([1, 'registry_not_configured'])
    expect((JSON.parse(without.stdout) as { error: { fix: string } }).error.fix).toContain(
      'lontar registry connect',
    )
  })

  it('options of a registry without one are used wrongly', async () => {
    for (const option of [['--registry-credentials', 'user.json'], ['--registry-private-network']])
      expect(codeOf(await init('refused', ...option))).toEqual([2, 'usage'])
  })
})

describe('lontar init --minimum-level', () => {
  it('high refuses what one officer decided, and the doctor shows the level', async () => {
    const strict = ['--dir', 'strict']
    await lontar(['init', ...strict, ...developmentIssuer, '--minimum-level', 'high'])
    expect(codeOf(await issueAs(maria.nik, ...strict))).toEqual([1, 'assurance_level_too_low'])
    expect((await lontar(['doctor', ...strict])).stdout).toContain('✓ minimum_level: high\n')
    expect((await lontar(['doctor'])).stdout).toContain('✓ minimum_level: substantial\n')
  })

  it('low is told of by the doctor, and another word is none', async () => {
    const lax = ['--dir', 'lax']
    await lontar(['init', ...lax, ...developmentIssuer, '--minimum-level', 'low'])
    expect((await lontar(['doctor', ...lax])).stdout).toMatch(/^! minimum_level: low: /m)
    const none = await lontar(['init', '--dir', 'none', ...developmentIssuer, '--minimum-level', 'none'])
    expect(codeOf(none)).toEqual([2, 'usage'])
  })
})
