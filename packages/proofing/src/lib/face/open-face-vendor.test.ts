import { type JsonObject, parseJson } from '@lontar/credentials/jose'
import { describe, expect, it } from 'vitest'
import { startOfJpeg, startOfPng } from '../../../fixtures/pictures.ts'
import { createFaceVendorSimulatorHandler } from './create-face-vendor-simulator-handler.ts'
import { type FaceVendorOptions, openFaceVendor } from './open-face-vendor.ts'

const compared = { engine: 'vendor/1', outcome: 'compared', scale: 'percent', match: true, similarity: 97 }
const standing = { isValid: true, isActive: true }
const recording = { captureId: 'capture-1', frames: [{ pose: 'front', image: startOfJpeg }] } as const
const query = { nik: '5371995708900001', image: startOfJpeg, consentRef: 'consent-1' }

interface Answer {
  readonly status?: number
  readonly headers?: Record<string, string>
  readonly members?: JsonObject
}

/** A vendor that gives this answer, under the reference that it was asked with. */
function scene({ status = 200, headers = {}, members = compared }: Answer, options = {}) {
  const asked: string[] = []
  const vendor = openFaceVendor({
    url: 'https://vendor.example/v1',
    apiKey: 'kunci-contoh',
    engine: 'vendor/1',
    scale: 'percent',
    threshold: 95,
    wait: async () => {},
    fetch: async (url, { body = '' } = {}) => {
      asked.push(url)
      const question = parseJson(body)
      const transactionId = (question as JsonObject)['transactionId'] ?? ''
      const text = JSON.stringify({ transactionId, ...members })
      return { status, headers: new Headers(headers), text: () => text, json: () => parseJson(text) }
    },
    ...options,
  })
  return { vendor, asked }
}

describe('the adapter of a vendor', () => {
  it.each<[string, JsonObject, string]>([
    ['as the threshold says', { similarity: 95 }, 'match'],
    ['below the threshold whatever the word', { similarity: 94.9 }, 'no_match'],
    ['that the word denies', { match: false }, 'no_match'],
    ['without a face', { outcome: 'no_face' }, 'no_face'],
  ])('takes a comparison %s', async (_, change, decision) => {
    const { vendor } = scene({ members: { ...compared, ...change } })
    expect((await vendor.matcher.compare(startOfPng, startOfJpeg)).decision).toBe(decision)
  })

  it.each<[string, JsonObject]>([
    ['a score of another scale', { scale: 'similarity', similarity: 0.97 }],
    ['a score without a scale', { scale: '' }],
    ['a score beyond its scale', { similarity: 101 }],
    ['a score that is text', { similarity: '97' }],
    ['no score', { similarity: null }],
    ['a word that is text', { match: 'true' }],
    ['another outcome', { outcome: 'ok' }],
    ['another engine', { engine: 'vendor/2' }],
    ['an answer to another question', { transactionId: 'AAAAAAAAAAAAAAAAAAAA' }],
  ])('takes %s for no answer', async (_, change) => {
    const { vendor, asked } = scene({ members: { ...compared, ...standing, ...change } })
    const unavailable = { decision: 'unavailable', scale: 'percent', threshold: 95, engine: 'vendor/1' }
    expect(await vendor.matcher.compare(startOfPng, startOfJpeg)).toMatchObject(unavailable)
    expect(await vendor.verifyFace(query)).toMatchObject(unavailable)
    expect(asked).toHaveLength(2)
    expect(vendor.health()).toEqual({ circuit: 'closed', lastFailure: 'malformed' })
  })

  it.each<[string, JsonObject]>([
    ['a number that does not exist', { isValid: false }],
    ['a record that is not active', { isActive: false }],
    ['a word that is text', { isActive: 'true' }],
    ['a word that is missing', { isValid: null }],
  ])('takes no match of %s', async (_, change) => {
    const { vendor } = scene({ members: { ...compared, ...standing, ...change } })
    expect((await vendor.verifyFace(query)).decision).toBe('unavailable')
    const whole = scene({ members: { ...compared, ...standing } })
    expect((await whole.vendor.verifyFace(query)).decision).toBe('match')
  })

  it.each<[JsonObject, string]>([
    [{ engine: 'vendor/1', live: true }, 'live'],
    [{ engine: 'vendor/1', live: false }, 'not_live'],
    [{ engine: 'vendor/1', live: 'true' }, 'unavailable'],
    [{ engine: 'vendor/1' }, 'unavailable'],
    [{ engine: 'vendor/2', live: true }, 'unavailable'],
    [{ engine: 'vendor/1', live: true, transactionId: 'x' }, 'unavailable'],
  ])('reads %j as %s', async (members, decision) => {
    expect((await scene({ members }).vendor.detector.judge(recording)).decision).toBe(decision)
  })

  it('asks a busy vendor again, and no other', async () => {
    const busy = scene({ status: 503 })
    expect((await busy.vendor.matcher.compare(startOfPng, startOfJpeg)).decision).toBe('unavailable')
    expect(busy.asked).toHaveLength(3)
    const refusing = scene({ status: 403 })
    expect((await refusing.vendor.matcher.compare(startOfPng, startOfJpeg)).decision).toBe('unavailable')
    expect(refusing.asked).toHaveLength(1)
  })

  it('refuses a simulator that stands where a vendor should', async () => {
    const headers = { 'lontar-simulated': 'true' }
    const { vendor } = scene({ headers })
    expect((await vendor.matcher.compare(startOfPng, startOfJpeg)).decision).toBe('unavailable')
    expect(vendor.health().lastFailure).toBe('refused')
    const told = scene({ headers }, { simulated: true, certifiedMatching: true }).vendor
    expect(await told.matcher.compare(startOfPng, startOfJpeg)).toMatchObject({
      decision: 'match',
      simulated: true,
      certified: false,
    })
  })

  it('that is simulated counts as certified only where that is said, and stays simulated', async () => {
    const headers = { 'lontar-simulated': 'true' }
    const said = { simulated: true, dangerouslyCertifySimulator: true }
    const marks = { decision: 'match', simulated: true }
    const { matcher } = scene({ headers }, { ...said, certifiedMatching: true }).vendor
    expect(await matcher.compare(startOfPng, startOfJpeg)).toMatchObject({ ...marks, certified: true })
    const { matcher: unvouched } = scene({ headers }, said).vendor
    expect(await unvouched.compare(startOfPng, startOfJpeg)).toMatchObject({ ...marks, certified: false })
    const { matcher: real } = scene({}, { dangerouslyCertifySimulator: true }).vendor
    expect(await real.compare(startOfPng, startOfJpeg)).toMatchObject({ simulated: false, certified: false })
  })

  it('is certified in what the operator vouches for and in nothing else', async () => {
    const { vendor } = scene({}, { certifiedMatching: true })
    expect((await vendor.matcher.compare(startOfPng, startOfJpeg)).certified).toBe(true)
    const { vendor: detecting } = scene(
      { members: { engine: 'vendor/1', live: true } },
      { certifiedMatching: true },
    )
    expect((await detecting.detector.judge(recording)).certified).toBe(false)
  })

  it('holds neither key nor picture in anything it hands out', async () => {
    const fetch: FaceVendorOptions['fetch'] = async (_url, init) => {
      throw new Error(JSON.stringify(init))
    }
    const { vendor } = scene({}, { fetch })
    const found = await vendor.matcher.compare(startOfPng, startOfJpeg)
    const text = JSON.stringify([found, vendor, vendor.health()])
    for (const secret of ['kunci-contoh', '/9j/4A', 'iVBORw0KGgo']) expect(text).not.toContain(secret)
  })

  it.each([{ threshold: 101 }, { threshold: -1 }, { threshold: Number.NaN }, { url: 'vendor' }])(
    'is not opened with %j',
    (options) => {
      expect(() => scene({}, options)).toThrow(expect.objectContaining({ code: 'ERR_INVALID_ARG_VALUE' }))
    },
  )
})

describe("a vendor's simulator", () => {
  it('answers strangers, other methods, other paths and what cannot be read with an error alone', async () => {
    const simulator = createFaceVendorSimulatorHandler({ apiKey: 'kunci-contoh' })
    const statusOf = async (path: string, init: RequestInit) =>
      (await simulator(new Request(`https://vendor.example${path}`, init))).status
    const headers = { authorization: 'Bearer kunci-contoh' }
    expect(await statusOf('/v1/compare', {})).toBe(405)
    expect(await statusOf('/v1/compare', { method: 'POST', body: '{}' })).toBe(401)
    expect(await statusOf('/v1/compare', { method: 'POST', headers, body: '[' })).toBe(400)
    expect(await statusOf('/v1/compare', { method: 'POST', headers, body: '[]' })).toBe(400)
    expect(await statusOf('/v1/other', { method: 'POST', headers, body: '{}' })).toBe(404)
  })
})
