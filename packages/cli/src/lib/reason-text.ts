import { ktpFindingText } from '@lontar/documents/ktp'
import type { DecisionReason } from '@lontar/proofing'
import { elementNames } from './element-names.ts'
import type { Invocation } from './invocation.ts'

/** A reason with what it is about, in words: elements by their names, findings of a document by their texts. */
export function reasonText(
  invocation: Invocation,
  { text, about = [] }: Pick<DecisionReason, 'text' | 'about'>,
): string {
  const names = about.map((name) => {
    const known = Object.hasOwn(elementNames, name) ? elementNames[name] : ktpFindingText(name)
    return known === undefined ? name : withoutFullStop(invocation.text(known))
  })
  return names.length === 0 ? invocation.text(text) : `${invocation.text(text)}: ${names.join(', ')}`
}

/** A finding is a sentence, and here part of another. */
function withoutFullStop(text: string): string {
  return text.replace(/\.$/, '')
}
