// The reference matcher and detector on the real models. No picture of a face is kept here: the faces are cut, in memory,
// out of pictures that lie in the package of the models. Run by `pnpm on-demand:face-api`.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { compareFaces } from '@lontar/proofing/face'
import { type FaceApi, openFaceApi } from '@lontar/proofing/face-api-matcher'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crop, drawWithoutFace, mirror, type Picture, readJpeg, writeJpeg } from './pictures.ts'

const samples = join(
  dirname(createRequire(import.meta.url).resolve('@vladmandic/face-api/package.json')),
  'demo',
)
const held = { expectedScale: 'distance', expectedThreshold: 0.55, timeoutMilliseconds: 60_000 } as const

let api: FaceApi
let one: Picture
let other: Picture

beforeAll(() => {
  api = openFaceApi({ resolveFrom: import.meta.url })
  const group = readJpeg(readFileSync(join(samples, 'sample1.jpg')))
  // Two of the three people of one picture, whose heads lie about here.
  one = crop(group, { left: 290, top: 230, width: 430, height: 430 })
  other = crop(group, { left: 1360, top: 70, width: 440, height: 440 })
})

afterAll(() => api.close())

function compare(portrait: Picture, selfie: Picture, quality = 90) {
  return compareFaces({
    matcher: api.matcher,
    portrait: writeJpeg(portrait, 90),
    selfie: writeJpeg(selfie, quality),
    ...held,
  })
}

describe('the reference matcher on its real models', () => {
  it('finds one face in two pictures of different cut and quality', async () => {
    const selfie = crop(one, { left: 30, top: 20, width: 380, height: 390 })
    const found = await compare(one, selfie, 45)
    expect(found).toMatchObject({
      decision: 'match',
      scale: 'distance',
      threshold: 0.55,
      engine: '@vladmandic/face-api/1.7.15',
      certified: false,
      simulated: false,
    })
    expect(found.score).toBeGreaterThan(0)
    expect(found.score).toBeLessThan(0.4)
  })

  it('tells two people of one picture apart', async () => {
    const found = await compare(one, other)
    expect(found.decision).toBe('no_match')
    expect(found.score).toBeGreaterThan(0.55)
  })

  it('finds no face in a drawing of none', async () => {
    expect(await compare(one, drawWithoutFace())).toMatchObject({ decision: 'no_face' })
    expect(await compare(drawWithoutFace(), one)).not.toHaveProperty('score')
  })

  it('does not guess which of several faces is meant', async () => {
    const group = readJpeg(readFileSync(join(samples, 'sample1.jpg')))
    expect((await compare(group, one, 60)).decision).toBe('unavailable')
  })

  it('refuses a file that begins like a picture and is none', async () => {
    const broken = writeJpeg(one, 90).slice(0, 2000)
    const input = { matcher: api.matcher, portrait: broken, selfie: writeJpeg(one, 90), ...held }
    await expect(compareFaces(input)).rejects.toMatchObject({ code: 'face_image_malformed' })
  })
})

describe('the reference detector on its real models', () => {
  const judge = (frames: readonly (readonly ['front' | 'left' | 'right' | 'up' | 'down', Picture])[]) =>
    api.detector.judge({
      captureId: 'capture-1',
      frames: frames.map(([pose, picture]) => ({ pose, image: writeJpeg(picture, 90) })),
    })

  it('does not take a still picture for a turning head', async () => {
    const front = frontal()
    for (const pose of ['left', 'right', 'up', 'down'] as const) {
      const found = await judge([
        ['front', front],
        [pose, front],
      ])
      expect(found).toEqual({
        decision: 'not_live',
        engine: '@vladmandic/face-api/1.7.15',
        certified: false,
        simulated: false,
        txn: 'capture-1',
      })
    }
    expect((await judge([['front', front]])).decision).toBe('live')
  })

  it('does not take a drawing, another person, or a head that is turned away for the front', async () => {
    expect((await judge([['front', drawWithoutFace()]])).decision).toBe('not_live')
    expect(
      (
        await judge([
          ['front', frontal()],
          ['left', other],
        ])
      ).decision,
    ).toBe('not_live')
    expect((await judge([['front', one]])).decision).toBe('not_live')
    expect((await judge([['front', mirror(one)]])).decision).toBe('not_live')
  })
})

/** A head that looks nearly to the front. */
function frontal(): Picture {
  const group = readJpeg(readFileSync(join(samples, 'sample6.jpg')))
  return crop(group, { left: 1080, top: 190, width: 390, height: 420 })
}
