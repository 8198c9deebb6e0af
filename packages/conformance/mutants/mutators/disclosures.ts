import { decodeBase64Url, decodeUtf8 } from '@lontar/credentials/jose'
import type { Artefact, Token } from '../artefact.ts'
import { encodePart } from '../compact.ts'
import type { Mutate, Mutation } from '../mutator.ts'

interface SdJwtText {
  readonly jwt: string
  readonly disclosures: readonly string[]
  readonly keyBinding: string
}

function split({ artefact: { text, isSdJwt } }: Mutation<'token'>): SdJwtText | undefined {
  if (!isSdJwt) return undefined
  const [jwt = '', ...rest] = text.split('~')
  return { jwt, disclosures: rest.slice(0, -1), keyBinding: rest.at(-1) ?? '' }
}

function join({ jwt, disclosures, keyBinding }: SdJwtText): string {
  return [jwt, ...disclosures, keyBinding].join('~')
}

function isSdJwt(artefact: Artefact): artefact is Token {
  return artefact.kind === 'token' && artefact.isSdJwt
}

/** Adds an invented disclosure, or one of another credential. */
export const addDisclosure: Mutate<'token'> = async (mutation) => {
  const parts = split(mutation)
  if (parts === undefined) return undefined
  const { choices, others } = mutation
  const foreign = others
    .filter((other) => isSdJwt(other) && other.text !== mutation.artefact.text)
    .flatMap(({ text }) => text.split('~').slice(1, -1))
    .filter((disclosure) => !parts.disclosures.includes(disclosure))
  const invented = encodePart([`salt ${choices.integer(1e9)}`, 'nik', 'x'])
  const place = choices.integer(parts.disclosures.length + 1)
  return join({
    ...parts,
    disclosures: parts.disclosures.toSpliced(place, 0, choices.pick([invented, ...foreign])),
  })
}

/** Drops a disclosure of a presentation; at rest a holder may. */
export const dropDisclosure: Mutate<'token'> = async (mutation) => {
  const parts = split(mutation)
  if (parts === undefined || !mutation.artefact.isBound || parts.disclosures.length === 0) return undefined
  const place = mutation.choices.integer(parts.disclosures.length)
  return join({ ...parts, disclosures: parts.disclosures.toSpliced(place, 1) })
}

/** Sends a disclosure twice. */
export const duplicateDisclosure: Mutate<'token'> = async (mutation) => {
  const parts = split(mutation)
  if (parts === undefined || parts.disclosures.length === 0) return undefined
  const { choices } = mutation
  const place = choices.integer(parts.disclosures.length + 1)
  return join({
    ...parts,
    disclosures: parts.disclosures.toSpliced(place, 0, choices.pick(parts.disclosures)),
  })
}

/** Changes the salt, the name or the value of a disclosure, or only its white space. */
export const editDisclosure: Mutate<'token'> = async (mutation) => {
  const parts = split(mutation)
  if (parts === undefined || parts.disclosures.length === 0) return undefined
  const { choices } = mutation
  const place = choices.integer(parts.disclosures.length)
  const elements = JSON.parse(decodeUtf8(decodeBase64Url(parts.disclosures[place] ?? ''))) as unknown[]
  const variants: readonly unknown[] = [
    elements.with(0, 'another salt'),
    elements.with(elements.length - 1, choices.pick(['x', true, false, null, 0, ['x'], { x: 'x' }])),
    elements.with(1, choices.pick(['nik', 'exp', 'cnf', '_sd', '...', '__proto__', 7])),
    elements.slice(0, -1),
    [...elements, 'more'],
    { ...elements },
    choices.pick(['x', null, 7, []]),
  ]
  const edited = encodePart(choices.pick(variants))
  return edited === parts.disclosures[place]
    ? undefined
    : join({ ...parts, disclosures: parts.disclosures.with(place, edited) })
}

/** Takes the key binding of another presentation, of another request, or none. */
export const swapKeyBinding: Mutate<'token'> = async (mutation) => {
  const parts = split(mutation)
  if (parts === undefined) return undefined
  const { artefact, choices, others } = mutation
  const bindings = others
    .filter((other) => isSdJwt(other) && other.isBound)
    .map(({ text }) => text.split('~').at(-1) ?? '')
    .filter((binding) => binding !== parts.keyBinding)
  const candidates = artefact.isBound ? [...bindings, ''] : bindings
  return join({ ...parts, keyBinding: choices.pick(candidates) })
}
