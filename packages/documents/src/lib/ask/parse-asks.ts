import type { Ask } from './ask.ts'
import { namedPart, readWithin } from './ask-place.ts'
import { readAsk } from './create-ask.ts'
import { malformed, readMembers } from './read-ask-definition.ts'
import { readOwnServices } from './read-own-services.ts'

/**
 * Reads the file of asks, `{ asks: { ID: definition }, services: { NAME: [claim] } }`; `services` may be left out.
 *
 * @param value the parsed YAML or JSON
 * @returns the asks by their ids, in the order of the file
 * @throws MalformedError `ask_malformed`, and the errors of `ask`; the message says which ask and which key
 */
export function parseAsks(value: unknown): ReadonlyMap<string, Ask> {
  const { asks: file, services } = readMembers(value, ['asks', 'services'])
  const ownServices =
    services === undefined ? {} : readWithin('key services', () => readOwnServices(services))
  if (typeof file !== 'object' || file === null || Array.isArray(file))
    throw malformed('the file has no asks')
  return new Map(
    Object.entries(file).map(([id, definition], index) => {
      const part = namedPart('ask', id, index)
      return [id, readWithin(part, () => readAsk(id, definition, ownServices))]
    }),
  )
}
