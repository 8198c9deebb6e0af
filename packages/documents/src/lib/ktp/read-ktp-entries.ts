import { MalformedError } from '@lontar/credentials/errors'
import { isKtpKey, type KtpKey, optionalKtpKeys, requiredKtpKeys } from './ktp-keys.ts'
import { isLatinText } from './latin-text.ts'
import { readPrintedText } from './printed-text.ts'

/** The printed texts of a KTP file by their keys; every required key is there. */
export type KtpEntries = ReadonlyMap<KtpKey, string>

/** Reads the keys and texts of a KTP file without judging what the texts say. */
export function readKtpEntries(value: unknown): KtpEntries {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new MalformedError('ktp_malformed', 'A KTP file holds one JSON object.')
  }
  const entries = new Map<KtpKey, string>()
  for (const [key, member] of Object.entries(value)) {
    if (!isKtpKey(key)) throw unknownKey()
    const text = readPrintedText(member)
    if (text === undefined)
      throw new MalformedError('ktp_value_invalid', `The value of ${key} is not printed text.`)
    if (!isLatinText(text)) throw foreignAlphabet(key)
    entries.set(key, text)
  }
  for (const key of requiredKtpKeys) {
    if (!entries.has(key)) throw new MalformedError('ktp_malformed', `The KTP file lacks ${key}.`)
  }
  return entries
}

/** The key is not named: a value may have slipped into its place. */
function unknownKey(): MalformedError {
  const known = [...requiredKtpKeys, ...optionalKtpKeys].join(', ')
  return new MalformedError('ktp_key_unknown', `The KTP file has a key that is none of: ${known}.`)
}

function foreignAlphabet(key: KtpKey): MalformedError {
  return new MalformedError(
    'ktp_alphabet_foreign',
    `The value of ${key} has letters or digits of another alphabet; a KTP prints Latin letters and 0 to 9.`,
  )
}
