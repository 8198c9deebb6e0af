import type { Ask } from './ask.ts'
import { readAsk } from './create-ask.ts'
import { malformed, readMembers } from './read-ask-definition.ts'

/**
 * Reads the file of asks, `{ asks: { ID: definition } }`.
 *
 * @param value the parsed YAML or JSON
 * @returns the asks by their ids, in the order of the file
 * @throws MalformedError `ask_malformed`, and the errors of `ask`
 */
export function parseAsks(value: unknown): ReadonlyMap<string, Ask> {
  const file = readMembers(value, ['asks'])['asks']
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw malformed('the file has no asks')
  return new Map(Object.entries(file).map(([id, definition]) => [id, readAsk(id, definition)]))
}
