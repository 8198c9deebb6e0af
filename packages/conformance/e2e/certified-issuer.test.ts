import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseJws } from '@lontar/credentials/jose'
import { createX5cVerifier } from '@lontar/credentials/x509'
import { certifyRequest, createCertificate, type TestCertificate } from '@lontar/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk, freePort, type Run } from './support/lontar.ts'
import { maria } from './support/people.ts'

const day = 86_400_000
const now = new Date()
const life = { notBefore: new Date(now.getTime() - day), notAfter: new Date(now.getTime() + 90 * day) }
let desk: Desk
let url: string
let root: TestCertificate
let request: string

beforeAll(async () => {
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-certified-')))
  url = `http://127.0.0.1:${await freePort()}`
  root = await createCertificate({ commonName: 'Akar Contoh', isCa: true, keyUsageBits: 0x06, ...life })
  await writeFile(join(desk.folder, 'maria.json'), JSON.stringify(maria))
  await done(['init', '--url', url, '--name', 'Dinas Contoh', '--dev'])
  await done(['certificate', 'request', '--out', 'request.pem'])
  request = await readFile(join(desk.folder, 'request.pem'), 'utf8')
}, 60_000)

afterAll(() => rm(desk.folder, { recursive: true, force: true }))

async function done(args: readonly string[]): Promise<Run> {
  const run = await desk.run(args)
  expect(run, `${args.join(' ')}\n${run.stdout}${run.stderr}`).toMatchObject({ exitCode: 0 })
  return run
}

async function use(chain: string, ...more: string[]): Promise<Run> {
  await writeFile(join(desk.folder, 'chain.pem'), chain)
  return desk.run(['certificate', 'use', 'chain.pem', ...more])
}

const certify = (traits: Partial<Parameters<typeof certifyRequest>[1]> = {}) =>
  certifyRequest(request, { issuedBy: root, ...life, ...traits })

describe('certificates that would help nobody are refused', () => {
  test('a file without any, and one with nothing but the root', async () => {
    for (const text of ['nothing', root.pem]) {
      const { exitCode, stderr } = await use(text)
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('below their root')])
    }
  })

  test('one of another key, also when it names this issuer', async () => {
    const other = await createCertificate({ commonName: 'Lain', issuedBy: root, uris: [url], ...life })
    const { exitCode, stderr } = await use(other.pem)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('not for the key of this issuer')])
  })

  test('one of the key for another URL', async () => {
    await done(['init', '--dir', 'other', '--url', `${url}/other`, '--name', 'Dinas', '--dev'])
    const { stdout } = await done(['certificate', 'request', '--dir', 'other'])
    const config = join(desk.folder, 'other/config.json')
    const text = await readFile(config, 'utf8')
    await writeFile(config, text.replace('/other', '/elsewhere'))
    await writeFile(join(desk.folder, 'other.pem'), await certifyRequest(stdout, { issuedBy: root, ...life }))
    const { exitCode, stderr } = await desk.run(['certificate', 'use', 'other.pem', '--dir', 'other'])
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('names neither the public URL')])
  })

  test('one that has ended, and a chain that is none', async () => {
    const ended = await use(await certify({ notAfter: new Date(now.getTime() - 1000) }), '--lang', 'id')
    expect([ended.exitCode, ended.stderr]).toEqual([2, expect.stringContaining('sudah berakhir')])
    const stranger = await createCertificate({ commonName: 'Antara', issuedBy: root, isCa: true, ...life })
    const torn = await use((await certify()) + stranger.pem)
    expect([torn.exitCode, torn.stderr]).toEqual([
      2,
      expect.stringContaining('signed by the one that follows'),
    ])
  })

  test('and nothing of them is kept', async () => {
    expect(await readFile(join(desk.folder, 'lontar-data/config.json'), 'utf8')).not.toContain(
      'certificateChain',
    )
  })
})

test('credentials and status lists carry the certificates, which lead to the root, and verify', async () => {
  const leaf = await certify()
  const used = await use(leaf + root.pem, '--json')
  expect(used.json()).toMatchObject({ issuer: url, certificates: 1 })
  await done(['trust', 'export', '--out', 'trust.json'])
  await done(['wallet', 'init', '--dev'])
  const serving = await desk.serve(['serve', '--json'])
  try {
    const what = ['--format', 'dc+sd-jwt', '--no-tx-code', '--json']
    const offer = (await done(['issue', '--ktp', 'maria.json', '--officer', 'dev', ...what])).json<{
      credentialOfferUri: string
    }>()
    const trusted = ['--trust', 'trust.json', '--json']
    const { credentials } = (await done(['wallet', 'receive', offer.credentialOfferUri, ...trusted])).json<{
      credentials: { id: string }[]
    }>()
    const shown = (await done(['wallet', 'show', credentials[0]?.id ?? '', '--json'])).json<{
      credential: string
    }>()
    const { header, payload } = parseJws(shown.credential.split('~', 1)[0] ?? '')
    expect(payload.iss).toBe(url)
    const certified = await createX5cVerifier()({ x5c: header.x5c, roots: [root.pem], now })
    expect(certified.uris).toEqual([url])
    const { status_list: list } = payload.status as unknown as { status_list: { uri: string } }
    const token = await (await fetch(list.uri)).text()
    expect(parseJws(token).header.x5c).toEqual(header.x5c)
    await writeFile(join(desk.folder, 'credential.txt'), shown.credential)
    await done(['verify', 'credential.txt', '--trust', 'trust.json'])
    const renewed = await use(await certify({ notAfter: new Date(now.getTime() + 30 * day) }), '--json')
    expect(renewed.exitCode).toBe(0)
  } finally {
    expect(await serving.stop()).toBe(0)
  }
}, 60_000)

test('an issuer that has issued under its DID keeps that name', async () => {
  const folder = ['--dir', 'did']
  const other = `http://127.0.0.1:${await freePort()}`
  await done(['init', ...folder, '--url', other, '--name', 'Dinas Contoh', '--dev'])
  const { stdout } = await done(['certificate', 'request', ...folder])
  await writeFile(join(desk.folder, 'did.pem'), await certifyRequest(stdout, { issuedBy: root, ...life }))
  const serving = await desk.serve(['serve', ...folder, '--json'])
  const what = ['--ktp', 'maria.json', '--officer', 'dev', '--no-tx-code', '--json']
  const { credentialOfferUri } = (await done(['issue', ...folder, ...what])).json<{
    credentialOfferUri: string
  }>()
  const wallet = ['--wallet', 'did-wallet']
  await done(['wallet', 'init', '--dev', ...wallet])
  await done(['wallet', 'receive', credentialOfferUri, '--yes', ...wallet])
  expect(await serving.stop()).toBe(0)
  const { exitCode, stderr } = await desk.run(['certificate', 'use', 'did.pem', ...folder])
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('before the first credential')])
}, 60_000)

test('an issuer whose key Veramo holds is certified, and issues', async () => {
  const folder = ['--dir', 'veramo']
  const other = `http://127.0.0.1:${await freePort()}`
  await done(['init', ...folder, '--url', other, '--name', 'Dinas Contoh', '--dev', '--keys', 'veramo'])
  const { stdout } = await done(['certificate', 'request', ...folder])
  await writeFile(join(desk.folder, 'veramo.pem'), await certifyRequest(stdout, { issuedBy: root, ...life }))
  await done(['certificate', 'use', 'veramo.pem', ...folder])
  await done(['trust', 'export', '--out', 'veramo-trust.json', ...folder])
  const serving = await desk.serve(['serve', ...folder, '--json'])
  try {
    const what = ['--ktp', 'maria.json', '--officer', 'dev', '--no-tx-code', '--json']
    const { credentialOfferUri } = (await done(['issue', ...folder, ...what])).json<{
      credentialOfferUri: string
    }>()
    const wallet = ['--wallet', 'veramo-wallet', '--json']
    await done(['wallet', 'init', '--dev', ...wallet])
    const taken = await done([
      ...['wallet', 'receive', credentialOfferUri, '--trust', 'veramo-trust.json'],
      ...wallet,
    ])
    const { credentials } = taken.json<{ credentials: { id: string; issuer: string }[] }>()
    expect(new Set(credentials.map(({ issuer }) => issuer))).toEqual(new Set([other]))
  } finally {
    expect(await serving.stop()).toBe(0)
  }
}, 60_000)

test('an issuer on https asks for its URL and its host, and either will do', async () => {
  const folder = ['--dir', 'https']
  const name = 'Dinas Kependudukan dan Pencatatan Sipil Provinsi Nusa Tenggara Timur di Kupang'
  await done(['init', ...folder, '--url', 'https://kredensial.example/ntt', '--name', name])
  const { stdout } = await done(['certificate', 'request', ...folder])
  const pem = await certifyRequest(stdout, { issuedBy: root, ...life })
  const certificate = new X509Certificate(pem)
  expect(certificate.subjectAltName).toBe('URI:https://kredensial.example/ntt, DNS:kredensial.example')
  expect(certificate.subject).toBe(`CN=${name.slice(0, 64)}`)
  await writeFile(join(desk.folder, 'https.pem'), pem)
  const used = await done(['certificate', 'use', 'https.pem', ...folder, '--json'])
  expect(used.json()).toMatchObject({ issuer: 'https://kredensial.example/ntt', certificates: 1 })
  const certificates = async () => {
    const { exitCode, ...run } = await desk.run(['doctor', ...folder, '--json'])
    const { findings } = run.json<{ findings: { id: string }[] }>()
    return { exitCode, ...findings.find(({ id }) => id === 'certificates') }
  }
  expect(await certificates()).toMatchObject({ exitCode: 0, ok: true })
  expect(await certificates()).not.toHaveProperty('warning')
  const soon = await certifyRequest(stdout, {
    issuedBy: root,
    ...life,
    notAfter: new Date(now.getTime() + 29 * day),
  })
  await writeFile(join(desk.folder, 'https.pem'), soon)
  await done(['certificate', 'use', 'https.pem', ...folder])
  expect(await certificates()).toMatchObject({
    exitCode: 0,
    ok: true,
    warning: true,
    code: 'certificate_expired',
  })
  const config = join(desk.folder, 'https/config.json')
  const chain = await certifyRequest(stdout, {
    issuedBy: root,
    ...life,
    notAfter: new Date(now.getTime() - 1000),
  })
  const ended = chain.replace(/-----[A-Z ]+-----|\s/g, '')
  const text = JSON.parse(await readFile(config, 'utf8')) as { issuer: { certificateChain: string[] } }
  text.issuer.certificateChain = [ended]
  await writeFile(config, JSON.stringify(text))
  expect(await certificates()).toMatchObject({ exitCode: 1, ok: false, code: 'certificate_expired' })
  text.issuer.certificateChain = ['MIIB']
  await writeFile(config, JSON.stringify(text))
  expect(await certificates()).toMatchObject({ exitCode: 1, ok: false, code: 'certificate_malformed' })
}, 60_000)
