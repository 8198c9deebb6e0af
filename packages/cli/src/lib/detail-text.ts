import { errorCatalogue } from '@lontar/credentials/error-catalogue'
import type { LontarError } from '@lontar/credentials/errors'
import { detailPhrases, detailTexts } from './detail-texts.ts'
import { elementNames } from './element-names.ts'

/**
 * The Indonesian of a message of another package.
 *
 * @returns `undefined` when there is none: then the message stays English.
 */
export function indonesianDetail({
  code,
  message,
}: Pick<LontarError, 'code' | 'message'>): string | undefined {
  return fromTable(message) ?? aboutElements(code, message)
}

/** A reason against an applicant: the title of its code, and what it is about. */
function aboutElements(code: LontarError['code'], message: string): string | undefined {
  const { title } = errorCatalogue[code]
  if (!message.startsWith(title.en) || !message.endsWith('.')) return undefined
  const rest = message.slice(title.en.length, -1)
  if (rest === '') return `${title.id}.`
  if (!rest.startsWith(': ')) return undefined
  const names = rest.slice(2).split(', ')
  return `${title.id}: ${names.map((name) => own(elementNames, name)?.id ?? name).join(', ')}.`
}

function fromTable(message: string): string | undefined {
  const whole = own(detailTexts, message)
  if (whole !== undefined) return whole
  for (const [english, indonesian] of Object.entries(detailTexts)) {
    const values = english.includes('{}') ? valuesIn(message, english) : undefined
    if (values !== undefined) return fill(indonesian, values)
  }
  return undefined
}

/** What stands in the places of `{}`. */
function valuesIn(message: string, template: string): readonly string[] | undefined {
  const parts = template.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${parts.join('(.+?)')}$`).exec(message)?.slice(1)
}

function fill(template: string, values: readonly string[]): string {
  const [first = '', ...parts] = template.split('{}')
  return parts.reduce((text, part, index) => {
    const value = values[index] ?? ''
    return `${text}${own(detailPhrases, value) ?? value}${part}`
  }, first)
}

function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined
}
