import type { FaceComparison, FaceDecision } from './face-comparison.ts'
import { faceScales, isFaceScore, reachesThreshold } from './face-score.ts'

const decisions: readonly FaceDecision[] = ['match', 'no_match', 'no_face', 'unavailable']

type Members = Partial<Record<keyof FaceComparison, unknown>>

function isText(value: unknown, least: number): value is string {
  return typeof value === 'string' && value.length >= least && value.length <= 200
}

/**
 * Takes an engine's answer only when it is readable and agrees with itself: word, score and threshold are judged together.
 *
 * @param value - what an engine answered
 * @returns the comparison, or `undefined` for no number where one must be, a number that the scale does not have, a match
 *   below its own threshold, or a match without a reference
 */
export function readFaceComparison(value: unknown): FaceComparison | undefined {
  return isComparison(value) && agreesWithItself(value) ? value : undefined
}

function isComparison(value: unknown): value is FaceComparison {
  if (typeof value !== 'object' || value === null) return false
  const { decision, scale, score, threshold, engine, certified, simulated, txn }: Members = value
  const known = faceScales.find((candidate) => candidate === scale)
  return (
    decisions.some((candidate) => candidate === decision) &&
    known !== undefined &&
    isFaceScore(threshold, known) &&
    (score === undefined || isFaceScore(score, known)) &&
    isText(engine, 1) &&
    isText(txn, 0) &&
    [certified, simulated].every((mark) => typeof mark === 'boolean')
  )
}

function agreesWithItself({ decision, score, threshold, scale, txn }: FaceComparison): boolean {
  if (decision !== 'match') return true
  return txn !== '' && (score === undefined || reachesThreshold(score, threshold, scale))
}
