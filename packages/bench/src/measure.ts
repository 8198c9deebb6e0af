import { performance } from 'node:perf_hooks'

/** The time of one call over several rounds, in microseconds. */
export interface Measured {
  readonly name: string
  readonly minimum: number
  readonly median: number
  /** The time of each round, in their order. */
  readonly rounds: readonly number[]
}

/** Measures calls side by side: the rounds take turns, so that a slow moment of the machine hits all alike. */
export async function measure(
  calls: Readonly<Record<string, () => Promise<unknown> | unknown>>,
  { rounds = 15, callsEach = 200 }: { readonly rounds?: number; readonly callsEach?: number } = {},
): Promise<readonly Measured[]> {
  const times = new Map(Object.keys(calls).map((name) => [name, [] as number[]]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, call] of Object.entries(calls)) times.get(name)?.push(await timeOf(call, callsEach))
  }
  return [...times].map(([name, taken]) => summarise(name, taken))
}

async function timeOf(call: () => Promise<unknown> | unknown, callsEach: number): Promise<number> {
  const start = performance.now()
  for (let index = 0; index < callsEach; index += 1) await call()
  return ((performance.now() - start) * 1000) / callsEach
}

function summarise(name: string, taken: readonly number[]): Measured {
  const sorted = [...taken].sort((a, b) => a - b)
  return { name, minimum: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0, rounds: taken }
}
