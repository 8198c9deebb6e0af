import { UnsupportedError, VerificationError } from '@lontar/credentials/errors'
import { type PrintedKtp, parsePrintedKtp } from '@lontar/documents/ktp'
import type { CardReading, ReadField } from './card-reading.ts'
import { describeFields, type SeenLine } from './describe-fields.ts'
import type { ReadingOptions, ReadingProgress, ReadingStage } from './document-reader.ts'
import type { TextEngine } from './engine/text-engine.ts'
import type { CardImage } from './image/card-image.ts'
import type { Corners } from './image/corners.ts'
import { evenLight } from './image/even-light.ts'
import { findCards } from './image/find-cards.ts'
import { findGlare, type GlareMap } from './image/find-glare.ts'
import type { GreyImage } from './image/grey-image.ts'
import { straightenCard } from './image/straighten-card.ts'
import { turnRound } from './image/turn-round.ts'
import { decideNik } from './nik/decide-nik.ts'
import { findNikRow } from './nik/find-nik-row.ts'
import { openCardImage } from './open-card-image.ts'
import { type CardPieces, readPieces } from './read-pieces.ts'
import type { CardLine } from './text/card-line.ts'

/** A picture with fewer fields of a KTP shows something else. */
const leastFields = 4

/** Reads the picture of a card with an engine; see `DocumentReader`. Adapters differ in their engine alone. */
export async function readCard(
  bytes: Uint8Array,
  engine: TextEngine,
  { signal, onProgress }: ReadingOptions = {},
): Promise<CardReading> {
  const tell = forwardProgress(onProgress)
  tell('open', 0)
  const image = await openCardImage(bytes, signal === undefined ? {} : { signal })
  tell('find', 0.1)
  const { card, glare } = layUpright(image, theOneCard(image))
  const first = await readText(card, glare, engine, signal, (part) => tell('body', 0.2 + part * 0.45))
  const text = isKtp(first.printed)
    ? first
    : await readText(turnRound(card), turned(glare), engine, signal, (part) =>
        tell('body', 0.65 + part * 0.3),
      )
  const { printed, lines, nik } = requireKtp(text, first)
  tell('nik', 0.95)
  const reading: CardReading = {
    kind: 'ktp',
    lines: lines.map((line) => line.text),
    fields: describeFields(printed, lines, nik),
    engine: engine.name,
  }
  tell('done', 1)
  return reading
}

/** Fractions never go back. */
function forwardProgress(
  onProgress: ((progress: ReadingProgress) => void) | undefined,
): (stage: ReadingStage, fraction: number) => void {
  let reached = 0
  return (stage, fraction) => {
    reached = Math.max(reached, Math.min(1, fraction))
    onProgress?.({ stage, fraction: reached })
  }
}

function theOneCard(image: CardImage): Corners {
  const [corners, ...others] = findCards(image)
  if (corners === undefined) throw notFound()
  if (others.length > 0) throw several()
  return corners
}

/** A card that lies straight, and where it shines. */
interface LaidCard {
  readonly card: GreyImage
  readonly glare: GlareMap
}

/** The row of the NIK stands in the upper half; where it stands in the other, the card lies upside down. */
function layUpright(image: CardImage, corners: Corners): LaidCard {
  const card = evenLight(straightenCard(image, corners))
  const glare = findGlare(image, corners)
  if (findNikRow(card) !== undefined) return { card, glare }
  const round = turnRound(card)
  return findNikRow(round) === undefined ? { card, glare } : { card: round, glare: turned(glare) }
}

function turned(glare: GlareMap): GlareMap {
  return ({ left, top, right, bottom }) =>
    glare({ left: 1 - right, top: 1 - bottom, right: 1 - left, bottom: 1 - top })
}

/** What the pieces of a card say together. */
interface CardText {
  readonly lines: readonly SeenLine[]
  readonly printed: PrintedKtp
  readonly nik: ReadField | undefined
}

async function readText(
  card: GreyImage,
  glare: GlareMap,
  engine: TextEngine,
  signal: AbortSignal | undefined,
  onProgress: (fraction: number) => void,
): Promise<CardText> {
  const pieces = await readPieces(card, engine, { ...(signal === undefined ? {} : { signal }), onProgress })
  const nik = pieces.nik === undefined ? undefined : decideNik(pieces.nik)
  const lines = linesOf(pieces, card, glare, nik)
  return { lines, printed: parsePrintedKtp(lines.map(({ text }) => text)), nik }
}

function linesOf(
  { header, body, issue }: CardPieces,
  card: GreyImage,
  glare: GlareMap,
  nik: ReadField | undefined,
): readonly SeenLine[] {
  const seen =
    (left: number, right: number) =>
    (line: CardLine): SeenLine => {
      const tops = line.words.map(({ box }) => box.top / card.height)
      const bottoms = line.words.map(({ box }) => (box.top + box.height) / card.height)
      return { ...line, glare: glare({ left, right, top: Math.min(...tops), bottom: Math.max(...bottoms) }) }
    }
  const nikLine = nik === undefined ? [] : [{ text: `NIK : ${nik.text}`, words: [], glare: false }]
  return [
    ...header.map(seen(0.1, 0.9)),
    ...nikLine,
    ...body.map(seen(0.2, 0.735)),
    ...issue.map(seen(0.72, 1)),
  ]
}

function isKtp({ fields }: PrintedKtp): boolean {
  return Object.keys(fields).length >= leastFields
}

function requireKtp(text: CardText, upright: CardText): CardText {
  if (text.printed.findings.some(({ code }) => code === 'two_cards')) throw several()
  if (isKtp(text.printed)) return text
  if (isForeign(upright.lines) && isForeign(text.lines)) {
    throw new UnsupportedError('card_alphabet_unsupported', 'The writing on the card is not Latin.')
  }
  throw notFound()
}

/** An engine that knows Latin letters alone gives, of other ones, many words and believes few of them. */
function isForeign(lines: readonly CardLine[]): boolean {
  const words = lines.flatMap((line) => line.words).filter(({ text }) => text.length > 2)
  const mean = words.reduce((sum, { confidence }) => sum + confidence, 0) / Math.max(1, words.length)
  return words.length >= 8 && mean < 0.6
}

function notFound(): VerificationError {
  return new VerificationError('card_not_found', 'There is no KTP in the picture.')
}

function several(): VerificationError {
  return new VerificationError('card_several', 'There is more than one card in the picture.')
}
