import type { LocalizedText } from '@lontar/credentials'
import type { ReadingOptions, ReadingStage } from '@lontar/proofing/reader'
import type { Invocation } from '../invocation.ts'

const stages: Readonly<Record<ReadingStage, LocalizedText>> = {
  open: { id: 'Gambar dibuka', en: 'Opening the picture' },
  find: { id: 'Kartu dicari', en: 'Finding the card' },
  body: { id: 'Isi kartu dibaca', en: 'Reading the card' },
  nik: { id: 'NIK dibaca', en: 'Reading the NIK' },
  done: { id: 'Selesai dibaca', en: 'Read' },
}

/** Tells on stderr where a reading stands, a line for each stage and none of what is read. */
export function tellReading(invocation: Invocation): NonNullable<ReadingOptions['onProgress']> {
  const told = new Set<ReadingStage>()
  return ({ stage, fraction }) => {
    if (told.has(stage)) return
    told.add(stage)
    const percent = `${Math.round(fraction * 100)} %`
    invocation.note({ id: `${stages[stage].id} (${percent})`, en: `${stages[stage].en} (${percent})` })
  }
}
