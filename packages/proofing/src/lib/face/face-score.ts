import type { FaceScale } from './face-comparison.ts'

const highest: Readonly<Record<FaceScale, number>> = {
  similarity: 1,
  percent: 100,
  distance: Number.MAX_VALUE,
}

/** The scales of `FaceScale`. */
export const faceScales: readonly FaceScale[] = ['similarity', 'percent', 'distance']

/** Whether a number can stand on a scale. */
export function isFaceScore(score: unknown, scale: FaceScale): score is number {
  return typeof score === 'number' && score >= 0 && score <= highest[scale]
}

/** Whether a score is as near as the threshold, or nearer. */
export function reachesThreshold(score: number, threshold: number, scale: FaceScale): boolean {
  return scale === 'distance' ? score <= threshold : score >= threshold
}
