import type { RandomBytes } from '@lontar/credentials/jose'
import type { HeadPose } from './liveness-result.ts'

const turnsOfHead: readonly Exclude<HeadPose, 'front'>[] = ['left', 'right', 'up', 'down']

/**
 * Draws what a person is asked to do: to look to the front, for the selfie, and then to turn the head so many times, never
 * twice in a row to the same side.
 *
 * @param turns - how many turns, 1 or more
 * @param randomBytes - draws them
 */
export function drawHeadPoses(turns: number, randomBytes: RandomBytes): readonly HeadPose[] {
  const poses: HeadPose[] = ['front']
  while (poses.length <= turns) {
    const candidates = turnsOfHead.filter((turn) => turn !== poses.at(-1))
    const drawn = candidates[drawBelow(candidates.length, randomBytes)]
    if (drawn !== undefined) poses.push(drawn)
  }
  return poses
}

/** A number from 0; that 2^32 is no multiple of three makes one of them likelier by less than a billionth. */
function drawBelow(limit: number, randomBytes: RandomBytes): number {
  const bytes = randomBytes(4)
  return new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0) % limit
}
