import { createHash } from 'node:crypto'
import { inspect } from 'node:util'
import type { KtpCard } from '@lontar/documents/ktp'

/** An invented person of whom every value is a mark. District 99 is assigned nowhere. */
export const marked = {
  nik: '5371995708908642',
  name: 'ZULAIKHA MARKEDNAME',
  placeOfBirth: 'MARKEDBIRTHPLACE',
  birthdate: '1990-08-17',
  streetAddress: 'JL. MARKEDSTREET NO. 8',
  village: 'MARKEDVILLAGE',
} as const

export const markedCard: KtpCard = {
  ...marked,
  province: { code: '53', name: 'NUSA TENGGARA TIMUR' },
  regency: { code: '53.71', name: 'KOTA KUPANG' },
  sex: 'female',
  citizenship: 'WNI',
  validity: { kind: 'lifetime' },
}

/** The same person as a KTP file. */
export const markedFile = {
  provinsi: 'NUSA TENGGARA TIMUR',
  kabupatenKota: 'KOTA KUPANG',
  nik: marked.nik,
  nama: marked.name,
  tempatLahir: marked.placeOfBirth,
  tanggalLahir: '17-08-1990',
  jenisKelamin: 'PEREMPUAN',
  kewarganegaraan: 'WNI',
  berlakuHingga: 'SEUMUR HIDUP',
  alamat: marked.streetAddress,
  kelDesa: marked.village,
}

/** A mark to put wherever an attacker or a fault may put something. */
export const mark = 'MARKEDSECRET'

/** Everything that a search for a leak looks at. */
export interface Search {
  /** Makes a text a mark as well: a token, a code, a credential, a key. Each part of a compound counts. */
  add(...texts: readonly string[]): void
  /** The marks that a text holds. */
  find(text: string): readonly string[]
}

/** Starts a search for every value of the marked person, plain and in the forms that a log would still betray. */
export function createSearch(): Search {
  const values = [...Object.values(marked), '17-08-1990', mark, 'MARKED']
  const needles = new Set(values.flatMap(formsOf))
  return {
    add: (...texts) => {
      for (const text of texts.flatMap((whole) => [whole, ...whole.split(/[.~]/)])) {
        if (text.length >= 6) needles.add(text)
      }
    },
    find: (text) => [...needles].filter((needle) => text.toUpperCase().includes(needle.toUpperCase())),
  }
}

function formsOf(value: string): readonly string[] {
  const sha256 = createHash('sha256').update(value)
  const bytes = Buffer.from(value)
  return [
    value,
    encodeURIComponent(value),
    bytes.toString('hex'),
    bytes.toString('base64url'),
    sha256.copy().digest('hex'),
    sha256.digest('base64url'),
  ]
}

/** Everything that anyone could log of a value: an error with its causes, a response, a verdict. */
export async function everythingOf(value: unknown): Promise<string> {
  if (value instanceof Response) {
    return [value.status, ...[...value.headers].flat(), await value.clone().text()].join('\n')
  }
  const parts = [String(value), JSON.stringify(value), inspect(value, { depth: 20, showHidden: true })]
  if (value instanceof Error) parts.push(value.message, value.stack ?? '', await everythingOf(value.cause))
  return parts.join('\n')
}
