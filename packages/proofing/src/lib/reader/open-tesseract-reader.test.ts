import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { mariaContoh } from '@lontar/testkit'
import { type OtherPicture, renderKtpCard, renderOtherPicture } from '@lontar/testkit/card'
import { decode, encode } from 'jpeg-js'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { measureCards } from '../../../report/measure-cards.ts'
import type { OpenDocumentReader, ReadingProgress } from './document-reader.ts'
import { openTesseractReader } from './open-tesseract-reader.ts'

let reader: OpenDocumentReader

beforeAll(async () => {
  reader = await openTesseractReader({ workers: 1 })
})
afterAll(async () => {
  await reader.close()
})

const scan = renderKtpCard(mariaContoh, { seed: 2 })

function upsideDown(file: Uint8Array): Uint8Array {
  const { width, height, data } = decode(file, { useTArray: true })
  const turned = new Uint8Array(data.length)
  for (let at = 0; at < width * height; at += 1) {
    turned.set(data.subarray(at * 4, at * 4 + 4), (width * height - 1 - at) * 4)
  }
  return encode({ width, height, data: turned }, 90).data
}

describe('a card', () => {
  test('is read whole, with a confidence for each field, and the progress told', async () => {
    const steps: ReadingProgress[] = []
    const reading = await reader.read(scan, { onProgress: (step) => steps.push(step) })
    expect(Object.fromEntries(Object.entries(reading.fields).map(([key, { text }]) => [key, text]))).toEqual(
      mariaContoh,
    )
    expect(reading.fields.nik?.warning).toBeUndefined()
    expect(reading.fields.nama?.warning).toBeUndefined()
    for (const { confidence } of Object.values(reading.fields)) {
      expect(confidence).toBeGreaterThanOrEqual(0)
      expect(confidence).toBeLessThanOrEqual(1)
    }
    expect([reading.kind, reading.engine]).toEqual(['ktp', 'tesseract.js 7.0.0'])
    expect([...new Set(steps.map(({ stage }) => stage))]).toEqual(['open', 'find', 'body', 'nik', 'done'])
    const fractions = steps.map(({ fraction }) => fraction)
    expect(fractions).toEqual(fractions.toSorted((one, other) => one - other))
    expect([fractions[0], fractions.at(-1)]).toEqual([0, 1])
  })

  test('is read upside down', async () => {
    const { fields } = await reader.read(upsideDown(scan))
    expect([fields.nama?.text, fields.nik?.text]).toEqual([mariaContoh.nama, mariaContoh.nik])
  })
})

/** Ends the process when any of its threads asks for the network. */
const noNetwork = `
  import net from 'node:net'
  import dns from 'node:dns'
  const refuse = () => { process.stderr.write('network'); process.exit(3) }
  net.Socket.prototype.connect = dns.lookup = globalThis.fetch = refuse
`

test('a card is read without a network, and without leave to write anything to a disk', () => {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      ...['--permission', '--allow-fs-read=*', '--allow-worker', '--disable-warning=SecurityWarning'],
      `--import=data:text/javascript,${encodeURIComponent(noNetwork)}`,
      '--conditions=source',
      join(import.meta.dirname, '../../../report/read-picture.ts'),
    ],
    { input: scan, encoding: 'utf8' },
  )
  expect([stderr, status]).toEqual(['', 0])
  expect(JSON.parse(stdout)).toMatchObject({ nik: { text: mariaContoh.nik } })
}, 60_000)

describe('what is no picture of one card', () => {
  test.each<[string, OtherPicture, string]>([
    ['two cards', 'twoCards', 'card_several'],
    ['a card in another alphabet', 'foreignAlphabet', 'card_alphabet_unsupported'],
    ['a card of something else', 'otherCard', 'card_not_found'],
    ['a card without writing', 'blankCard', 'card_not_found'],
    ['no card', 'landscape', 'card_not_found'],
  ])('%s', async (_title, kind, code) => {
    await expect(reader.read(renderOtherPicture(kind))).rejects.toMatchObject({ code })
  })

  test('no picture', async () => {
    await expect(reader.read(Buffer.from('%PDF-1.7'))).rejects.toMatchObject({
      code: 'card_image_unreadable',
    })
  })
})

test('an abort ends a reading with its reason, and the reader goes on with the next card', async () => {
  const controller = new AbortController()
  const reason = new Error('The holder went away.')
  const reading = reader.read(scan, {
    signal: controller.signal,
    onProgress: ({ stage }) => {
      if (stage === 'body') controller.abort(reason)
    },
  })
  await expect(reading).rejects.toBe(reason)
  expect((await reader.read(scan)).fields.nik?.text).toBe(mariaContoh.nik)
})

test('a reading that takes too long fails, and a closed reader reads nothing', async () => {
  const hasty = await openTesseractReader({ timeLimitInSeconds: 0.001 })
  await expect(hasty.read(scan)).rejects.toMatchObject({ code: 'card_reader_unavailable' })
  await hasty.close()
  await hasty.close()
  await expect(hasty.read(scan)).rejects.toMatchObject({ code: 'card_reader_unavailable' })
})

test('ten cards in five conditions: no NIK is silently wrong, and clean and tilted ones are read to 95 percent', async () => {
  const counts = await measureCards(reader, { seed: 7, count: 10, workers: 1 })
  for (const each of counts) {
    expect([each.condition, each.cards, each.refused, each.nikSilentlyWrong]).toEqual([
      each.condition,
      2,
      0,
      0,
    ])
  }
  for (const each of counts.filter(({ condition }) => condition === 'clean' || condition === 'tilted')) {
    expect(each.exact / each.fields).toBeGreaterThanOrEqual(0.95)
  }
  expect(counts.reduce((sum, { nikRight }) => sum + nikRight, 0)).toBeGreaterThanOrEqual(6)
}, 120_000)
