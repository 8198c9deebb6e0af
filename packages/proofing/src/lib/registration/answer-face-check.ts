import { answerLiveness } from '../liveness/answer-liveness.ts'
import type { LivenessStep } from '../liveness/liveness-challenge.ts'
import { beginFaceStep } from './begin-face-step.ts'
import { endFaceCheck, type FaceCheckEnd, toFaceCheckEnd } from './end-face-check.ts'
import { type FaceChallenge, livenessPorts, toFaceChallenge } from './face-challenge.ts'
import { requireFaces } from './registration-faces.ts'
import type { RegistrationDoor, RegistrationOffice } from './registration-office.ts'
import { takeStep } from './take-step.ts'

/** One picture of a face check. */
export interface AnswerFaceCheckInput extends RegistrationDoor {
  /** The nonce under which the picture was asked for. */
  readonly nonce: string
  /** The bytes of a JPEG or PNG file of at most 1 MiB; they are zeros afterwards, whatever happens. */
  readonly image: Uint8Array
}

/**
 * Takes one picture of a face check. After the last the detector judges whether a living person answered, the selfie is
 * compared with the portraits of the registry and of the card, and all of it becomes evidence, by which the registration
 * is decided anew: with certified engines that may be an end without an officer; what the ladder gives no row for stays in
 * review. The pictures are filled with zeros; the selfie waits sealed beside the card while an officer has to decide, where
 * the office has a custody, and nowhere else.
 *
 * Whatever is wrong with an answer ends the challenge and leaves the registration where it stood.
 *
 * @returns the next picture to take, or the end
 * @throws UnsupportedError `face_check_unavailable`
 * @throws MalformedError `face_image_malformed` no JPEG or PNG file of at most 1 MiB: take this picture again; of a selfie
 *   that cannot be decoded: start again
 * @throws VerificationError `liveness_unknown` also for a challenge of another registration, `liveness_replayed`,
 *   `liveness_expired`, `liveness_too_fast`, `liveness_too_slow`; `face_score_incomparable` the office is set up wrongly;
 *   what `startFaceCheck` throws about the consent and the registration
 * @see UU 27/2022 articles 4 and 16; ISO/IEC 30107-1, challenge-response
 */
export async function answerFaceCheck(
  office: RegistrationOffice,
  { id, access, nonce, image }: AnswerFaceCheckInput,
): Promise<FaceChallenge | FaceCheckEnd> {
  const held: { next?: LivenessStep; selfie?: Uint8Array } = {}
  try {
    const faces = requireFaces(office)
    const record = await takeStep(office, { id, access, from: ['review'] }, async (begun) => {
      await beginFaceStep(office, begun.record, begun.content)
      const answered = await answerLiveness({
        ...livenessPorts(office, faces),
        ...{ nonce, image, expectedRegistrationId: id, detector: faces.detector },
        ...(faces.maxStepMilliseconds !== undefined && { maxStepMilliseconds: faces.maxStepMilliseconds }),
      })
      if (answered.state === 'decided') {
        held.selfie = answered.selfie
        // The detector took its time: whoever withdrew the consent meanwhile is compared with nobody.
        const step = await beginFaceStep(office, begun.record, begun.content)
        return await endFaceCheck(office, faces, { ...begun, ...step }, answered)
      }
      held.next = answered
      return { state: begun.record.state, content: begun.content }
    })
    return held.next === undefined ? toFaceCheckEnd(office, record) : toFaceChallenge(office, held.next)
  } finally {
    image.fill(0)
    held.selfie?.fill(0)
  }
}
