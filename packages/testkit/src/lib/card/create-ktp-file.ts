import { createPerson, type InventedTraits } from '../create-person.ts'
import type { KtpFile } from '../ktp-file.ts'
import type { SeededRandomBytes } from '../seeded-random-bytes.ts'

const streets = ['JL. CONTOH', 'JL. MISALNYA', 'JL. PERCOBAAN', 'DUSUN REKAAN', 'LORONG UJIAN']
const villages = ['CONTOH', 'MISALNYA', 'REKAAN', 'PERCOBAAN BARAT', 'UJIAN TIMUR']
const occupations = [
  'PETANI/PEKEBUN',
  'KARYAWAN SWASTA',
  'MENGURUS RUMAH TANGGA',
  'PELAJAR/MAHASISWA',
  'WIRASWASTA',
  'GURU',
  'NELAYAN/PERIKANAN',
  'PERAWAT',
]

/** Invents a whole card: a person as `createPerson` makes one, with every field that a card prints. */
export function createKtpFile(random: SeededRandomBytes, traits: InventedTraits): KtpFile {
  const person = createPerson(random, traits)
  const number = (most: number): number => 1 + (((random(1)[0] ?? 0) * 256 + (random(1)[0] ?? 0)) % most)
  const pick = (values: readonly string[]): string => values[number(values.length) - 1] ?? ''
  const padded = (value: number, length: number): string => String(value).padStart(length, '0')
  return {
    ...person,
    golDarah: pick(['A', 'B', 'AB', 'O', '-']),
    alamat: `${pick(streets)} NO. ${number(180)}`,
    rtRw: `${padded(number(40), 3)}/${padded(number(20), 3)}`,
    kelDesa: pick(villages),
    kecamatan: pick(villages),
    agama: pick(['ISLAM', 'KRISTEN', 'KATOLIK', 'HINDU']),
    statusPerkawinan: pick(['BELUM KAWIN', 'KAWIN', 'CERAI HIDUP', 'CERAI MATI']),
    pekerjaan: pick(occupations),
    tempatTerbit: person.kabupatenKota.replace(/^KABUPATEN /, ''),
    tanggalTerbit: `${padded(number(28), 2)}-${padded(number(12), 2)}-${2012 + number(12)}`,
  }
}
