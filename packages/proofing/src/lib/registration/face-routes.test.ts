import { connect } from 'node:net'
import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import { startLoopbackServer } from '@lontar/testkit'
import { describe, expect, it, onTestFinished } from 'vitest'
import { guardedLoopback } from '../../../fixtures/guarded-loopback.ts'
import { faceOffice, frame, similarity } from '../../../fixtures/registration-faces.ts'
import { agreement, cardBytes, mariaFile } from '../../../fixtures/registrations.ts'
import { realRegistry } from '../../../fixtures/registries.ts'
import { serve } from '../../../fixtures/serve.ts'
import {
  createFaceVendorSimulatorHandler,
  type FaceVendorSimulatorOptions,
} from '../face/create-face-vendor-simulator-handler.ts'
import { openFaceVendor } from '../face/open-face-vendor.ts'
import { createRegistrationHandler, type RegistrationHandlerOptions } from './create-registration-handler.ts'
import type { RegistrationOffice } from './registration-office.ts'
import { registrationIdentity } from './registration-status.ts'

const json = { 'content-type': 'application/json' }

/** An office whose faces are judged by a vendor's simulator over HTTP, behind the handler over HTTP. */
async function serving(
  {
    isDevelopment = true,
    ...simulated
  }: FaceVendorSimulatorOptions & { readonly isDevelopment?: boolean } = {},
  options: Partial<RegistrationHandlerOptions> = {},
) {
  const vendor = openFaceVendor({
    ...{ url: await serve(createFaceVendorSimulatorHandler({ ...simulated, apiKey: 'k' })), apiKey: 'k' },
    ...{ engine: 'simulator/1', scale: 'similarity', threshold: 0.9, fetch: guardedLoopback },
    ...{ certifiedMatching: true, certifiedLiveness: true, dangerouslyCertifySimulator: true },
  })
  const { office: made, clock, images } = await faceOffice()
  if (made.faces === undefined) throw new Error('The office checks faces.')
  const office: RegistrationOffice = {
    ...made,
    registry: { ...realRegistry(), verifyFace: vendor.verifyFace },
    faces: { ...made.faces, detector: vendor.detector, registry: similarity },
    policy: { ...made.policy, dangerouslyAcceptSimulatedEvidence: isDevelopment },
  }
  const server = await startLoopbackServer(createRegistrationHandler({ office, ...options }))
  onTestFinished(() => server.close())
  return { office, clock, images, server, url: `${server.url}/registrations` }
}

type Scene = Awaited<ReturnType<typeof serving>>

interface Applicant {
  readonly id: string
  readonly at: string
  readonly headers: Record<string, string>
}

async function applying(
  { url }: Scene,
  agreed: readonly string[] = ['identity', 'registry', 'face'],
): Promise<Applicant> {
  const body = JSON.stringify({ ...agreement, agreed })
  const response = await fetch(url, { method: 'POST', headers: json, body })
  const { id, token } = (await response.json()) as { id: string; token: string }
  const [at, headers] = [`${url}/${id}`, { authorization: `Bearer ${token}` }]
  await fetch(`${at}/card`, { method: 'PUT', headers, body: Buffer.from(cardBytes()) })
  const fields = { method: 'POST', headers: { ...headers, ...json }, body: JSON.stringify(mariaFile) }
  expect(await (await fetch(`${at}/fields`, fields)).json()).toMatchObject({ state: 'review' })
  return { id, at, headers }
}

const ask = ({ at, headers }: Applicant): Promise<Response> =>
  fetch(`${at}/face`, { method: 'POST', headers })

interface Asked {
  readonly state: 'asked' | 'decided'
  readonly nonce: string
  readonly step: number
  readonly registration: { readonly state: string; readonly reasons: readonly { readonly code: string }[] }
}

async function challenge(applicant: Applicant): Promise<Asked> {
  const response = await ask(applicant)
  expect(response.status).toBe(201)
  return (await response.json()) as Asked
}

const send = ({ at, headers }: Applicant, nonce: string, image = frame()): Promise<Response> =>
  fetch(`${at}/face/${nonce}`, { method: 'PUT', headers, body: Buffer.from(image) })

function later({ clock }: Scene): void {
  clock.now = new Date(clock.now.getTime() + 1000)
}

async function answerAll(scene: Scene, applicant: Applicant): Promise<Asked> {
  let step = await challenge(applicant)
  while (step.state === 'asked') {
    later(scene)
    const response = await send(applicant, step.nonce)
    expect(response.status).toBe(200)
    step = (await response.json()) as Asked
  }
  return step
}

async function codeOf(response: Response): Promise<readonly [number, string]> {
  const { error } = (await response.json()) as { error: { code: keyof typeof errorCatalogue } }
  const { title, fix } = errorCatalogue[error.code]
  expect(error).toEqual({ code: error.code, title, fix })
  return [response.status, error.code]
}

describe('a face check over HTTP', () => {
  it('asks for one pose after the other and ends the registration without an officer', async () => {
    const scene = await serving()
    const applicant = await applying(scene)
    const first = await challenge(applicant)
    expect(first).toEqual({
      ...{ state: 'asked', pose: 'front', step: 1, steps: 4 },
      nonce: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/),
      serverTime: '2026-11-24T08:00:00.000Z',
      expiresAt: '2026-11-24T08:01:00.000Z',
    })
    const end = await answerAll(scene, applicant)
    expect(end).toMatchObject({ state: 'decided', mayRepeat: false, registration: { state: 'accepted' } })
    expect(await registrationIdentity(scene.office, applicant.id)).toMatch(/^ey/)
    expect(scene.images.held.size).toBe(0)
  })

  it('is offered with the consent text, as an item that is not chosen beforehand', async () => {
    const { url } = await serving()
    const { items } = (await (await fetch(`${url}/consent-text?language=id`)).json()) as { items: object[] }
    expect(items.at(-1)).toMatchObject({ id: 'face', specific: true, optional: true, preselected: false })
  })

  it.each([
    ['finds nobody living', { live: false }, 'review', 'liveness_failed'],
    ['finds another face', { score: 0.5 }, 'review', 'face_mismatch'],
    ['is simulated outside development', { isDevelopment: false }, 'refused', 'simulated_evidence_refused'],
  ])('whose vendor %s says so', async (_, simulated, state, code) => {
    const scene = await serving(simulated)
    const { registration } = await answerAll(scene, await applying(scene))
    expect([registration.state, registration.reasons[0]?.code]).toEqual([state, code])
  })

  it('of an office that checks no faces is refused by name, and its text does not speak of them', async () => {
    const { office } = await serving()
    const { faces: _, ...blind } = office
    const server = await startLoopbackServer(createRegistrationHandler({ office: blind }))
    onTestFinished(() => server.close())
    const url = `${server.url}/registrations`
    const applicant = await applying({ url } as Scene, ['identity', 'registry'])
    expect(await codeOf(await ask(applicant))).toEqual([404, 'face_check_unavailable'])
    const nonce = 'A'.repeat(22)
    expect(await codeOf(await send(applicant, nonce))).toEqual([404, 'face_check_unavailable'])
    const text = (await (await fetch(`${url}/consent-text?language=id`)).json()) as {
      items: { id: string }[]
    }
    expect(text.items.map(({ id }) => id)).toEqual(['identity', 'registry'])
  })
})

describe('an attack on a face check', () => {
  it('without a consent to faces is refused before a picture is read', async () => {
    const scene = await serving()
    const applicant = await applying(scene, ['identity', 'registry'])
    expect(await codeOf(await ask(applicant))).toEqual([422, 'consent_missing'])
    expect(await declared(scene, applicant, 'A'.repeat(22), 40 * 1024 * 1024)).toMatch(
      /^HTTP\/1.1 422 .*consent_missing/s,
    )
  })

  it('by a replayed picture is refused by name', async () => {
    const scene = await serving()
    const applicant = await applying(scene)
    const { nonce } = await challenge(applicant)
    later(scene)
    expect((await send(applicant, nonce)).status).toBe(200)
    expect(await codeOf(await send(applicant, nonce))).toEqual([409, 'liveness_replayed'])
  })

  it('by the challenge of another registration, or with the token of another, is refused by name', async () => {
    const scene = await serving()
    const [one, other] = [await applying(scene), await applying(scene)]
    const { nonce } = await challenge(one)
    later(scene)
    expect(await codeOf(await send({ ...one, headers: other.headers }, nonce))).toEqual([
      404,
      'registration_unknown',
    ])
    expect(await codeOf(await send(other, nonce))).toEqual([404, 'liveness_unknown'])
    expect((await fetch(`${one.at}/face`, { method: 'POST' })).status).toBe(401)
  })

  it('by a late answer is refused by name', async () => {
    const scene = await serving()
    const applicant = await applying(scene)
    const { nonce } = await challenge(applicant)
    scene.clock.now = new Date(scene.clock.now.getTime() + 60_000)
    expect(await codeOf(await send(applicant, nonce))).toEqual([410, 'liveness_expired'])
  })

  it('by a picture of 40 MB is refused before it is read, and by more bytes than declared on the way', async () => {
    const scene = await serving()
    const applicant = await applying(scene)
    const { nonce } = await challenge(applicant)
    expect(await declared(scene, applicant, nonce, 40 * 1024 * 1024)).toMatch(
      /^HTTP\/1.1 413 .*request_body_too_large/s,
    )
    const chunk = new Uint8Array(256 * 1024)
    const body = new ReadableStream<Uint8Array>({ pull: (controller) => controller.enqueue(chunk) })
    const request = { method: 'PUT', headers: applicant.headers, body, duplex: 'half' } as const
    const answer = await fetch(`${applicant.at}/face/${nonce}`, request).then(codeOf, () => 'cut')
    expect([[413, 'request_body_too_large'], 'cut']).toContainEqual(answer)
    later(scene)
    expect(await codeOf(await send(applicant, nonce, cardBytes()))).toEqual([422, 'face_image_malformed'])
    expect((await send(applicant, nonce)).status).toBe(200)
  })

  it('by more pictures than were asked for is refused by name', async () => {
    const scene = await serving({ live: false })
    const applicant = await applying(scene)
    let step = await challenge(applicant)
    const nonces: string[] = []
    while (step.state === 'asked') {
      later(scene)
      nonces.push(step.nonce)
      step = (await (await send(applicant, step.nonce)).json()) as Asked
    }
    expect(nonces).toHaveLength(4)
    for (const nonce of [...nonces, 'A'.repeat(22)]) {
      expect(await codeOf(await send(applicant, nonce))).toEqual([409, 'registration_state_conflict'])
    }
  })

  it('by challenges without an end is stopped', async () => {
    const scene = await serving()
    const applicant = await applying(scene)
    for (let time = 0; time < 5; time += 1) await challenge(applicant)
    expect(await codeOf(await ask(applicant))).toEqual([429, 'registration_limit_reached'])
  })

  it('by many answers at once is taken once', async () => {
    const scene = await serving()
    const applicant = await applying(scene)
    const { nonce } = await challenge(applicant)
    later(scene)
    const answers = await Promise.all(Array.from({ length: 12 }, () => send(applicant, nonce)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    const refused = await Promise.all(answers.filter(({ status }) => status !== 200).map(codeOf))
    const known = ['liveness_replayed', 'registration_state_conflict', 'registration_limit_reached']
    for (const [, code] of refused) expect(known).toContain(code)
  })

  it('by a picture that comes slowly holds up neither others nor more than its own', async () => {
    const scene = await serving({}, { maxFrames: 2 })
    const [slow, other] = [await applying(scene), await applying(scene)]
    const [first, second] = [await challenge(slow), await challenge(other)]
    const { hostname, port, pathname } = new URL(`${slow.at}/face/${first.nonce}`)
    const socket = connect(Number(port), hostname)
    onTestFinished(() => void socket.destroy())
    const authorization = `authorization: ${slow.headers['authorization']}`
    socket.write(`PUT ${pathname} HTTP/1.1\r\nhost: x\r\n${authorization}\r\ncontent-length: 9\r\n\r\n`)
    await expect.poll(async () => (await send(slow, 'A'.repeat(22))).status).toBe(429)
    later(scene)
    expect((await send(other, second.nonce)).status).toBe(200)
  })
})

/** Sends a head that declares a body, and no body. */
async function declared(
  { server }: Scene,
  { at, headers }: Applicant,
  nonce: string,
  length: number,
): Promise<string> {
  const { hostname, port } = new URL(server.url)
  const socket = connect(Number(port), hostname)
  const head = [
    `PUT ${new URL(at).pathname}/face/${nonce} HTTP/1.1`,
    'Host: loopback',
    `Authorization: ${headers['authorization']}`,
    `Content-Length: ${length}`,
    'Connection: close',
    '\r\n',
  ]
  socket.write(head.join('\r\n'))
  let answer = ''
  for await (const chunk of socket) {
    answer += String(chunk)
    if (answer.includes('"en"')) break
  }
  socket.destroy()
  return answer
}
