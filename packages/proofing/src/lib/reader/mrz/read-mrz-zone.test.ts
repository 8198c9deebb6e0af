import { createMrz } from '@lontar/documents/passport'
import { renderMrz } from '@lontar/testkit/card'
import { expect, test } from 'vitest'
import { measureMrz } from '../../../../report/measure-mrz.ts'
import { evenLight } from '../image/even-light.ts'
import { type GreyImage, resizeGrey } from '../image/grey-image.ts'
import { openCardImage } from '../open-card-image.ts'
import { composeMrzLine, findMrzRows, withoutFillers } from './read-mrz-zone.ts'

const zone = createMrz({
  issuingState: 'UTO',
  nationality: 'UTO',
  documentNumber: 'X1234567',
  familyName: 'CONTOH',
  givenName: 'MARIA',
  sex: 'female',
  birthdate: '1990-08-17',
  dateOfExpiry: '2030-01-02',
})

async function pictured(): Promise<GreyImage> {
  const { width, height, pixels } = await openCardImage(renderMrz(zone, { condition: 'tilted', seed: 4 }))
  const values = Uint8Array.from({ length: width * height }, (_, at) => pixels[at * 4] ?? 0)
  return evenLight(resizeGrey({ width, height, values }, 1400, Math.round((height * 1400) / width)))
}

test('the fillers of a zone are found where they are printed, and nothing else is one', async () => {
  const rows = findMrzRows(await pictured())
  expect(rows?.map(({ fillers }) => fillers)).toEqual(
    zone.map((line) => [...line].map((letter) => letter === '<')),
  )
})

test('letters that an engine lost or doubled leave question marks, which no zone holds', async () => {
  const image = await pictured()
  const rows = findMrzRows(image)
  const [first] = rows ?? []
  if (rows === undefined || first === undefined) throw new Error('No zone was found.')
  const letters = first.glyphs.flatMap((box, index) => {
    const text = zone[0][index] ?? ''
    return text === '<' ? [] : [{ text, confidence: 1, box }]
  })
  expect(composeMrzLine(first, [letters])).toBe(zone[0])
  expect(composeMrzLine(first, [letters.slice(0, -1)])).toBe(zone[0].replace('MARIA', '?????'))
  expect(composeMrzLine(first, [[...letters, ...letters.slice(0, 1)]])).toBe(zone[0].replace('P', '?'))
  expect(findMrzRows(withoutFillers(image, rows))).toBeUndefined()
})

test('ten zones in five conditions: none is accepted with another number, date, state or sex', async () => {
  const counts = await measureMrz(7, 10)
  expect(counts.map(({ zones, silentlyWrong }) => [zones, silentlyWrong])).toEqual(Array(5).fill([2, 0]))
  expect(counts.reduce((sum, { right }) => sum + right, 0)).toBeGreaterThanOrEqual(5)
}, 60_000)
