import { describe, expect, test } from 'vitest'
import { decideNik } from './decide-nik.ts'

const nik = '5371995708900001'
const other = '5371995708900007'
const byShape = { digits: nik, confidence: 0.9 }
const bySegments = { digits: nik, confidence: 0.4 }

describe('a NIK without a warning', () => {
  test('has three readers that agree on every digit', () => {
    expect(decideNik({ byShape, bySegments, byEngine: [nik] })).toEqual({ text: nik, confidence: 0.9 })
  })

  test('may have lost digits in other views of the engine', () => {
    const byEngine = ['537199570890001', nik, '53719957089000011', other]
    expect(decideNik({ byShape, bySegments, byEngine })?.warning).toBeUndefined()
  })
})

describe('a NIK with a warning', () => {
  test.each([
    [
      'the shapes say another serial',
      { byShape: { ...byShape, digits: other }, bySegments, byEngine: [nik] },
    ],
    [
      'the segments say another serial',
      { byShape, bySegments: { ...bySegments, digits: other }, byEngine: [nik] },
    ],
    [
      'the segments see no digit at one place',
      { byShape, bySegments: { digits: `${nik.slice(0, 15)}?`, confidence: 0 }, byEngine: [nik] },
    ],
    ['the engine says another serial', { byShape, bySegments, byEngine: [other, other] }],
    ['the engine has too few digits in every view', { byShape, bySegments, byEngine: [nik.slice(1), ''] }],
    [
      'only the engine is sure, four times',
      {
        byShape: { digits: other, confidence: 0.9 },
        bySegments: { digits: other, confidence: 0.4 },
        byEngine: [nik, nik, nik, nik],
      },
    ],
  ])('%s', (_title, readings) => {
    expect(decideNik(readings)).toMatchObject({ warning: { code: 'readings_differ' } })
  })

  test('the readers of glyphs agree and are not sure', () => {
    const unsure = { byShape: { ...byShape, confidence: 0.3 }, bySegments, byEngine: [nik] }
    expect(decideNik(unsure)).toMatchObject({ text: nik, warning: { code: 'confidence_low' } })
    const unclear = { byShape, bySegments: { ...bySegments, confidence: 0.01 }, byEngine: [nik] }
    expect(decideNik(unclear)).toMatchObject({ text: nik, warning: { code: 'confidence_low' } })
  })

  test('all agree on a number that no card can have', () => {
    const digits = '5371993299900001'
    const readings = {
      byShape: { ...byShape, digits },
      bySegments: { ...bySegments, digits },
      byEngine: [digits],
    }
    expect(decideNik(readings)).toMatchObject({ warning: { code: 'value_unlikely' } })
  })

  test('the one that most readers saw is offered', () => {
    const readings = { byShape: { ...byShape, digits: other }, bySegments, byEngine: [nik, nik] }
    expect(decideNik(readings)?.text).toBe(nik)
  })
})

test('nothing is offered when no reader has sixteen digits', () => {
  const readings = {
    byShape: { digits: '?'.repeat(16), confidence: 0 },
    bySegments: { digits: '?'.repeat(16), confidence: 0 },
  }
  expect(decideNik({ ...readings, byEngine: ['', '5371'] })).toBeUndefined()
})
