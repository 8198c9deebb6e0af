import { nttRegencies } from '@lontar/documents/regions'
import { generateNik } from './generate-nik.ts'
import type { KtpFile } from './ktp-file.ts'
import type { SeededRandomBytes } from './seeded-random-bytes.ts'

const givenNames = {
  PEREMPUAN: ['MARIA', 'YULIANA', 'ROSALIA', 'THERESIA', 'AGNES', 'LUSIA'],
  'LAKI-LAKI': ['YOHANES', 'PETRUS', 'ANTONIUS', 'MARTINUS', 'FRANSISKUS', 'GABRIEL'],
} as const
const lastWords = ['CONTOH', 'MISALNYA', 'PERCOBAAN', 'REKAAN', 'UJIAN', 'CERITA']

/** What may be fixed about an invented person; the rest is drawn. */
export interface InventedTraits {
  /** 1 to 9999, unique within a test: the serial of the NIK. */
  readonly serial: number
  /** `YYYY-MM-DD`; by default between 1950 and 2005. */
  readonly birthdate?: string
}

/**
 * Invents a resident of NTT whose NIK belongs to nobody: its district part is 99, which is assigned nowhere. The names
 * say that they are examples.
 *
 * @param random the same stream invents the same people
 */
export function createPerson(random: SeededRandomBytes, traits: InventedTraits): KtpFile {
  const regency = pick(random, nttRegencies)
  const jenisKelamin = pick(random, ['PEREMPUAN', 'LAKI-LAKI'] as const)
  const { serial, birthdate = inventBirthdate(random) } = traits
  return {
    provinsi: 'NUSA TENGGARA TIMUR',
    kabupatenKota: regency.name.toUpperCase(),
    nik: generateNik({ regencyCode: regency.code, birthdate, jenisKelamin, serial }),
    nama: `${pick(random, givenNames[jenisKelamin])} ${pick(random, lastWords)}`,
    tempatLahir: regency.name.replace(/^(?:Kabupaten|Kota) /, '').toUpperCase(),
    tanggalLahir: birthdate.split('-').reverse().join('-'),
    jenisKelamin,
    kewarganegaraan: 'WNI',
    berlakuHingga: 'SEUMUR HIDUP',
  }
}

function inventBirthdate(random: SeededRandomBytes): string {
  const first = Date.UTC(1950, 0, 1) / 86_400_000
  const days = Math.floor((draw(random) / 2 ** 32) * 365.25 * 56)
  return new Date((first + days) * 86_400_000).toISOString().slice(0, 10)
}

function pick<Value>(random: SeededRandomBytes, values: readonly Value[]): Value {
  const value = values[draw(random) % values.length]
  if (value === undefined) throw new RangeError('There is nothing to pick from.')
  return value
}

function draw(random: SeededRandomBytes): number {
  return new DataView(random(4).buffer).getUint32(0)
}
