import { MalformedError } from '@lontar/credentials/errors'

/** What a passport file holds: the zone as it was typed or read, and the files of the chip where it was read. */
export interface PassportFile {
  /** The lines of the machine-readable zone, for `parseMrz`. */
  readonly mrz: readonly string[]
  /** The files of the chip, for `verifyPassportChip`. */
  readonly chip?: {
    /** EF.SOD. */
    readonly sod: Uint8Array
    /** DG1. */
    readonly dg1: Uint8Array
    /** DG2, the portrait. */
    readonly dg2?: Uint8Array
  }
}

/** The longest text of a file of the chip, in base64: 1 MiB. */
const maxLength = 1_400_000

/**
 * Reads a passport file: `{ "mrz": [line, line], "chip": { "sod", "dg1", "dg2" } }`, the files of the chip in base64.
 * `chip` may be absent, and `dg2` within it. Unknown keys are refused and not repeated.
 *
 * @param value parsed JSON
 * @throws MalformedError `passport_malformed` for every other shape; the message names the key, never the value
 */
export function parsePassportFile(value: unknown): PassportFile {
  const { mrz, chip } = readMembers(value, ['mrz', 'chip'], 'the file')
  if (!Array.isArray(mrz) || mrz.length !== 2 || !mrz.every((line) => typeof line === 'string'))
    throw malformed('mrz is not two lines')
  if (chip === undefined) return { mrz }
  const { sod, dg1, dg2 } = readMembers(chip, ['sod', 'dg1', 'dg2'], 'chip')
  return {
    mrz,
    chip: {
      sod: readBytes('sod', sod),
      dg1: readBytes('dg1', dg1),
      ...(dg2 !== undefined && { dg2: readBytes('dg2', dg2) }),
    },
  }
}

function readMembers(
  value: unknown,
  names: readonly string[],
  place: string,
): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(`${place} is no object`)
  const entries = Object.entries(value)
  if (entries.some(([name]) => !names.includes(name))) {
    throw malformed(`${place} has a key that is none of: ${names.join(', ')}`)
  }
  return Object.fromEntries(entries)
}

function readBytes(name: string, value: unknown): Uint8Array {
  const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/
  if (typeof value !== 'string' || value === '' || value.length > maxLength || !base64.test(value))
    throw malformed(`${name} is not base64`)
  return Uint8Array.from(atob(value), (character) => character.charCodeAt(0))
}

function malformed(what: string): MalformedError {
  return new MalformedError('passport_malformed', `The passport file cannot be read: ${what}.`)
}
