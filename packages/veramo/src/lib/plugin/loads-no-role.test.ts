import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'

const entry = join(import.meta.dirname, '../../plugin.ts')

/** Writes the address of every module of the entry to standard output. */
const program = `
import { registerHooks } from 'node:module'
registerHooks({ load(url, context, next) { console.log(url); return next(url, context) } })
await import(${JSON.stringify(entry)})`

test('importing the plugins loads no Veramo and none of the roles', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['--conditions=source', '--input-type=module', '--eval', program],
  ])
  const modules = stdout.trimEnd().split('\n')
  expect(modules).toContain(`file://${entry}`)
  expect(modules.filter((url) => /[/](?:@veramo|did-jwt|ethers)[/]/.test(url))).toEqual([])
  expect(modules.filter((url) => /[/]packages[/](?:issuer|wallet|verifier|store)[/]/.test(url))).toEqual([])
})
