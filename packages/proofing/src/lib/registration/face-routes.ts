import { readRequestBody, waitFor } from '@lontar/credentials/request-body'
import { maxFaceImageBytes } from '../face/require-face-image.ts'
import { answerFaceCheck } from './answer-face-check.ts'
import { requireFaceStep } from './begin-face-step.ts'
import type { FaceCheckEnd } from './end-face-check.ts'
import type { FaceChallenge } from './face-challenge.ts'
import { createPlaces } from './places.ts'
import { answerJson } from './registration-answer.ts'
import type { RegistrationDoor, RegistrationOffice } from './registration-office.ts'
import { startFaceCheck } from './start-face-check.ts'

/** How much may come as one picture, and how long it may take: the person turns the head within this time too. */
const frameLimits = { maxBytes: maxFaceImageBytes, timeoutSeconds: 15 }

/** The two requests of a face check. */
export interface FaceRoutes {
  /** Asks for a challenge. */
  start(door: RegistrationDoor): Promise<Response>
  /** Sends the picture that was asked for under a nonce. */
  answer(request: Request, door: RegistrationDoor, nonce: string): Promise<Response>
}

/**
 * Makes the two requests of a face check. A picture is read only after registration, consent and turn were looked at;
 * so many are taken in at a time, and one of a registration.
 */
export function createFaceRoutes(office: RegistrationOffice, maxFrames: number): FaceRoutes {
  const places = createPlaces({ most: maxFrames })
  return {
    start: async (door) => answerJson(201, toAnswer(await startFaceCheck(office, door))),
    answer: async (request, door, nonce) => {
      await requireFaceStep(office, door)
      return await places.take(door.id, async () => {
        const image = await readRequestBody(request, { ...frameLimits, wait: waitFor })
        return answerJson(200, toAnswer(await answerFaceCheck(office, { ...door, nonce, image })))
      })
    },
  }
}

/** The id of the capture is of the evidence, and nothing that an app needs. */
function toAnswer(answer: FaceChallenge | FaceCheckEnd): object {
  if (answer.state === 'decided') return answer
  const { captureId: _, ...challenge } = answer
  return challenge
}
