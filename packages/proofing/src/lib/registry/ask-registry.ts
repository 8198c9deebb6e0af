import { withinTime } from '../resilient-call/within-time.ts'
import {
  essentialElements,
  type PopulationRegistry,
  type RegistryAnswer,
  type RegistryQuery,
} from './population-registry.ts'
import { noAnswer, readRegistryAnswer } from './read-registry-answer.ts'

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
  const elements = Object.keys(asked.elements)
  const ended = await withinTime(
    async () => ({ value: readRegistryAnswer(await registry.verifyElements(asked), elements) }),
    timeoutMilliseconds,
    undefined,
    // The adapter's failure may quote the query, and so a person: it goes no further.
  ).catch(() => ({ value: noAnswer }))
  return 'value' in ended ? ended.value : noAnswer
}
