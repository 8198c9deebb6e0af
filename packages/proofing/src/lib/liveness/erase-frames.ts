import type { LivenessFrame } from './liveness-detector.ts'

/** Fills the pictures of a challenge with zeros: they are of a face, and nobody needs them any more. */
export function eraseFrames(frames: readonly LivenessFrame[]): void {
  for (const { image } of frames) image.fill(0)
}
