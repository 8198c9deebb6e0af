import { createPrivateKey } from 'node:crypto'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createX509Hash } from '@lontar/openid4vc/openid4vp'
import { createCertificate, type TestCertificate } from '@lontar/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk, freePort, type Run, type Serving } from './support/lontar.ts'
import { asksYaml, maria } from './support/people.ts'

const day = 86_400_000
const life = { notBefore: new Date(Date.now() - day), notAfter: new Date(Date.now() + day) }
let desk: Desk
let root: TestCertificate
let leaf: TestCertificate
let issuer: Serving

const certify = (traits: Partial<Parameters<typeof createCertificate>[0]> = {}) =>
  createCertificate({
    commonName: 'Hotel',
    issuedBy: root,
    isCa: false,
    keyUsageBits: 0x80,
    ...life,
    ...traits,
  })

function pemOf({ privateJwk }: TestCertificate): string {
  const key = createPrivateKey({ key: { ...privateJwk }, format: 'jwk' })
  return String(key.export({ type: 'pkcs8', format: 'pem' }))
}

async function done(args: readonly string[]): Promise<Run> {
  const run = await desk.run(args)
  expect(run, `${args.join(' ')}\n${run.stdout}${run.stderr}`).toMatchObject({ exitCode: 0 })
  return run
}

beforeAll(async () => {
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-certified-verifier-')))
  root = await createCertificate({ commonName: 'Akar', isCa: true, keyUsageBits: 0x06, ...life })
  leaf = await certify()
  await writeFile(join(desk.folder, 'maria.json'), JSON.stringify(maria))
  await writeFile(join(desk.folder, 'asks.yaml'), asksYaml)
  await writeFile(join(desk.folder, 'chain.pem'), leaf.pem + root.pem)
  await writeFile(join(desk.folder, 'key.pem'), pemOf(leaf))
  const url = `http://127.0.0.1:${await freePort()}`
  await done(['init', '--url', url, '--name', 'Dinas Contoh', '--dev'])
  await done(['trust', 'export', '--out', 'trust.json'])
  await done(['wallet', 'init', '--dev'])
  issuer = await desk.serve(['serve'])
  const issue = ['issue', '--ktp', 'maria.json', '--officer', 'dev', '--no-tx-code', '--json']
  const { credentialOfferUri } = (await done(issue)).json<{ credentialOfferUri: string }>()
  await done(['wallet', 'receive', credentialOfferUri, '--trust', 'trust.json'])
}, 120_000)

afterAll(async () => {
  await issuer.stop()
  await rm(desk.folder, { recursive: true, force: true })
})

async function serveArgs(...more: string[]): Promise<string[]> {
  const url = `http://127.0.0.1:${await freePort()}`
  return ['verifier', 'serve', '--url', url, '--trust', 'trust.json', '--asks', 'asks.yaml', ...more]
}

describe('a verifier with a certificate', () => {
  test('is known by it, and only to wallets that have its root', async () => {
    const verifier = await desk.serve(await serveArgs('--certificate', 'chain.pem', '--key', 'key.pem'))
    try {
      const { requestUri, transactionId } = (await done(['verifier', 'request', 'hotel', '--json'])).json<{
        requestUri: string
        transactionId: string
      }>()
      const clientId = `x509_hash:${await createX509Hash(leaf.base64)}`
      expect(requestUri).toContain(`client_id=${encodeURIComponent(clientId)}&`)
      const stranger = await desk.run([
        'wallet',
        'present',
        requestUri,
        '--trust',
        'trust.json',
        '--yes',
        '--json',
      ])
      expect(stranger.exitCode).toBe(1)
      expect(stranger.json<{ error: { code: string } }>().error.code).toBe('certificate_untrusted')
      const trust = JSON.parse(await readFile(join(desk.folder, 'trust.json'), 'utf8'))
      await writeFile(join(desk.folder, 'rooted.json'), JSON.stringify({ ...trust, roots: [root.pem] }))
      const present = ['wallet', 'present', requestUri, '--trust', 'rooted.json', '--yes', '--lang', 'en']
      const { stderr } = await done(present)
      expect(stderr.split('\n').slice(0, 2)).toEqual([
        expect.not.stringContaining('not known'),
        'Known by: its certificate',
      ])
      const result = await done(['verifier', 'result', transactionId, '--json'])
      expect(result.json()).toMatchObject({ state: 'accepted' })
    } finally {
      await verifier.stop()
    }
  }, 60_000)

  test.each<[string, () => Promise<readonly [string, string]>, string]>([
    ['without its key', async () => [leaf.pem, ''], 'a PEM private key'],
    ['with the key of another', async () => [leaf.pem, pemOf(await certify())], 'not for the key'],
    ['that is none', async () => ['nothing', pemOf(leaf)], 'below their root'],
    [
      'that signed itself',
      async () => {
        const own = await createCertificate({ commonName: 'Hotel', isCa: false, keyUsageBits: 0x80, ...life })
        return [own.pem, pemOf(own)]
      },
      'below their root',
    ],
    [
      'that has ended',
      async () => {
        const old = await certify({ notAfter: new Date(Date.now() - 1000) })
        return [old.pem, pemOf(old)]
      },
      'has ended',
    ],
    [
      'whose chain is none',
      async () => [leaf.pem + (await certify({ commonName: 'Antara' })).pem, pemOf(leaf)],
      'signed by the one that follows',
    ],
    [
      'of a key that signs no request',
      async () => {
        const rsa = await certify({ key: 'RSA-2048' })
        return [rsa.pem, pemOf(rsa)]
      },
      'a PEM private key',
    ],
  ])('is not served under one %s', async (_name, files, why) => {
    const [chain, key] = await files()
    await writeFile(join(desk.folder, 'wrong.pem'), chain)
    await writeFile(join(desk.folder, 'wrong-key.pem'), key)
    const args = await serveArgs('--certificate', 'wrong.pem', '--key', 'wrong-key.pem', '--lang', 'en')
    const { exitCode, stderr } = await desk.run(args)
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(why)])
    expect(stderr).not.toContain('BEGIN')
  })

  test('is not served with a certificate and no key', async () => {
    const { exitCode, stderr } = await desk.run(await serveArgs('--certificate', 'chain.pem', '--lang', 'en'))
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('go together')])
  })
})
