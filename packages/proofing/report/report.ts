// Pictures invented cards, reads them, and prints how much came out right: pnpm --filter @lontar/proofing report
import { parseArgs } from 'node:util'
import { openTesseractReader } from '@lontar/proofing/tesseract-reader'
import { type CardCounts, measureCards } from './measure-cards.ts'
import { table } from './table.ts'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '2026' },
    count: { type: 'string', default: '200' },
    workers: { type: 'string', default: '2' },
  },
})
const [seed, count, workers] = [values.seed, values.count, values.workers].map(Number)
if (!Number.isInteger(seed) || !Number.isInteger(count) || !Number.isInteger(workers)) {
  throw new TypeError('--seed, --count and --workers take whole numbers.')
}

const reader = await openTesseractReader({ workers: workers ?? 1 })
try {
  const counts = await measureCards(reader, {
    seed: seed ?? 0,
    count: count ?? 0,
    workers: workers ?? 1,
    onCard: (done) => {
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${count} cards`)
    },
  })
  process.stdout.write(`Reading ${count} invented cards, seed ${seed}, tesseract.js 7.0.0\n\n`)
  process.stdout.write(cardTable(counts))
  process.exitCode = counts.some(({ nikSilentlyWrong }) => nikSilentlyWrong > 0) ? 1 : 0
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
