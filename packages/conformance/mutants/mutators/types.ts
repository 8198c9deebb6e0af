import { assembleSigned, dissect } from '../compact.ts'
import type { Mutate } from '../mutator.ts'

const types = [
  'JWT',
  'vc+jwt',
  'vp+jwt',
  'vc+sd-jwt',
  'dc+sd-jwt',
  'kb+jwt',
  'statuslist+jwt',
  'at+jwt',
  'dpop+jwt',
  '',
]

/** Offers another kind of token, or the same one validly signed under another type. */
export const confuseType: Mutate = async ({ artefact, others, choices }) => {
  const strangers = others.filter(({ lane }) => lane !== artefact.lane)
  if (artefact.kind === 'document' || choices.integer(2) === 0) return choices.pick(strangers).text
  const { header, payload, rest } = dissect(artefact.text)
  const typ = choices.pick(types.filter((type) => type !== header.typ))
  return assembleSigned({ header: { ...header, typ }, payload, rest }, artefact.signer)
}
