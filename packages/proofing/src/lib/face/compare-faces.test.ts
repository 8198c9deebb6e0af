import { MalformedError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { startOfJpeg, startOfPng } from '../../../fixtures/pictures.ts'
import { simulator } from '../../../fixtures/registries.ts'
import { type CompareFacesInput, compareFaces, compareFaceWithRegistry } from './compare-faces.ts'
import type { FaceComparison } from './face-comparison.ts'

const match: FaceComparison = {
  decision: 'match',
  score: 0.97,
  scale: 'similarity',
  threshold: 0.9,
  engine: 'vendor/1',
  certified: true,
  simulated: false,
  txn: 'v-1',
}
const expected = { expectedScale: 'similarity', expectedThreshold: 0.9, timeoutMilliseconds: 20 } as const

function compare(answer: () => Promise<unknown>, changes: Partial<CompareFacesInput> = {}) {
  const matcher = { engine: 'vendor/1', compare: async () => (await answer()) as FaceComparison }
  return compareFaces({ matcher, portrait: startOfPng, selfie: startOfJpeg, ...expected, ...changes })
}

describe('comparing faces', () => {
  it('hands on what an engine finds', async () => {
    for (const found of [
      match,
      { ...match, decision: 'no_match', score: 0.3 },
      { ...match, decision: 'no_face', score: undefined },
    ]) {
      expect(await compare(async () => found)).toEqual(found)
    }
  })

  it.each<[string, () => Promise<unknown>]>([
    ['throws', () => Promise.reject(new Error('picture'))],
    ['is silent', () => new Promise(() => {})],
    ['says nothing', async () => undefined],
    ['says a number', async () => 0.97],
    ['says another word', async () => ({ ...match, decision: 'ok' })],
    ['has a scale of its own', async () => ({ ...match, scale: 'cosine' })],
    ['has a score beyond its scale', async () => ({ ...match, score: 97 })],
    ['has a score that is none', async () => ({ ...match, score: Number.NaN })],
    ['has no threshold', async () => ({ ...match, threshold: undefined })],
    ['matches below its own threshold', async () => ({ ...match, score: 0.89 })],
    ['does not say whether it is certified', async () => ({ ...match, certified: 'yes' })],
    ['does not say whether it is simulated', async () => ({ ...match, simulated: undefined })],
    ['has no name', async () => ({ ...match, engine: '' })],
    ['matches without a reference', async () => ({ ...match, txn: '' })],
  ])('with an engine that %s is unavailable', async (_, answer) => {
    expect(await compare(answer)).toEqual({
      decision: 'unavailable',
      scale: 'similarity',
      threshold: 0.9,
      engine: 'vendor/1',
      certified: false,
      simulated: false,
      txn: '',
    })
  })

  it('refuses a score of another scale by name, whatever it says', async () => {
    for (const decision of ['match', 'no_match']) {
      const percent = { ...match, decision, scale: 'percent', score: 97, threshold: 90 }
      await expect(compare(async () => percent)).rejects.toMatchObject({
        name: 'VerificationError',
        code: 'face_score_incomparable',
      })
    }
  })

  it('is as strict as the policy, whatever the engine was told', async () => {
    const strict = { expectedThreshold: 0.98 }
    expect((await compare(async () => match, strict)).decision).toBe('no_match')
    const wordless = { ...match, score: undefined }
    expect((await compare(async () => wordless, strict)).decision).toBe('no_match')
    expect((await compare(async () => wordless)).decision).toBe('match')
  })

  it('takes a smaller distance for nearer', async () => {
    const distance = { ...match, scale: 'distance', score: 0.5, threshold: 0.55 }
    const held = { expectedScale: 'distance', expectedThreshold: 0.55 } as const
    expect((await compare(async () => distance, held)).decision).toBe('match')
    expect((await compare(async () => ({ ...distance, score: 0.56 }), held)).decision).toBe('unavailable')
    expect((await compare(async () => distance, { ...held, expectedThreshold: 0.45 })).decision).toBe(
      'no_match',
    )
  })

  it('says that a picture cannot be decoded, so that it is taken again', async () => {
    const answer = () => Promise.reject(new MalformedError('face_image_malformed', 'It cannot be decoded.'))
    await expect(compare(answer)).rejects.toMatchObject({ code: 'face_image_malformed' })
    const other = () => Promise.reject(new MalformedError('json_malformed', 'The text is not JSON.'))
    expect((await compare(other)).decision).toBe('unavailable')
  })

  it('asks nobody about a file that is no picture', async () => {
    let asked = 0
    const answer = async () => {
      asked += 1
      return match
    }
    for (const wrong of [{ portrait: new Uint8Array() }, { selfie: new TextEncoder().encode('selfie') }]) {
      await expect(compare(answer, wrong)).rejects.toMatchObject({ code: 'face_image_malformed' })
    }
    expect(asked).toBe(0)
  })
})

describe("comparing a face with the register's portrait", () => {
  const query = { nik: '5371995708900001', image: startOfJpeg, consentRef: 'consent-1', ...expected }

  it('asks the register with the consent and hands on what it finds', async () => {
    const asked: unknown[] = []
    const verifyFace = async (question: unknown) => {
      asked.push(question)
      return match
    }
    const registry = { ...simulator(), verifyFace }
    expect(await compareFaceWithRegistry({ ...query, registry })).toEqual(match)
    expect(asked).toEqual([{ nik: query.nik, image: startOfJpeg, consentRef: 'consent-1' }])
  })

  it('is unavailable with a register that cannot, or fails', async () => {
    const failing = { ...simulator(), verifyFace: () => Promise.reject(new Error(query.nik)) }
    for (const registry of [simulator(), failing]) {
      const found = await compareFaceWithRegistry({ ...query, registry })
      expect(found).toMatchObject({ decision: 'unavailable', engine: 'registry' })
    }
  })

  it('asks nobody about a file that is no picture', async () => {
    const image = new Uint8Array(3)
    await expect(compareFaceWithRegistry({ ...query, image, registry: simulator() })).rejects.toMatchObject({
      code: 'face_image_malformed',
    })
  })
})
