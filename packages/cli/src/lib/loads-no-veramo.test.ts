import { execFile } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, it } from 'vitest'
import { passphrases } from './memory-environment.test-support.ts'
import { temporaryFolder } from './temporary-folder.test-support.ts'

const folder = temporaryFolder()
const seen = join(folder, 'modules.txt')

/** Notes the address of every module before it is loaded. */
const hook = `data:text/javascript,${encodeURIComponent(`
import { appendFileSync } from 'node:fs'
import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) {
  appendFileSync(${JSON.stringify(seen)}, url + String.fromCharCode(10))
  return next(url, context)
} })`)}`

/** The modules that a command loads, in a process of its own. */
async function modulesOf(...args: readonly string[]): Promise<readonly string[]> {
  await writeFile(seen, '')
  const program = join(import.meta.dirname, '../lontar.ts')
  const options = ['--conditions=source', '--import', hook, program, ...args]
  await promisify(execFile)(process.execPath, options, {
    cwd: folder,
    env: { ...process.env, ...passphrases, DEBUG: '' },
  })
  return (await readFile(seen, 'utf8')).trimEnd().split('\n')
}

const ofVeramo = (modules: readonly string[]) =>
  modules.filter((url) => /[/](?:@veramo|did-jwt|did-jwt-vc|ethers)[/]/.test(url))

const init = ['init', '--url', 'http://127.0.0.1:4000', '--name', 'Dinas', '--dev']

beforeAll(async () => {
  await modulesOf(...init)
})

describe('a command that needs no Veramo', () => {
  it.each([
    '--help',
    'init --help',
    'doctor',
    'status show',
    'credential list',
    'trust export --out trust.json',
  ])('lontar %s loads nothing of it', async (line) => {
    const modules = await modulesOf(...line.split(' '))
    expect(modules.length).toBeGreaterThan(10)
    expect(ofVeramo(modules)).toEqual([])
  })

  it('has a twin that does: an issuer whose key Veramo holds', async () => {
    const modules = await modulesOf(...init, '--dir', 'with-veramo', '--keys', 'veramo')
    expect(ofVeramo(modules).length).toBeGreaterThan(10)
  })
})
