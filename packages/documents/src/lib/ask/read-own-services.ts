import { VerificationError } from '@lontar/credentials/errors'
import { namedPart, readWithin } from './ask-place.ts'
import { malformed, readEach, readText } from './read-ask-definition.ts'
import { mayAsk, type OwnServices, services } from './services.ts'

/**
 * Reads the asker's own services, `{ NAME: [claim] }`.
 *
 * @param value from a file or a caller; at most 64 services of at most 64 claims
 * @throws MalformedError `ask_malformed` for another shape, and for the name of a registered service
 * @throws VerificationError `ask_exceeds_service` for a claim that only a registered service may ask
 */
export function readOwnServices(value: unknown): OwnServices {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed('its own services are not an object')
  const entries = Object.entries(value)
  if (entries.length > 64) throw malformed('it has more than 64 services of its own')
  return Object.fromEntries(
    entries.map(([name, claims], index) => {
      const part = namedPart('service', name, index)
      return [name, readWithin(part, () => readOwnService(name, claims))]
    }),
  )
}

function readOwnService(name: string, value: unknown): readonly string[] {
  const claims = readEach(value, readText)
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(name)) throw malformed('a service of its own has no short name')
  if (Object.hasOwn(services, name)) throw malformed('a service of its own is in the register')
  if (!claims.every((claim) => mayAsk(name, claim, { [name]: claims })))
    throw new VerificationError(
      'ask_exceeds_service',
      'A service of the asker names a claim that only the register gives.',
    )
  return claims
}
