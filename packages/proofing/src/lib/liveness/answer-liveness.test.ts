import { describe, expect, it } from 'vitest'
import { startOfJpeg, startOfPng } from '../../../fixtures/pictures.ts'
import { type AnswerLivenessInput, answerLiveness } from './answer-liveness.ts'
import type { LivenessDetector, LivenessRecording } from './liveness-detector.ts'
import type { LivenessResult } from './liveness-result.ts'
import { createMemoryLivenessStore, type LivenessRecord, type LivenessStore } from './liveness-store.ts'
import { startLiveness } from './start-liveness.ts'

const live: LivenessResult = {
  decision: 'live',
  engine: 'vendor/1',
  certified: true,
  simulated: false,
  txn: 'v-1',
}
const started = Date.parse('2026-11-24T02:00:00Z')

/** A challenge on a clock that the test moves. */
function scene(judge: (recording: LivenessRecording) => Promise<unknown> = async () => live) {
  const clock = { time: started }
  const judged: LivenessRecording[] = []
  const detector: LivenessDetector = {
    engine: 'vendor/1',
    judge: async (recording) => {
      judged.push(recording)
      return (await judge(recording)) as LivenessResult
    },
  }
  const now = () => new Date(clock.time)
  const ports = { store: createMemoryLivenessStore({ now }), now }
  const registration = 'registration-1'
  return {
    clock,
    judged,
    store: ports.store,
    start: (turns = 3) => startLiveness({ ...ports, registrationId: registration, turns }),
    answer: (nonce: string, after = 1000, changes: Partial<AnswerLivenessInput> = {}) => {
      clock.time += after
      const given = { nonce, image: startOfJpeg, detector, expectedRegistrationId: registration }
      return answerLiveness({ ...ports, ...given, ...changes })
    },
  }
}

const refusal = (code: string) => ({ name: 'VerificationError', code })

describe('a liveness challenge', () => {
  it('asks pose after pose, each under a nonce of its own, and ends with the judgement of the whole', async () => {
    const { start, answer, judged } = scene()
    let step: Awaited<ReturnType<typeof answer>> = await start()
    const nonces = new Set<string>()
    const poses: string[] = []
    while (step.state === 'asked') {
      expect(step).toMatchObject({ step: poses.length + 1, steps: 4 })
      expect(step.nonce).toMatch(/^[A-Za-z0-9_-]{22}$/)
      nonces.add(step.nonce)
      poses.push(step.pose)
      const image = step.step === 1 ? startOfPng : startOfJpeg
      step = await answer(step.nonce, 1000, { image })
    }
    expect(nonces.size).toBe(4)
    expect(judged).toHaveLength(1)
    expect(judged[0]?.frames.map(({ pose }) => pose)).toEqual(poses)
    expect(step).toEqual({
      state: 'decided',
      captureId: judged[0]?.captureId,
      result: live,
      selfie: startOfPng,
    })
  })

  it('does not name a pose before the one ahead of it was answered', async () => {
    const step = await scene().start()
    expect(Object.keys(step).sort()).toEqual([
      'captureId',
      'expiresAt',
      'nonce',
      'pose',
      'state',
      'step',
      'steps',
    ])
    expect(step.pose).toBe('front')
  })

  it('draws another order the next time', async () => {
    const { start, answer } = scene()
    const seconds = new Set<string>()
    for (let time = 0; time < 40; time += 1) {
      const step = await answer((await start(1)).nonce)
      if (step.state === 'asked') seconds.add(step.pose)
    }
    expect(seconds.size).toBeGreaterThan(1)
  })

  it('refuses a replayed answer by name, also after the end', async () => {
    const { start, answer, judged } = scene()
    const first = await start(1)
    const second = await answer(first.nonce)
    await expect(answer(first.nonce)).rejects.toMatchObject(refusal('liveness_replayed'))
    if (second.state !== 'asked') throw new Error('asked for two poses')
    expect((await answer(second.nonce)).state).toBe('decided')
    await expect(answer(second.nonce)).rejects.toMatchObject(refusal('liveness_replayed'))
    expect(judged).toHaveLength(1)
  })

  it('fills its pictures with zeros at its end, but for the selfie, and leaves the ones of the caller alone', async () => {
    const { start, answer, judged } = scene()
    const first = await start(1)
    const image = Uint8Array.from(startOfPng)
    const second = await answer(first.nonce, 1000, { image })
    if (second.state !== 'asked') throw new Error('asked for two poses')
    await answer(second.nonce, 1000, { image })
    expect(judged[0]?.frames.map(({ image }) => [...image])).toEqual([
      [...startOfPng],
      Array.from(startOfPng, () => 0),
    ])
    expect([...image]).toEqual([...startOfPng])
  })

  it.each([
    ['late', 20_000, {}],
    ['of another registration', 1000, { expectedRegistrationId: 'another' }],
  ])('that ends because an answer is %s fills what came with zeros', async (_, after, changes) => {
    const kept: LivenessRecord[] = []
    const { start, answer, store } = scene()
    const first = await start(1)
    const put: LivenessStore['put'] = async (nonce, record) => {
      kept.push(record)
      await store.put(nonce, record)
    }
    const second = await answer(first.nonce, 1000, { store: { ...store, put } })
    if (second.state !== 'asked') throw new Error('asked for two poses')
    const images = kept.flatMap(({ frames }) => frames.map(({ image }) => image))
    expect(images.map((image) => [...image])).toEqual([[...startOfJpeg]])
    await expect(answer(second.nonce, after, changes)).rejects.toThrow()
    expect(images.map((image) => [...image])).toEqual([Array.from(startOfJpeg, () => 0)])
  })

  it('takes one of many answers that come at once', async () => {
    const { start, answer } = scene()
    const { nonce } = await start()
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => answer(nonce, 10)))
    expect(answers.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(2)
    const codes = answers.map((each) => (each.status === 'rejected' ? each.reason.code : 'ok'))
    expect(codes.filter((code) => code === 'liveness_replayed')).toHaveLength(49)
  })

  it('knows no nonce of its own making or of another registration', async () => {
    const { start, answer } = scene()
    await expect(answer('AAAAAAAAAAAAAAAAAAAAAA')).rejects.toMatchObject(refusal('liveness_unknown'))
    const { nonce } = await start()
    await expect(answer(nonce, 1000, { expectedRegistrationId: 'registration-2' })).rejects.toMatchObject(
      refusal('liveness_unknown'),
    )
    await expect(answer(nonce)).rejects.toMatchObject(refusal('liveness_replayed'))
  })

  it.each([
    [299, 'liveness_too_fast'],
    [10_001, 'liveness_too_slow'],
    [60_000, 'liveness_expired'],
    [-1, 'liveness_too_fast'],
  ])('refuses an answer after %d ms of the server and ends', async (after, code) => {
    const { start, answer } = scene()
    const { nonce } = await start()
    await expect(answer(nonce, after)).rejects.toMatchObject(refusal(code))
    await expect(answer(nonce)).rejects.toMatchObject(refusal('liveness_replayed'))
  })

  it.each([300, 10_000])('takes an answer after %d ms', async (after) => {
    const { start, answer } = scene()
    expect((await answer((await start()).nonce, after)).state).toBe('asked')
  })

  it('measures each step from when its pose was named', async () => {
    const { start, answer, clock } = scene()
    const second = await answer((await start()).nonce, 9000)
    if (second.state !== 'asked') throw new Error('asked for more poses')
    clock.time += 9000
    expect((await answer(second.nonce, 0)).state).toBe('asked')
  })

  it('lets a picture that cannot be one be taken again', async () => {
    const { start, answer } = scene()
    const { nonce } = await start()
    const text = new TextEncoder().encode('no picture')
    await expect(answer(nonce, 400, { image: text })).rejects.toMatchObject({
      name: 'MalformedError',
      code: 'face_image_malformed',
    })
    expect((await answer(nonce)).state).toBe('asked')
  })

  it.each<[string, () => Promise<unknown>]>([
    ['throws', () => Promise.reject(new Error('ÿØÿ picture'))],
    ['is silent', () => new Promise(() => {})],
    ['says nothing', async () => undefined],
    ['says another word', async () => ({ ...live, decision: 'ok' })],
    ['does not say whether it is certified', async () => ({ ...live, certified: 'yes' })],
    ['does not say whether it is simulated', async () => ({ ...live, simulated: undefined })],
    ['has no reference', async () => ({ ...live, txn: '' })],
  ])('with a detector that %s is unavailable, and not live', async (_, judge) => {
    const { start, answer } = scene(judge)
    const second = await answer((await start(1)).nonce)
    if (second.state !== 'asked') throw new Error('asked for two poses')
    const outcome = await answer(second.nonce, 1000, { detectorTimeoutMilliseconds: 20 })
    expect(outcome).toMatchObject({
      state: 'decided',
      result: { decision: 'unavailable', engine: 'vendor/1', certified: false, simulated: false },
    })
  })

  it('is not started for no registration, or without a turn', async () => {
    const ports = { store: createMemoryLivenessStore() }
    for (const wrong of [{ registrationId: '' }, { turns: 0 }, { turns: 8 }, { turns: 1.5 }]) {
      await expect(startLiveness({ ...ports, registrationId: 'r', ...wrong })).rejects.toMatchObject({
        code: 'ERR_INVALID_ARG_VALUE',
      })
    }
  })
})
