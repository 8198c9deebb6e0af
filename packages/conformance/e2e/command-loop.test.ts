import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk, freePort } from './support/lontar.ts'
import { asksYaml, budi, maria } from './support/people.ts'

interface Offer {
  readonly issuanceId: string
  readonly credentialOfferUri: string
  readonly txCode: string | null
  readonly expiresAt: string
}

let desk: Desk
const servers: { stop(): Promise<void> }[] = []

beforeAll(async () => {
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-e2e-')))
  const url = `http://127.0.0.1:${await freePort()}`
  await writeFile(join(desk.folder, 'maria.json'), JSON.stringify(maria))
  await writeFile(join(desk.folder, 'budi.json'), JSON.stringify(budi))
  await writeFile(join(desk.folder, 'asks.yaml'), asksYaml)
  const init = await desk.run(['init', '--url', url, '--name', 'Dinas Contoh', '--dev', '--json'])
  expect(init, init.stderr).toMatchObject({ exitCode: 0 })
  servers.push(await desk.serve(['serve', '--json']))
  expect((await desk.run(['trust', 'export', '--out', 'trust.json'])).exitCode).toBe(0)
  const verifierUrl = `http://127.0.0.1:${await freePort()}`
  servers.push(
    await desk.serve([
      'verifier',
      'serve',
      '--url',
      verifierUrl,
      '--trust',
      'trust.json',
      '--asks',
      'asks.yaml',
    ]),
  )
  expect((await desk.run(['wallet', 'init', '--dev', '--json'])).exitCode).toBe(0)
}, 120_000)

afterAll(async () => {
  await Promise.all(servers.map((server) => server.stop()))
  await rm(desk.folder, { recursive: true, force: true })
})

async function issue(...more: string[]): Promise<Offer> {
  const run = await desk.run(['issue', '--ktp', 'maria.json', '--officer', 'dev', '--json', ...more])
  expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 })
  return run.json<Offer>()
}

async function receive(offer: Offer): Promise<readonly { readonly id: string; readonly format: string }[]> {
  const code = offer.txCode === null ? [] : ['--tx-code', offer.txCode]
  const run = await desk.run([
    'wallet',
    'receive',
    offer.credentialOfferUri,
    ...code,
    '--trust',
    'trust.json',
    '--json',
  ])
  expect(run, run.stdout + run.stderr).toMatchObject({ exitCode: 0 })
  return run.json<{ credentials: [] }>().credentials
}

async function present(ask: string) {
  const request = (await desk.run(['verifier', 'request', ask, '--json'])).json<{
    transactionId: string
    requestUri: string
    expiresAt: string
  }>()
  const sent = await desk.run(['wallet', 'present', request.requestUri, '--yes', '--json'])
  const result = await desk.run(['verifier', 'result', request.transactionId, '--wait', '--json'])
  return { request, sent, result }
}

describe('the command, from a KTP to a served guest', () => {
  test('issues, receives and presents exactly what was asked', async () => {
    const offer = await issue()
    expect(offer.txCode).toMatch(/^\d{6}$/)
    expect(Date.parse(offer.expiresAt) - Date.now()).toBeLessThanOrEqual(300_000)
    expect((await receive(offer)).map(({ format }) => format).sort()).toEqual(['dc+sd-jwt', 'vc+sd-jwt'])

    const { sent, result } = await present('hotel')
    expect(sent.json()).toMatchObject({ sent: true, disclosed: ['name', 'age_equal_or_over.18'] })
    expect(result.exitCode).toBe(0)
    expect(result.json()).toMatchObject({
      state: 'accepted',
      claims: { name: 'MARIA CONTOH', 'age_equal_or_over.18': true },
    })
  })

  test('gives the resident tariff for a proof credential alone', async () => {
    await receive(await issue('--type', 'ktp-proof'))
    const { sent, result } = await present('resident-ticket')
    expect(sent.json()).toMatchObject({ sent: true, disclosed: ['residence_province_code'] })
    expect(result.json()).toMatchObject({ state: 'accepted', claims: { residence_province_code: '53' } })
  })

  test('issues a proof credential as VC 1.1 through Veramo', async () => {
    const received = await receive(await issue('--type', 'ktp-proof', '--format', 'jwt_vc_json'))
    expect(received).toMatchObject([{ format: 'jwt_vc_json', type: 'KtpProofCredential' }])
  })

  test('makes no request for an ask without claims', async () => {
    const run = await desk.run(['verifier', 'request', 'pulsa', '--json'])
    expect(run.json()).toEqual({ needed: false })
  })

  test('refuses a resident of another province, whatever the first digits of the NIK', async () => {
    const run = await desk.run(['issue', '--ktp', 'budi.json', '--officer', 'dev', '--json'])
    expect(run.exitCode).toBe(1)
    expect(run.json()).toMatchObject({ error: { code: 'residence_refused' } })
  })

  test('suspends, reinstates and revokes, and the verifier follows', async () => {
    const list = (await desk.run(['credential', 'list', '--json'])).json<{
      credentials: { id: string; status: string }[]
    }>()
    expect(list.credentials.length).toBeGreaterThan(0)
    const change = (verb: string) =>
      Promise.all(list.credentials.map(({ id }) => desk.run(['credential', verb, id, '--json'])))

    const suspensions = await change('suspend')
    expect(suspensions.map((run) => run.json().status)).toEqual(suspensions.map(() => 'suspended'))
    await ttlPasses()
    const suspended = await present('hotel')
    expect(suspended.result.exitCode).toBe(1)
    expect(suspended.result.json()).toMatchObject({ state: 'refused', claims: null })
    expect(JSON.stringify(suspended.result.json())).toContain('status_suspended')

    await change('reinstate')
    await ttlPasses()
    expect((await present('hotel')).result.json()).toMatchObject({ state: 'accepted' })

    const revoked = await change('revoke')
    expect(revoked.map((run) => run.json().status)).toEqual(revoked.map(() => 'revoked'))
    await ttlPasses()
    const refused = await present('hotel')
    expect(refused.sent.exitCode).toBe(1)
    expect(JSON.stringify(refused.result.json())).toContain('status_invalid')

    const again = await desk.run(['credential', 'reinstate', list.credentials[0]?.id ?? '', '--json'])
    expect(again.json()).toMatchObject({ error: { code: 'credential_status_transition_refused' } })
  })

  test('keeps no claim of a person in its files after delivery', async () => {
    const files = ['lontar.db', 'lontar.db-wal', 'config.json'].map((name) =>
      join(desk.folder, 'lontar-data', name),
    )
    for (const file of files) {
      const bytes = await readFile(file).catch(() => Buffer.alloc(0))
      for (const mark of ['MARIA', maria.nik, '17-08-1990', '1990-08-17'])
        expect(bytes.includes(mark), mark).toBe(false)
    }
  })

  test('shows an example in the help of every command', async () => {
    const commands = [
      'init',
      'serve',
      'registry import',
      'issue',
      'credential list',
      'credential show',
      'credential revoke',
      'credential suspend',
      'credential reinstate',
      'trust export',
      'verify',
      'decode',
      'wallet init',
      'wallet receive',
      'wallet list',
      'wallet show',
      'wallet present',
      'verifier serve',
      'verifier request',
      'verifier result',
      'doctor',
      'demo',
    ]
    const runs = await Promise.all(commands.map((command) => desk.run([...command.split(' '), '--help'])))
    for (const [index, run] of runs.entries()) {
      expect(run.exitCode, commands[index]).toBe(0)
      expect(run.stdout, commands[index]).toContain('Example:')
    }
  })
})

/** Under --dev a status list lives for one second. */
async function ttlPasses(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_200))
}
