import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, type Ending } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { memoryEnvironment } from '../memory-environment.test-support.ts'
import { run } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const lontar = commandLineIn(workingDirectory)
const stop = new AbortController()
const served: Promise<number>[] = []

const asks = `asks:
  hotel:
    service: hotel_wni
    credential: KtpCredential
    purpose: { id: Check-in hotel, en: Hotel check-in }
    legalBasis: contract
    claims: [name, age_equal_or_over.18]
    retentionDays: 1
  ticket:
    service: local_ticket
    credential: KtpProofCredential
    purpose: { id: Tarif warga, en: Resident tariff }
    legalBasis: contract
    claims: [residence_province_code]
    retentionDays: 1
`

/** What a person reads of a credential that is good and that nobody presents. */
const validAtRest = '- Nobody has shown that he is the holder of this credential.\nVALID\n'

async function freeUrl(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as { port: number }
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

/** Starts a command that serves, in this process. */
async function serve(...args: readonly string[]): Promise<void> {
  const environment = memoryEnvironment({ workingDirectory, stopSignal: stop.signal })
  const ended = run(args, environment)
  served.push(ended)
  while (environment.output.stdout === '') {
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 10))])
    expect(environment.output.stderr).toBe('')
  }
}

beforeAll(async () => {
  writeFileSync(join(workingDirectory, 'ktp.json'), JSON.stringify(maria))
  writeFileSync(join(workingDirectory, 'asks.yaml'), asks)
  const [issuerUrl, verifierUrl] = [await freeUrl(), await freeUrl()]
  await done(['init', '--url', issuerUrl, '--name', 'Dinas Contoh', '--dev'])
  await serve('serve')
  await done(['trust', 'export', '--out', 'trust.json'])
  await done(['wallet', 'init', '--dev'])
  const files = ['--trust', 'trust.json', '--asks', 'asks.yaml']
  await serve('verifier', 'serve', '--url', verifierUrl, '--name', 'Hotel Contoh', ...files)
})

afterAll(async () => {
  stop.abort()
  expect(await Promise.all(served)).toEqual([0, 0])
})

async function done(args: readonly string[]): Promise<Ending> {
  const ending = await lontar(args)
  expect(ending.exitCode, ending.stdout + ending.stderr).toBe(0)
  return ending
}

async function json<Value>(args: readonly string[]): Promise<Value> {
  return JSON.parse((await done([...args, '--json'])).stdout) as Value
}

async function offer(): Promise<readonly string[]> {
  const issue = ['issue', '--ktp', 'ktp.json', '--officer', 'dev', '--format', 'dc+sd-jwt']
  const { credentialOfferUri, txCode } = await json<{ credentialOfferUri: string; txCode: string }>(issue)
  return ['wallet', 'receive', credentialOfferUri, '--tx-code', txCode]
}

function request(ask: string): Promise<{ transactionId: string; requestUri: string }> {
  return json(['verifier', 'request', ask])
}

describe('a wallet that knows no issuer', () => {
  it('takes nothing while nobody can be asked', async () => {
    const refused = await lontar([...(await offer()), '--json'])
    expect(codeOf(refused)).toEqual([1, 'consent_missing'])
    expect((await json<{ credentials: [] }>(['wallet', 'list'])).credentials).toEqual([])
  })

  it('takes with a warning what it is told to take', async () => {
    const { stdout, stderr } = await done([...(await offer()), '--yes'])
    expect(stderr).toMatch(/^Warning: no trust list knows the issuer http:\/\/127\.0\.0\.1:\d+\.\n$/)
    expect(stdout).toMatch(
      /^\S+ {2}KtpCredential {2}dc\+sd-jwt {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d WITA\n {2}did:jwk:\S+\n$/,
    )
  })
})

describe('a wallet with a trust list', () => {
  it('takes without a word, lists, and shows', async () => {
    const receive = [...(await offer()), '--trust', 'trust.json', '--json']
    const { stdout, stderr } = await done(receive)
    expect(stderr).toBe('')
    const { credentials } = JSON.parse(stdout) as { credentials: { id: string }[] }
    expect(Object.keys(credentials[0] ?? {})).toEqual(['id', 'type', 'format', 'issuer', 'expiresAt'])
    const id = credentials[0]?.id ?? ''
    const shown = await json<{ credential: string; type: string; issuer: string }>(['wallet', 'show', id])
    const listed = await json<{ credentials: { id: string; type: string }[] }>(['wallet', 'list'])
    expect(listed.credentials.find((credential) => credential.id === id)?.type).toBe(shown.type)
    expect(shown.type).toBe('KtpCredential')
    // The beginning of every did:jwk is alike.
    const { stdout: list } = await done(['wallet', 'list'])
    expect(list).toContain(`…${shown.issuer.slice(-24)}\n`)
    expect(list.split('\n').filter((line) => line.length > 80)).toEqual([])
    writeFileSync(join(workingDirectory, 'credential.txt'), shown.credential)
    expect((await done(['wallet', 'show', id])).stdout).toContain('"type"')
    const unknown = await lontar(['wallet', 'show', 'unknown', '--json'])
    expect(codeOf(unknown)).toEqual([1, 'wallet_credential_unknown'])
  })

  it('holds what the command verifies, with and without a trust file, and decodes', async () => {
    expect((await done(['verify', 'credential.txt'])).stdout).toBe(validAtRest)
    const { stdout } = await done(['verify', 'credential.txt', '--trust', 'trust.json', '--explain'])
    expect(stdout.split('\n').filter((line) => line.startsWith('✓')).length).toBeGreaterThan(4)
    const verdict = await json<{ ok: boolean; value: object }>(['verify', 'credential.txt'])
    expect(Object.keys(verdict)).toEqual(['ok', 'checks', 'value'])
    const decoded = await done(['decode', 'credential.txt'])
    expect(decoded.stdout).toMatch(/"issuing_jurisdiction": ?"ID-NT"/)
    expect(decoded.stderr).toBe('Not verified.\n')
    expect(JSON.parse(decoded.stdout)).toMatchObject({ header: { typ: 'dc+sd-jwt' }, keyBinding: null })
  })

  it('holds what is verified where the issuer is trusted without a pinned key', async () => {
    const trust = JSON.parse(readFileSync(join(workingDirectory, 'trust.json'), 'utf8')) as {
      issuers: { issuer: string; types: string[] }[]
    }
    const issuers = trust.issuers.map(({ issuer, types }) => ({ issuer, types }))
    writeFileSync(join(workingDirectory, 'unpinned.json'), JSON.stringify({ issuers }))
    expect((await done(['verify', 'credential.txt', '--trust', 'unpinned.json'])).stdout).toBe(validAtRest)
    const strangers = issuers.map(({ types }) => ({ issuer: 'did:web:other.example', types }))
    writeFileSync(join(workingDirectory, 'strangers.json'), JSON.stringify({ issuers: strangers }))
    const refused = await lontar(['verify', 'credential.txt', '--trust', 'strangers.json'])
    expect(refused.stdout).toContain('[issuer_untrusted]')
  })

  it('holds what is refused where nobody is trusted', async () => {
    writeFileSync(join(workingDirectory, 'nobody.json'), '{"issuers":[]}')
    const verdict = await lontar(['verify', 'credential.txt', '--trust', 'nobody.json'])
    expect(verdict.exitCode).toBe(1)
    expect(verdict.stdout).toContain('[issuer_untrusted]')
    expect(verdict.stdout).toMatch(/\nNOT VALID\n$/)
  })
})

describe('a request', () => {
  it('is shown and not answered while nobody can be asked', async () => {
    const { requestUri, transactionId } = await request('hotel')
    const { exitCode, stdout, stderr } = await lontar(['wallet', 'present', requestUri, '--lang', 'id'])
    expect(exitCode).toBe(1)
    expect(stdout).toBe('')
    expect(stderr.split('\n').slice(0, 7)).toEqual([
      'Hotel Contoh (tidak dikenal)',
      'Dikenali dari: kuncinya (DID)',
      'Meminta: Nama lengkap, Usia 18 tahun ke atas',
      'Untuk: Check-in hotel',
      'Layanan: hotel_wni',
      'Dasar: perjanjian dengan Anda',
      'Disimpan: 1 hari',
    ])
    expect(stderr).toContain('[consent_missing]')
    expect(await json(['verifier', 'result', transactionId])).toEqual({
      state: 'pending',
      verdict: null,
      claims: null,
    })
  })

  it('is answered after consent with what was asked', async () => {
    const { requestUri, transactionId } = await request('hotel')
    const { stdout } = await done(['wallet', 'present', requestUri, '--yes', '--lang', 'id'])
    expect(stdout).toBe('Terkirim: Nama lengkap, Usia 18 tahun ke atas\n')
    const result = ['verifier', 'result', transactionId, '--wait']
    expect((await done(result)).stdout).toMatch(/VALID\naccepted\nFull name: MARIA CONTOH\n.*18.*: yes\n$/)
    expect(await json(result)).toMatchObject({
      state: 'accepted',
      verdict: { ok: true },
      claims: { name: 'MARIA CONTOH', 'age_equal_or_over.18': true },
    })
  })

  it('leaves a receipt with the verifier, by the names of its claims alone', async () => {
    const { receipts } = await json<{ receipts: object[] }>(['verifier', 'receipts', '--limit', '1'])
    expect(receipts).toEqual([
      {
        transactionId: expect.any(String),
        ask: 'hotel',
        service: 'hotel_wni',
        purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
        legalBasis: 'contract',
        retentionDays: 1,
        claims: ['name', 'age_equal_or_over.18'],
        state: 'accepted',
        code: null,
        issuers: [expect.any(String)],
        requestedAt: expect.any(String),
        decidedAt: expect.any(String),
        keptUntil: expect.any(String),
      },
    ])
    const { stdout } = await done(['verifier', 'receipts', '--lang', 'id'])
    expect(stdout).toMatch(
      / WITA {2}hotel {2}hotel_wni {2}diterima {2}Nama lengkap, .*18.* {2}\(disimpan sampai /,
    )
    expect(stdout).not.toContain('MARIA')
  })

  it('stays in the history, by the names of its claims alone', async () => {
    const { history } = await json<{ history: object[] }>(['wallet', 'history'])
    expect(history[0]).toMatchObject({
      verifier: { name: 'Hotel Contoh' },
      service: 'hotel_wni',
      purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
      legalBasis: 'contract',
      retentionDays: 1,
      claims: ['name', 'age_equal_or_over.18'],
      outcome: 'sent',
    })
    const { stdout } = await done(['wallet', 'history'])
    expect(stdout).toMatch(/ WITA {2}sent {2}Hotel Contoh {2}Full name, .*18.*\n {2}For: Hotel check-in\n/)
    expect(stdout).not.toContain('MARIA')
  })

  it('is declined by a wallet that holds nothing fitting, and refused', async () => {
    const { requestUri, transactionId } = await request('ticket')
    const present = await lontar(['wallet', 'present', requestUri, '--yes', '--json'])
    expect(codeOf(present)).toEqual([1, 'wallet_no_matching_credential'])
    const result = await lontar(['verifier', 'result', transactionId, '--wait', '--json'])
    expect(result.exitCode).toBe(1)
    expect(JSON.parse(result.stdout)).toMatchObject({ state: 'refused', claims: null })
  })

  it('expires, which is no success', async () => {
    const { transactionId } = await request('hotel')
    const later = { now: () => new Date('2026-11-24T02:05:01Z') }
    const result = await lontar(['verifier', 'result', transactionId, '--wait', '--json'], later)
    expect(result.exitCode).toBe(1)
    expect(JSON.parse(result.stdout)).toEqual({ state: 'expired', verdict: null, claims: null })
  })

  it('is waited for only until the process is asked to stop', async () => {
    const { transactionId } = await request('hotel')
    const asked = new AbortController()
    const waiting = lontar(['verifier', 'result', transactionId, '--wait'], { stopSignal: asked.signal })
    setTimeout(() => asked.abort(), 400)
    expect(await waiting).toEqual({ exitCode: 0, stdout: 'pending\n', stderr: '' })
  })
})

describe('an issued credential', () => {
  it('is listed, shown and changed, with the reason that was given', async () => {
    interface Listed {
      readonly id: string
      readonly status: string
      readonly reason: string | null
    }
    const { credentials } = await json<{ credentials: Listed[] }>(['credential', 'list'])
    expect(credentials).toHaveLength(2)
    const id = credentials[0]?.id ?? ''
    const change = (verb: string, ...more: string[]) => json<Listed>(['credential', verb, id, ...more])
    expect(await change('show')).toEqual(credentials[0])
    expect(await change('suspend', '--reason', 'reported lost')).toMatchObject({
      status: 'suspended',
      reason: 'reported lost',
    })
    expect(await change('reinstate')).toMatchObject({ status: 'valid', reason: null })
    expect((await done(['credential', 'revoke', id])).stdout).toContain('  revoked  ')
    expect((await done(['credential', 'show', id, '--lang', 'id'])).stdout).toContain('  dicabut  ')
    const again = await lontar(['credential', 'suspend', id, '--json'])
    expect(codeOf(again)).toEqual([1, 'credential_status_transition_refused'])
    const lines = (await done(['credential', 'list'])).stdout.trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    for (const line of lines) expect(line).toMatch(/ {2}\d{4}-\d\d-\d\d \d\d:\d\d:\d\d WITA$/)
  })
})

describe('the status list', () => {
  it('is shown with its counts, and published at once when the operator says so', async () => {
    interface Shown {
      readonly uri: string
      readonly publishedAt: string | null
    }
    const counts = { size: 131_072, used: 2, revoked: 1, suspended: 0, placesLeft: 65_534 }
    const { lists } = await json<{ lists: Shown[] }>(['status', 'show'])
    expect(lists).toMatchObject([counts])
    expect(lists[0]?.uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/status\/[A-Za-z0-9_-]{16}$/)
    const published = await json<{ lists: Shown[] }>(['status', 'publish'])
    expect(published.lists).toMatchObject([{ ...counts, publishedAt: '2026-11-24T02:00:00.000Z' }])
    const { stdout } = await done(['status', 'show', '--lang', 'en'])
    expect(stdout).toContain('2 of 131072 used, 1 revoked, 0 suspended, 65534 more until the next list')
    expect(stdout).toContain('published 2026-11-24 10:00:00 WITA\n')
  })
})

describe('the trust file', () => {
  it('is the same on standard output as in a file', async () => {
    const text = readFileSync(join(workingDirectory, 'trust.json'), 'utf8')
    expect((await done(['trust', 'export'])).stdout).toBe(text)
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['issuers', 'roots', 'verifiers'])
    const nowhere = await lontar(['trust', 'export', '--out', 'nowhere/trust.json', '--json'])
    expect(codeOf(nowhere)).toEqual([1, 'file_unwritable'])
  })
})

describe('an issuer that is not for development', () => {
  it('simulates nothing', async () => {
    const at = ['--dir', 'real', '--json']
    await done(['init', '--url', 'https://issuer.example', '--name', 'Dinas', ...at])
    const columns = await lontar(['registry', 'import', '-', ...at], { input: 'nik\n' })
    expect(codeOf(columns)).toEqual([1, 'simulated_evidence_refused'])
    const issue = await lontar(['issue', '--ktp', 'ktp.json', '--officer', 'dev', ...at])
    expect(codeOf(issue)).toEqual([1, 'registry_not_configured'])
    expect(await json(['officer', 'list', '--dir', 'real'])).toEqual({ officers: [] })
    const { issuers } = await json<{ issuers: { issuer: string }[] }>(['trust', 'export', '--dir', 'real'])
    expect(issuers[0]?.issuer).toBe('did:web:issuer.example')
  })
})

describe('a verifier that the trust list registers', () => {
  it('does not start with an ask of a service that is not registered', async () => {
    const at = ['--dir', 'registered', '--json']
    const serveWith = (trust: string): Promise<Ending> =>
      lontar(
        [
          'verifier',
          'serve',
          '--url',
          'http://127.0.0.1:4100',
          '--port',
          '0',
          '--asks',
          'asks.yaml',
          '--trust',
          trust,
          ...at,
        ],
        { stopSignal: AbortSignal.abort() },
      )
    expect((await serveWith('trust.json')).exitCode).toBe(0)
    const { requestUri } = JSON.parse((await done(['verifier', 'request', 'hotel', ...at])).stdout) as {
      requestUri: string
    }
    const clientId = new URL(requestUri).searchParams.get('client_id')
    const list = JSON.parse(readFileSync(join(workingDirectory, 'trust.json'), 'utf8')) as object
    const registered = (services: readonly string[]): string =>
      JSON.stringify({ ...list, verifiers: [{ clientId, asks: services }] })
    writeFileSync(join(workingDirectory, 'registered.json'), registered(['local_ticket']))
    const refused = await serveWith('registered.json')
    expect(codeOf(refused)).toEqual([1, 'ask_exceeds_service'])
    expect(refused.stderr).toContain('--asks, hotel')
    expect(codeOf(await lontar(['verifier', 'request', 'hotel', ...at]))).toEqual([1, 'ask_exceeds_service'])
    writeFileSync(join(workingDirectory, 'registered.json'), registered(['local_ticket', 'hotel_wni']))
    expect((await serveWith('registered.json')).exitCode).toBe(0)
  })
})
