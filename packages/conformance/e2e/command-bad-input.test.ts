import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk, freePort, lontarArgs, type Run, type Serving } from './support/lontar.ts'
import { asksYaml, maria } from './support/people.ts'

const marks = ['MARIA', 'CONTOH', maria.nik, '1990', 'MARKED']
let desk: Desk
let url: string
let server: Serving

beforeAll(async () => {
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-bad-')))
  url = `http://127.0.0.1:${await freePort()}`
  await writeFile(join(desk.folder, 'asks.yaml'), asksYaml)
  expect((await desk.run(['init', '--url', url, '--name', 'Dinas', '--dev'])).exitCode).toBe(0)
  const [serving, trust, wallet] = await Promise.all([
    desk.serve(['serve']),
    desk.run(['trust', 'export', '--out', 'trust.json']),
    desk.run(['wallet', 'init', '--dev']),
  ])
  expect([trust.exitCode, wallet.exitCode]).toEqual([0, 0])
  server = serving
}, 120_000)

afterAll(async () => {
  await server.stop()
  await rm(desk.folder, { recursive: true, force: true })
})

/** A refusal has a code and a remedy in both languages, exit code 1, and tells nothing about a person. */
function expectRefusal(run: Run, code: string): void {
  expect(run.exitCode, run.stdout + run.stderr).toBe(1)
  const { error } = run.json<{ error: { code: string; title: string; fix: string; docs: string } }>()
  expect(error.code).toBe(code)
  expect(error.title.length * error.fix.length).toBeGreaterThan(0)
  expect(error.docs).toBe(`docs/errors/${code}.md`)
  for (const mark of marks) expect(run.stdout + run.stderr).not.toContain(mark)
}

function issueFrom(text: string, ...more: string[]): Promise<Run> {
  return desk.run(['issue', '--ktp', '-', '--officer', 'dev', '--json', ...more], { input: text })
}

async function goodOffer(...more: string[]): Promise<{ credentialOfferUri: string; txCode: string }> {
  const run = await issueFrom(JSON.stringify(maria), ...more)
  expect(run.exitCode, run.stdout + run.stderr).toBe(0)
  return run.json()
}

function receive(uri: string, ...more: string[]): Promise<Run> {
  return desk.run(['wallet', 'receive', uri, '--trust', 'trust.json', '--json', ...more])
}

async function issuedCount(): Promise<number> {
  return (await desk.run(['credential', 'list', '--json'])).json<{ credentials: [] }>().credentials.length
}

describe('a KTP file that cannot be used', () => {
  const cases: readonly [string, string, string][] = [
    ['is not JSON', '{"nama": "MARIA', 'json_malformed'],
    ['repeats a key', '{"nama":"MARIA","nama":"MARIA"}', 'json_malformed'],
    ['is not an object', '[]', 'ktp_malformed'],
    ['has an unknown key', JSON.stringify({ ...maria, MARKED: 'x' }), 'ktp_key_unknown'],
    ['has an impossible NIK', JSON.stringify({ ...maria, nik: '5371993013900001' }), 'nik_invalid'],
    ['has an unknown province', JSON.stringify({ ...maria, provinsi: 'MARKED' }), 'province_unknown'],
    [
      'has an unknown regency of NTT',
      JSON.stringify({ ...maria, kabupatenKota: 'KABUPATEN MARKED' }),
      'regency_unknown',
    ],
    ['has an impossible date', JSON.stringify({ ...maria, tanggalLahir: '31-02-1990' }), 'ktp_value_invalid'],
  ]

  test.concurrent.each(cases)('when it %s', async (_title, text, code) =>
    expectRefusal(await issueFrom(text), code),
  )

  test('while the twin that is in order gets an offer', async () => {
    expect((await goodOffer()).credentialOfferUri).toMatch(/^openid-credential-offer:/)
  })
})

describe.concurrent('a registry that does not agree', () => {
  beforeAll(async () => {
    const head =
      'nik,nama,tempatLahir,tanggalLahir,jenisKelamin,provinsi,kabupatenKota,kewarganegaraan,status\n'
    const dead =
      '5371991204600007,ANTON CONTOH,KUPANG,12-04-1960,LAKI-LAKI,NUSA TENGGARA TIMUR,KOTA KUPANG,WNI,dead\n'
    const run = await desk.run(['registry', 'import', '-', '--json'], { input: head + dead })
    expect(run.json()).toEqual({ imported: 1 })
  })

  test('because a value differs', async () => {
    expectRefusal(await issueFrom(JSON.stringify({ ...maria, nama: 'MARIA LAIN' })), 'registry_mismatch')
  })

  test('because the NIK is not there', async () => {
    expectRefusal(
      await issueFrom(JSON.stringify({ ...maria, nik: '5371995708900009' })),
      'registry_not_found',
    )
  })

  test('because the person is dead', async () => {
    const person = {
      ...maria,
      nik: '5371991204600007',
      nama: 'ANTON CONTOH',
      tanggalLahir: '12-04-1960',
      jenisKelamin: 'LAKI-LAKI',
    }
    expectRefusal(await issueFrom(JSON.stringify(person)), 'registry_dead')
  })

  test('because the registry file is malformed', async () => {
    expectRefusal(
      await desk.run(['registry', 'import', '-', '--json'], { input: 'nik,MARKED\n1,2\n' }),
      'registry_file_malformed',
    )
  })

  test('because no such officer is there to confirm', async () => {
    const run = await desk.run(['issue', '--ktp', '-', '--officer', 'nobody', '--json'], {
      input: JSON.stringify(maria),
    })
    expectRefusal(run, 'officer_unknown')
  })
})

describe('an offer that cannot be redeemed', () => {
  test('because the code is wrong or missing, and the right code still works afterwards', async () => {
    const before = await issuedCount()
    const { credentialOfferUri, txCode } = await goodOffer()
    const wrong = txCode === '000000' ? '000001' : '000000'
    const [refused, missing] = await Promise.all([
      receive(credentialOfferUri, '--tx-code', wrong),
      receive(credentialOfferUri),
    ])
    expectRefusal(refused, 'tx_code_wrong')
    expectRefusal(missing, 'tx_code_required')
    expect(await issuedCount()).toBe(before)
    expect((await receive(credentialOfferUri, '--tx-code', txCode)).exitCode).toBe(0)
    expect(await issuedCount()).toBe(before + 2)
  })

  test('because it was redeemed before', async () => {
    const { credentialOfferUri, txCode } = await goodOffer()
    expect((await receive(credentialOfferUri, '--tx-code', txCode)).exitCode).toBe(0)
    const before = await issuedCount()
    const again = await receive(credentialOfferUri, '--tx-code', txCode)
    expect(again.exitCode).toBe(1)
    expect(['credential_offer_unknown', 'tx_code_wrong']).toContain(
      again.json<{ error: { code: string } }>().error.code,
    )
    expect(await issuedCount()).toBe(before)
  })

  test('because it expired', async () => {
    const { credentialOfferUri, txCode } = await goodOffer('--expires-in', '1')
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    const run = await receive(credentialOfferUri, '--tx-code', txCode)
    expect(run.exitCode).toBe(1)
  })

  test('because it is not an offer', async () => {
    expectRefusal(await receive('openid-credential-offer://?MARKED=1'), 'credential_offer_malformed')
  })
})

describe('an environment that fails', () => {
  test('a wrong passphrase opens nothing, and none at all neither', async () => {
    const list = ['credential', 'list', '--json']
    const [wrong, wallet, none] = await Promise.all([
      desk.run(list, { variables: { LONTAR_PASSPHRASE: 'MARKED' } }),
      desk.run(['wallet', 'list', '--json'], { variables: { LONTAR_WALLET_PASSPHRASE: 'MARKED' } }),
      desk.run(list, { variables: { LONTAR_PASSPHRASE: '' } }),
    ])
    expectRefusal(wrong, 'passphrase_wrong')
    expectRefusal(wallet, 'passphrase_wrong')
    expectRefusal(none, 'passphrase_missing')
  })

  test('a port that is taken', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', resolve))
    const { port } = blocker.address() as { port: number }
    expectRefusal(await desk.run(['serve', '--port', String(port), '--json']), 'port_taken')
    await new Promise((resolve) => blocker.close(resolve))
  })

  test('a database that somebody else holds', async () => {
    const database = new DatabaseSync(join(desk.folder, 'lontar-data/lontar.db'))
    database.exec('BEGIN EXCLUSIVE')
    try {
      const [issue, serve] = await Promise.all([
        issueFrom(JSON.stringify(maria)),
        desk.run(['serve', '--port', '0', '--json']),
      ])
      expectRefusal(issue, 'database_locked')
      expectRefusal(serve, 'database_locked')
    } finally {
      database.exec('ROLLBACK')
      database.close()
    }
    expect((await goodOffer()).txCode).toMatch(/^\d{6}$/)
  })

  test('a folder that was never set up, one that was set up before, and a file that is not there', async () => {
    const [elsewhere, before, nowhere] = await Promise.all([
      desk.run(['credential', 'list', '--dir', 'elsewhere', '--json']),
      desk.run(['init', '--url', url, '--name', 'Dinas', '--dev', '--json']),
      desk.run(['issue', '--ktp', 'nowhere.json', '--officer', 'dev', '--json']),
    ])
    expectRefusal(elsewhere, 'not_initialised')
    expectRefusal(before, 'already_initialised')
    expectRefusal(nowhere, 'file_unreadable')
  })

  test('a wrong use is exit code 2, with one JSON value on stdout for a program', async () => {
    const [option, command, empty] = await Promise.all([
      desk.run(['issue', '--nonsense']),
      desk.run(['nonsense', '--json']),
      desk.run(['issue', '--officer', 'dev', '--json']),
    ])
    expect(option).toMatchObject({ exitCode: 2, stdout: '' })
    for (const run of [command, empty]) {
      expect(run.exitCode).toBe(2)
      expect(run.json()).toMatchObject({ error: { code: 'usage', docs: 'docs/errors/usage.md' } })
    }
  })

  test('a reader that went away is no crash', async () => {
    const line = ['node', ...lontarArgs, 'credential', 'list', '--json'].map((part) => `'${part}'`).join(' ')
    const child = spawn('sh', ['-c', `${line} | true`], {
      cwd: desk.folder,
      env: {
        PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
        LONTAR_PASSPHRASE: 'a passphrase for tests',
      },
    })
    expect(await text(child.stderr)).toBe('')
  })

  test('no failure shows where in the code it was', async () => {
    const run = await desk.run(['decode', '-'], { input: 'MARKED.MARKED.MARKED' })
    expect(run.exitCode).toBe(1)
    expect(run.stdout + run.stderr).not.toMatch(/^\s+at |\.ts|MARKED/m)
  })
})

describe('a credential on paper', () => {
  test('is verified, and refused when tampered with, revoked, or its status list is away', async () => {
    const { credentialOfferUri, txCode } = await goodOffer('--format', 'dc+sd-jwt')
    const received = (await receive(credentialOfferUri, '--tx-code', txCode)).json<{
      credentials: { id: string }[]
    }>()
    const shown = (await desk.run(['wallet', 'show', received.credentials[0]?.id ?? '', '--json'])).json<{
      credential: string
    }>()
    const verify = (text: string, ...more: string[]) =>
      desk.run(['verify', '-', '--trust', 'trust.json', '--json', ...more], { input: text })

    const [jwt, first = '', ...rest] = shown.credential.split('~')
    const changed = [jwt, first.slice(0, -2) + (first.endsWith('AA') ? 'BA' : 'AA'), ...rest].join('~')
    const explain = ['verify', '-', '--trust', 'trust.json', '--explain', '--lang', 'id']
    const [good, tampered, wrongAudience, decoded, explained] = await Promise.all([
      verify(shown.credential),
      verify(changed),
      verify(shown.credential, '--nonce', 'n', '--audience', 'a'),
      desk.run(['decode', '-', '--json'], { input: shown.credential }),
      desk.run(explain, { input: shown.credential }),
    ])
    expect(good.exitCode, good.stdout + good.stderr).toBe(0)
    expect(good.json()).toMatchObject({ ok: true, value: { format: 'dc+sd-jwt', verified: true } })
    expect(explained.stdout).toContain('(Token Status List section 8.3)')
    expect(explained.stdout.trimEnd().split('\n').at(-1)).toBe('SAH')
    expect(tampered.exitCode).toBe(1)
    expect(tampered.json()).toMatchObject({ ok: false })
    expect(JSON.stringify(wrongAudience.json())).toContain('key_binding_missing')
    expect(decoded.json()).toMatchObject({ verified: false, header: { typ: 'dc+sd-jwt' } })

    await server.stop()
    const unreachable = await verify(shown.credential)
    expect(unreachable.exitCode).toBe(1)
    expect(JSON.stringify(unreachable.json())).toContain('status_list_unreachable')
    server = await desk.serve(['serve'])
  })
})

describe('the doctor', () => {
  test('finds a good set-up good, and says what is wrong with another', async () => {
    expect((await desk.run(['doctor', '--json'])).json()).toMatchObject({ ok: true })
    const wrong = await desk.run(['doctor', '--json'], { variables: { LONTAR_PASSPHRASE: 'MARKED' } })
    expect(wrong.exitCode).toBe(1)
    expect(JSON.stringify(wrong.json())).toContain('passphrase_wrong')
    expect(await readFile(join(desk.folder, 'lontar-data/config.json'), 'utf8')).not.toContain('passphrase')
  })
})
