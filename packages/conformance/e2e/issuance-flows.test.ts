import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDesk, type Desk, freePort, type Run, type Serving } from './support/lontar.ts'
import { maria } from './support/people.ts'

interface Offer {
  readonly credentialOfferUri: string
  readonly txCode: string | null
  readonly registrationNumber?: string
  readonly oneTimeCode?: string
}

interface Delivery {
  readonly credentials: readonly { readonly id: string; readonly format: string }[]
  readonly pending?: readonly { readonly id: string; readonly availableAt: string }[]
}

const trusted = ['--trust', 'trust.json', '--json']
let desk: Desk
let url: string
let issuer: Serving

beforeAll(async () => {
  desk = createDesk(await mkdtemp(join(tmpdir(), 'lontar-flows-')))
  url = `http://127.0.0.1:${await freePort()}`
  await writeFile(join(desk.folder, 'maria.json'), JSON.stringify(maria))
  await done(['init', '--url', url, '--name', 'Dinas Contoh', '--dev', '--json'])
  const [serving] = await Promise.all([
    desk.serve(['serve', '--json']),
    done(['trust', 'export', '--out', 'trust.json']),
    done(['wallet', 'init', '--dev', '--json']),
  ])
  issuer = serving
}, 60_000)

afterAll(async () => {
  expect(await issuer.stop()).toBe(0)
  await rm(desk.folder, { recursive: true, force: true })
})

async function done(args: readonly string[], options?: Parameters<Desk['run']>[1]): Promise<Run> {
  const run = await desk.run(args, options)
  expect(run, `${args.join(' ')}\n${run.stdout}${run.stderr}`).toMatchObject({ exitCode: 0 })
  return run
}

async function issue(...more: readonly string[]): Promise<Offer> {
  const args = [
    'issue',
    '--ktp',
    'maria.json',
    '--officer',
    'dev',
    '--format',
    'dc+sd-jwt',
    '--json',
    ...more,
  ]
  return (await done(args)).json<Offer>()
}

/** Plays the browser: opens the page, enters the two numbers, and follows to where it is sent back to. */
async function signIn(
  address: string,
  { registrationNumber = '', oneTimeCode = '' }: Offer,
): Promise<Response> {
  const page = await (await fetch(address)).text()
  const session = /name="session" value="([\w-]{43})"/.exec(page)?.[1] ?? ''
  const numbers = { registration_number: registrationNumber, one_time_code: oneTimeCode }
  const body = new URLSearchParams({ session, do: 'sign_in', ...numbers })
  return fetch(`${url}/authorize`, { method: 'POST', body })
}

async function receiveInBrowser(args: readonly string[], offer: Offer, whom = trusted) {
  let browser: Promise<Response> | undefined
  const run = await done(['wallet', 'receive', ...args, ...whom], {
    onStderr: (stderr) => {
      const address = /^\{"event":"sign_in","url":"([^"]+)"\}$/m.exec(stderr)?.[1]
      if (address !== undefined) browser ??= signIn(address, offer)
    },
  })
  return { ...run.json<Delivery>(), page: await browser }
}

async function receive({ credentialOfferUri, txCode }: Offer, ...more: readonly string[]): Promise<Delivery> {
  const args = ['wallet', 'receive', credentialOfferUri, '--tx-code', txCode ?? '', ...more, ...trusted]
  return (await done(args)).json<Delivery>()
}

describe('the command', () => {
  test('receives by signing in with the two numbers of the counter, and renews without coming again', async () => {
    const offer = await issue('--grant', 'authorization_code')
    expect(offer).toMatchObject({
      txCode: null,
      registrationNumber: expect.stringMatching(/^\d{10}$/),
      oneTimeCode: expect.stringMatching(/^\d{8}$/),
    })
    const { credentials, page } = await receiveInBrowser([offer.credentialOfferUri], offer)
    expect(credentials).toHaveLength(1)
    expect(page?.status).toBe(200)
    expect(await page?.text()).toMatch(/<p>Selesai\..*<\/p>\n<p lang="en">Done\./s)
    const renewed = await done(['wallet', 'renew', credentials[0]?.id ?? '', ...trusted])
    expect(renewed.json<Delivery>().credentials).toMatchObject([{ format: 'dc+sd-jwt' }])
    expect((await done(['wallet', 'list', '--json'])).json<Delivery>().credentials).toHaveLength(2)
  }, 30_000)

  test('receives from an issuer without an offer', async () => {
    const offer = await issue('--grant', 'authorization_code')
    const wanted = ['--issuer', url, '--type', 'ktp_dc+sd-jwt']
    const { credentials } = await receiveInBrowser(wanted, offer, ['--yes', '--json'])
    expect(credentials).toMatchObject([{ format: 'dc+sd-jwt' }])
  }, 30_000)

  test('receives what an officer approves later', async () => {
    const { credentials, pending } = await receive(await issue('--deferred'))
    expect(credentials).toEqual([])
    expect(pending).toHaveLength(1)
    const [listed, waiting] = await Promise.all([
      done(['issuance', 'list', '--json']),
      done(['wallet', 'pending', '--json']),
    ])
    expect(waiting.json<Delivery>().pending).toEqual(pending)
    const [issuance] = listed.json<{ issuances: { id: string; state: string }[] }>().issuances
    expect(issuance).toMatchObject({ configurationId: 'ktp_dc+sd-jwt', count: 1, state: 'pending' })
    const [approved, collected] = await Promise.all([
      done(['issuance', 'approve', issuance?.id ?? '', '--json']),
      done(['wallet', 'collect', pending?.[0]?.id ?? '', '--wait', ...trusted]),
    ])
    expect(approved.json()).toMatchObject({ id: issuance?.id, state: 'approved' })
    expect(collected.json<Delivery>()).toMatchObject({ credentials: [{ format: 'dc+sd-jwt' }] })
    expect(collected.json<Delivery>()).not.toHaveProperty('pending')
  }, 30_000)

  test('receives three copies of one credential, encrypted', async () => {
    const metadata = await (await fetch(`${url}/.well-known/openid-credential-issuer`)).json()
    expect(metadata).toMatchObject({
      credential_request_encryption: { encryption_required: false },
      credential_response_encryption: { encryption_required: false },
    })
    const { credentials } = await receive(await issue('--copies', '3'), '--copies', '3', '--encrypt')
    expect(new Set(credentials.map(({ id }) => id)).size).toBe(3)
  }, 30_000)
})
