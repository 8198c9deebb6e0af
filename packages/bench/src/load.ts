// How long an honest guest waits at a verifier, without and with a thousand connections that send a byte a second.
// Four processes: this one is the guest, and it ends the other three.
import { cpus } from 'node:os'
import { startProcess } from './load/helper-process.ts'
import { openGuest, type TimedGuest } from './load/open-guest.ts'

const [socketsText = '1000', callsText = '1000', arrival = 'spread'] = process.argv.slice(2)
const [sockets, calls] = [Number(socketsText), Number(callsText)]
/** How long the slow connections take to be opened: their bytes then come as far apart, or all at one instant. */
const openedInMilliseconds = arrival === 'together' ? 0 : 5_000
const longestPhaseMilliseconds = 40_000
const maxSockets = 5_000
const maxCalls = 2_000
const body = 'x'.repeat(4_096)

interface Sample {
  readonly flow: number[]
  readonly post: number[]
  readonly echo: number[]
}

const isArrival = arrival === 'spread' || arrival === 'together'
if (!(isArrival && sockets >= 1 && sockets <= maxSockets && calls >= 20 && calls <= maxCalls)) {
  console.error(
    `Usage: pnpm bench load [sockets, 1 to ${maxSockets}] [calls, 20 to ${maxCalls}] [spread or together]`,
  )
  process.exit(2)
}

const guest = await openGuest()
const verifier = await startProcess('verifier-process.ts', { trust: guest.trust })
const echo = await startProcess('echo-process.ts')
const { url } = verifier.ready as { readonly url: string }
const { url: echoUrl } = echo.ready as { readonly url: string }

await sample(20)
const before = await sample(calls / 2)
const attackers = await startProcess('slow-sockets-process.ts', { url, sockets, openedInMilliseconds })
await sample(20)
const during = await sample(calls)
const { open, opened, cut, answered408 } = (await attackers.ask({})) as Record<string, number>
await attackers.end()
const after = await sample(calls / 2)
await Promise.all([verifier.end(), echo.end(), guest.close()])

// Half before and half after the attack, so that a machine that grows busier or idler meanwhile hits both alike.
const without = {
  flow: [...before.flow, ...after.flow],
  post: [...before.post, ...after.post],
  echo: [...before.echo, ...after.echo],
}
console.log(
  `${cpus().length} cores; ${calls} calls without and ${calls} with, one after another; ${sockets} slow sockets, ${arrival}`,
)
console.log(
  `at the end of the attack ${open} were open; ${opened} had been opened, ${cut} cut off, ${answered408} with 408\n`,
)
console.log('milliseconds                       without          with         ratio')
console.log('                                 p50    p99    p50    p99    p50    p99')
const rows = [
  row('whole flow of a guest', 'flow'),
  row('POST /response', 'post'),
  row('limit: node:http, not attacked', 'echo'),
]
for (const { text } of rows) console.log(text)
const [ofFlow = 0, ofPost = 0, ofLimit = 0] = rows.map(({ ratio }) => ratio)
const doubled = Math.max(ofFlow, ofPost) >= 2
console.log(`\nThe p99 of an honest client was ${doubled ? '' : 'not '}doubled.`)
if (doubled && ofLimit >= 2)
  console.log(
    'So was that of the server that nobody attacks: the machine is too busy to tell. Measure again.',
  )
process.exitCode = doubled ? 1 : 0

/** The calls of one phase, or as many as fit into its time. */
async function sample(count: number): Promise<Sample> {
  const taken: Sample = { flow: [], post: [], echo: [] }
  const end = performance.now() + longestPhaseMilliseconds
  for (let call = 0; call < count && performance.now() < end; call++) {
    taken.flow.push(await timeOf(() => present(guest, url)))
    taken.post.push(guest.lastPost())
    taken.echo.push(await timeOf(() => post(echoUrl)))
  }
  return taken
}

async function timeOf(call: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await call()
  return performance.now() - start
}

/** Comes to the guarded route, answers its request, and comes again. */
async function present({ wallet, trust }: TimedGuest, site: string): Promise<void> {
  const asked = await fetch(`${site}/check-in`)
  const { requestUri, transactionId } = (await asked.json()) as Record<string, string>
  await wallet.respond(await wallet.review(requestUri ?? '', { trust }), { consent: true })
  const headers = { 'lontar-transaction': transactionId ?? '' }
  const served = await fetch(`${site}/check-in`, { headers })
  if (served.status !== 200) throw new Error(`an honest guest was answered ${served.status}`)
  await served.arrayBuffer()
}

async function post(target: string): Promise<void> {
  const echoed = await (await fetch(target, { method: 'POST', body })).text()
  if (echoed !== body) throw new Error('the limit was not measured')
}

function row(name: string, of: keyof Sample): { readonly text: string; readonly ratio: number } {
  const [p50, p99] = [0.5, 0.99].map((part) => [quantile(without[of], part), quantile(during[of], part)])
  const [a50 = 0, b50 = 0] = p50 ?? []
  const [a99 = 0, b99 = 0] = p99 ?? []
  const numbers = [a50, a99, b50, b99, b50 / a50, b99 / a99]
  return { text: name.padEnd(32) + numbers.map(cell).join(''), ratio: b99 / a99 }
}

function cell(value: number): string {
  return value.toFixed(value < 10 ? 2 : 1).padStart(7)
}

/** The smallest value that this part of the values does not exceed. */
function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? Number.NaN
}
