import type { Ask } from './ask.ts'
import { readAsk } from './create-ask.ts'
import { malformed, readMembers } from './read-ask-definition.ts'
import { readOwnServices } from './read-own-services.ts'

/**
 * Reads the file of asks, `{ asks: { ID: definition }, services: { NAME: [claim] } }`; `services` may be left out.
 *
 * @param value the parsed YAML or JSON
 * @returns the asks by their ids, in the order of the file
 * @throws MalformedError `ask_malformed`, and the errors of `ask`
 */
export function parseAsks(value: unknown): ReadonlyMap<string, Ask> {
  const { asks: file, services } = readMembers(value, ['asks', 'services'])
  const ownServices = services === undefined ? {} : readOwnServices(services)
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw malformed('the file has no asks')
  return new Map(Object.entries(file).map(([id, definition]) => [id, readAsk(id, definition, ownServices)]))
}
