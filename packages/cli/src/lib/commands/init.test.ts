import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, developmentIssuer } from '../command-line.test-support.ts'
import { passphrases } from '../memory-environment.test-support.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)

beforeAll(async () => {
  writeFileSync(join(workingDirectory, 'empty.json'), '[]')
  expect(await lontar(['init', '--dir', 'private', ...developmentIssuer])).toMatchObject({
    exitCode: 0,
    stderr: '',
  })
})

describe('a data folder', () => {
  it('is made for its owner alone', async () => {
    const modeOf = (path: string) => statSync(join(workingDirectory, path)).mode & 0o777
    expect(modeOf('private')).toBe(0o700)
    expect(modeOf('private/config.json')).toBe(0o600)
    expect(modeOf('private/lontar.db')).toBe(0o600)
  })

  it('is not made twice, and an attempt that was interrupted is run again with its keys', async () => {
    const again = () => lontar(['init', '--dir', 'again', ...developmentIssuer])
    const first = JSON.parse((await again()).stdout) as { issuer: string }
    expect(codeOf(await again())).toEqual([1, 'already_initialised'])
    rmSync(join(workingDirectory, 'again/config.json'))
    const second = await again()
    expect(second.exitCode).toBe(0)
    expect(JSON.parse(second.stdout)).toMatchObject({ issuer: first.issuer })
  })

  it('is not made with http but for development', async () => {
    const { exitCode, stdout } = await lontar([
      'init',
      '--dir',
      'http',
      ...developmentIssuer.filter((option) => option !== '--dev'),
    ])
    expect(codeOf({ exitCode, stdout, stderr: '' })).toEqual([1, 'url_scheme_forbidden'])
  })

  it.each(['https://192.0.2.10', 'https://[2001:db8::1]/ntt'])(
    'is not made for %s, which has no did:web, and leaves nothing behind',
    async (url) => {
      const ending = await lontar(['init', '--dir', 'address', '--url', url, '--name', 'Dinas', '--json'])
      expect(codeOf(ending)).toEqual([2, 'usage'])
      expect(existsSync(join(workingDirectory, 'address'))).toBe(false)
    },
  )

  it('keeps its database where the caller points', async () => {
    const database = ['--database', 'sqlite:elsewhere.db']
    expect((await lontar(['init', '--dir', 'pointing', ...developmentIssuer, ...database])).exitCode).toBe(0)
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

  it('says how it issues, and one from before says nothing of it and works', async () => {
    const read = (name: string) => readFileSync(join(workingDirectory, name, 'config.json'), 'utf8')
    const issuerOf = (name: string) => (JSON.parse(read(name)) as { issuer: Record<string, unknown> }).issuer
    expect(issuerOf('private')).toMatchObject({ statusMechanism: 'token', renewalDays: 90 })
    const more = ['--status-mechanism', 'bitstring', '--renewal-days', '0']
    const apps = ['--client', 'app=https://app.example/cb', '--client', 'app=org.app:/cb']
    expect((await lontar(['init', '--dir', 'modern', ...developmentIssuer, ...more, ...apps])).exitCode).toBe(
      0,
    )
    expect(issuerOf('modern')).toMatchObject({
      statusMechanism: 'bitstring',
      clients: [{ clientId: 'app', redirectUris: ['https://app.example/cb', 'org.app:/cb'] }],
    })
    expect(issuerOf('modern')).not.toHaveProperty('renewalDays')
    const { url, name, residence, dev } = issuerOf('modern')
    const before = {
      version: 1,
      database: 'sqlite:lontar.db',
      issuer: { url, name, residence, dev, officers: ['dev'] },
    }
    writeFileSync(join(workingDirectory, 'modern/config.json'), JSON.stringify(before))
    const database = new DatabaseSync(join(workingDirectory, 'modern/lontar.db'))
    const purposes = () => database.prepare('SELECT purpose FROM keys ORDER BY purpose').all()
    database.exec("DELETE FROM keys WHERE purpose = 'encryption'")
    expect((await lontar(['status', 'show', '--dir', 'modern'])).exitCode).toBe(0)
    expect(purposes().map((row) => ({ ...row }))).toEqual([
      { purpose: 'development_officer' },
      { purpose: 'encryption' },
      { purpose: 'evidence' },
      { purpose: 'issuer' },
    ])
    database.close()
  })

  it('keeps whose attestations are believed, and then takes no wallet without one', async () => {
    const root = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
    writeFileSync(join(workingDirectory, 'attesters.json'), JSON.stringify([{ roots: [root] }]))
    const attested = ['--attesters', 'attesters.json', '--attestation-required']
    expect((await lontar(['init', '--dir', 'attested', ...developmentIssuer, ...attested])).exitCode).toBe(0)
    const text = readFileSync(join(workingDirectory, 'attested/config.json'), 'utf8')
    expect(JSON.parse(text)).toMatchObject({
      issuer: { attesters: [{ roots: [root] }], attestationRequired: true },
    })
    expect((await lontar(['doctor', '--dir', 'attested'])).exitCode).toBe(0)
  })

  it.each([
    ['--client', 'app'],
    ['--client', 'app=javascript:alert(1)'],
    ['--client', 'app=http://app.example/cb'],
    ['--client', '=https://app.example/cb'],
    ['--client', 'app=https://app.example;script-src/cb'],
    ['--renewal-days', '366'],
    ['--status-mechanism', 'none'],
    ['--attestation-required'],
    ['--attesters', 'empty.json'],
  ])('is not made with %s %s', async (...wrong) => {
    const ending = await lontar(['init', '--dir', 'wrong', ...developmentIssuer, ...wrong])
    expect(codeOf(ending)).toEqual([2, 'usage'])
    expect(existsSync(join(workingDirectory, 'wrong'))).toBe(false)
  })
})
