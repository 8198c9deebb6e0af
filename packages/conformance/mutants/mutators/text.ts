import type { Mutate } from '../mutator.ts'

const characters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~=+/ \n\u0000\u00e9'

/** Replaces, removes or inserts one character. */
export const flipCharacter: Mutate = async ({ artefact: { text }, choices }) => {
  const offset = choices.integer(text.length)
  const character = choices.pick([...characters])
  const kept = choices.pick([offset, offset + 1])
  return text.slice(0, offset) + choices.pick([character, character, '']) + text.slice(kept)
}

/** Exchanges two segments of one artefact, or one with that of another. */
export const swapSegments: Mutate = async ({ artefact, others, choices }) => {
  const parts = artefact.text.split(/([.~])/)
  const places = parts.map((_, index) => index).filter((index) => index % 2 === 0)
  const [first, second] = [choices.pick(places), choices.pick(places)]
  const foreign = choices.pick(others).text.split(/[.~]/)
  const swapped = [...parts]
  swapped[first] = choices.pick([parts[second] ?? '', choices.pick(foreign)])
  if (choices.integer(2) === 0) swapped[second] = parts[first] ?? ''
  return swapped.join('')
}

/** Another text for the same bytes: padding, the other alphabet, unused bits, white space, case of escapes. */
export const twinEncoding: Mutate<'token'> = async ({ artefact: { text }, choices }) => {
  const segments = text.split(/([.~])/)
  const places = segments.flatMap((segment, index) => (index % 2 === 0 && segment !== '' ? [index] : []))
  const place = choices.pick(places)
  const segment = segments[place] ?? ''
  const twins = [
    `${segment}=`,
    `${segment}==`,
    ` ${segment}`,
    `${segment}\n`,
    `\ufeff${segment}`,
    segment.replaceAll('-', '+').replaceAll('_', '/'),
    encodeURIComponent(segment).replaceAll('-', '%2D'),
    withUnusedBits(segment, choices.integer(16)),
  ]
  segments[place] = choices.pick(twins)
  return segments.join('')
}

/** The last character of 4n + 2 or 4n + 3 has unused bits, which many decoders ignore. */
function withUnusedBits(segment: string, addend: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(segment.at(-1) ?? '')
  const unused = segment.length % 4 === 2 ? 16 : segment.length % 4 === 3 ? 4 : 1
  return segment.slice(0, -1) + (alphabet[last - (last % unused) + (addend % unused)] ?? '')
}
