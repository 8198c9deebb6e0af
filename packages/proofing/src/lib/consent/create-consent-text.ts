import { invalidArgument } from '@lontar/credentials/errors'
import { hashText } from '@lontar/credentials/jose'
import { legalBases } from '@lontar/documents/ask'
import { type ConsentItem, type ConsentItemId, consentItemIds } from './consent-item.ts'
import { type ConsentTexts, consentTexts, consentTextVersion } from './consent-texts.ts'

/** The languages in which consent is asked for. */
export type ConsentLanguage = 'id' | 'en'

/** Who processes, and whom a person may turn to. */
export interface ConsentController {
  /** The name of the authority or company. */
  readonly name: string
  /** Its public URL; the `iss` of the receipts. */
  readonly url: string
  /** How the data protection officer is reached (UU 27/2022 article 53): an address, a telephone number. */
  readonly dataProtectionOfficer: string
}

/** What `createConsentText` needs. */
export interface ConsentTextInput {
  /** Who processes, and whom a person may turn to. */
  readonly controller: ConsentController
  /** What is asked for; shown in the order of `consentItemIds`. */
  readonly items: readonly ConsentItemId[]
  /** The language of the text. */
  readonly language: ConsentLanguage
  /** A version of the words; the newest by default. */
  readonly version?: string
}

/** One item as it is shown. */
export interface ConsentTextItem {
  /** Which item. */
  readonly id: ConsentItemId
  /** Its name, or that of the text. */
  readonly title: string
  /** What the data serves. */
  readonly purpose: string
  /** Which kinds of data. */
  readonly dataTypes: string
  /** Why the data is needed for that. */
  readonly relevance: string
  /** How long it is kept. */
  readonly retention: string
  /** The basis of article 20, in words. */
  readonly legalBasis: string
  /** True for specific data (UU 27/2022 article 4). */
  readonly specific: boolean
  /** True when the registration goes on without it. */
  readonly optional: boolean
  /** Never true: nothing is agreed to by silence. */
  readonly preselected: false
}

/** What a person reads before consenting, in one language (UU 27/2022 articles 21 and 22). */
export interface ConsentText {
  /** The version of the words. */
  readonly version: string
  /** The language of the text. */
  readonly language: ConsentLanguage
  /** Its name, or that of the text. */
  readonly title: string
  /** What to do with it. */
  readonly introduction: string
  /** What is asked for, each apart. */
  readonly items: readonly ConsentTextItem[]
  /** For how long the consent holds. */
  readonly period: string
  /** What the person may ask for afterwards. */
  readonly rights: readonly string[]
  /** Who agrees for a child. */
  readonly guardian: string
  /** Who processes, and how its data protection officer is reached. */
  readonly contact: string
  /** The whole as lines of plain text, for a terminal or paper. */
  readonly lines: readonly string[]
  /** SHA-256 of the lines, base64url; it stands in the receipt. */
  readonly digest: string
}

interface Words {
  readonly purpose: string
  readonly dataTypes: string
  readonly relevance: string
  readonly retention: string
  readonly basis: string
  readonly optional: string
  readonly rights: string
  contact(controller: ConsentController): string
}

const words: Readonly<Record<ConsentLanguage, Words>> = {
  id: {
    purpose: 'Tujuan',
    dataTypes: 'Data',
    relevance: 'Mengapa perlu',
    retention: 'Penyimpanan',
    basis: 'Dasar',
    optional: 'boleh tidak dipilih',
    rights: 'Hak Anda',
    contact: ({ name, url, dataProtectionOfficer }) =>
      `Pengendali data: ${name}, ${url}. Pejabat pelindungan data: ${dataProtectionOfficer}`,
  },
  en: {
    purpose: 'Purpose',
    dataTypes: 'Data',
    relevance: 'Why it is needed',
    retention: 'Kept for',
    basis: 'Basis',
    optional: 'may be left out',
    rights: 'Your rights',
    contact: ({ name, url, dataProtectionOfficer }) =>
      `Controller: ${name}, ${url}. Data protection officer: ${dataProtectionOfficer}`,
  },
}

/**
 * Writes what a person has to read before consenting: purpose, kinds of data, relevance, retention, basis, period and
 * rights, with each item apart and none of them chosen beforehand.
 *
 * @param input who asks for what, and in which language
 * @returns the text, its lines and their digest
 * @throws TypeError `ERR_INVALID_ARG_VALUE` for no item or one that the version does not have, an unknown version, or a controller without a contact
 * @see UU 27/2022 articles 16, 20, 21, 22 and 53
 */
export async function createConsentText(input: ConsentTextInput): Promise<ConsentText> {
  const { controller, language, version = consentTextVersion } = input
  const texts = Object.hasOwn(consentTexts, version) ? consentTexts[version] : undefined
  if (texts === undefined) throw invalidArgument('There is no such version of the consent text.')
  requireController(controller)
  const ids = consentItemIds.filter((id) => input.items.includes(id))
  if (ids.length === 0) throw invalidArgument('A consent is about one item at least.')
  const shown = ids.map((id) => showItem(id, consentItem(texts, id), language))
  const parts = {
    version,
    language,
    title: texts.title[language],
    introduction: texts.introduction[language],
    items: shown,
    period: texts.period[language],
    rights: texts.rights.map((right) => right[language]),
    guardian: texts.guardian[language],
    contact: words[language].contact(controller),
  }
  const lines = writeLines(parts)
  return Object.freeze({ ...parts, lines, digest: await hashText(lines.join('\n')) })
}

function requireController({ name, url, dataProtectionOfficer }: ConsentController): void {
  for (const text of [name, url, dataProtectionOfficer]) {
    if (!/^[^\p{Cc}]{1,300}$/u.test(text))
      throw invalidArgument('The controller has a name, a URL and a contact.')
  }
}

/**
 * The words of an item in a version.
 *
 * @throws TypeError `ERR_INVALID_ARG_VALUE` where the version does not have it
 */
export function consentItem({ items }: ConsentTexts, id: ConsentItemId): ConsentItem {
  const item = items[id]
  if (item === undefined) throw invalidArgument('That version of the consent text has no such item.')
  return item
}

function showItem(id: ConsentItemId, item: ConsentItem, language: ConsentLanguage): ConsentTextItem {
  return {
    id,
    title: item.title[language],
    purpose: item.purpose[language],
    dataTypes: item.dataTypes[language],
    relevance: item.relevance[language],
    retention: item.retention[language],
    legalBasis: legalBases[item.legalBasis][language],
    specific: item.specific,
    optional: item.optional,
    preselected: false,
  }
}

function writeLines(text: Omit<ConsentText, 'lines' | 'digest'>): readonly string[] {
  const word = words[text.language]
  const items = text.items.flatMap((item, index) => [
    `${index + 1}. ${item.title}${item.optional ? ` (${word.optional})` : ''}`,
    `   ${word.purpose}: ${item.purpose}`,
    `   ${word.dataTypes}: ${item.dataTypes}`,
    `   ${word.relevance}: ${item.relevance}`,
    `   ${word.retention}: ${item.retention}`,
    `   ${word.basis}: ${item.legalBasis}`,
  ])
  const rights = text.rights.map((right) => `- ${right}`)
  const head = [`${text.title} (${text.version})`, text.introduction]
  return [...head, ...items, text.period, text.guardian, `${word.rights}:`, ...rights, text.contact]
}
