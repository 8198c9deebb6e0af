import { execFile } from 'node:child_process'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'

const page = join(import.meta.dirname, '../../../../docs/veramo.md')
// Inside the package, so that imports resolve; git ignores the folder.
const folder = join(import.meta.dirname, 'run')

afterAll(() => rm(folder, { recursive: true, force: true }))

const scene = `
import { createStatusListToken } from '@lontar/credentials/status'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { createVcSdJwtFormat } from '@lontar/credentials'
import { resolveLontarContext } from '@lontar/documents/credential-types'
import { openStore } from '@lontar/store'

const now = () => new Date('2026-11-24T01:23:45Z')
const store = await openStore({ database: 'sqlite::memory:', passphrase: 'correct horse' })
const issuerUrl = 'https://issuer.example'
const signer = await didJwkSigner(await generatePrivateJwk())
const holder = await didJwkSigner(await generatePrivateJwk())
const issuer = signer.keyId.replace('#0', '')
const type = issuerUrl + '/vct/ktp-proof/1'
const trust = { issuers: [{ issuer, types: [type], jwks: { keys: [{ ...signer.publicJwk, kid: signer.keyId }] } }] }
const uri = issuerUrl + '/status/list'
const listOf = (values) => createStatusListToken({
  signer, uri, bits: 1, values, issuedAt: now(), expiresAt: new Date(now().getTime() + 60000), ttlSeconds: 30,
})
const revoked = process.argv[2] === 'revoked'
const values = new Uint8Array(131072)
values[7] = revoked ? 1 : 0
const token = await listOf(values)
const fetch = async () => ({
  status: 200,
  headers: new Headers({ 'content-type': 'application/statuslist+jwt' }),
  text: () => token,
  json: () => { throw new Error('no JSON') },
})
const credential = await createVcSdJwtFormat({ resolveContext: resolveLontarContext }).issue({
  signer,
  payload: {
    '@context': ['https://www.w3.org/ns/credentials/v2', issuerUrl + '/contexts/lontar/1'],
    type: ['VerifiableCredential', 'KtpProofCredential'],
    issuer,
    validUntil: '2027-01-01T00:00:00Z',
    credentialSubject: { citizenshipStatus: 'WNI' },
    cnf: { jwk: { ...holder.publicJwk } },
    status: { status_list: { uri, idx: 7 } },
  },
  disclosable: [],
})
`

async function run(code: string, ...args: readonly string[]): Promise<unknown> {
  await mkdir(folder, { recursive: true })
  const lines = code.split('\n')
  const imports = lines.filter((line) => line.startsWith('import '))
  const body = lines.filter((line) => !line.startsWith('import '))
  const end =
    'console.log(JSON.stringify([verified, verdict.ok, verdict.checks.length > 5]))\nawait store.close()'
  const program = [...imports, scene, ...body, end].join('\n')
  await writeFile(join(folder, 'program.mjs'), program)
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--conditions=source',
    join(folder, 'program.mjs'),
    ...args,
  ])
  return JSON.parse(stdout)
}

test('the code of docs/veramo.md has at most 40 lines, and runs as printed', async () => {
  const [, code = ''] = /```ts\n([\s\S]*?)```/.exec(await readFile(page, 'utf8')) ?? []
  expect(code.trimEnd().split('\n').length).toBeLessThanOrEqual(40)
  expect(await run(code)).toEqual([true, true, true])
  expect(await run(code, 'revoked')).toEqual([false, false, true])
})
