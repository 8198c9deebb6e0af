import { invalidArgument, VerificationError } from '@lontar/credentials/errors'
import { encodeBase64Url, sha256 } from '@lontar/credentials/jose'
import type { ConsentItemId } from '../consent/consent-item.ts'
import type { ConsentReceipt } from '../consent/consent-receipt.ts'
import { isAgreed } from '../consent/is-agreed.ts'

/**
 * What may be held of a person until the decision: the image of the card, the raw data of a chip, the portrait on either,
 * the selfie, the frames of a liveness challenge, and the features that were computed of a face.
 */
export type EvidenceImageKind = 'card' | 'chip' | 'portrait' | 'selfie' | 'liveness' | 'face_embedding'

/** The images of one applicant, for as long as they are needed. */
export interface EvidenceImages {
  /**
   * Takes bytes over: keeps a copy and fills the given ones with zeros, so that there is one place to erase.
   *
   * @throws VerificationError `consent_missing` when the consent does not cover this kind
   * @throws TypeError `ERR_INVALID_ARG_VALUE` when the images were erased
   */
  put(kind: EvidenceImageKind, bytes: Uint8Array): void
  /** Whether there is one of this kind. */
  has(kind: EvidenceImageKind): boolean
  /**
   * Lends the bytes for one piece of work. Whoever keeps them longer holds zeros after the decision.
   *
   * @throws TypeError `ERR_INVALID_ARG_VALUE` when there is none of this kind, or the images were erased
   */
  use<Result>(kind: EvidenceImageKind, work: (bytes: Uint8Array) => Result): Result
  /** SHA-256 of an image, base64url: the hash may be kept when the image is gone. Throws as `use`. */
  digest(kind: EvidenceImageKind): Promise<string>
}

/** The images with what their owner alone does. */
export interface OwnedEvidenceImages extends EvidenceImages {
  /** The bytes by kind, to be sealed. */
  entries(): ReadonlyMap<EvidenceImageKind, Uint8Array>
  /** Fills every byte with zeros; nothing can be put or read afterwards. */
  erase(): void
}

/** Under which consent each kind falls; a face is specific data (UU 27/2022 article 4). */
export const consentItemOfImage: Readonly<Record<EvidenceImageKind, ConsentItemId>> = Object.freeze({
  card: 'identity',
  chip: 'identity',
  portrait: 'face',
  selfie: 'face',
  liveness: 'face',
  face_embedding: 'face',
})

/** True for a kind; a folder or a database may hold any name. */
export function isEvidenceImageKind(value: string): value is EvidenceImageKind {
  return Object.hasOwn(consentItemOfImage, value)
}

/** Makes the holder of images under a consent; `withEvidenceImages` is the way to one that is never forgotten. */
export function createEvidenceImages(consent: ConsentReceipt): OwnedEvidenceImages {
  const held = new Map<EvidenceImageKind, Uint8Array>()
  let isErased = false
  const requireHeld = (): void => {
    if (isErased) throw invalidArgument('The images were erased.')
  }
  const bytesOf = (kind: EvidenceImageKind): Uint8Array => {
    requireHeld()
    const bytes = held.get(kind)
    if (bytes === undefined) throw invalidArgument('There is no image of this kind.')
    return bytes
  }
  return Object.freeze<OwnedEvidenceImages>({
    put: (kind, bytes) => {
      requireHeld()
      requireConsent(consent, kind)
      held.get(kind)?.fill(0)
      // A view of a pool or of a larger buffer would outlive its erasure elsewhere.
      held.set(kind, Uint8Array.from(bytes))
      bytes.fill(0)
    },
    has: (kind) => held.has(kind),
    use: (kind, work) => work(bytesOf(kind)),
    digest: async (kind) => encodeBase64Url(await sha256(bytesOf(kind))),
    entries: () => new Map(held),
    erase: () => {
      isErased = true
      for (const bytes of held.values()) bytes.fill(0)
      held.clear()
    },
  })
}

function requireConsent(consent: ConsentReceipt, kind: EvidenceImageKind): void {
  const needed = consentItemOfImage[kind]
  if (isAgreed(consent, needed)) return
  throw new VerificationError('consent_missing', `The consent does not cover: ${needed}.`)
}
