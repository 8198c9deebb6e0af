import { type Check, type CheckId, unknown } from '@lontar/credentials'

/** Every check of a response, in the order in which they run. */
const checkOrder: readonly CheckId[] = [
  'format',
  'issuer_trust',
  'signature',
  'disclosures',
  'type',
  'validity',
  'holder_binding',
  'status',
  'query',
  'conditions',
]

/**
 * Puts the checks of a refused response in their order and adds those that could not be made: they are unknown, and
 * carry the code of what stood in their way.
 *
 * @param checks the checks that were made, one of them not ok
 * @param spec the specification and section that ask for the whole
 * @returns all ten checks
 */
export function completeChecks(checks: readonly Check[], spec: string): readonly Check[] {
  const code = checks.find(({ state }) => state === 'failed' || state === 'unknown')?.code ?? 'internal'
  return checkOrder.map((id) => checks.find((check) => check.id === id) ?? unknown(id, code, spec))
}
