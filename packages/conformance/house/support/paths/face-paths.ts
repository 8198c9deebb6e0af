import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import { checkKtp, type FaceComparison, openRegistryClient } from '@lontar/proofing'
import { compareFaces, openFaceVendor } from '@lontar/proofing/face'
import {
  type AnswerLivenessInput,
  answerLiveness,
  createMemoryLivenessStore,
  startLiveness,
} from '@lontar/proofing/liveness'
import { createMemoryOfficerDesk, createOfficer } from '@lontar/proofing/officer'
import { consentOf } from '../consent-of.ts'
import type { FailurePath } from '../failure-path.ts'
import { mark, marked, markedCard } from '../marks.ts'

const started = new Date('2026-11-24T02:00:00Z')

/** The first bytes of a JPEG file, and then what nobody may see again. */
const picture = new Uint8Array(Buffer.concat([Uint8Array.of(0xff, 0xd8, 0xff, 0xe0), Buffer.from(mark)]))

/** Faces, liveness and a register over HTTP: everything that they may refuse. */
export async function facePaths(): Promise<readonly FailurePath[]> {
  return [...livenessPaths(), ...comparisonPaths(), ...(await registryClientPaths())]
}

const detector: AnswerLivenessInput['detector'] = {
  engine: 'vendor/1',
  judge: (recording) => Promise.reject(new Error(JSON.stringify(recording))),
}

function livenessPaths(): readonly FailurePath[] {
  const answer = async (afterMilliseconds: number, changes: Partial<AnswerLivenessInput>, times = 1) => {
    const store = createMemoryLivenessStore({ now: () => started })
    const { nonce } = await startLiveness({ store, registrationId: marked.nik, now: () => started })
    const now = () => new Date(started.getTime() + afterMilliseconds)
    const expectedRegistrationId = marked.nik
    const input = { store, nonce, image: picture, detector, expectedRegistrationId, now, ...changes }
    for (let time = 1; time < times; time += 1) await answerLiveness(input)
    return await answerLiveness(input)
  }
  const path = (title: string, code: FailurePath['code'], run: () => Promise<unknown>): FailurePath => ({
    title: `a liveness answer ${title}`,
    code,
    run,
  })
  return [
    path('that is no picture', 'face_image_malformed', () => answer(1000, { image: Buffer.from(mark) })),
    path('of no nonce', 'liveness_unknown', () => answer(1000, { nonce: mark })),
    path('for another', 'liveness_unknown', () => answer(1000, { expectedRegistrationId: mark })),
    path('given twice', 'liveness_replayed', () => answer(1000, {}, 2)),
    path('too fast', 'liveness_too_fast', () => answer(1, {})),
    path('too slow', 'liveness_too_slow', () => answer(20_000, {})),
    path('after the end', 'liveness_expired', () => answer(90_000, {})),
  ]
}

function comparisonPaths(): readonly FailurePath[] {
  const { matcher } = openFaceVendor({
    ...{ url: 'https://vendor.example', apiKey: mark, engine: 'vendor/1', scale: 'percent', threshold: 95 },
    fetch: throwing,
  })
  const talking = async (): Promise<FaceComparison> => ({
    ...{ decision: 'match', score: 97, scale: 'percent', threshold: 95, engine: mark, txn: marked.nik },
    ...{ certified: true, simulated: false },
  })
  const faces = {
    portrait: picture,
    selfie: picture,
    expectedScale: 'similarity',
    expectedThreshold: 1,
  } as const
  return [
    {
      title: 'a comparison with what is no picture',
      code: 'face_image_malformed',
      run: () => compareFaces({ ...faces, matcher, selfie: Buffer.from(mark) }),
    },
    {
      title: 'a comparison on another scale',
      code: 'face_score_incomparable',
      run: () => compareFaces({ ...faces, matcher: { engine: mark, compare: talking } }),
    },
  ]
}

/** A network whose failure quotes the whole question. */
const throwing: GuardedFetch = (url, init) => Promise.reject(new Error(`${url} ${JSON.stringify(init)}`))

async function registryClientPaths(): Promise<readonly FailurePath[]> {
  const officer = await createOfficer({ id: 'dev', name: mark, role: 'registrar' })
  const desk = createMemoryOfficerDesk({ officers: [officer], outcome: 'accepted', now: () => started })
  const consent = await consentOf(markedCard)
  const against = (fetch: GuardedFetch) => () =>
    checkKtp({
      ktp: markedCard,
      registry: openRegistryClient({
        ...{ url: 'https://registry.example', fetch, wait: async () => {} },
        credentials: { userId: mark, password: mark, ipUser: mark },
      }),
      desk,
      organization: 'Dinas Contoh',
      policy: { residence: '53', timeZone: 'Asia/Makassar' },
      ...consent,
      now: started,
    })
  const answering = (text: string): GuardedFetch => {
    return async () => ({
      status: 200,
      headers: new Headers(),
      text: () => text,
      json: () => JSON.parse(text),
    })
  }
  const dead = JSON.stringify({ content: [{ RESPONSE_CODE: '11', RESPONSE: marked.name }] })
  return [
    { title: 'a register whose network quotes', code: 'registry_unavailable', run: against(throwing) },
    { title: 'a register that chats', code: 'registry_unavailable', run: against(answering(`"${mark}"`)) },
    { title: 'a register that names the dead', code: 'registry_dead', run: against(answering(dead)) },
  ]
}
