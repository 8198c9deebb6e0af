import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Environment } from './environment.ts'
import { memoryEnvironment, passphrases } from './memory-environment.test-support.ts'
import { reportFailure, run } from './run.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()

interface Ending {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command line in this process. */
async function lontar(
  args: readonly string[],
  parts: Partial<Environment> & { readonly input?: string } = {},
): Promise<Ending> {
  const environment = memoryEnvironment({ workingDirectory, ...parts })
  const exitCode = await run(args, environment)
  return { exitCode, ...environment.output }
}

/** The code of the error on stdout, which holds nothing else. */
function codeOf({ exitCode, stdout }: Ending): readonly [number, string] {
  const answer = JSON.parse(stdout) as { error: Record<string, string> }
  expect(Object.keys(answer)).toEqual(['error'])
  expect(Object.keys(answer.error)).toEqual(['code', 'title', 'fix', 'docs'])
  return [exitCode, answer.error['code'] ?? '']
}

describe('an exit code', () => {
  it('is 0 for help and 2 for what is not a command line, and help goes where it was asked for', async () => {
    const help = await lontar(['issue', '--help'])
    expect(help.exitCode).toBe(0)
    expect(help.stdout).toContain('Example:')
    for (const option of ['--dir', '--json', '--lang', '--yes', '--passphrase-file'])
      expect(help.stdout, option).toContain(option)
    for (const args of [[], ['nonsense'], ['issue'], ['issue', '--nonsense'], ['wallet'], ['--lang', 'fr']]) {
      const wrong = await lontar(args)
      expect(wrong, args.join(' ')).toMatchObject({ exitCode: 2, stdout: '' })
      expect(wrong.stderr, args.join(' ')).not.toBe('')
    }
  })

  it('is 2 with the entry of the catalogue for a program', async () => {
    for (const args of [
      ['nonsense', '--json'],
      ['--json', 'issue', '--officer', 'dev'],
      ['issue', '--ktp', 'a', '--passport', 'b', '--officer', 'dev', '--json'],
      ['issue', '--ktp', 'a', '--officer', 'dev', '--expires-in', '0', '--json'],
      ['verify', '-', '--nonce', 'n', '--json'],
      ['init', '--json'],
      ['init', '--url', 'http://issuer.example', '--name', 'Dinas', '--json'],
      ['init', '--url', 'https://issuer.example', '--name', 'Dinas', '--keys', 'paper', '--json'],
      ['init', '--url', 'https://issuer.example', '--name', 'Dinas', '--residence', '99', '--json'],
      [
        'init',
        '--url',
        'https://issuer.example',
        '--name',
        'Dinas',
        '--database',
        'sqlite::memory:',
        '--json',
      ],
      ['init', '--url', 'https://issuer.example', '--name', ' ', '--json'],
      ['verifier', 'serve', '--url', 'ftp://a', '--trust', 'a', '--asks', 'b', '--json'],
    ]) {
      expect(codeOf(await lontar(args)), args.join(' ')).toEqual([2, 'usage'])
    }
  })

  it('is 1 for what failed', async () => {
    expect(codeOf(await lontar(['credential', 'list', '--dir', 'nowhere', '--json']))).toEqual([
      1,
      'not_initialised',
    ])
  })
})

describe('an error', () => {
  const missing = ['credential', 'list', '--dir', 'nowhere']

  it('says what, why, what to do and where to read on', async () => {
    const { stdout, stderr } = await lontar(missing)
    expect(stdout).toBe('')
    expect(stderr.trimEnd().split('\n')).toEqual([
      'This folder is not set up yet [not_initialised]',
      'the data folder has no configuration',
      'Run the command init first, or name the folder with --dir.',
      'docs/errors/not_initialised.md',
    ])
  })

  it.each([
    [['--lang', 'id'], {}],
    [['--lang=id'], { LANG: 'en_US.UTF-8' }],
    [[], { LANG: 'id_ID.UTF-8' }],
  ])('speaks Indonesian with %j and %j', async (options, variables) => {
    expect((await lontar([...missing, ...options], { variables })).stderr).toContain(
      'Folder ini belum disiapkan',
    )
  })

  it('is ours or shows nothing of itself', () => {
    const environment = memoryEnvironment()
    expect(reportFailure(new Error('MARKED'), ['--json'], environment)).toBe(1)
    expect(reportFailure('MARKED', [], environment)).toBe(1)
    const { stdout, stderr } = environment.output
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'internal' } })
    expect(stderr).toContain('[internal]')
    expect(stdout + stderr).not.toMatch(/MARKED|at .*\.ts/)
  })
})

describe('what this version does not do', () => {
  const init = ['init', '--dir', 'other', '--url', 'https://issuer.example', '--name', 'Dinas', '--json']

  it('is refused by name, with a remedy, before anything is made', async () => {
    const postgres = await lontar([...init, '--database', 'postgres://localhost/lontar'])
    expect(codeOf(postgres)).toEqual([1, 'database_unsupported'])
    for (const keys of ['veramo', 'pkcs11:token=lontar']) {
      expect(codeOf(await lontar([...init, '--keys', keys]))).toEqual([1, 'keys_unsupported'])
    }
    expect(() => statSync(join(workingDirectory, 'other'))).toThrow()
  })

  it('is to issue from a passport', async () => {
    const issue = ['issue', '--officer', 'dev', '--json']
    const refused = [1, 'passport_unsupported']
    expect(codeOf(await lontar([...issue, '--passport', '-']))).toEqual(refused)
    expect(codeOf(await lontar([...issue, '--ktp', '-', '--type', 'visitor']))).toEqual(refused)
    expect(codeOf(await lontar([...issue, '--ktp', '-', '--format', 'mso_mdoc']))).toEqual([
      1,
      'credential_format_unsupported',
    ])
  })
})

describe('a data folder', () => {
  const init = ['--url', 'http://127.0.0.1:4000', '--name', 'Dinas', '--dev', '--json']

  it('is made for its owner alone', async () => {
    expect(await lontar(['init', '--dir', 'private', ...init])).toMatchObject({ exitCode: 0, stderr: '' })
    const modeOf = (path: string) => statSync(join(workingDirectory, path)).mode & 0o777
    expect(modeOf('private')).toBe(0o700)
    expect(modeOf('private/config.json')).toBe(0o600)
    expect(modeOf('private/lontar.db')).toBe(0o600)
  })

  it('is not made twice, and an attempt that was interrupted is run again with its keys', async () => {
    const again = () => lontar(['init', '--dir', 'again', ...init])
    const first = JSON.parse((await again()).stdout) as { issuer: string }
    expect(codeOf(await again())).toEqual([1, 'already_initialised'])
    rmSync(join(workingDirectory, 'again/config.json'))
    const second = await again()
    expect(second.exitCode).toBe(0)
    expect(JSON.parse(second.stdout)).toMatchObject({ issuer: first.issuer })
  })

  it('is not made with http but for development', async () => {
    const { exitCode, stdout } = await lontar(['init', '--dir', 'http', ...init.filter((o) => o !== '--dev')])
    expect(codeOf({ exitCode, stdout, stderr: '' })).toEqual([1, 'url_scheme_forbidden'])
  })

  it('keeps its database where the caller points', async () => {
    const database = ['--database', 'sqlite:elsewhere.db']
    expect((await lontar(['init', '--dir', 'pointing', ...init, ...database])).exitCode).toBe(0)
    expect(statSync(join(workingDirectory, 'elsewhere.db')).size).toBeGreaterThan(0)
    expect((await lontar(['credential', 'list', '--dir', 'pointing'])).exitCode).toBe(0)
  })

  it('is opened with global options before or after the command', async () => {
    const variables = {}
    writeFileSync(join(workingDirectory, 'secret.txt'), `${passphrases.LONTAR_PASSPHRASE}\n`)
    const options = ['--dir', 'private', '--json', '--passphrase-file', 'secret.txt', '--yes']
    for (const args of [
      [...options, 'credential', 'list'],
      ['credential', ...options, 'list'],
      ['credential', 'list', ...options],
    ]) {
      expect(await lontar(args, { variables })).toEqual({
        exitCode: 0,
        stdout: '{"credentials":[]}\n',
        stderr: '',
      })
    }
  })

  it('gets an issuer beside a verifier, and a verifier asks only what its file of asks holds', async () => {
    writeFileSync(join(workingDirectory, 'trust.json'), '{"issuers":[]}')
    const pulsa = '{ service: pulsa, purpose: { id: Pulsa, en: Credit }, legalBasis: contract, claims: [] }'
    writeFileSync(join(workingDirectory, 'asks.yaml'), `asks: { pulsa: ${pulsa} }\n`)
    const at = ['--dir', 'both', '--json']
    const files = ['--trust', 'trust.json', '--asks', 'asks.yaml']
    const serve = ['verifier', 'serve', '--url', 'http://127.0.0.1:4100', '--port', '0', ...files, ...at]
    const served = await lontar(serve, { stopSignal: AbortSignal.abort() })
    expect(served).toEqual({
      exitCode: 0,
      stdout: '{"event":"listening","url":"http://127.0.0.1:4100"}\n',
      stderr: '',
    })
    expect((await lontar(['init', '--dir', 'both', ...init])).exitCode).toBe(0)
    expect(await lontar(['verifier', 'request', 'pulsa', ...at])).toMatchObject({
      exitCode: 0,
      stdout: '{"needed":false}\n',
    })
    expect(codeOf(await lontar(['verifier', 'request', 'hotel', ...at]))).toEqual([1, 'ask_unknown'])
    expect(codeOf(await lontar(['verifier', 'result', 'x', ...at]))).toEqual([1, 'transaction_unknown'])
    expect((await lontar(['doctor', ...at])).exitCode).toBe(0)
    writeFileSync(join(workingDirectory, 'asks.yaml'), 'asks: [')
    expect(codeOf(await lontar(['verifier', 'request', 'pulsa', ...at]))).toEqual([1, 'ask_malformed'])
    const doctor = await lontar(['doctor', ...at])
    expect(doctor.exitCode).toBe(1)
    expect(JSON.parse(doctor.stdout)).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ id: 'issuer', ok: true }),
        expect.objectContaining({ id: 'verifier', ok: false, code: 'ask_malformed' }),
      ]),
    })
  })

  it('is looked over by the doctor, who says what to mend', async () => {
    const at = ['doctor', '--dir', 'private', '--json']
    const good = JSON.parse((await lontar(at)).stdout) as { ok: boolean; findings: { id: string }[] }
    expect(good.ok).toBe(true)
    expect(good.findings.map(({ id }) => id)).toEqual([
      'node',
      'sqlite',
      'configuration',
      'issuer',
      'database',
    ])
    const wrong = await lontar(at, { variables: { LONTAR_PASSPHRASE: 'another' } })
    expect(wrong.exitCode).toBe(1)
    expect(JSON.parse(wrong.stdout)).toMatchObject({
      ok: false,
      findings: expect.arrayContaining([
        expect.objectContaining({ id: 'database', ok: false, code: 'passphrase_wrong' }),
      ]),
    })
    const nowhere = await lontar(['doctor', '--dir', 'nowhere'])
    expect(nowhere.exitCode).toBe(1)
    expect(nowhere.stdout).toMatch(/✗ configuration: .+\. .+ \[not_initialised\]/)
  })

  it('is not read when its configuration was changed by hand', async () => {
    const file = join(workingDirectory, 'private/config.json')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, text.replace('"dev": true', '"dev": "yes"'))
    expect(codeOf(await lontar(['credential', 'list', '--dir', 'private', '--json']))).toEqual([
      1,
      'file_unreadable',
    ])
    writeFileSync(file, text)
  })

  it('takes no NIK for a reason, and repeats none', async () => {
    const revoke = ['credential', 'revoke', 'x', '--dir', 'private', '--json', '--reason']
    expect(codeOf(await lontar([...revoke, 'lost']))).toEqual([1, 'credential_unknown'])
    for (const reason of ['NIK 5371995708900001', 'a\nb', 'x'.repeat(201)]) {
      const refused = await lontar([...revoke, reason])
      expect(codeOf(refused)).toEqual([2, 'usage'])
      expect(refused.stdout + refused.stderr).not.toContain('5371995708900001')
    }
  })
})

describe('issuing', () => {
  const issue = ['issue', '--ktp', '-', '--officer', 'dev', '--dir', 'private']
  const maria = {
    provinsi: 'NUSA TENGGARA TIMUR',
    kabupatenKota: 'KOTA KUPANG',
    nik: '5371995708900001',
    nama: 'MARIA CONTOH',
    tempatLahir: 'KUPANG',
    tanggalLahir: '17-08-1990',
    jenisKelamin: 'PEREMPUAN',
    kewarganegaraan: 'WNI',
    berlakuHingga: 'SEUMUR HIDUP',
  }

  it('gives the offer, its code and its end, and no code when none is wanted', async () => {
    const { exitCode, stdout } = await lontar([...issue, '--json'], { input: JSON.stringify(maria) })
    expect(exitCode).toBe(0)
    const offer = JSON.parse(stdout) as Record<string, string>
    expect(Object.keys(offer)).toEqual(['issuanceId', 'credentialOfferUri', 'txCode', 'expiresAt'])
    expect(offer['expiresAt']).toBe('2026-11-24T02:05:00.000Z')
    const input = JSON.stringify(maria)
    const long = await lontar([...issue, '--json', '--expires-in', '2592000', '--copies', '50'], { input })
    expect(JSON.parse(long.stdout)).toMatchObject({ expiresAt: '2026-12-24T02:00:00.000Z' })
    const open = await lontar([...issue, '--json', '--no-tx-code'], { input })
    expect(JSON.parse(open.stdout)).toMatchObject({ txCode: null, expiresAt: '2026-11-24T02:05:00.000Z' })
    const both = await lontar([...issue, '--json', '--no-tx-code', '--expires-in', '301'], { input })
    expect(codeOf(both)).toEqual([2, 'usage'])
  })

  it('tells what is odd about a card, without a value of the card', async () => {
    const input = JSON.stringify({ ...maria, berlakuHingga: '17-08-2031' })
    const { exitCode, stdout, stderr } = await lontar(issue, { input })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Offer: openid-credential-offer:/)
    expect(stderr).toContain("The card prints an end date; a citizen's card is valid for life.\n")
    expect(stderr).not.toMatch(/2031|MARIA|\d{16}/)
  })

  it('is decided by the registry and the officer, and says nothing of the person', async () => {
    const other = JSON.stringify({ ...maria, nama: 'MARIA LAIN' })
    const mismatch = await lontar([...issue, '--json'], { input: other })
    expect(codeOf(mismatch)).toEqual([1, 'registry_mismatch'])
    const stranger = ['issue', '--ktp', '-', '--officer', 'nobody', '--dir', 'private', '--json']
    const unknown = await lontar(stranger, { input: other })
    expect(codeOf(unknown)).toEqual([1, 'officer_unknown'])
    for (const { stdout, stderr } of [mismatch, unknown]) expect(stdout + stderr).not.toMatch(/MARIA|LAIN/)
  })
})

describe('a wallet', () => {
  const at = ['--wallet', 'wallet', '--json']

  it('is made once, for its owner alone, also when the first attempt was interrupted', async () => {
    const init = ['wallet', 'init', ...at]
    expect((await lontar(init)).exitCode).toBe(0)
    const file = join(workingDirectory, 'wallet/wallet.json')
    expect(readFileSync(file, 'utf8')).toBe('{"dev":false}\n')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(codeOf(await lontar(init))).toEqual([1, 'already_initialised'])
    rmSync(file)
    const variables = { LONTAR_WALLET_PASSPHRASE: 'another' }
    expect(codeOf(await lontar(init, { variables }))).toEqual([1, 'passphrase_wrong'])
    expect((await lontar(init)).exitCode).toBe(0)
  })

  it('is not there before, and not read when its configuration was changed by hand', async () => {
    const list = ['wallet', 'list', '--json']
    expect(codeOf(await lontar(list))).toEqual([1, 'not_initialised'])
    expect(await lontar(['wallet', 'list', ...at])).toMatchObject({ stdout: '{"credentials":[]}\n' })
    const file = join(workingDirectory, 'wallet/wallet.json')
    for (const content of ['', '[]', '{}', '{"dev":"yes"}', '{"dev":true,"more":1}']) {
      writeFileSync(file, content)
      expect(codeOf(await lontar(['wallet', 'list', ...at])), content).toEqual([1, 'file_unreadable'])
    }
    writeFileSync(file, '{"dev":false}')
  })

  it.each([
    ['openid-credential-offer://?credential_offer_uri=https://127.0.0.1:9/o', 'url_address_forbidden'],
    ['haip-vci://?credential_offer_uri=https://127.0.0.1:9/o', 'url_address_forbidden'],
    ['https://wallet.example/?credential_offer_uri=https://127.0.0.1:9/o', 'url_address_forbidden'],
    ['http://wallet.example/?credential_offer_uri=https://127.0.0.1:9/o', 'credential_offer_malformed'],
    ['openid4vp://?credential_offer_uri=https://127.0.0.1:9/o', 'credential_offer_malformed'],
  ])('takes an offer by the schemes of the design: %s', async (offer, code) => {
    expect(codeOf(await lontar(['wallet', 'receive', offer, ...at]))).toEqual([1, code])
  })

  it.each([
    ['openid4vp://?client_id=a&request_uri=https://127.0.0.1:9/r', 'url_address_forbidden'],
    ['haip-vp://?client_id=a&request_uri=https://127.0.0.1:9/r', 'url_address_forbidden'],
    ['https://wallet.example/?client_id=a&request_uri=https://127.0.0.1:9/r', 'url_address_forbidden'],
    [
      'openid-credential-offer://?client_id=a&request_uri=https://127.0.0.1:9/r',
      'authorization_request_malformed',
    ],
  ])('takes a request by the schemes of the design: %s', async (request, code) => {
    expect(codeOf(await lontar(['wallet', 'present', request, ...at]))).toEqual([1, code])
  })
})
