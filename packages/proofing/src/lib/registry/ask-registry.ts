import type {
  PopulationRegistry,
  RegistryAnswer,
  RegistryElement,
  RegistryQuery,
} from './population-registry.ts'
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

/** Without these no register says who somebody is. */
export const essentialElements: readonly RegistryElement[] = ['name', 'birthdate', 'sex']

/** The elements that the register can confirm; `undefined` when one that is essential is not among them. */
function askable({ elements }: PopulationRegistry, query: RegistryQuery): RegistryQuery | undefined {
  if (elements === undefined) return query
  const entries = Object.entries(query.elements)
  const isKept = (name: string) => elements.some((element) => element === name)
  if (essentialElements.some((element) => query.elements[element] !== undefined && !isKept(element))) return
  return { ...query, elements: Object.fromEntries(entries.filter(([name]) => isKept(name))) }
}

/**
 * Asks a register what it can confirm; a throw, silence or an unreadable answer is `unavailable`. Never rejects.
 *
 * @param registry - whom to ask
 * @param query - the question; elements that the register cannot confirm are left out of it
 * @param timeoutMilliseconds - how long the register may take
 * @returns an answer that can be used, or `unavailable`
 */
export async function askRegistry(
  registry: PopulationRegistry,
  query: RegistryQuery,
  timeoutMilliseconds: number,
): Promise<RegistryAnswer> {
  const asked = askable(registry, query)
  if (asked === undefined) return noAnswer
  const timeout = startTimeout(timeoutMilliseconds)
  try {
    const answer: unknown = await Promise.race([registry.verifyElements(asked), timeout.passed])
    return readRegistryAnswer(answer, Object.keys(asked.elements))
  } catch {
    // The adapter's failure may quote the query, and so a person: it goes no further.
    return noAnswer
  } finally {
    timeout.stop()
  }
}
