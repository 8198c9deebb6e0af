import { setTimeout as wait } from 'node:timers/promises'
import { verifyVerifiedIdentity } from '@lontar/documents/verified-identity'
import { openStore } from '@lontar/store'
import { mariaContoh } from '@lontar/testkit'
import { renderKtpCard } from '@lontar/testkit/card'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type RegistrationsProcess, startRegistrations } from './support/start-registrations.ts'

let registrations: RegistrationsProcess

beforeAll(async () => {
  registrations = await startRegistrations()
}, 60_000)

afterAll(() => registrations.remove())

/** No connection is used twice: the server may close an idle one while a card is read. */
const oneConnection = { connection: 'close' }
const json = { 'content-type': 'application/json' }
const marker = 'every byte of this face'

/** The first bytes of a JPEG file, and then what nobody may see again: the vendor's simulator looks at no picture. */
const picture = Buffer.concat([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), Buffer.from(marker)])

interface Applicant {
  readonly id: string
  readonly at: string
  readonly headers: Record<string, string>
}

async function start(): Promise<Applicant> {
  const url = `${registrations.url}/registrations`
  const text = await fetch(`${url}/consent-text?language=id`, { headers: oneConnection })
  const { version, items } = (await text.json()) as { version: string; items: { id: string }[] }
  const agreed = items.map(({ id }) => id)
  expect(agreed).toEqual(['identity', 'registry', 'face'])
  const body = JSON.stringify({ language: 'id', textVersion: version, agreed })
  const response = await fetch(url, { method: 'POST', headers: { ...json, ...oneConnection }, body })
  const { id, token } = (await response.json()) as { id: string; token: string }
  return { id, at: `${url}/${id}`, headers: { authorization: `Bearer ${token}`, ...oneConnection } }
}

async function confirm({ at, headers }: Applicant, fields: object): Promise<string> {
  const body = JSON.stringify(fields)
  const answer = await fetch(`${at}/fields`, { method: 'POST', headers: { ...headers, ...json }, body })
  return ((await answer.json()) as { state: string }).state
}

interface Step {
  readonly state: 'asked' | 'decided'
  readonly nonce: string
  readonly registration: { readonly state: string }
}

async function checkFace({ at, headers }: Applicant): Promise<string> {
  let step = (await (await fetch(`${at}/face`, { method: 'POST', headers })).json()) as Step
  while (step.state === 'asked') {
    // The server's clock counts, and no person turns the head faster.
    await wait(400)
    const answer = await fetch(`${at}/face/${step.nonce}`, { method: 'PUT', headers, body: picture })
    expect(answer.status).toBe(200)
    step = (await answer.json()) as Step
  }
  return step.registration.state
}

test('a card that is read, a registry and a certified face vendor, all simulated under development, end at substantial without an officer, and leave no picture', async () => {
  const applicant = await start()
  const image = Buffer.from(renderKtpCard(mariaContoh, { seed: 3 }))
  const card = await fetch(`${applicant.at}/card`, {
    method: 'PUT',
    headers: applicant.headers,
    body: image,
  })
  const { fields } = (await card.json()) as { fields: Record<string, { text: string }> }
  const entries = Object.entries(fields).map(([key, { text }]) => [key, text])
  expect(await confirm(applicant, Object.fromEntries(entries))).toBe('review')
  expect(await checkFace(applicant)).toBe('accepted')

  // Of what was only typed a face makes no more; the selfie then waits for the officer.
  const typed = await start()
  const { golDarah: _, ...typedFields } = mariaContoh
  expect(await confirm(typed, typedFields)).toBe('review')
  expect(await checkFace(typed)).toBe('review')
  const left = registrations.everything()
  expect(left.length).toBeGreaterThan(4096)
  const token = applicant.headers['authorization']?.split(' ')[1] ?? ''
  for (const mark of [marker, mariaContoh.nik, token]) expect(left.includes(mark)).toBe(false)
  expect(left.includes(image.subarray(2048, 2112))).toBe(false)

  await registrations.kill()
  const store = await openStore({
    database: `sqlite:${registrations.data}/lontar.db`,
    passphrase: 'a passphrase',
  })
  const [accepted, waiting] = await Promise.all(
    [applicant, typed].map(({ id }) => store.registrations.find(id)),
  )
  const { identity } = JSON.parse(accepted?.content ?? '{}') as { identity: string }
  const expectations = { expectedKeys: [registrations.evidenceKey], now: new Date() }
  await expect(verifyVerifiedIdentity(identity, expectations)).rejects.toMatchObject({
    code: 'simulated_evidence_refused',
  })
  const development = { ...expectations, dangerouslyAcceptSimulatedEvidence: true }
  expect(await verifyVerifiedIdentity(identity, development)).toMatchObject({
    assuranceLevel: 'substantial',
    evidence: [
      { checkMethod: 'vri' },
      { checkMethod: 'data', simulated: true },
      { checkMethod: 'bvr', simulated: true },
    ],
  })
  const kept = await store.evidenceImages.load(waiting?.consentId ?? '', new Date())
  expect([...kept.keys()]).toEqual(['selfie'])
  expect(Buffer.from(kept.get('selfie') ?? [])).toEqual(picture)
  expect((await store.evidenceImages.load(accepted?.consentId ?? '', new Date())).size).toBe(0)
  await store.close()
}, 120_000)
