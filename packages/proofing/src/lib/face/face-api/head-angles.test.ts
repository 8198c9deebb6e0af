import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FaceLandmarks, measureHeadAngles, type Point, showsPose } from './head-angles.ts'

/** A head 200 pixels wide, in a picture that is not mirrored: the person's right is at the left. */
const front: FaceLandmarks = {
  rightEar: { x: 100, y: 200 },
  leftEar: { x: 300, y: 200 },
  rightEye: { x: 160, y: 190 },
  leftEye: { x: 240, y: 190 },
  noseTip: { x: 200, y: 240 },
  chin: { x: 200, y: 320 },
}

/** The same head with its nose elsewhere. */
function nose(x: number, y: number): FaceLandmarks {
  return { ...front, noseTip: { x: 200 + x, y: 240 + y } }
}

function turned(landmarks: FaceLandmarks, angle: number): FaceLandmarks {
  const turn = ({ x, y }: Point): Point => ({
    x: x * Math.cos(angle) - y * Math.sin(angle),
    y: x * Math.sin(angle) + y * Math.cos(angle),
  })
  const { rightEar, leftEar, rightEye, leftEye, noseTip, chin } = landmarks
  return {
    rightEar: turn(rightEar),
    leftEar: turn(leftEar),
    rightEye: turn(rightEye),
    leftEye: turn(leftEye),
    noseTip: turn(noseTip),
    chin: turn(chin),
  }
}

const poses = ['front', 'left', 'right', 'up', 'down'] as const

/** Every pose that a head shows. */
function posesOf(landmarks: FaceLandmarks): readonly string[] {
  const angles = measureHeadAngles(landmarks)
  return poses.filter((pose) => showsPose(angles, measureHeadAngles(front), pose))
}

describe('a head', () => {
  it.each([
    ['front', nose(0, 0)],
    ['left', nose(50, 0)],
    ['right', nose(-50, 0)],
  ])('to the %s shows that alone', (pose, landmarks) => {
    expect(posesOf(landmarks)).toEqual([pose])
  })

  it('that goes up or down still looks to the front, and shows no other pose', () => {
    expect(posesOf(nose(0, -15))).toEqual(['front', 'up'])
    expect(posesOf(nose(0, 15))).toEqual(['front', 'down'])
  })

  it.each([
    ['turns too little', nose(29, 0)],
    ['goes up too little', nose(0, -10)],
    ['goes down too little', nose(0, 10)],
  ])('that %s shows no turn', (_, landmarks) => {
    expect(posesOf(landmarks)).toEqual(['front'])
  })

  it('is measured alike however the phone is tilted', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -0.6, max: 0.6, noNaN: true }),
        fc.integer({ min: -80, max: 80 }),
        fc.integer({ min: -20, max: 20 }),
        (angle, x, y) => {
          const level = measureHeadAngles(nose(x, y))
          const tilted = measureHeadAngles(turned(nose(x, y), angle))
          expect(tilted.turn).toBeCloseTo(level.turn, 6)
          expect(tilted.tilt).toBeCloseTo(level.tilt, 6)
        },
      ),
    )
  })
})
