import { mariaContoh } from '@lontar/testkit'
import { renderKtpCard } from '@lontar/testkit/card'
import { expect, test } from 'vitest'
import { type DetectedText, linesOfTexts } from './engine/lines-of-texts.ts'
import type { PaddleModule } from './engine/paddle-engine.ts'
import { pngSize } from './image/image-size.ts'
import { imageTypeOf } from './image/image-type.ts'
import { openPaddleReader } from './open-paddle-reader.ts'

function text(value: string, left: number, top: number, mean = 0.97): DetectedText {
  const [right, bottom] = [left + value.length * 12, top + 24]
  return {
    text: value,
    mean,
    box: [
      [left, top],
      [right, top],
      [right, bottom],
      [left, bottom],
    ],
  }
}

/** Answers in the shape of `@gutenye/ocr-node` 1.4.8: header, body, what stands under the photo, then the NIK's row. */
const pieces: readonly (readonly DetectedText[])[] = [
  [text('KOTA KUPANG', 400, 60), text('PROVINSI NUSA TENGGARA TIMUR', 300, 20)],
  [
    text('：MARIA CONTOH', 260, 10),
    text('Nama', 20, 12),
    text('Tempat/Tgl Lahir', 20, 42),
    text(':KUPANG,17-08-1990', 260, 40),
    text('Jenis Kelamin', 20, 70),
    text(':PEREMPUAN', 260, 70),
    text('Agama', 20, 100, 0.4),
    text(':KATOLiK', 260, 100, 0.4),
    text('Kewarganegaraan:WNI', 20, 130),
    text('Berlaku Hingga', 20, 160),
    text(':SEUMUR HIDUP', 260, 160),
  ],
  [],
]

function recorded(digits: string): { readonly ocr: PaddleModule; readonly images: Uint8Array[] } {
  const images: Uint8Array[] = []
  const detect = async (image: Uint8Array): Promise<readonly DetectedText[]> => {
    images.push(image)
    return pieces[images.length - 1] ?? [text(digits, 20, 20)]
  }
  return { ocr: { create: async () => ({ detect }) }, images }
}

test('the engine is handed pictures in memory, and its texts are set into lines and fields', async () => {
  const { ocr, images } = recorded(mariaContoh.nik)
  const reader = await openPaddleReader({ ocr })
  const { fields, lines, engine } = await reader.read(renderKtpCard(mariaContoh, { seed: 2 }))
  await reader.close()
  expect(engine).toBe('@gutenye/ocr-node')
  expect(lines.slice(0, 4)).toEqual([
    'PROVINSI NUSA TENGGARA TIMUR',
    'KOTA KUPANG',
    `NIK : ${mariaContoh.nik}`,
    'Nama :MARIA CONTOH',
  ])
  expect(fields.nama).toMatchObject({ text: 'MARIA CONTOH', confidence: 0.97 })
  expect(fields.agama).toMatchObject({ text: 'KATOLIK', warning: { code: 'confidence_low' } })
  expect(fields.nik).toMatchObject({ text: mariaContoh.nik })
  expect(fields.nik?.warning).toBeUndefined()
  for (const image of images) {
    expect(imageTypeOf(image)).toBe('png')
    expect(pngSize(image).width).toBeGreaterThan(100)
  }
})

test('a long word, which may be two, comes with a warning', () => {
  const [line] = linesOfTexts([text('Nama', 20, 12), text(':MARIACONTOH', 260, 10, 0.99)])
  expect(line?.map(({ confidence }) => confidence)).toEqual([0.97, 0.5])
})

test('a NIK that only this engine reads otherwise comes with a warning', async () => {
  const { ocr } = recorded('5371995708900007')
  const reader = await openPaddleReader({ ocr })
  const { fields } = await reader.read(renderKtpCard(mariaContoh, { seed: 2 }))
  await reader.close()
  expect(fields.nik).toMatchObject({ text: mariaContoh.nik, warning: { code: 'readings_differ' } })
})

test('without the package the reader says what to install', async () => {
  const opening = openPaddleReader()
  await expect(opening).rejects.toMatchObject({ code: 'card_reader_unavailable' })
  await expect(opening).rejects.toThrow('@gutenye/ocr-node')
})
