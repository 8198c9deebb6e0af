import type { FaceEvidence, LivenessEvidence } from '../decision/proofing-evidence.ts'
import { compareFaces, compareFaceWithRegistry } from '../face/compare-faces.ts'
import type { FaceComparison } from '../face/face-comparison.ts'
import type { LivenessOutcome } from '../liveness/answer-liveness.ts'
import { loadImage } from './load-image.ts'
import type { CardFaces, RegistrationFaces } from './registration-faces.ts'
import { nowAt, type RegistrationOffice } from './registration-office.ts'

/** Whom a capture is compared with. */
export interface ExpectedHolder {
  /** The number on the card. */
  readonly nik: string
  /** The consent that covers the face. */
  readonly consentId: string
  /** SHA-256 of the picture of the card, where there is one. */
  readonly cardDigest?: string
}

/**
 * Turns an answered challenge into evidence: what the detector found, and of a person whom it found living the
 * comparisons with the portrait of the registry and with the one on the card, as far as the office makes them. Nobody
 * else's face is compared with anything, and after a no of the registry nothing is compared with the card.
 *
 * @throws MalformedError `face_image_malformed` when the selfie cannot be decoded
 * @throws VerificationError `face_score_incomparable` when an engine speaks of another scale than the office
 */
export async function compareWithHolder(
  office: RegistrationOffice,
  faces: RegistrationFaces,
  { captureId, result, selfie }: LivenessOutcome,
  holder: ExpectedHolder,
): Promise<readonly (LivenessEvidence | FaceEvidence)[]> {
  const liveness = { kind: 'liveness', captureId, result, time: nowAt(office) } as const
  if (result.decision !== 'live') return [liveness]
  const registry = faces.registry && (await compareWithRegistry(office, faces.registry, selfie, holder))
  // A no of the registry is an answer. A picture on which another engine fails must not take it back.
  const isAnswered = registry?.decision === 'no_match'
  const card = isAnswered ? undefined : await compareWithCard(office, faces.card, selfie, holder)
  const time = nowAt(office)
  return [
    liveness,
    ...(registry
      ? [{ kind: 'face', portrait: 'registry', captureId, comparison: registry, time } as const]
      : []),
    ...(card ? [{ kind: 'face', portrait: 'card', captureId, comparison: card, time } as const] : []),
  ]
}

async function compareWithRegistry(
  { registry }: RegistrationOffice,
  expectations: NonNullable<RegistrationFaces['registry']>,
  selfie: Uint8Array,
  { nik, consentId }: ExpectedHolder,
): Promise<FaceComparison> {
  return await compareFaceWithRegistry({
    ...expectations,
    ...{ registry, nik, image: selfie, consentRef: consentId },
  })
}

/** Without a picture of the card, or a portrait in it, there is nothing to compare, and nothing is said. */
async function compareWithCard(
  office: RegistrationOffice,
  faces: CardFaces | undefined,
  selfie: Uint8Array,
  { consentId, cardDigest }: ExpectedHolder,
): Promise<FaceComparison | undefined> {
  if (faces === undefined) return undefined
  const { portraitOf, ...card } = faces
  const picture = await loadImage(office, consentId, 'card', cardDigest)
  let portrait: Uint8Array | undefined
  try {
    portrait = picture && (await portraitOf(picture))
    return portrait && (await compareFaces({ ...card, portrait, selfie }))
  } finally {
    portrait?.fill(0)
    picture?.fill(0)
  }
}
