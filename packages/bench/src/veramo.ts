// What an agent with Lontar's engine issues and verifies in a second, beside plain Veramo agents: ES256 on all sides.
import { generateKeyPairSync, sign, verify } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Measured, measure } from './measure.ts'
import { openLontarAgent } from './veramo/open-lontar-agent.ts'
import { documentedCustody, memoryCustody, openPlainAgent } from './veramo/open-plain-agent.ts'

const goal = 10
const formats = ['vc+sd-jwt', 'dc+sd-jwt', 'vc+jwt'] as const
const folder = mkdtempSync(join(tmpdir(), 'lontar-bench-'))

const documented = await openPlainAgent(await documentedCustody(folder))
const memory = await openPlainAgent(memoryCustody())
const lontar = await openLontarAgent(folder)
const agents = new Map<string, Awaited<ReturnType<typeof lontar.open>>>([
  ['documented', documented],
  ['memory', memory],
])
for (const format of formats) agents.set(format, await lontar.open(format))

/** A text as long as a credential of these. */
const text = Buffer.alloc(2000, 'a')
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const signature = sign('sha256', text, privateKey)

const calls: Record<string, () => unknown> = {
  'issue limit': () => verify('sha256', text, publicKey, sign('sha256', text, privateKey)),
  'issue bare': () => sign('sha256', text, privateKey),
  'verify limit': () => verify('sha256', text, publicKey, signature),
}
for (const [name, agent] of agents) {
  if (!(await agent.verify()).verified) throw new Error('What is measured must verify.')
  calls[`issue ${name}`] = agent.issue
  calls[`verify ${name}`] = agent.verify
}
await measure(calls, { rounds: 1, callsEach: 300 })
const measured = new Map((await measure(calls, { rounds: 9, callsEach: 60 })).map((one) => [one.name, one]))
await Promise.all([documented.close(), memory.close(), lontar.close()])
rmSync(folder, { recursive: true })

const roundsOf = (name: string): Measured['rounds'] => measured.get(name)?.rounds ?? []

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

const rateOf = (name: string) => 1_000_000 / median(roundsOf(name))

/** How many times as many in a second, round by round: a slow moment of the machine hits both sides of one round. */
function timesOf(name: string, other: string): number {
  const others = roundsOf(other)
  return median(roundsOf(name).map((taken, round) => (others[round] ?? Number.NaN) / taken))
}

const columns = ['', 'Lontar', 'documented', 'times', 'in memory', 'times', 'bare node:crypto']
const print = (cells: readonly string[]) =>
  console.log(cells.map((cell, index) => (index === 0 ? cell.padEnd(18) : cell.padStart(12))).join(''))
print(columns)
let reached = true
for (const what of ['issue', 'verify'] as const) {
  for (const format of formats) {
    const [ours, stored, kept] = [`${what} ${format}`, `${what} documented`, `${what} memory`]
    const [times, timesMemory] = [timesOf(ours, stored), timesOf(ours, kept)]
    const rates = [ours, stored, kept, `${what} limit`].map((name) => rateOf(name).toFixed(0))
    print([
      ours,
      rates[0] ?? '',
      rates[1] ?? '',
      times.toFixed(1),
      rates[2] ?? '',
      timesMemory.toFixed(1),
      rates[3] ?? '',
    ])
    if (times < goal) reached = false
  }
}
const [most, bare] = ['issue limit', 'issue bare'].map((name) => timesOf(name, 'issue memory').toFixed(1))
console.log(`Rates are in calls a second. Lontar verifies what it signed before it releases it: bare node:crypto doing
both would issue ${most} times what the agent in memory issues, and ${bare} times without verifying.`)
console.log(`The goal is ${goal} times the documented agent for each: ${reached ? 'reached' : 'missed'}.`)
process.exitCode = reached ? 0 : 1
