import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import {
  type AuthorityList,
  editAuthorityList,
  mergeAuthorityList,
  readAuthorityList,
} from './authority-list.ts'
import { withFileLock } from './file-lock.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const folder = temporaryFolder()
const edits = 25

function folderOf(name: string): string {
  const directory = join(folder, name)
  mkdirSync(directory)
  return directory
}

function adding(issuer: string): (list: AuthorityList) => AuthorityList {
  return (list) => ({ ...list, issuers: [...list.issuers, { issuer, types: ['urn:example:a'] }] })
}

/** Runs a script in a process of its own that has `editAuthorityList`, and gives its exit code. */
function inProcess(script: string, limits = 'true'): Promise<number | null> {
  const importing = `const { editAuthorityList } = await import(${JSON.stringify(join(import.meta.dirname, 'authority-list.ts'))})`
  const flags = '--conditions=source --disable-warning=ExperimentalWarning --input-type=module --eval "$2"'
  const args = ['-c', `${limits}; exec "$1" ${flags}`, 'sh', process.execPath, `${importing}\n${script}`]
  const child = spawn('sh', args, { stdio: ['ignore', 'ignore', 'inherit'] })
  return new Promise((resolve) => child.on('close', resolve))
}

/** Adds issuers one by one. */
function addInProcess(directory: string, name: string): Promise<number | null> {
  return inProcess(`
    for (let index = 0; index < ${edits}; index++) {
      const entry = { issuer: 'did:web:' + index + '.${name}.example', types: ['urn:example:a'] }
      await editAuthorityList(${JSON.stringify(directory)}, (list) => ({ ...list, issuers: [...list.issuers, entry] }))
    }`)
}

describe('the list of an authority', () => {
  it('keeps the edits of two processes that change it at once', async () => {
    const directory = folderOf('two')
    expect(await Promise.all(['a', 'b'].map((name) => addInProcess(directory, name)))).toEqual([0, 0])
    expect((await readAuthorityList(directory)).issuers).toHaveLength(2 * edits)
    expect(readdirSync(directory).sort()).toEqual(['trust-list.json', 'trust-list.lock'])
    expect(statSync(join(directory, 'trust-list.lock')).mode & 0o777).toBe(0o600)
  }, 60_000)

  it('keeps the edits of one process that changes it at once', async () => {
    const directory = folderOf('one')
    const names = ['a', 'b', 'c', 'd'].map((name) => `did:web:${name}.example`)
    await Promise.all(names.map((name) => editAuthorityList(directory, adding(name))))
    expect((await readAuthorityList(directory)).issuers).toHaveLength(names.length)
  })

  it('stays as it is, and free for the next, when an edit is refused', async () => {
    const directory = folderOf('refused')
    const refused = editAuthorityList(directory, () => {
      throw new RangeError('no')
    })
    await expect(refused).rejects.toThrow(RangeError)
    expect(existsSync(join(directory, 'trust-list.json'))).toBe(false)
    await editAuthorityList(directory, adding('did:web:a.example'))
  })

  it('leaves neither a handle nor a draft behind when the disk takes nothing', async () => {
    const directory = folderOf('full')
    const script = `
      const { readdirSync } = await import('node:fs')
      const handles = () => readdirSync('/proc/self/fd').length
      const edit = () => editAuthorityList(${JSON.stringify(directory)}, (list) => list).then(
        () => process.exit(100),
        ({ code, cause }) => code === 'file_unwritable' && cause.code === 'EFBIG' || process.exit(101),
      )
      await edit()
      const before = handles()
      for (let index = 0; index < 5; index++) await edit()
      process.exit(handles() - before)`
    expect(await inProcess(script, 'ulimit -f 0')).toBe(0)
    expect(readdirSync(directory)).toEqual(['trust-list.lock'])
  })
})

describe('a lock', () => {
  it('is waited for, and not for ever', async () => {
    const path = join(folder, 'lock')
    await withFileLock(path, async () => {
      await expect(withFileLock(path, async () => 'in', 50)).rejects.toMatchObject({
        code: 'file_unwritable',
      })
    })
    expect(await withFileLock(path, async () => 'in', 50)).toBe('in')
  })

  it('that cannot be made is told', async () => {
    const lock = withFileLock(join(folder, 'nowhere', 'lock'), async () => 'in')
    await expect(lock).rejects.toMatchObject({ code: 'file_unwritable' })
  })
})

describe('a trust file that is added', () => {
  it('brings who attests verifiers, each once, and a list without them stays without', async () => {
    const none = await readAuthorityList(folderOf('none'))
    expect(mergeAuthorityList(none, { issuers: [] })).not.toHaveProperty('verifierAttesters')
    const { d: _, ...jwk } = await generatePrivateJwk()
    const attester = (kid: string) => ({
      issuer: 'https://attester.example',
      jwks: { keys: [{ ...jwk, kid }] },
    })
    const once = mergeAuthorityList(none, { issuers: [], verifierAttesters: [attester('1')] })
    const again = mergeAuthorityList(once, { issuers: [], verifierAttesters: [attester('2')] })
    expect(again.verifierAttesters).toEqual([attester('2')])
    expect(mergeAuthorityList(again, { issuers: [] })).toEqual(again)
    const directory = folderOf('attesters')
    await editAuthorityList(directory, () => again)
    expect(await readAuthorityList(directory)).toEqual(again)
  })
})
