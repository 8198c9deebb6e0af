import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Desk, Serving } from './support/lontar.ts'
import { openServedDesk } from './support/open-served-desk.ts'
import { asksYaml, budi, maria } from './support/people.ts'

interface Offer {
  readonly issuanceId: string
  readonly credentialOfferUri: string
  readonly txCode: string | null
  readonly expiresAt: string
}

let desk: Desk
let servers: Serving[]
let close = async (): Promise<void> => {}

beforeAll(async () => {
  ;({ desk, servers, close } = await openServedDesk([
    ['maria.json', JSON.stringify(maria)],
    ['budi.json', JSON.stringify(budi)],
    ['asks.yaml', asksYaml],
  ]))
}, 120_000)

afterAll(() => close())

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
  const [sent, result] = await Promise.all([
    desk.run(['wallet', 'present', request.requestUri, '--yes', '--json']),
    desk.run(['verifier', 'result', request.transactionId, '--wait', '--json']),
  ])
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

  test('issues a proof credential as a JWT of data model 2.0', async () => {
    const received = await receive(await issue('--type', 'ktp-proof', '--format', 'vc+jwt'))
    expect(received).toMatchObject([{ format: 'vc+jwt', type: 'KtpProofCredential' }])
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
      credentials: { id: string; configurationId: string }[]
    }>()
    const ids = list.credentials
      .filter(({ configurationId }) => configurationId.startsWith('ktp_'))
      .map(({ id }) => id)
    expect(ids.length).toBeGreaterThan(0)
    // A change that failed would look like a verifier that does not follow.
    const change = async (verb: string, status: string) => {
      const runs = await Promise.all(ids.map((id) => desk.run(['credential', verb, id, '--json'])))
      for (const run of runs) {
        expect(run.exitCode, run.stdout + run.stderr).toBe(0)
        expect(run.json()).toMatchObject({ status })
      }
      await ttlPasses()
    }

    await change('suspend', 'suspended')
    const suspended = await present('hotel')
    expect(suspended.result.exitCode).toBe(1)
    expect(suspended.result.json()).toMatchObject({ state: 'refused', claims: null })
    expect(JSON.stringify(suspended.result.json())).toContain('status_suspended')

    await change('reinstate', 'valid')
    expect((await present('hotel')).result.json()).toMatchObject({ state: 'accepted' })

    await change('revoke', 'revoked')
    const refused = await present('hotel')
    expect(refused.sent.exitCode).toBe(1)
    expect(JSON.stringify(refused.result.json())).toContain('status_invalid')

    const again = await desk.run(['credential', 'reinstate', ids[0] ?? '', '--json'])
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

  test('erases an offer that nobody took, while it serves', async () => {
    const { issuanceId } = await issue('--expires-in', '1')
    const database = new DatabaseSync(join(desk.folder, 'lontar-data/lontar.db'), { readOnly: true })
    const read = () =>
      database
        .prepare('SELECT state, identity, credential_offer FROM offers WHERE issuance_id = ?')
        .get(issuanceId)
    await expect
      .poll(read, { timeout: 10_000, interval: 200 })
      .toEqual({ state: 'dead', identity: null, credential_offer: null })
    database.close()
  })

  test('closes its database when it is asked to stop, and starts again', async () => {
    // SQLite removes its other two files when the last connection closes; two that close at once leave them behind.
    for (const server of servers) expect(await server.stop()).toBe(0)
    const left = (await readdir(join(desk.folder, 'lontar-data'))).sort()
    expect(left).toEqual(['config.json', 'lontar.db'])
    servers.splice(0, servers.length, await desk.serve(['serve']))
  })
})

/** Under --dev a status list lives for one second. */
async function ttlPasses(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 1_200))
}
