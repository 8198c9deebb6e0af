import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const repository = join(import.meta.dirname, '../../../..')
// Inside the package, so that imports resolve; git ignores the folder.
const folder = join(import.meta.dirname, 'run')

afterAll(() => rm(folder, { recursive: true, force: true }))

async function examples(): Promise<readonly string[]> {
  const readme = await readFile(join(repository, 'README.md'), 'utf8')
  return [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, code = '']) => code)
}

test('the README shows one example of at most ten lines for each of the three libraries', async () => {
  const codes = await examples()
  for (const library of ['issuer', 'wallet', 'verifier']) {
    expect(codes.filter((code) => code.includes(`from '@lontar/${library}'`))).toHaveLength(1)
  }
  for (const code of codes) expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(10)
})

test('the README fits on one screen', async () => {
  const lines = (await readFile(join(repository, 'README.md'), 'utf8')).trimEnd().split('\n')
  expect(lines.length).toBeLessThanOrEqual(60)
})

test('the examples of the README run as printed, one after the other', async () => {
  const [issue = '', hold = '', accept = ''] = await examples()
  const { imports, body } = split([issue, accept, hold])
  const [issueBody, acceptBody, holdBody] = body
  const program = `
${imports.join('\n')}
import { closeServers, checkIn, evidenceKeys, fetch, formats, identity, newSigner, openApp, openServer, passphrase, timeZone } from '../prelude.ts'

process.chdir(import.meta.dirname)
const office = await openServer()
const { app, url: appUrl, local } = await openApp()
const issued = await (async (url, signer, serve) => {
${issueBody}
return { issuer, store, credentialOfferUri, txCode }
})(office.url, await newSigner(), office.serve)

const trust = issued.issuer.trustList()
await (async (url, signer) => {
${acceptBody}
})(appUrl, await newSigner())

const asked = await (await globalThis.fetch(local + '/check-in')).json()
await (async ({ credentialOfferUri, txCode }, requestUri) => {
${holdBody}
})(issued, asked.requestUri)
const served = await globalThis.fetch(local + '/check-in', { headers: { 'Lontar-Transaction': asked.transactionId } })
console.log(JSON.stringify(await served.json()))
await issued.store.close()
closeServers()
`
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'program.mts'), program)
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=source',
    join(folder, 'program.mts'),
  ])
  expect(stdout).toBe(
    'Hotel Contoh asks for name and age_equal_or_over.18\n{"name":"MARIA CONTOH","age_equal_or_over.18":true}\n',
  )
})

/** Imports belong at the top of a module; the rest of an example runs where its free names are bound. */
function split(codes: readonly string[]): {
  readonly imports: readonly string[]
  readonly body: readonly string[]
} {
  const lines = codes.map((code) => code.split('\n'))
  const isImport = (line: string) => line.startsWith('import ')
  return {
    imports: lines.flatMap((each) => each.filter(isImport)),
    body: lines.map((each) => each.filter((line) => !isImport(line)).join('\n')),
  }
}
