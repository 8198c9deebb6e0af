// What a refusal costs: every negative case of the checks and every hostile input, in CPU time and memory. Exits with 1
// when one costs more than 50 ms or 32 MiB.
import { loadNegativeCases } from '../../conformance/checks/negative-cases.ts'
import { createHostileInputs } from './hostile-inputs.ts'

interface Cost {
  readonly name: string
  readonly milliseconds: number
  readonly mebibytes: number
}

const maxMilliseconds = 50
const maxMebibytes = 32
/** Shown, but not judged: a text of more than 8 MiB, of which a fetch would take no more than its own limit. */
const aboveOneMebibyte = 'status.list-length: a list of more than 8 MiB'
const rounds = 3

const inputs = await createHostileInputs()
const cases = await loadNegativeCases()
const offers = [
  ...inputs.map(({ name, bytes, offer }) => ({ name: `${name} (${Math.ceil(bytes / 1024)} KiB)`, offer })),
  ...cases.map(({ step, name, run }) => ({ name: `${step}: ${name}`, offer: run })),
]

const costs: Cost[] = []
for (const { name, offer } of offers) costs.push(await costOf(name, offer))
costs.sort((a, b) => b.milliseconds - a.milliseconds)
const largest = [...costs].sort((a, b) => b.mebibytes - a.mebibytes)
console.log(`${costs.length} refusals. The dearest in CPU time:`)
console.table(costs.slice(0, 15).map(row))
console.log('The dearest in memory:')
console.table(largest.slice(0, 8).map(row))
const over = costs.filter(
  ({ name, milliseconds, mebibytes }) =>
    name !== aboveOneMebibyte && (milliseconds > maxMilliseconds || mebibytes > maxMebibytes),
)
console.log(`${over.length} cost more than ${maxMilliseconds} ms or ${maxMebibytes} MiB.`)
process.exitCode = over.length === 0 ? 0 : 1

/** The cheapest of some rounds: the others pay for compilation and for the collection of what came before. */
async function costOf(name: string, offer: () => Promise<unknown>): Promise<Cost> {
  const taken: Cost[] = []
  for (let round = 0; round < rounds; round += 1) taken.push(await once(name, offer))
  return {
    name,
    milliseconds: Math.min(...taken.map(({ milliseconds }) => milliseconds)),
    mebibytes: Math.min(...taken.map(({ mebibytes }) => mebibytes)),
  }
}

async function once(name: string, offer: () => Promise<unknown>): Promise<Cost> {
  global.gc?.()
  const before = memory()
  const start = process.cpuUsage()
  await offer()
  const { user, system } = process.cpuUsage(start)
  return { name, milliseconds: (user + system) / 1000, mebibytes: Math.max(0, memory() - before) / 1_048_576 }
}

function memory(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage()
  return heapUsed + external + arrayBuffers
}

function row({ name, milliseconds, mebibytes }: Cost): object {
  return { refusal: name.slice(0, 70), 'CPU ms': milliseconds.toFixed(1), MiB: mebibytes.toFixed(1) }
}
