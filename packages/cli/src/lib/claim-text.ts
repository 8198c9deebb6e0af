import type { JsonValue, LocalizedText } from '@lontar/credentials'
import { claimLabel, claims } from '@lontar/documents/credential-types'
import { terminalLine } from './terminal-text.ts'

/** What a person calls a claim; a name that is not in the register stands as it came. */
function claimNameText(name: string): LocalizedText {
  if (claims.some((claim) => claim.name === name)) return claimLabel(name)
  const shown = terminalLine(name)
  return { id: shown, en: shown }
}

/** Names in one line, in both languages. */
export function claimNamesText(names: readonly string[]): LocalizedText {
  const texts = names.map(claimNameText)
  return { id: texts.map(({ id }) => id).join(', '), en: texts.map(({ en }) => en).join(', ') }
}

/** A claim with its value, on one line. The issuer wrote the value, so nothing of it moves the terminal. */
export function claimLineText(name: string, value: JsonValue): LocalizedText {
  const label = claimNameText(name)
  const shown = (name === 'sex' && sexText(value)) || valueText(value)
  return { id: `${label.id}: ${shown.id}`, en: `${label.en}: ${shown.en}` }
}

/** ISO/IEC 5218, the two that a KTP knows. */
function sexText(value: JsonValue): LocalizedText | undefined {
  if (value === 1) return { id: 'laki-laki', en: 'male' }
  return value === 2 ? { id: 'perempuan', en: 'female' } : undefined
}

function valueText(value: JsonValue): LocalizedText {
  if (typeof value === 'boolean') return value ? { id: 'ya', en: 'yes' } : { id: 'tidak', en: 'no' }
  const shown = terminalLine(typeof value === 'string' ? value : JSON.stringify(value))
  return { id: shown, en: shown }
}
