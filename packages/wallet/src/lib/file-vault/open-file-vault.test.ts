import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Vault } from '../vault.ts'
import { openFileVault, openSealedVault } from './open-file-vault.ts'
import { type Stretch, stretchWithScrypt } from './vault-keys.ts'

// One call of scrypt costs half a second by design. The sealing is the same whatever stretches the passphrase.
const quickStretch: Stretch = async (passphrase, { N, salt }) =>
  createHash('sha512').update(passphrase).update(String(N)).update(salt).digest()

const passphrase = 'kelapa lontar sandalwood'
let root: string
let directory: string
let count = 0

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'lontar-vault-'))
})
afterAll(() => rm(root, { recursive: true, force: true }))
beforeEach(() => {
  count += 1
  directory = join(root, String(count))
})

const open = (create = false, secret = passphrase): Promise<Vault> =>
  openSealedVault({ directory, passphrase: secret, create, stretch: quickStretch })
const recordFiles = async (): Promise<string[]> =>
  (await readdir(join(directory, 'records'))).map((name) => join(directory, 'records', name))
const headerFile = (): string => join(directory, 'vault.json')
const readHeader = async (): Promise<{ kdf: Record<string, unknown>; seal: string }> =>
  JSON.parse(await readFile(headerFile(), 'utf8'))

describe('openFileVault', () => {
  it('keeps records over a restart, under the real key derivation', async () => {
    const vault = await openFileVault({ directory, passphrase, create: true })
    await vault.write('credential.a', { claim: 'KUPANG' })
    const again = await openFileVault({ directory, passphrase })
    expect(await again.read('credential.a')).toEqual({ claim: 'KUPANG' })
    await expect(openFileVault({ directory, passphrase: `${passphrase}.` })).rejects.toMatchObject({
      code: 'passphrase_wrong',
    })
  })

  // Vaults of the first version were made with @noble/hashes 2.4.0, whose bytes stand here: they must still open.
  it('derives the key that another implementation of scrypt gave, from the passphrase in NFC', async () => {
    const salt = new Uint8Array(16).fill(7)
    const bytes = await stretchWithScrypt('e\u0301', { N: 2 ** 17, r: 8, p: 1, salt })
    expect(Buffer.from(bytes).toString('hex')).toBe(
      '0c8f4e14455e3f265339d7e9a664a637168120b87e51d27bcf8203c00da35efc' +
        '1730958cdaebbba3d44dda4ecaab644553892b2b658e92bc6e25d559d13d918e',
    )
  })

  it('stretches as RFC 7914 section 12 prints', async () => {
    const salt = new TextEncoder().encode('SodiumChloride')
    const bytes = await stretchWithScrypt('pleaseletmein', { N: 16_384, r: 8, p: 1, salt })
    expect(Buffer.from(bytes).toString('hex')).toMatch(/^7023bdcb3afd7348461c06cd81fd38eb/)
  })

  it('lists, replaces and deletes records', async () => {
    const vault = await open(true)
    await vault.write('a', { n: 1 })
    await vault.write('a', { n: 2 })
    await vault.write('b', { n: 3 })
    expect((await vault.list()).sort()).toEqual(['a', 'b'])
    expect(await vault.read('a')).toEqual({ n: 2 })
    await vault.delete('a')
    await vault.delete('a')
    expect(await vault.list()).toEqual(['b'])
    expect(await vault.read('a')).toBeUndefined()
  })

  it('does not lose one of many writes at the same time', async () => {
    const vault = await open(true)
    await Promise.all(Array.from({ length: 20 }, (_, index) => vault.write(`r${index % 5}`, { index })))
    const reopened = await open()
    expect((await reopened.list()).sort()).toEqual(['r0', 'r1', 'r2', 'r3', 'r4'])
    expect(await reopened.read('r4')).toEqual({ index: 19 })
    // Each write counted: four versions of each record, one after the other.
    for (const file of await recordFiles()) expect((await readFile(file)).readUInt32BE(4)).toBe(4)
  })

  it('says when there is no vault, or one already', async () => {
    await expect(open()).rejects.toMatchObject({ code: 'not_initialised' })
    await open(true)
    await expect(open(true)).rejects.toMatchObject({ code: 'already_initialised' })
  })

  it('makes one vault of two that are made at the same time', async () => {
    const results = await Promise.allSettled([open(true), open(true)])
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({
      reason: { code: 'already_initialised' },
    })
  })

  it('refuses an empty passphrase', async () => {
    await expect(open(true, '')).rejects.toMatchObject({ code: 'passphrase_missing' })
  })

  it('says when the directory cannot be written or read', async () => {
    await writeFile(directory, 'a file where the directory should be')
    await expect(open(true)).rejects.toMatchObject({ code: 'file_unreadable' })
    directory = join(directory, 'below')
    await expect(open()).rejects.toMatchObject({ code: 'file_unreadable' })
  })

  it.skipIf(process.platform === 'win32')('lets nobody else read', async () => {
    const vault = await open(true)
    await vault.write('a', { n: 1 })
    const mode = async (path: string): Promise<number> => (await stat(path)).mode & 0o777
    expect(await mode(directory)).toBe(0o700)
    expect(await mode(join(directory, 'records'))).toBe(0o700)
    expect(await mode(headerFile())).toBe(0o600)
    for (const file of await recordFiles()) expect(await mode(file)).toBe(0o600)
  })

  it('leaves no temporary file behind', async () => {
    const vault = await open(true)
    await vault.write('a', { n: 1 })
    await vault.write('a', { n: 2 })
    expect(await readdir(directory)).toEqual(['records', 'vault.json'])
    expect(await recordFiles()).toHaveLength(1)
  })

  it('writes nothing in the clear, neither values nor ids nor the passphrase', async () => {
    const vault = await open(true)
    await vault.write('credential.marked-id', { name: 'MARKED-NAME', d: 'MARKED-KEY' })
    const files = [headerFile(), ...(await recordFiles())]
    for (const file of files) {
      const text = `${file}${await readFile(file, 'latin1')}`
      for (const mark of ['marked-id', 'MARKED-NAME', 'MARKED-KEY', 'credential', passphrase]) {
        expect(text).not.toContain(mark)
        expect(text).not.toContain(Buffer.from(mark).toString('base64url').slice(0, -2))
      }
    }
  })
})

describe('a tampered vault', () => {
  it('W4: does not open a record with any byte flipped', async () => {
    const vault = await open(true)
    await vault.write('a', { n: 1 })
    const [file = ''] = await recordFiles()
    const bytes = await readFile(file)
    for (let at = 0; at < bytes.length; at += 1) {
      for (const mask of [0x01, 0x80]) {
        const flipped = Buffer.from(bytes)
        flipped.writeUInt8(flipped.readUInt8(at) ^ mask, at)
        await writeFile(file, flipped)
        await expect((await open()).read('a'), `byte ${at}`).rejects.toMatchObject({
          code: 'vault_malformed',
        })
      }
    }
    await writeFile(file, bytes)
    expect(await (await open()).read('a')).toEqual({ n: 1 })
  })

  it('W4: does not open a record that was cut off or grew', async () => {
    const vault = await open(true)
    await vault.write('a', { n: 1 })
    const [file = ''] = await recordFiles()
    const bytes = await readFile(file)
    for (const changed of [
      Buffer.alloc(0),
      bytes.subarray(0, 20),
      bytes.subarray(0, -1),
      Buffer.concat([bytes, bytes]),
    ]) {
      await writeFile(file, changed)
      await expect(vault.list()).rejects.toMatchObject({ code: 'vault_malformed' })
    }
  })

  it('W1, W4: does not open with any byte of the header flipped', async () => {
    await (await open(true)).write('a', { n: 1 })
    const bytes = await readFile(headerFile())
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes)
      flipped.writeUInt8(flipped.readUInt8(at) ^ 0x01, at)
      await writeFile(headerFile(), flipped)
      const error: unknown = await open().catch((reason: unknown) => reason)
      expect(['vault_malformed', 'passphrase_wrong'], `byte ${at}`).toContain(
        (error as { code?: string }).code,
      )
    }
  })

  it('W1: does not open under another passphrase with a header of one’s own', async () => {
    await (await open(true)).write('a', { n: 1 })
    await rm(headerFile())
    await expect(open()).rejects.toMatchObject({ code: 'not_initialised' })
    const intruder = await open(true, 'another passphrase')
    await expect(intruder.list()).rejects.toMatchObject({ code: 'vault_malformed' })
    expect(await intruder.read('a')).toBeUndefined()
  })

  it('W2: has no counter of attempts to reset: a wrong passphrase changes no file', async () => {
    await (await open(true)).write('a', { n: 1 })
    const before = await readFile(headerFile(), 'utf8')
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(open(false, 'wrong')).rejects.toMatchObject({ code: 'passphrase_wrong' })
    }
    expect(await readFile(headerFile(), 'utf8')).toBe(before)
    expect(await (await open()).read('a')).toEqual({ n: 1 })
  })

  it('W4: does not take one record for another', async () => {
    const vault = await open(true)
    await vault.write('a', { n: 1 })
    await vault.write('b', { n: 2 })
    const [first = '', second = ''] = await recordFiles()
    await rename(first, `${first}.aside`)
    await rename(second, first)
    await rename(`${first}.aside`, second)
    const reopened = await open()
    await expect(reopened.read('a')).rejects.toMatchObject({ code: 'vault_malformed' })
    await expect(reopened.read('b')).rejects.toMatchObject({ code: 'vault_malformed' })
  })

  it('W4: does not take the record of another vault with the same passphrase', async () => {
    await (await open(true)).write('a', { n: 1 })
    const [foreign = ''] = await recordFiles()
    const bytes = await readFile(foreign)
    directory = join(directory, 'other')
    const vault = await open(true)
    await vault.write('a', { n: 2 })
    const [own = ''] = await recordFiles()
    await writeFile(own, bytes)
    await expect(vault.read('a')).rejects.toMatchObject({ code: 'vault_malformed' })
  })

  it('W4: notices a record that is put back while it is open', async () => {
    const vault = await open(true)
    await vault.write('a', { n: 1 })
    const [file = ''] = await recordFiles()
    const old = await readFile(file)
    await vault.write('a', { n: 2 })
    expect(await vault.read('a')).toEqual({ n: 2 })
    await writeFile(file, old)
    await expect(vault.read('a')).rejects.toMatchObject({ code: 'vault_malformed' })
  })

  it('W5: refuses a key derivation below the floor or above the ceiling before it derives anything', async () => {
    await open(true)
    const header = await readHeader()
    const derivations: Record<string, unknown>[] = [
      { N: 2 ** 16 },
      { N: 2 ** 14 },
      { N: 1 },
      { N: 2 ** 40 },
      { N: 2 ** 17 + 1 },
      { N: '131072' },
      { r: 1 },
      { p: 0 },
      { p: 1024 },
      { salt: '' },
      { salt: 'AAAA' },
      { name: 'pbkdf2' },
    ]
    for (const change of derivations) {
      await writeFile(headerFile(), `${JSON.stringify({ ...header, kdf: { ...header.kdf, ...change } })}\n`)
      const stretch: Stretch = () => Promise.reject(new Error('derived'))
      await expect(
        openSealedVault({ directory, passphrase, create: false, stretch }),
        JSON.stringify(change),
      ).rejects.toMatchObject({ code: 'vault_malformed' })
    }
  })

  it('W5: authenticates a dearer derivation too, and draws a new salt for each vault', async () => {
    await open(true)
    const header = await readHeader()
    await writeFile(headerFile(), `${JSON.stringify({ ...header, kdf: { ...header.kdf, N: 2 ** 18 } })}\n`)
    await expect(open()).rejects.toMatchObject({ code: 'passphrase_wrong' })
    directory = join(directory, 'other')
    await open(true)
    expect((await readHeader()).kdf.salt).not.toBe(header.kdf.salt)
  })

  it('refuses a header that is no header', async () => {
    await open(true)
    for (const text of ['', '{}', 'null', '[]', '{"kdf":null}', '{"kdf":{}}\n']) {
      await writeFile(headerFile(), text)
      await expect(open(), text).rejects.toMatchObject({ code: 'vault_malformed' })
    }
  })
})
