import { encodeBase64Url, type RandomBytes, randomBytes as secureRandomBytes } from '@lontar/credentials/jose'
import type { HeadPose } from './liveness-result.ts'
import type { LivenessRecord, LivenessStore } from './liveness-store.ts'

/** What a liveness protocol is made of. */
export interface LivenessPorts {
  /** Where challenges wait for their answers. */
  readonly store: LivenessStore
  /** The server's clock, which alone counts; the platform's by default. */
  readonly now?: () => Date
  /** Draws nonces and poses; the platform's secure generator by default. */
  readonly randomBytes?: RandomBytes
}

/** What a client shows, and answers with one picture. */
export interface LivenessStep {
  /** A picture is asked for. */
  readonly state: 'asked'
  /** The capture that the pictures belong to; evidence names it. */
  readonly captureId: string
  /** 128 random bits in base64url, for this one step. */
  readonly nonce: string
  /** What the person does now. The next pose is named when this one was answered. */
  readonly pose: HeadPose
  /** From 1. */
  readonly step: number
  /** How many there are. */
  readonly steps: number
  /** When the whole challenge ends. */
  readonly expiresAt: Date
}

/** Keeps a record under a fresh nonce, and tells the client its next pose. */
export async function askNextPose(
  record: LivenessRecord,
  { store, randomBytes = secureRandomBytes }: LivenessPorts,
): Promise<LivenessStep> {
  const nonce = encodeBase64Url(randomBytes(16))
  const { captureId, poses, frames, expiresAt } = record
  await store.put(nonce, record)
  const pose = poses[frames.length] ?? 'front'
  return { state: 'asked', captureId, nonce, pose, step: frames.length + 1, steps: poses.length, expiresAt }
}
