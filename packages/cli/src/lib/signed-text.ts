import type { LocalizedText } from '@lontar/credentials'
import { MalformedError } from '@lontar/credentials/errors'
import { type Explained, explained } from './explained.ts'
import { type FileSource, fileOf } from './text-file.ts'

/** True for text that begins as JSON does, such as the whole of what `wallet show` gives; no signed text does. */
export function isJsonObjectText(text: string): boolean {
  return text.trimStart().startsWith('{')
}

/** What to give in the place of JSON. */
export function signedTextHint(source: FileSource): LocalizedText {
  const { id, en } = fileOf(source)
  return {
    id: `${id} berisi JSON; yang seharusnya di situ hanya teks bertanda tangan, misalnya anggota \`credential\` dari \`lontar wallet show\``,
    en: `${en} holds JSON; the signed text alone belongs there, such as the member \`credential\` of what \`lontar wallet show\` gives`,
  }
}

/** The refusal of JSON. */
export function notTheSignedText(source: FileSource): Explained<MalformedError> {
  const { id, en } = signedTextHint(source)
  return explained(new MalformedError('jws_malformed', en), id)
}
