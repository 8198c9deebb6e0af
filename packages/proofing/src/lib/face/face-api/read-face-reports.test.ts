import { expect, it } from 'vitest'
import { readFaceReports } from './read-face-reports.ts'

const face = {
  descriptor: Array.from({ length: 128 }, (_, index) => index / 128),
  points: Array.from({ length: 68 }, (_, index) => [index, 2 * index]),
  box: [1, 2, 3, 4],
}

it('reads the faces that the models report', () => {
  expect(readFaceReports([])).toEqual([])
  expect(readFaceReports([face])).toEqual([
    {
      descriptor: face.descriptor,
      box: [1, 2, 3, 4],
      landmarks: {
        rightEar: { x: 0, y: 0 },
        chin: { x: 8, y: 16 },
        leftEar: { x: 16, y: 32 },
        noseTip: { x: 30, y: 60 },
        rightEye: { x: 38.5, y: 77 },
        leftEye: { x: 44.5, y: 89 },
      },
    },
  ])
})

it.each<[string, unknown]>([
  ['nothing', undefined],
  ['no list', { 0: face }],
  ['no face', [null]],
  ['too short a descriptor', [{ ...face, descriptor: face.descriptor.slice(1) }]],
  ['a descriptor that is no number', [{ ...face, descriptor: face.descriptor.map(() => Number.NaN) }]],
  ['too few points', [{ ...face, points: face.points.slice(1) }]],
  ['a point that is none', [{ ...face, points: face.points.map(() => [1]) }]],
  ['no box', [{ ...face, box: undefined }]],
  ['one that cannot be read among others', [face, {}]],
])('takes %s for no answer', (_, value) => {
  expect(readFaceReports(value)).toBeUndefined()
})
