import type { RegistryAnswer, RegistryFieldAnswer, RegistryState } from './population-registry.ts'

const states: readonly RegistryState[] = [
  'active',
  'dead',
  'duplicate',
  'inactive',
  'not_found',
  'bad_format',
  'unavailable',
]

/** The answer that no register gave. */
export const noAnswer: RegistryAnswer = { state: 'unavailable', fields: {}, txn: '' }

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isState(value: unknown): value is RegistryState {
  return states.some((state) => state === value)
}

function isFieldAnswer(value: unknown): value is RegistryFieldAnswer {
  if (!isObject(value) || typeof value.match !== 'boolean') return false
  const score = value.score
  return score === undefined || (typeof score === 'number' && score >= 0 && score <= 100)
}

function isAnswer(value: unknown): value is RegistryAnswer {
  return (
    isObject(value) &&
    isState(value.state) &&
    typeof value.txn === 'string' &&
    isObject(value.fields) &&
    Object.values(value.fields).every(isFieldAnswer)
  )
}

/**
 * Takes an adapter's answer only when it is readable and, for an active person, about every element that was asked
 * and under a reference that can be kept as evidence. Anything else is no answer.
 */
export function readRegistryAnswer(value: unknown, elements: readonly string[]): RegistryAnswer {
  if (!isAnswer(value)) return noAnswer
  if (value.state !== 'active') return value
  const isWhole = value.txn !== '' && elements.every((element) => Object.hasOwn(value.fields, element))
  return isWhole ? value : noAnswer
}
