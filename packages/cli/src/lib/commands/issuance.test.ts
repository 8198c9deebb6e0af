import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { codeOf, commandLineIn, type Ending } from '../command-line.test-support.ts'
import { maria } from '../demo/people.ts'
import { freePort } from '../free-port.test-support.ts'
import { memoryEnvironment } from '../memory-environment.test-support.ts'
import { run } from '../run.ts'
import { temporaryFolder } from '../temporary-folder.test-support.ts'

const workingDirectory = temporaryFolder()
const commandLine = commandLineIn(workingDirectory)
const stop = new AbortController()
let milliseconds = Date.UTC(2026, 10, 24, 2)
const now = () => new Date(milliseconds)
let served: Promise<number>
let url = ''

const lontar = (args: readonly string[]): Promise<Ending> => commandLine(args, { now })

async function done(args: readonly string[]): Promise<Ending> {
  const ending = await lontar(args)
  expect(ending.exitCode, args.join(' ') + ending.stdout + ending.stderr).toBe(0)
  return ending
}

async function json<Value>(args: readonly string[]): Promise<Value> {
  return JSON.parse((await done([...args, '--json'])).stdout) as Value
}

beforeAll(async () => {
  writeFileSync(join(workingDirectory, 'ktp.json'), JSON.stringify(maria))
  url = `http://127.0.0.1:${await freePort()}`
  await done(['init', '--url', url, '--name', 'Dinas Contoh', '--dev'])
  await done(['trust', 'export', '--out', 'trust.json'])
  await done(['wallet', 'init', '--dev'])
  const environment = memoryEnvironment({ workingDirectory, now, stopSignal: stop.signal })
  served = run(['serve'], environment)
  while (environment.output.stdout === '') {
    await Promise.race([served, new Promise((resolve) => setTimeout(resolve, 10))])
    expect(environment.output.stderr).toBe('')
  }
})

afterAll(async () => {
  stop.abort()
  expect(await served).toBe(0)
})

interface Listed {
  readonly id: string
  readonly state: string
}

/** The wallet is promised a credential; what it knows of that, and what the officer does. */
async function promise(): Promise<{
  readonly pending: string
  readonly issuance: string
  readonly text: string
}> {
  const format = ['--format', 'dc+sd-jwt', '--deferred', '--no-tx-code']
  const { credentialOfferUri } = await json<{ credentialOfferUri: string }>([
    'issue',
    '--ktp',
    'ktp.json',
    '--officer',
    'dev',
    ...format,
  ])
  const { stdout: text } = await done(['wallet', 'receive', credentialOfferUri, '--trust', 'trust.json'])
  const { pending } = await json<{ pending: Listed[] }>(['wallet', 'pending'])
  const { issuances } = await json<{ issuances: Listed[] }>(['issuance', 'list'])
  return { pending: pending.at(-1)?.id ?? '', issuance: issuances.at(-1)?.id ?? '', text }
}

const collect = (id: string): string[] => ['wallet', 'collect', id, '--trust', 'trust.json']

describe('issuances that wait for an officer', () => {
  it('are none at first, in either language', async () => {
    expect((await done(['issuance', 'list'])).stdout).toBe('No issuance is waiting.\n')
    expect((await done(['issuance', 'list', '--lang', 'id'])).stdout).toBe(
      'Tidak ada penerbitan yang menunggu.\n',
    )
    expect((await done(['wallet', 'pending'])).stdout).toBe('Nothing is promised.\n')
    expect((await done(['wallet', 'pending', '--lang', 'id'])).stdout).toBe('Tidak ada yang dijanjikan.\n')
  })

  it('are told of with the time from when to ask, and not asked for before it', async () => {
    const { pending, text } = await promise()
    expect(text).toMatch(
      /^\S+ {2}ktp_dc\+sd-jwt {2}http:\S+\n {2}promised; ask from 2026-11-24 10:00:05 WITA: lontar wallet collect \S+\n$/,
    )
    const still = await json<object>(collect(pending))
    expect(still).toEqual({
      credentials: [],
      pending: [
        {
          id: pending,
          issuer: url,
          configurationId: 'ktp_dc+sd-jwt',
          createdAt: '2026-11-24T02:00:00.000Z',
          availableAt: '2026-11-24T02:00:05.000Z',
        },
      ],
    })
  })

  it('are given once they are approved', async () => {
    // Those of one instant are in no order.
    milliseconds += 1_000
    const { pending, issuance } = await promise()
    expect(await json(['issuance', 'approve', issuance])).toEqual({
      id: issuance,
      issuanceId: expect.any(String),
      configurationId: 'ktp_dc+sd-jwt',
      count: 1,
      state: 'approved',
      createdAt: expect.any(String),
      expiresAt: expect.any(String),
      reason: null,
    })
    milliseconds += 6_000
    const { stdout } = await done(collect(pending))
    expect(stdout).toMatch(/^\S+ {2}KtpCredential {2}dc\+sd-jwt {2}/)
    expect(codeOf(await lontar([...collect(pending), '--json']))).toEqual([1, 'issuance_unknown'])
    const approve = (id: string) => lontar(['issuance', 'approve', id, '--json'])
    expect(codeOf(await approve(issuance))).toEqual([1, 'deferred_issuance_decided'])
    expect(codeOf(await approve('nobody'))).toEqual([1, 'deferred_issuance_unknown'])
  })

  it('are given to nobody once they are denied, and the wallet does not hear why', async () => {
    const { pending, issuance } = await promise()
    const denied = await json(['issuance', 'deny', issuance, '--reason', 'card not shown'])
    expect(denied).toMatchObject({ id: issuance, state: 'denied', reason: 'card not shown' })
    const list = async (language: string) => (await done(['issuance', 'list', '--lang', language])).stdout
    expect(await list('en')).toContain(`${issuance}  ktp_dc+sd-jwt  1x\n  denied; forgotten 2026-12-24 `)
    expect(await list('id')).toContain(`${issuance}  ktp_dc+sd-jwt  1x\n  ditolak; dilupakan 2026-12-24 `)
    expect(codeOf(await lontar(['issuance', 'approve', issuance, '--json']))).toEqual([
      1,
      'deferred_issuance_decided',
    ])
    milliseconds += 6_000
    const refused = await lontar([...collect(pending), '--json'])
    expect(codeOf(refused)).toEqual([1, 'issuer_refused'])
    expect(refused.stderr).not.toContain('card not shown')
    expect(refused.stderr).toContain('The answer was credential_request_denied.')
  })

  it('are not decided with a person in the reason', async () => {
    const args = ['issuance', 'deny', 'ID', '--reason', 'NIK 5371995708900001', '--json']
    const ending = await lontar(args)
    expect(codeOf(ending)).toEqual([2, 'usage'])
    expect(ending.stderr).not.toContain('5371995708900001')
  })
})

describe('what is received without an offer', () => {
  it.each([
    [[]],
    [['openid-credential-offer://?x', '--issuer', 'http://127.0.0.1:1', '--type', 'ktp_dc+sd-jwt']],
    [['--issuer', 'http://127.0.0.1:1']],
    [['--type', 'ktp_dc+sd-jwt']],
    [['openid-credential-offer://?x', '--type', 'ktp_dc+sd-jwt']],
  ])('needs an issuer and a type: %j', async (args) => {
    const ending = await lontar(['wallet', 'receive', ...args, '--json'])
    expect(codeOf(ending)).toEqual([2, 'usage'])
    expect(ending.stderr).toContain('pass an offer, or --issuer URL with --type ID')
  })

  it('is given up when nobody signs in, who was told where', async () => {
    const args = ['wallet', 'receive', '--issuer', url, '--type', 'ktp_dc+sd-jwt', '--trust', 'trust.json']
    const english = await lontar([...args, '--timeout', '1'])
    expect(english).toMatchObject({ exitCode: 1, stdout: '' })
    expect(english.stderr).toMatch(
      /^Open this address in a browser .* a minute only\.\n.*:\n {2}http:\S+\/authorize\?\S+\nNobody signed in in time \[sign_in_unfinished\]\n/,
    )
    const indonesian = await lontar([...args, '--timeout', '1', '--lang', 'id'])
    expect(indonesian.stderr).toMatch(
      /^Buka alamat ini di peramban .* satu menit\.\n.*:\n {2}http:.*\nTidak ada yang masuk pada waktunya /,
    )
    expect(codeOf(await lontar([...args, '--timeout', '1', '--client-id', 'x', '--json']))).toEqual([
      1,
      'issuer_refused',
    ])
  })

  it('takes no transaction code where the holder signs in', async () => {
    const grant = ['--grant', 'authorization_code']
    const issued = await json<{ credentialOfferUri: string }>([
      ...['issue', '--ktp', 'ktp.json', '--officer', 'dev', ...grant],
    ])
    const args = ['wallet', 'receive', issued.credentialOfferUri, '--tx-code', '123456', '--timeout', '1']
    const ending = await lontar([...args, '--trust', 'trust.json', '--json'])
    expect(codeOf(ending)).toEqual([1, 'tx_code_unexpected'])
    expect(ending.stderr).not.toContain('sign_in')
  })

  it('is not taken from an issuer that no list knows, while nobody can be asked', async () => {
    const args = ['wallet', 'receive', '--issuer', url, '--type', 'ktp_dc+sd-jwt', '--json']
    expect(codeOf(await lontar(args))).toEqual([1, 'consent_missing'])
    expect(codeOf(await lontar(['wallet', 'renew', 'ID', '--json']))).toEqual([
      1,
      'wallet_credential_unknown',
    ])
  })
})
