import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type Configuration,
  databaseOf,
  isConfigured,
  readConfiguration,
  writeConfiguration,
} from './configuration.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const folder = temporaryFolder()
const issuer = {
  url: 'https://issuer.example/ntt',
  name: 'Dinas Contoh',
  residence: '53',
  dev: false,
} as const
const root = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----'
const verifier = { url: 'http://127.0.0.1:4100', name: 'Hotel', trust: '/t.json', asks: '/a.yaml' } as const
const whole: Configuration = { version: 1, database: 'sqlite:lontar.db', issuer, verifier }
const registryUrl = 'https://registry.example/'
let count = 0

function fresh(): string {
  count += 1
  return join(folder, `data-${count}`)
}

async function reading(content: string): Promise<unknown> {
  const directory = fresh()
  mkdirSync(directory)
  writeFileSync(join(directory, 'config.json'), content)
  return readConfiguration(directory).catch((error: { code: string }) => error.code)
}

describe('the configuration of a data folder', () => {
  it.each([
    ['an issuer and a verifier', whole],
    ['an issuer alone', { version: 1, database: 'sqlite:/x/y.db', issuer }],
    ['a verifier alone', { version: 1, database: 'sqlite:lontar.db', verifier }],
    ['an issuer on loopback', { ...whole, issuer: { ...issuer, url: 'http://127.0.0.1:4000', dev: true } }],
    [
      'an issuer with all that it may have',
      {
        ...whole,
        issuer: {
          ...issuer,
          statusMechanism: 'bitstring',
          renewalDays: 365,
          clients: [{ clientId: 'app', redirectUris: ['https://app.example/cb', 'org.app:/cb'] }],
          certificateChain: ['MIIB', 'MIIC'],
          attesters: [{ issuer: 'https://provider.example', roots: [root], clientIds: ['dompet'] }],
          attestationRequired: true,
          minimumLevel: 'high',
          registry: {
            url: 'https://registry.example/CALL_VERIFY_BY_ELEMEN',
            fieldNames: { name: 'NAMA' },
            dateFormat: 'YYYY-MM-DD',
            threshold: 90,
            timeoutMilliseconds: 3000,
            privateNetwork: true,
          },
        },
      },
    ],
    [
      'an issuer that asks a registry on loopback, for development',
      { ...whole, issuer: { ...issuer, dev: true, registry: { url: 'http://127.0.0.1:4200/' } } },
    ],
    ['an issuer for any residence', { ...whole, issuer: { ...issuer, residence: 'any' } }],
  ] as const)('is read as it was written: %s', async (_title, configuration) => {
    const directory = fresh()
    expect(isConfigured(directory)).toBe(false)
    await writeConfiguration(directory, configuration)
    expect(isConfigured(directory)).toBe(true)
    expect(await readConfiguration(directory)).toEqual(configuration)
  })

  it('is for its owner alone and leaves nothing beside it', async () => {
    const directory = fresh()
    await writeConfiguration(directory, whole)
    await writeConfiguration(directory, { ...whole, database: 'sqlite:other.db' })
    expect(readdirSync(directory)).toEqual(['config.json'])
    expect(statSync(directory).mode & 0o777).toBe(0o700)
    expect(statSync(join(directory, 'config.json')).mode & 0o777).toBe(0o600)
  })

  it('keeps the old file when the new one cannot be written', async () => {
    const directory = fresh()
    await writeConfiguration(directory, whole)
    mkdirSync(join(directory, 'config.json.new'))
    const changed = { ...whole, database: 'sqlite:other.db' }
    await expect(writeConfiguration(directory, changed)).rejects.toMatchObject({ code: 'file_unwritable' })
    expect(await readConfiguration(directory)).toEqual(whole)
  })

  it('cannot be put where a file lies', async () => {
    const path = join(folder, 'a-file')
    writeFileSync(path, 'x')
    const refused = { code: 'file_unwritable' }
    await expect(writeConfiguration(join(path, 'data'), whole)).rejects.toMatchObject(refused)
    expect(readFileSync(path, 'utf8')).toBe('x')
  })

  it('is missed where there is none', async () => {
    await expect(readConfiguration(fresh())).rejects.toMatchObject({ code: 'not_initialised' })
  })

  it.each([
    ['nothing', ''],
    ['half a file', '{"version":1'],
    ['a list', '[]'],
    ['another version', { ...whole, version: 2 }],
    ['no version', { database: 'sqlite:x' }],
    ['no database', { version: 1 }],
    ['another kind of database', { ...whole, database: 'postgres://x' }],
    ['a setting that is not known', { ...whole, relaxed: true }],
    ['an issuer that is text', { ...whole, issuer: 'x' }],
    ['an issuer without a name', { ...whole, issuer: { ...issuer, name: undefined } }],
    ['an issuer with an empty name', { ...whole, issuer: { ...issuer, name: ' ' } }],
    ['an issuer with a setting too many', { ...whole, issuer: { ...issuer, trusted: true } }],
    ['an issuer with a URL that is none', { ...whole, issuer: { ...issuer, url: 'issuer' } }],
    ['an issuer on http that is not for development', { ...whole, issuer: { ...issuer, url: verifier.url } }],
    [
      'an issuer with another spelling of its URL',
      { ...whole, issuer: { ...issuer, url: `${issuer.url}/` } },
    ],
    ['an issuer whose dev is text', { ...whole, issuer: { ...issuer, dev: 'false' } }],
    ['an issuer of no province', { ...whole, issuer: { ...issuer, residence: '99' } }],
    ['an issuer of a province by name', { ...whole, issuer: { ...issuer, residence: 'BALI' } }],
    ['an issuer of another status mechanism', { ...whole, issuer: { ...issuer, statusMechanism: 'none' } }],
    ['an issuer with a renewal of no day', { ...whole, issuer: { ...issuer, renewalDays: 0 } }],
    ['an issuer with a renewal above a year', { ...whole, issuer: { ...issuer, renewalDays: 366 } }],
    ['an issuer with a renewal of half a day', { ...whole, issuer: { ...issuer, renewalDays: 0.5 } }],
    [
      'an app without a way back',
      { ...whole, issuer: { ...issuer, clients: [{ clientId: 'a', redirectUris: [] }] } },
    ],
    [
      'an app that comes back to a script',
      { ...whole, issuer: { ...issuer, clients: [{ clientId: 'a', redirectUris: ['javascript:x'] }] } },
    ],
    ['an empty certificate chain', { ...whole, issuer: { ...issuer, certificateChain: [] } }],
    ['a certificate in PEM', { ...whole, issuer: { ...issuer, certificateChain: [root] } }],
    ['attesters without keys', { ...whole, issuer: { ...issuer, attesters: [{ issuer: 'x' }] } }],
    ['attestations without attesters', { ...whole, issuer: { ...issuer, attestationRequired: true } }],
    ['officers that are text', { ...whole, issuer: { ...issuer, officers: 'dev' } }],
    ['an officer that is a number', { ...whole, issuer: { ...issuer, officers: [1] } }],
    ['a level that is none', { ...whole, issuer: { ...issuer, minimumLevel: 'none' } }],
    ['a verifier without asks', { ...whole, verifier: { ...verifier, asks: '' } }],
    ['a verifier on http elsewhere', { ...whole, verifier: { ...verifier, url: 'http://hotel.example' } }],
  ])('is refused when it holds %s', async (_title, content) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    expect(await reading(text)).toBe('file_unreadable')
  })

  it.each<[string, object]>([
    ['no address', {}],
    ['http', { url: 'http://127.0.0.1:4200/' }],
    ['a user in its address', { url: 'https://user:word@registry.example/' }],
    ['a question in its address', { url: 'https://registry.example/?key=word' }],
    ['another spelling of its address', { url: 'https://registry.example' }],
    ['a password', { url: registryUrl, password: 'word' }],
    ['a field that is not known', { url: registryUrl, fieldNames: { shoeSize: 'UKURAN' } }],
    ['two fields of one name', { url: registryUrl, fieldNames: { name: 'NIK' } }],
    ['a field of an odd name', { url: registryUrl, fieldNames: { name: '__proto__' } }],
    ['another date format', { url: registryUrl, dateFormat: 'MM-DD-YYYY' }],
    ['no threshold', { url: registryUrl, threshold: 0 }],
    ['an attempt of a minute', { url: registryUrl, timeoutMilliseconds: 60_000 }],
    ['a private network that is text', { url: registryUrl, privateNetwork: 'no' }],
  ])('is refused when it names a registry with %s', async (_title, registry) => {
    expect(await reading(JSON.stringify({ ...whole, issuer: { ...issuer, registry } }))).toBe(
      'file_unreadable',
    )
  })

  it('is refused when it says a thing twice', async () => {
    const text = JSON.stringify(whole)
    expect(await reading(text)).toEqual(whole)
    expect(await reading(text.replace('"dev":false', '"dev":false,"dev":true'))).toBe('file_unreadable')
  })
})

describe('the database of a data folder', () => {
  it('lies in the folder unless its path is absolute', () => {
    const of = (database: string) => databaseOf('/data', { version: 1, database })
    expect(of('sqlite:lontar.db')).toBe('sqlite:/data/lontar.db')
    expect(of('sqlite:/elsewhere/lontar.db')).toBe('sqlite:/elsewhere/lontar.db')
  })
})
