import type { CardReading, DocumentReader } from '@lontar/proofing/reader'
import { type KtpFile, seededRandomBytes } from '@lontar/testkit'
import { type CardCondition, cardConditions, createKtpFile, renderKtpCard } from '@lontar/testkit/card'

/** What was counted over the cards of one condition. */
export interface CardCounts {
  readonly condition: CardCondition
  cards: number
  /** Pictures that were refused. */
  refused: number
  /** Fields that the cards print, without the NIK. */
  fields: number
  /** Fields for which something was offered. */
  offered: number
  /** Fields that were offered as printed, letter for letter. */
  exact: number
  /** Fields that were offered otherwise, and without a warning. */
  silentlyWrong: number
  nikRight: number
  nikWarned: number
  nikMissing: number
  /** Must be 0. */
  nikSilentlyWrong: number
  milliseconds: number
}

/** What is measured. */
export interface CardSample {
  readonly seed: number
  /** Over all conditions, in turn. */
  readonly count: number
  /** Cards at a time. */
  readonly workers: number
  /** Is told after each card. */
  readonly onCard?: (done: number) => void
}

/** Pictures invented cards, reads them, and counts what came out right. */
export async function measureCards(
  reader: DocumentReader,
  sample: CardSample,
): Promise<readonly CardCounts[]> {
  const counts = cardConditions.map(emptyCounts)
  const random = seededRandomBytes(sample.seed)
  const cards = Array.from({ length: sample.count }, (_, index) => {
    const [high = 0, low = 0] = random(2)
    return { index, card: createKtpFile(random, { serial: 1 + ((high * 256 + low) % 9999) }) }
  })
  let done = 0
  const next = cards.values()
  const work = async (): Promise<void> => {
    for (const { index, card } of next) {
      const own = counts[index % counts.length]
      if (own !== undefined) await measureOne(reader, card, sample.seed * 1000 + index, own)
      done += 1
      sample.onCard?.(done)
    }
  }
  await Promise.all(Array.from({ length: sample.workers }, work))
  return counts
}

async function measureOne(
  reader: DocumentReader,
  card: KtpFile,
  seed: number,
  counts: CardCounts,
): Promise<void> {
  const image = renderKtpCard(card, { condition: counts.condition, seed })
  const start = performance.now()
  const reading = await reader.read(image).catch(() => undefined)
  counts.milliseconds += performance.now() - start
  counts.cards += 1
  if (reading === undefined) counts.refused += 1
  countFields(card, reading?.fields ?? {}, counts)
}

function countFields(card: KtpFile, fields: CardReading['fields'], counts: CardCounts): void {
  const { nik, ...printed } = card
  for (const [key, value] of Object.entries(printed)) {
    const field = fields[key as keyof KtpFile]
    counts.fields += 1
    if (field === undefined) continue
    counts.offered += 1
    if (field.text === value) counts.exact += 1
    else if (field.warning === undefined) counts.silentlyWrong += 1
  }
  if (fields.nik === undefined) counts.nikMissing += 1
  else if (fields.nik.warning !== undefined) counts.nikWarned += 1
  else if (fields.nik.text === nik) counts.nikRight += 1
  else counts.nikSilentlyWrong += 1
}

function emptyCounts(condition: CardCondition): CardCounts {
  return {
    condition,
    cards: 0,
    refused: 0,
    fields: 0,
    offered: 0,
    exact: 0,
    silentlyWrong: 0,
    nikRight: 0,
    nikWarned: 0,
    nikMissing: 0,
    nikSilentlyWrong: 0,
    milliseconds: 0,
  }
}
