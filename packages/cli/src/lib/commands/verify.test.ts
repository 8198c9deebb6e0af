import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Signer } from '@lontar/credentials'
import { didJwkSigner } from '@lontar/credentials/did'
import { generatePrivateJwk } from '@lontar/credentials/jose'
import { createVp } from '@lontar/credentials/presentation'
import { createStatusListToken } from '@lontar/credentials/status'
import { createCredentialPayload, credentialTypeUrl, findFormat } from '@lontar/documents/credential-types'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn } from '../command-line.test-support.ts'
import { memoryEnvironment } from '../memory-environment.test-support.ts'
import { type RunningServer, startServer } from '../serve.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const folder = temporaryFolder()
const lontar = commandLineIn(folder)
const now = memoryEnvironment().now()
const statuses = new Uint8Array(64)
const request = { nonce: 'nonce-of-one-request', audience: 'https://counter.example' }
const bound = ['--nonce', request.nonce, '--audience', request.audience] as const
let issuer: Signer
let holder: Signer
let server: RunningServer

/** An issuer that is nothing but its key and its status list. */
beforeAll(async () => {
  issuer = await didJwkSigner(await generatePrivateJwk())
  holder = await didJwkSigner(await generatePrivateJwk())
  server = await startServer({ host: '127.0.0.1', port: 0, fetch: async () => statusList() })
  const trusted = {
    issuer: issuer.keyId.split('#')[0],
    types: [credentialTypeUrl(server.url, 'ktp-proof')],
    jwks: { keys: [{ ...issuer.publicJwk, kid: issuer.keyId }] },
  }
  writeFileSync(join(folder, 'trust.json'), JSON.stringify({ issuers: [trusted] }))
})

afterAll(() => server.close())

async function statusList(): Promise<Response> {
  const token = await createStatusListToken({
    signer: issuer,
    uri: `${server.url}/status/1`,
    bits: 2,
    values: statuses,
    issuedAt: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
    ttlSeconds: 60,
  })
  return new Response(token, { headers: { 'content-type': 'application/statuslist+jwt' } })
}

async function credential(index: number): Promise<string> {
  const { payload, disclosable } = createCredentialPayload({
    typeId: 'ktp-proof',
    formatId: 'vc+jwt',
    identity: {
      jti: 'identity-1',
      document: {
        kind: 'ktp',
        card: {
          province: { code: '53', name: 'NUSA TENGGARA TIMUR' },
          regency: { code: '53.71', name: 'KOTA KUPANG' },
          nik: '5371995708900001',
          name: 'MARIA CONTOH',
          placeOfBirth: 'KUPANG',
          birthdate: '1990-08-17',
          sex: 'female',
          citizenship: 'WNI',
          validity: { kind: 'lifetime' },
        },
      },
      assuranceLevel: 'substantial',
      evidence: [
        { type: 'document', checkMethod: 'vri', organization: 'Dinas', time: now, simulated: false },
      ],
      issuedAt: now,
      expiresAt: new Date(now.getTime() + 900_000),
    },
    issuer: issuer.keyId.split('#')[0] ?? '',
    issuerUrl: server.url,
    issuerName: 'Dinas Contoh',
    holderKey: holder.publicJwk,
    status: { uri: `${server.url}/status/1`, idx: index },
    issuedAt: now,
    timeZone: 'Asia/Makassar',
  })
  return (await findFormat('vc+jwt')?.issue({ signer: issuer, payload, disclosable })) ?? ''
}

async function present(...indexes: readonly number[]): Promise<string> {
  const texts = await Promise.all(indexes.map(credential))
  const credentials = texts.map((text) => ({ format: 'vc+jwt' as const, text }))
  return createVp({ credentials, signer: holder, now, ...request })
}

const verify = (text: string, ...more: readonly string[]) =>
  lontar(['verify', '-', '--trust', 'trust.json', ...more], { input: text })

describe('a presentation of several credentials', () => {
  it('is verified as a whole, and each check says whose it is', async () => {
    const text = await present(1, 2)
    expect(await verify(text, ...bound)).toMatchObject({ exitCode: 0, stdout: 'VALID\n' })
    const { stdout } = await verify(text, ...bound, '--json')
    const { ok, checks, value } = JSON.parse(stdout) as {
      ok: boolean
      checks: { credential?: number }[]
      value: { credentials: object[] }
    }
    expect([ok, value.credentials.length]).toEqual([true, 2])
    expect(new Set(checks.map(({ credential }) => credential))).toEqual(new Set([undefined, 0, 1]))
    const told = (await verify(text, ...bound, '--explain')).stdout
    expect(told).toContain("✓ Credential 0: The issuer's signature is valid.")
    expect(told).toContain("✓ Credential 1: The issuer's signature is valid.")
  })

  it('is refused for one of them, with its number', async () => {
    statuses[3] = 1
    const { exitCode, stdout } = await verify(await present(1, 3), ...bound)
    expect([exitCode, stdout.split('\n')[0]]).toEqual([
      1,
      '✗ Credential 1: The credential is revoked. [status_invalid]',
    ])
    expect(stdout).not.toContain('Credential 0')
  })

  it('is refused under another request, and says so of the whole', async () => {
    const other = ['--nonce', 'another-nonce-of-a-request', '--audience', request.audience]
    const { exitCode, stdout } = await verify(await present(1, 2), ...other)
    expect(exitCode).toBe(1)
    expect(stdout).toMatch(/^✗ The binding [^\n]* \[\w+\]\n/)
  })

  it('as one of a single credential, is judged as before', async () => {
    const text = await present(1)
    expect(await verify(text, ...bound)).toMatchObject({ exitCode: 0, stdout: 'VALID\n' })
    const { stdout } = await verify(text, ...bound, '--json')
    expect(JSON.parse(stdout)).toMatchObject({ value: { format: 'vc+jwt' } })
  })

  it('at rest is as little accepted as that of a single one', async () => {
    const [one, two] = [await verify(await present(1)), await verify(await present(1, 2))]
    expect([one.exitCode, two.exitCode]).toEqual([1, 1])
  })
})

describe('a refusal', () => {
  it('says what to do about the first check, once, in the language asked for, and no word in JSON', async () => {
    statuses[4] = 1
    const text = await credential(4)
    const { stdout } = await verify(text)
    expect(stdout.split('\n')).toEqual([
      '✗ The credential is revoked. [status_invalid]',
      'The credential has been revoked [status_invalid]',
      expect.stringMatching(/\.$/),
      expect.stringMatching(/docs\/errors\/status_invalid\.md$/),
      'NOT VALID',
      '',
    ])
    expect((await verify(text, '--lang', 'id')).stdout).toMatch(
      /Kredensial .*\[status_invalid\]\n.*\n.*TIDAK SAH\n$/s,
    )
    const json = await verify(text, '--json')
    expect(Object.keys(JSON.parse(json.stdout) as object)).toEqual(['ok', 'checks'])
    expect(json.stderr).toBe('')
  })
})

describe('a file that holds something else', () => {
  it('that was cut, is told by what a credential is, and not by a protocol that nobody spoke', async () => {
    const cut = (await credential(1)).slice(0, 700)
    const { exitCode, stdout } = await verify(cut, '--explain')
    expect([exitCode, stdout]).toEqual([1, expect.stringContaining('(RFC 7515 ')])
    expect(stdout).not.toContain('OpenID4VP')
    expect((await verify(cut, '--explain', ...bound)).stdout).toContain('OpenID4VP')
  })

  const whole = '{"id":"x","credential":"eyJ0eXAiOiJ2Yytqd3QifQ.e30.c2ln"}'
  const hint =
    'the file of the argument <file> holds JSON; the signed text alone belongs there, such as the member `credential`'

  it('that is the whole of what the wallet shows, gets a hint beside the verdict', async () => {
    const { exitCode, stdout, stderr } = await verify(whole, '--json')
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining(hint)])
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, checks: [{ id: 'format', state: 'failed' }] })
    expect((await verify(whole, '--lang', 'id')).stderr).toContain('hanya teks bertanda tangan')
  })

  it('that is the whole of what the wallet shows, is refused with the hint by decode', async () => {
    const decoded = await lontar(['decode', '-', '--json'], { input: whole })
    expect([codeOf(decoded), decoded.stderr]).toEqual([[1, 'jws_malformed'], expect.stringContaining(hint)])
  })
})

describe('an option that does not fit', () => {
  it.each([
    [['--nonce', 'n'], 'a presentation needs both --nonce and --audience'],
    [['--offline', 'x', '--trust-authority', 'y'], '--trust-authority does not go with --offline'],
  ] as const)('%j', async (options, why) => {
    const ending = await verify('', ...options, '--json')
    expect([codeOf(ending), ending.stderr]).toEqual([[2, 'usage'], expect.stringContaining(why)])
  })

  it('is an authority without a list', async () => {
    const ending = await lontar(['verify', '-', '--trust-authority', 'x', '--json'])
    expect([codeOf(ending), ending.stderr]).toEqual([
      [2, 'usage'],
      expect.stringContaining('--trust-authority needs --trust'),
    ])
  })
})
