import type { EngineOptions, TextEngine } from './engine/text-engine.ts'
import { type Box, cropGrey, type GreyImage, padGrey, resizeGrey } from './image/grey-image.ts'
import type { NikReadings } from './nik/decide-nik.ts'
import { findNikRow, type NikRow } from './nik/find-nik-row.ts'
import { readBySegments } from './nik/read-by-segments.ts'
import { readByShape } from './nik/read-by-shape.ts'
import { type CardLine, cardLines } from './text/card-line.ts'
import { joinWrappedLines } from './text/join-wrapped-lines.ts'

/** What was read of a card, piece by piece. */
export interface CardPieces {
  /** The two lines above the NIK. */
  readonly header: readonly CardLine[]
  /** The lines below the NIK, left of the photo. */
  readonly body: readonly CardLine[]
  /** The lines under the photo. */
  readonly issue: readonly CardLine[]
  /** Absent when no row of sixteen digits was found. */
  readonly nik?: NikReadings
}

/** The photo takes the right quarter of a card. */
const leftOfPhoto = 0.735
/** The edge of a card is no letter. */
const edge = 14
/** White around a piece. */
const rim = 10
/** Text is read at this part of the size of a straightened card; larger shows the noise to the engine, not more of the letters. */
const textScale = 0.8
/** How the engine is shown the row of the NIK: its height in pixels, and by how much it is softened. */
const digitViews = [
  { height: 60, soften: 2 },
  { height: 40, soften: 3 },
  { height: 60, soften: 3 },
  { height: 40, soften: 1 },
] as const

/** Reads a card that lies straight, in even light and upright: header, NIK, body, and what stands under the photo. */
export async function readPieces(
  card: GreyImage,
  engine: TextEngine,
  { signal, onProgress }: EngineOptions,
): Promise<CardPieces> {
  const row = findNikRow(card)
  const { top, bottom } = bandOf(card, row)
  const part = async (box: Box, listener?: EngineOptions['onProgress']): Promise<readonly CardLine[]> => {
    const piece = padGrey(cropGrey(card, box), rim)
    const [wide, tall] = [Math.round(piece.width * textScale), Math.round(piece.height * textScale)]
    const lines = await engine.readLines(resizeGrey(piece, wide, tall), pieceOptions(signal, listener))
    return cardLines(card, lines, { left: box.left - rim, top: box.top - rim, scale: textScale })
  }
  const header = await part({ left: edge, top: edge, width: card.width - 2 * edge, height: top - 6 - edge })
  onProgress?.(0.15)
  const below = {
    left: edge,
    top: bottom + 8,
    width: card.width * leftOfPhoto - edge,
    height: card.height - bottom - 8 - edge,
  }
  const body = await part(below, (fraction) => onProgress?.(0.15 + 0.6 * fraction))
  const underPhoto = {
    left: card.width * 0.72,
    top: card.height * 0.7,
    width: card.width * 0.28 - edge,
    height: card.height * 0.14,
  }
  const issue = await part(underPhoto)
  onProgress?.(0.8)
  const nik = row === undefined ? undefined : await readNik(card, row, engine, pieceOptions(signal))
  return { header, body: joinWrappedLines(body, card.width), issue, ...(nik === undefined ? {} : { nik }) }
}

/** Where the NIK stands; without a row, where it stands on most cards. The engine then reads it with the body. */
function bandOf(card: GreyImage, row: NikRow | undefined): { top: number; bottom: number } {
  if (row === undefined) return { top: card.height * 0.185, bottom: card.height * 0.175 }
  return { top: row.box.top, bottom: row.box.top + row.box.height }
}

async function readNik(
  card: GreyImage,
  row: NikRow,
  engine: TextEngine,
  options: EngineOptions,
): Promise<NikReadings> {
  const { left, top, width, height } = row.box
  const strip = padGrey(
    cropGrey(card, { left: left - 8, top: top - 8, width: width + 16, height: height + 16 }),
    20,
  )
  const byEngine: string[] = []
  for (const view of digitViews) {
    const wide = Math.round((strip.width * view.height) / strip.height)
    const soft = softened(strip, view.soften)
    byEngine.push(await engine.readDigits(resizeGrey(soft, wide, view.height), options))
  }
  return { byShape: readByShape(card, row), bySegments: readBySegments(card, row), byEngine }
}

/** Made smaller by this much, and large again. */
function softened(image: GreyImage, by: number): GreyImage {
  if (by === 1) return image
  const small = resizeGrey(image, Math.round(image.width / by), Math.round(image.height / by))
  return resizeGrey(small, image.width, image.height)
}

function pieceOptions(signal?: AbortSignal, onProgress?: EngineOptions['onProgress']): EngineOptions {
  return { ...(signal === undefined ? {} : { signal }), ...(onProgress === undefined ? {} : { onProgress }) }
}
