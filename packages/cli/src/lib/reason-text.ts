import type { LocalizedText } from '@lontar/credentials'
import type { DecisionReason } from '@lontar/proofing'
import type { Invocation } from './invocation.ts'

/** What the registry is asked about, in the words of the card. */
export const elementNames: Readonly<Record<string, LocalizedText>> = {
  name: { id: 'nama', en: 'name' },
  birthplace: { id: 'tempat lahir', en: 'place of birth' },
  birthdate: { id: 'tanggal lahir', en: 'date of birth' },
  sex: { id: 'jenis kelamin', en: 'sex' },
  province: { id: 'provinsi', en: 'province' },
  regency: { id: 'kabupaten/kota', en: 'regency or city' },
  citizenship: { id: 'kewarganegaraan', en: 'citizenship' },
}

/** A reason with what it is about: elements by their names, findings of a document by their codes. */
export function reasonText(
  invocation: Invocation,
  { text, about = [] }: Pick<DecisionReason, 'text' | 'about'>,
): string {
  const names = about.map((name) => {
    const known = Object.hasOwn(elementNames, name) ? elementNames[name] : undefined
    return known === undefined ? name : invocation.text(known)
  })
  return names.length === 0 ? invocation.text(text) : `${invocation.text(text)}: ${names.join(', ')}`
}
