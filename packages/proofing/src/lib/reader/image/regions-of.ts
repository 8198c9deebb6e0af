import type { Point } from './corners.ts'
import type { GreyImage } from './grey-image.ts'

/** A connected area. */
export interface Region {
  /** In pixels, its holes included. */
  readonly area: number
  /** The pixels at its rim, whose middles the numbers are. */
  readonly rim: readonly Point[]
}

/**
 * Finds the connected areas whose values lie above a threshold. A hole in an area belongs to it: what the outside
 * cannot reach is inside.
 *
 * @param leastPart of the whole that an area must have
 * @returns the largest first
 */
export function regionsOf(image: GreyImage, threshold: number, leastPart: number): readonly Region[] {
  const outside = floodOutside(image, threshold)
  const seen = Uint8Array.from(outside)
  const regions: Region[] = []
  for (let start = 0; start < seen.length; start += 1) {
    if (seen[start] === 1) continue
    const members = flood(image, [start], seen)
    if (members.length < leastPart * seen.length) continue
    regions.push({ area: members.length, rim: rimOf(image, members, outside) })
  }
  return regions.sort((one, other) => other.area - one.area)
}

/** Everything at or below the threshold that is connected to the edge of the picture. */
function floodOutside({ width, height, values }: GreyImage, threshold: number): Uint8Array {
  const seen = Uint8Array.from(values, (value) => (value > threshold ? 1 : 0))
  const starts: number[] = []
  for (let at = 0; at < seen.length; at += 1) {
    const [x, y] = [at % width, Math.floor(at / width)]
    const atEdge = x === 0 || y === 0 || x === width - 1 || y === height - 1
    if (atEdge && seen[at] === 0) starts.push(at)
  }
  const outside = new Uint8Array(seen.length)
  for (const at of flood({ width, height, values }, starts, seen)) outside[at] = 1
  return outside
}

/** Everything not yet seen that is connected to the starts; it is seen afterwards. */
function flood({ width, height }: GreyImage, starts: readonly number[], seen: Uint8Array): readonly number[] {
  const members: number[] = []
  for (const start of starts) {
    if (seen[start] === 0) members.push(start)
    seen[start] = 1
  }
  for (let index = 0; index < members.length; index += 1) {
    const at = members[index] ?? 0
    const [x, y] = [at % width, Math.floor(at / width)]
    const around = [
      x > 0 ? at - 1 : at,
      x < width - 1 ? at + 1 : at,
      y > 0 ? at - width : at,
      y < height - 1 ? at + width : at,
    ]
    for (const next of around) {
      if (seen[next] === 1) continue
      seen[next] = 1
      members.push(next)
    }
  }
  return members
}

function rimOf({ width }: GreyImage, members: readonly number[], outside: Uint8Array): readonly Point[] {
  const atRim = members.filter((at) =>
    [at - 1, at + 1, at - width, at + width].some((next) => outside[next] === 1),
  )
  return atRim.map((at) => ({ x: (at % width) + 0.5, y: Math.floor(at / width) + 0.5 }))
}
