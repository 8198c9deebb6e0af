import type { JsonObject, JsonValue } from '@lontar/credentials'
import { assemble, assembleSigned, dissect } from '../compact.ts'
import type { Mutate, Mutation } from '../mutator.ts'
import type { SeededChoices } from '../seeded-choices.ts'

export const hostileValues: readonly JsonValue[] = [
  null,
  true,
  0,
  -1,
  1e15,
  '',
  'x',
  [],
  {},
  ['x'],
  { id: 'x' },
  { _sd: ['x'] },
  { '...': 'x' },
  '\u0000',
  'https://attacker.example',
  'none',
  'did:web:attacker.example',
]

const headerNames = [
  'alg',
  'typ',
  'kid',
  'crit',
  'b64',
  'jwk',
  'jku',
  'x5c',
  'x5u',
  'cty',
  'zip',
  'enc',
  'iss',
]
const claimNames = [
  'iss',
  'sub',
  'aud',
  'exp',
  'nbf',
  'iat',
  'jti',
  'cnf',
  'vct',
  'status',
  'vc',
  'vp',
  '_sd_alg',
  'x',
]

/** Changes, adds or removes a member of the header, under the old signature. */
export const editHeader: Mutate<'token'> = async ({ artefact, choices }) => {
  const parts = dissect(artefact.text)
  return assemble({ ...parts, header: edit(parts.header, headerNames, choices) })
}

/** Changes, adds or removes a claim at any depth, under the old signature. */
export const editClaim: Mutate<'token'> = async ({ artefact, choices }) => {
  const parts = dissect(artefact.text)
  return assemble({ ...parts, payload: editDeep(parts.payload, choices) })
}

/** Signed by a key that nobody trusts, with and without a claim changed. */
export const resignByStranger: Mutate<'token'> = async (mutation) => {
  const { cast, choices } = mutation
  const names = [{}, { kid: cast.stranger.keyId }, { jwk: { ...cast.stranger.publicJwk } }]
  return resign(mutation, cast.stranger, choices.pick(names))
}

/** Signed by an issuer who is trusted for another type, in the name of either. */
export const resignByOtherIssuer: Mutate<'token'> = async (mutation) => {
  const { cast, choices } = mutation
  return resign(mutation, cast.otherIssuer, choices.pick([{}, { kid: cast.otherIssuer.keyId }]))
}

async function resign(
  { artefact, choices }: Mutation<'token'>,
  signer: Mutation<'token'>['cast']['stranger'],
  header: JsonObject,
): Promise<string> {
  const parts = dissect(artefact.text)
  const [iss] = signer.keyId.split('#')
  const payload = choices.pick([
    parts.payload,
    { ...parts.payload, ...nameOf(parts.payload, iss ?? '') },
    editDeep(parts.payload, choices),
  ])
  const { rest } = parts
  const { kid, ...unnamed } = { ...parts.header, ...header }
  const named = kid === undefined || choices.integer(8) === 0 ? unnamed : { ...unnamed, kid }
  return assembleSigned({ header: { ...named, alg: signer.algorithm }, payload, rest }, signer)
}

function nameOf(payload: JsonObject, iss: string): JsonObject {
  return { ...('iss' in payload && { iss }), ...('issuer' in payload && { issuer: iss }) }
}

/** Signed by its own signer with times that are over, to come, missing or no times. */
export const editTimes: Mutate<'token'> = async ({ artefact, choices }) => {
  if (artefact.wrongTimes.length === 0) return undefined
  return signChanged(artefact, choices.pick(artefact.wrongTimes))
}

/** Signed by its own signer with a status that is revoked, unreachable, missing or no status. */
export const editStatus: Mutate<'token'> = async ({ artefact, choices }) => {
  if (artefact.wrongStatuses.length === 0) return undefined
  return signChanged(artefact, choices.pick(artefact.wrongStatuses))
}

async function signChanged(
  { text, signer }: Mutation<'token'>['artefact'],
  changes: JsonObject,
): Promise<string> {
  const { header, payload, rest } = dissect(text)
  const changed = Object.entries({ ...payload, ...changes }).filter(([, value]) => value !== undefined)
  return assembleSigned({ header, payload: Object.fromEntries(changed), rest }, signer)
}

function editDeep(object: JsonObject, choices: SeededChoices): JsonObject {
  const inner = Object.entries(object).filter(([, value]) => isObject(value))
  if (inner.length === 0 || choices.integer(3) > 0) return edit(object, claimNames, choices)
  const [name, value] = choices.pick(inner)
  return { ...object, [name]: editDeep(value as JsonObject, choices) }
}

function edit(object: JsonObject, names: readonly string[], choices: SeededChoices): JsonObject {
  const own = Object.keys(object)
  const name = choices.pick(own.length > 0 && choices.integer(2) === 0 ? own : names)
  if (choices.integer(4) === 0 && name in object) {
    return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))
  }
  const old = object[name]
  const value = typeof old === 'string' && choices.integer(2) === 0 ? `${old}x` : choices.pick(hostileValues)
  return { ...object, [name]: value }
}

function isObject(value: JsonValue | undefined): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
