import type { JsonObject, JsonValue } from '@lontar/credentials'
import { isJsonObject } from '@lontar/credentials/jose'
import type { Mutate } from '../mutator.ts'
import type { SeededChoices } from '../seeded-choices.ts'
import { hostileValues } from './claims.ts'

const names = [
  'id',
  'controller',
  'verificationMethod',
  'assertionMethod',
  'publicKeyJwk',
  'publicKeyMultibase',
  'expires',
  'revoked',
  'd',
  'proof',
  'parameters',
  'state',
  'portable',
  'deactivated',
  'witness',
  'updateKeys',
  'nextKeyHashes',
  'vct',
  'extends',
  'claims',
  'display',
  'x',
]

/** Changes, adds or removes a member or an element at any depth of one of the JSON texts of a document. */
export const editDocument: Mutate<'document'> = async ({ artefact, choices }) => {
  const lines = artefact.text.split('\n')
  const place = choices.integer(lines.length)
  const edited = editDeep(JSON.parse(lines[place] ?? '') as JsonValue, choices)
  return lines.with(place, JSON.stringify(edited)).join('\n')
}

/** Drops, repeats or exchanges lines of a document that has several. */
export const editLines: Mutate<'document'> = async ({ artefact, choices }) => {
  const lines = artefact.text.split('\n')
  if (lines.length === 1) return undefined
  const [one, other] = [choices.integer(lines.length), choices.integer(lines.length)]
  const edited = choices.pick([
    lines.toSpliced(one, 1),
    lines.toSpliced(one, 0, lines[other] ?? ''),
    lines.with(one, lines[other] ?? '').with(other, lines[one] ?? ''),
    lines.slice(0, one),
  ])
  return edited.join(choices.pick(['\n', '\n', '\n\n', '\r\n', '']))
}

/** Writes a history or a proof anew, with everything right but the key. */
export const forgeDocument: Mutate<'document'> = async ({ artefact, choices }) => artefact.forge?.(choices)

function editDeep(value: JsonValue, choices: SeededChoices): JsonValue {
  const inner = Object.entries(value ?? {}).filter(
    ([, member]) => typeof member === 'object' && member !== null,
  )
  if (inner.length > 0 && choices.integer(4) > 0) {
    const [name, member] = choices.pick(inner)
    const edited = editDeep(member as JsonValue, choices)
    return Array.isArray(value)
      ? (value as readonly JsonValue[]).with(Number(name), edited)
      : { ...(value as JsonObject), [name]: edited }
  }
  return isJsonObject(value) ? editObject(value, choices) : editList(value, choices)
}

function editObject(object: JsonObject, choices: SeededChoices): JsonObject {
  const own = Object.keys(object)
  const name = choices.pick(own.length > 0 && choices.integer(3) > 0 ? own : names)
  if (choices.integer(4) === 0 && name in object) {
    return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))
  }
  const old = object[name]
  const isText = typeof old === 'string' && choices.integer(2) === 0
  return { ...object, [name]: isText ? `${old}x` : choices.pick(hostileValues) }
}

function editList(list: JsonValue, choices: SeededChoices): JsonValue {
  if (!Array.isArray(list)) return choices.pick(hostileValues)
  const place = choices.integer(list.length + 1)
  const elements = list as readonly JsonValue[]
  return choices.pick([
    elements.toSpliced(place, 1),
    elements.toSpliced(place, 0, choices.pick(hostileValues)),
    elements.toSpliced(place, 1, choices.pick(hostileValues)),
  ])
}
