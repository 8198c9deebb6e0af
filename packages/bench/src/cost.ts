// What a refusal costs: every negative case of the checks and every hostile input, in CPU time and memory. Exits with 1
// when one costs more than 50 ms or 32 MiB, or ends otherwise than it must: then it was not measured.
import { loadNegativeCases } from '../../conformance/checks/negative-cases.ts'
import { mebibyte } from './hostile-input.ts'
import { createHostileInputs } from './hostile-inputs.ts'

interface Offer {
  readonly name: string
  readonly expected: string
  readonly offer: () => Promise<string | undefined>
}

interface Cost {
  readonly name: string
  /** How it ended, when that is not how it must. */
  readonly strange: string | undefined
  readonly milliseconds: number
  readonly mebibytes: number
}

const maxMilliseconds = 50
const maxMebibytes = 32
const rounds = 3

const inputs = await createHostileInputs()
const cases = await loadNegativeCases()
const offers: readonly Offer[] = [
  ...inputs.map(({ name, bytes, expected, offer }) => ({
    name: `${name} (${Math.ceil(bytes / 1024)} KiB)`,
    expected,
    offer,
  })),
  ...cases.map(({ step, name, expected, run }) => ({ name: `${step}: ${name}`, expected, offer: run })),
]

const costs: Cost[] = []
for (const offer of offers) costs.push(await costOf(offer))
costs.sort((a, b) => b.milliseconds - a.milliseconds)
const largest = [...costs].sort((a, b) => b.mebibytes - a.mebibytes)
console.log(`${costs.length} refusals. The dearest in CPU time:`)
console.table(costs.slice(0, 15).map(row))
console.log('The dearest in memory:')
console.table(largest.slice(0, 8).map(row))
const over = costs.filter(
  ({ milliseconds, mebibytes }) => milliseconds > maxMilliseconds || mebibytes > maxMebibytes,
)
console.log(`${over.length} cost more than ${maxMilliseconds} ms or ${maxMebibytes} MiB.`)
if (over.length > 0) console.table(over.map(row))
const strange = costs.filter((cost) => cost.strange !== undefined)
console.log(`${strange.length} ended otherwise than they must.`)
for (const cost of strange) console.log(`  ${cost.name}: ${cost.strange}`)
process.exitCode = over.length === 0 && strange.length === 0 ? 0 : 1

/** The cheapest of some rounds: the others pay for compilation and for the collection of what came before. */
async function costOf(offer: Offer): Promise<Cost> {
  const taken: Cost[] = []
  for (let round = 0; round < rounds; round += 1) taken.push(await once(offer))
  return {
    name: offer.name,
    strange: taken.find(({ strange }) => strange !== undefined)?.strange,
    milliseconds: Math.min(...taken.map(({ milliseconds }) => milliseconds)),
    mebibytes: Math.min(...taken.map(({ mebibytes }) => mebibytes)),
  }
}

async function once({ name, expected, offer }: Offer): Promise<Cost> {
  global.gc?.()
  const before = memory()
  const start = process.cpuUsage()
  const code = (await offer()) ?? 'accepted'
  const { user, system } = process.cpuUsage(start)
  const mebibytes = Math.max(0, memory() - before) / mebibyte
  const strange = code === expected ? undefined : `${code} instead of ${expected}`
  return { name, strange, milliseconds: (user + system) / 1000, mebibytes }
}

function memory(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

function row({ name, milliseconds, mebibytes }: Cost): object {
  return { refusal: name.slice(0, 70), 'CPU ms': milliseconds.toFixed(1), MiB: mebibytes.toFixed(1) }
}
