import { createMrz, parseMrz } from '@lontar/documents/passport'
import { openCardImage } from '@lontar/proofing/reader'
import { type SeededRandomBytes, seededRandomBytes } from '@lontar/testkit'
import { type CardCondition, cardConditions, renderMrz } from '@lontar/testkit/card'
import tesseract from 'tesseract.js'
import { encodePgm } from '../src/lib/reader/engine/encode-pgm.ts'
import { dataOf } from '../src/lib/reader/engine/tesseract-engine.ts'
import type { ReadWord } from '../src/lib/reader/engine/text-engine.ts'
import { evenLight } from '../src/lib/reader/image/even-light.ts'
import { type GreyImage, resizeGrey } from '../src/lib/reader/image/grey-image.ts'
import { composeMrzLine, findMrzRows, withoutFillers } from '../src/lib/reader/mrz/read-mrz-zone.ts'

/** What was counted over the zones of one condition. */
export interface MrzCounts {
  readonly condition: CardCondition
  zones: number
  /** Both lines as printed, letter for letter. */
  exact: number
  /** Accepted by `parseMrz`, after look-alikes were put right, and all that it says is so. */
  right: number
  /** Accepted, and only the name, which no check digit covers, is not as printed. */
  nameWrong: number
  /** Accepted with another number, date, state or sex. Must be 0. */
  silentlyWrong: number
  /** Refused: a check digit, the alphabet or the length is wrong. */
  refused: number
  milliseconds: number
}

/** Pictures the zones of invented passports of the state UTO, reads them, and counts what came out right. */
export async function measureMrz(seed: number, count: number): Promise<readonly MrzCounts[]> {
  const random = seededRandomBytes(seed)
  const counts = cardConditions.map(emptyCounts)
  const worker = await tesseract.createWorker('eng', tesseract.OEM.LSTM_ONLY, {
    langPath: dataOf('eng'),
    cacheMethod: 'none',
    gzip: true,
    errorHandler: () => undefined,
  })
  try {
    await worker.setParameters({
      tessedit_pageseg_mode: tesseract.PSM.SINGLE_BLOCK,
      tessedit_char_whitelist: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
    })
    for (let index = 0; index < count; index += 1) {
      const own = counts[index % counts.length]
      if (own !== undefined) await measureOne(worker, createZone(random), seed * 1000 + index, own)
    }
  } finally {
    await worker.terminate()
  }
  return counts
}

type Zone = readonly [string, string]

async function measureOne(
  worker: tesseract.Worker,
  zone: Zone,
  seed: number,
  counts: MrzCounts,
): Promise<void> {
  const image = renderMrz(zone, { condition: counts.condition, seed })
  const start = performance.now()
  const { width, height, pixels } = await openCardImage(image)
  const grey = sized({
    width,
    height,
    values: Uint8Array.from({ length: width * height }, (_, at) => pixels[at * 4] ?? 0),
  })
  const read = await readZone(worker, grey)
  counts.milliseconds += performance.now() - start
  count(zone, read, counts)
}

/** In letters of about 30 pixels and in even light. */
function sized(image: GreyImage): GreyImage {
  return evenLight(resizeGrey(image, 1400, Math.round((image.height * 1400) / image.width)))
}

async function readZone(worker: tesseract.Worker, zone: GreyImage): Promise<readonly string[]> {
  const rows = findMrzRows(zone)
  if (rows === undefined) return []
  const { data } = await worker.recognize(encodePgm(withoutFillers(zone, rows)), {}, { blocks: true })
  const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((each) => each.lines))
  const letters = lines.map((line) =>
    line.words.flatMap(({ symbols }) =>
      symbols.map(({ text, confidence, bbox }) => wordOf(text, confidence, bbox)),
    ),
  )
  return rows.map((row) => composeMrzLine(row, letters))
}

function wordOf(text: string, confidence: number, { x0, y0, x1, y1 }: tesseract.Bbox): ReadWord {
  return { text, confidence: confidence / 100, box: { left: x0, top: y0, width: x1 - x0, height: y1 - y0 } }
}

function count(printed: Zone, read: readonly string[], counts: MrzCounts): void {
  const options = { now: new Date('2026-11-24T00:00:00Z'), testMode: true }
  const expected = parseMrz(printed, options)
  const result = parseMrz(read, { ...options, correctsLookAlikes: true })
  counts.zones += 1
  if (read.join() === printed.join()) counts.exact += 1
  if (!expected.ok) throw new Error('A zone was created that cannot be read.')
  if (!result.ok) {
    counts.refused += 1
    return
  }
  const nameless = ({ passport }: typeof result): string =>
    JSON.stringify({ ...passport, familyName: '', givenName: '', nameTruncated: '' })
  if (JSON.stringify(result.passport) === JSON.stringify(expected.passport)) counts.right += 1
  else if (nameless(result) === nameless(expected)) counts.nameWrong += 1
  else counts.silentlyWrong += 1
}

const familyNames = ['CONTOH', 'MISALNYA', 'PERCOBAAN', 'REKAAN', 'UJIAN']
const givenNames = ['MARIA', 'YOHANES PETRUS', 'AGNES', 'LUSIA ROSALIA', 'GABRIEL']

function createZone(random: SeededRandomBytes): Zone {
  const draw = (most: number): number => (((random(1)[0] ?? 0) << 8) | (random(1)[0] ?? 0)) % most
  const pick = (values: readonly string[]): string => values[draw(values.length)] ?? ''
  const padded = (value: number): string => String(value).padStart(2, '0')
  return createMrz({
    issuingState: 'UTO',
    nationality: 'UTO',
    documentNumber: `${pick(['X', 'B', 'S', 'O'])}${1_000_000 + draw(9000) * 1000 + draw(1000)}`,
    familyName: pick(familyNames),
    givenName: pick(givenNames),
    sex: draw(2) === 0 ? 'female' : 'male',
    birthdate: `${1950 + draw(55)}-${padded(1 + draw(12))}-${padded(1 + draw(28))}`,
    dateOfExpiry: `${2027 + draw(9)}-${padded(1 + draw(12))}-${padded(1 + draw(28))}`,
  })
}

function emptyCounts(condition: CardCondition): MrzCounts {
  return {
    condition,
    zones: 0,
    exact: 0,
    right: 0,
    nameWrong: 0,
    silentlyWrong: 0,
    refused: 0,
    milliseconds: 0,
  }
}
