import fc from 'fast-check'
import { expect, it } from 'vitest'
import { drawHeadPoses } from './draw-head-poses.ts'

/** Random bytes that say these numbers, one after the other. */
function drawing(numbers: readonly number[]) {
  const rest = [...numbers]
  return () => {
    const bytes = new Uint8Array(4)
    new DataView(bytes.buffer).setUint32(0, rest.shift() ?? 0)
    return bytes
  }
}

const numbers = fc.array(fc.nat(0xffffffff), { minLength: 7, maxLength: 7 })

it('begins with the front and never asks for one turn twice in a row', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 7 }), numbers, (turns, drawn) => {
      const poses = drawHeadPoses(turns, drawing(drawn))
      expect(poses).toHaveLength(turns + 1)
      expect(poses[0]).toBe('front')
      expect(poses.slice(1)).not.toContain('front')
      expect(poses.some((pose, index) => pose === poses[index + 1])).toBe(false)
    }),
  )
})

it('asks for every turn that can come', () => {
  const drawn = (first: number, second: number) => drawHeadPoses(2, drawing([first, second])).join(' ')
  const all = [0, 1, 2, 3].flatMap((first) => [0, 1, 2].map((second) => drawn(first, second)))
  expect(new Set(all).size).toBe(12)
})
