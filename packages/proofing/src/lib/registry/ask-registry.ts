import type { PopulationRegistry, RegistryAnswer, RegistryQuery } from './population-registry.ts'
import { noAnswer, readRegistryAnswer } from './read-registry-answer.ts'

/** Settles after the time with no answer; `stop` ends the wait. */
function startTimeout(milliseconds: number): {
  readonly passed: Promise<undefined>
  readonly stop: () => void
} {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), milliseconds)
  })
  return { passed, stop: () => clearTimeout(timer) }
}

/** Asks a register; a throw, silence or an unreadable answer is `unavailable`. Never rejects. */
export async function askRegistry(
  registry: PopulationRegistry,
  query: RegistryQuery,
  timeoutMilliseconds: number,
): Promise<RegistryAnswer> {
  const timeout = startTimeout(timeoutMilliseconds)
  try {
    const answer: unknown = await Promise.race([registry.verifyElements(query), timeout.passed])
    return readRegistryAnswer(answer, Object.keys(query.elements))
  } catch {
    // The adapter's failure may quote the query, and so a person: it goes no further.
    return noAnswer
  } finally {
    timeout.stop()
  }
}
