import { performance } from 'node:perf_hooks'
import type { LocalizedText } from '@lontar/credentials'
import type { Invocation } from '../invocation.ts'

/** One told step. */
export interface ToldStep {
  readonly text: string
  readonly seconds: number
}

/** Tells the demo, one line a step. */
export interface Narrator {
  /** Does a step, then tells it with its time. */
  step<Result>(text: LocalizedText, work: () => Promise<Result>): Promise<Result>
  /** A heading or a closing line. */
  say(text: LocalizedText): void
  readonly steps: readonly ToldStep[]
}

/** Makes a narrator that speaks the language of the command. */
export function createNarrator(invocation: Invocation): Narrator {
  const steps: ToldStep[] = []
  const { stdout, stderr } = invocation.environment
  const stream = invocation.json ? stderr : stdout
  return {
    steps,
    say: (text) => void stream.write(`${invocation.text(text)}\n`),
    step: async (text, work) => {
      const start = performance.now()
      const result = await work()
      const seconds = (performance.now() - start) / 1000
      steps.push({ text: invocation.text(text), seconds })
      stream.write(`✓ ${seconds.toFixed(2).padStart(5)} s  ${invocation.text(text)}\n`)
      return result
    },
  }
}
