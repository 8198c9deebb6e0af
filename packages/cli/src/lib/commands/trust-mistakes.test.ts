import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn } from '../command-line.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const url = 'http://127.0.0.1:4997/trust-list'

async function done(...args: readonly string[]): Promise<void> {
  const { exitCode, stdout, stderr } = await lontar([...args, '--json'])
  expect(exitCode, stdout + stderr).toBe(0)
}

/** The exit code, the code, and the line that says why. */
async function refusal(...args: readonly string[]): Promise<readonly [number, string, string]> {
  const ending = await lontar([...args, '--json'])
  const [exitCode, code] = codeOf(ending)
  return [exitCode, code, ending.stderr.trim()]
}

beforeAll(async () => {
  await done('init', '--url', 'http://127.0.0.1:4997', '--name', 'Dinas', '--dev')
  await done('trust', 'export', '--out', 'trust.json')
  await done('trust', 'authority', '--out', 'authority.json')
  await done('trust', 'add', 'trust.json')
  await done('trust', 'publish', '--out', 'list.jwt')
  writeFileSync(join(folder, 'credential.txt'), 'nothing')
  writeFileSync(join(folder, 'list'), '[]')
})

const verify = ['verify', 'credential.txt'] as const

describe('a message names the option of the command that was called', () => {
  it.each([
    [
      ['trust', 'verify', 'list.jwt'],
      'the file of the argument <file> is a signed trust list: it needs --authority and --url',
    ],
    [
      [...verify, '--trust', 'list.jwt'],
      'the file of --trust is a signed trust list: it needs --trust-authority',
    ],
    [
      [...verify, '--trust', 'https://lists.example'],
      '--trust is the address of a signed trust list: it needs --trust-authority',
    ],
    [
      ['trust', 'verify', 'https://lists.example', '--authority', 'authority.json', '--url', url],
      'the argument <file> is an address; lontar trust follow is for addresses',
    ],
    [['trust', 'verify', 'list.jwt', '--authority', 'authority.json'], '--authority and --url go together'],
    [
      ['trust', 'follow', 'list.jwt', '--authority', 'authority.json'],
      'the argument <url> must be an address',
    ],
  ] as const)('%j', async (args, why) => {
    expect(await refusal(...args)).toEqual([2, 'usage', expect.stringContaining(why)])
  })

  it.each([
    [['trust', 'verify', 'nowhere'], 'the file of the argument <file>'],
    [['trust', 'verify', 'list.jwt', '--url', url, '--authority', 'nowhere'], 'the file of --authority'],
    [['trust', 'verify', 'nowhere', '--url', url, '--authority', 'authority.json'], 'the argument <file>'],
    [['trust', 'follow', url, '--authority', 'nowhere'], 'the file of --authority'],
    [['trust', 'add', 'nowhere'], 'the file of the argument <file>'],
    [['trust', 'sign', 'nowhere', '--url', url, '--sequence', '1'], 'the file of the argument <file>'],
    [
      ['trust', 'add', '--issuer', 'did:web:a.example', '--type', 'urn:example:y', '--jwks', 'nowhere'],
      'of --jwks',
    ],
    [
      ['trust', 'add', '--issuer', 'did:web:a.example', '--type', 'urn:example:y', '--roots', 'nowhere'],
      'of --roots',
    ],
    [[...verify, '--trust', 'nowhere'], 'the file of --trust'],
    [[...verify, '--trust', 'list.jwt', '--trust-authority', 'nowhere'], 'the file of --trust-authority'],
    [[...verify, '--offline', 'nowhere'], 'the file of --offline'],
    [['verify', 'nowhere'], 'the file of the argument <file>'],
  ] as const)('that cannot be read: %j', async (args, name) => {
    expect(await refusal(...args)).toEqual([1, 'file_unreadable', expect.stringContaining(name)])
  })

  it.each([
    [['trust', 'verify', 'list'], 'the file of the argument <file>: '],
    [['trust', 'add', 'list'], 'the file of the argument <file>: '],
    [['trust', 'sign', 'list', '--url', url, '--sequence', '1'], 'the file of the argument <file>: '],
    [['trust', 'verify', 'list.jwt', '--url', url, '--authority', 'list'], 'the file of --authority: '],
    [['trust', 'verify', 'list', '--url', url, '--authority', 'authority.json'], 'the argument <file>: '],
    [[...verify, '--trust', 'list'], 'the file of --trust: '],
    [[...verify, '--trust', 'list', '--trust-authority', 'authority.json'], 'the file of --trust: '],
  ] as const)('that is something else: %j', async (args, name) => {
    expect(await refusal(...args)).toEqual([1, 'trust_list_malformed', expect.stringContaining(name)])
  })

  it('in Indonesian too', async () => {
    const { stderr } = await lontar(['trust', 'verify', 'list.jwt', '--lang', 'id'])
    expect(stderr).toContain(
      'berkas dari argumen <file> adalah daftar kepercayaan bertanda tangan: membutuhkan --authority dan --url',
    )
  })
})

describe('one file in the place of another', () => {
  it.each([
    [
      [...verify, '--trust', 'authority.json'],
      'the file of --trust is an authority file, as trust authority writes it; what belongs there is a trust file',
    ],
    [
      [...verify, '--trust', 'authority.json', '--trust-authority', 'trust.json'],
      'the file of --trust-authority is a trust file; what belongs there is an authority file',
    ],
    [
      [...verify, '--trust', 'authority.json', '--trust-authority', 'authority.json'],
      'the file of --trust is an authority file, as trust authority writes it; what belongs there is a signed trust list',
    ],
    [
      [...verify, '--trust', 'list.jwt', '--trust-authority', 'list.jwt'],
      'the file of --trust-authority is a signed trust list; what belongs there is an authority file',
    ],
    [
      [...verify, '--trust', 'trust.json', '--trust-authority', 'authority.json'],
      'the file of --trust is a trust file; what belongs there is a signed trust list',
    ],
    [
      ['trust', 'verify', 'authority.json', '--authority', 'trust.json', '--url', url],
      'the file of --authority is a trust file; what belongs there is an authority file',
    ],
    [['trust', 'add', 'authority.json'], 'the file of the argument <file> is an authority file'],
    [['trust', 'add', 'list.jwt'], 'the file of the argument <file> is a signed trust list'],
    [
      [...verify, '--offline', 'trust.json'],
      'the file of --offline is a trust file; what belongs there is a trust bundle',
    ],
    [[...verify, '--offline', 'authority.json'], 'the file of --offline is an authority file'],
  ] as const)('is recognised: %j', async (args, why) => {
    expect(await refusal(...args)).toEqual([2, 'usage', expect.stringContaining(why)])
  })
})

describe('an issuer that is added by options', () => {
  const one = ['trust', 'add', '--issuer', 'did:web:one.example'] as const

  it.each([
    [one, '--issuer needs --type'],
    [['trust', 'add', '--issuer', 'nobody', '--type', 'urn:example:a'], '--issuer <name> does not take'],
    [[...one, '--type', 'KtpCredential'], '--type <url> does not take that value'],
    [[...one, '--type', '*'], '--type <url> does not take that value'],
    [[...one, '--type', 'https://issuer.example/*'], '--type <url> does not take that value'],
    [[...one, '--type', 'http://issuer.example/vct'], '--type <url> does not take that value'],
    [[...one, '--type', 'urn:a'], '--type <url> does not take that value'],
  ] as const)('is a usage error in %j', async (args, why) => {
    expect(await refusal(...args)).toEqual([2, 'usage', expect.stringContaining(why)])
  })

  it('is refused with roots that hold no certificate, and with keys that are none', async () => {
    const added = [...one, '--type', 'urn:example:a'] as const
    writeFileSync(join(folder, 'empty.pem'), 'no certificate\n')
    const [exitCode, code, why] = await refusal(...added, '--roots', 'empty.pem')
    expect([exitCode, code, why]).toEqual([
      1,
      'trust_list_malformed',
      'the file of --roots holds no PEM certificate',
    ])
    expect(await refusal(...added, '--jwks', 'list')).toEqual([
      1,
      'trust_list_malformed',
      expect.stringContaining('the file of --jwks: '),
    ])
  })

  it('is taken with each type once', async () => {
    const types = ['urn:example:a', 'urn:example:a', 'http://127.0.0.1:4000/vct/1', 'https://a.example/vct']
    await done(...one, ...types.flatMap((type) => ['--type', type]), '--dir', 'lontar-data')
    const { stdout } = await lontar(['trust', 'list', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({
      issuers: expect.arrayContaining([{ issuer: 'did:web:one.example', types: types.slice(1) }]),
    })
  })
})

describe('an address that was typed', () => {
  it.each([
    ['http://lists.example/trust', 'url_scheme_forbidden'],
    ['https://10.0.0.1/trust', 'url_address_forbidden'],
    ['https://user:secret@lists.example/', 'url_malformed'],
  ])('is refused for what is wrong with it, and not for the network: %s', async (address, code) => {
    const follow = ['trust', 'follow', address, '--authority', 'authority.json'] as const
    expect((await refusal(...follow)).slice(0, 2)).toEqual([1, code])
    const options = ['--trust', address, '--trust-authority', 'authority.json'] as const
    expect((await refusal(...verify, ...options)).slice(0, 2)).toEqual([1, code])
  })
})

describe('what publish reports', () => {
  it('is what was signed', async () => {
    const now = () => new Date('2026-11-24T03:00:06.323Z')
    const { stdout } = await lontar(['trust', 'publish', '--expires-in', '60', '--json'], { now })
    const { expiresAt } = JSON.parse(stdout) as { expiresAt: string }
    expect(expiresAt).toBe('2026-11-24T03:01:06.000Z')
    const listed = await lontar(['trust', 'list', '--json'])
    expect(JSON.parse(listed.stdout)).toMatchObject({ expiresAt })
    const told = await lontar(['trust', 'publish', '--expires-in', '60'], { now })
    expect(told.stdout).toContain('2026-11-24 11:01:06 WITA')
  })
})
