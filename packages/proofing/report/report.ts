// Pictures invented cards, reads them, and prints how much came out right: pnpm --filter @lontar/proofing report
import { parseArgs } from 'node:util'
import { openTesseractReader } from '@lontar/proofing/tesseract-reader'
import { type CardCounts, measureCards } from './measure-cards.ts'
import { type MrzCounts, measureMrz } from './measure-mrz.ts'
import { table } from './table.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '2026' },
    count: { type: 'string', default: '200' },
    workers: { type: 'string', default: '2' },
    zones: { type: 'string', default: '100' },
  },
})
const options = [values.seed, values.count, values.workers, values.zones].map(Number)
if (!options.every(Number.isInteger)) {
  throw new TypeError('--seed, --count, --workers and --zones take whole numbers.')
}
const [seed = 0, count = 0, workers = 1, zones = 0] = options

const reader = await openTesseractReader({ workers })
try {
  const counts = await measureCards(reader, {
    seed,
    count,
    workers,
    onCard: (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${count} cards`)
    },
  })
  process.stdout.write(`Reading ${count} invented cards, seed ${seed}, tesseract.js 7.0.0\n\n`)
  process.stdout.write(cardTable(counts))
  const zoneCounts = await measureMrz(seed, zones)
  process.stdout.write(`\nReading ${zones} invented machine-readable zones (TD3), seed ${seed}\n\n`)
  process.stdout.write(mrzTable(zoneCounts))
  const wrong = [
    ...counts.map((each) => each.nikSilentlyWrong),
    ...zoneCounts.map((each) => each.silentlyWrong),
  ]
  process.exitCode = wrong.some((number) => number > 0) ? 1 : 0
} finally {
  await reader.close()
}

function cardTable(counts: readonly CardCounts[]): string {
  const head = [
    'condition',
    'cards',
    'refused',
    'fields',
    'offered',
    'exact',
    'exact %',
    'wrong, no warning',
    'NIK right',
    'NIK warned',
    'NIK none',
    'NIK SILENTLY WRONG',
    'ms per card',
  ]
  const rows = counts.map((each) => [
    each.condition,
    each.cards,
    each.refused,
    each.fields,
    each.offered,
    each.exact,
    ((100 * each.exact) / Math.max(1, each.fields)).toFixed(1),
    each.silentlyWrong,
    each.nikRight,
    each.nikWarned,
    each.nikMissing,
    each.nikSilentlyWrong,
    Math.round(each.milliseconds / Math.max(1, each.cards)),
  ])
  return table(head, rows)
}

function mrzTable(counts: readonly MrzCounts[]): string {
  const head = [
    'condition',
    'zones',
    'as printed',
    'right after check digits',
    'only name wrong',
    'refused',
    'SILENTLY WRONG',
    'ms per zone',
  ]
  const rows = counts.map((each) => [
    each.condition,
    each.zones,
    each.exact,
    each.right,
    each.nameWrong,
    each.refused,
    each.silentlyWrong,
    Math.round(each.milliseconds / Math.max(1, each.zones)),
  ])
  return table(head, rows)
}
