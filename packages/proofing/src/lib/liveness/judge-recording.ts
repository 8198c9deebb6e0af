import { withinTime } from '../resilient-call/within-time.ts'
import type { LivenessDetector, LivenessRecording } from './liveness-detector.ts'
import type { LivenessDecision, LivenessResult } from './liveness-result.ts'

const decisions: readonly LivenessDecision[] = ['live', 'not_live', 'unavailable']

/**
 * Lets a detector judge a recording. A throw, silence, or a result of another shape is `unavailable`, and what was thrown
 * is dropped, because it may quote a picture.
 *
 * @param detector - who judges
 * @param recording - what
 * @param timeoutMilliseconds - how long the detector may take; 20,000 by default
 * @returns the result
 */
export async function judgeRecording(
  detector: LivenessDetector,
  recording: LivenessRecording,
  timeoutMilliseconds = 20_000,
): Promise<LivenessResult> {
  const ended = await withinTime(
    async (signal) => ({ value: await detector.judge(recording, { signal }) }),
    timeoutMilliseconds,
    undefined,
  ).catch(() => ({ failure: 'malformed' as const }))
  return 'value' in ended && isResult(ended.value) ? ended.value : unavailable(detector, recording)
}

function isResult(value: unknown): value is LivenessResult {
  if (typeof value !== 'object' || value === null) return false
  const { decision, engine, certified, simulated, txn }: Partial<Record<keyof LivenessResult, unknown>> =
    value
  return (
    decisions.some((known) => known === decision) &&
    [engine, txn].every((text) => typeof text === 'string' && text !== '') &&
    [certified, simulated].every((mark) => typeof mark === 'boolean')
  )
}

function unavailable({ engine }: LivenessDetector, { captureId }: LivenessRecording): LivenessResult {
  return { decision: 'unavailable', engine, certified: false, simulated: false, txn: captureId }
}
