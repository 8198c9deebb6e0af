import type { KtpKey } from '../ktp-keys.ts'

/** A label of the card's body. */
export interface PrintedLabel {
  /** As the card prints it. */
  readonly printed: string
  /** The same in capital letters, and nothing but letters. */
  readonly letters: string
  /** The keys of the KTP file that its line gives. */
  readonly keys: readonly [KtpKey, ...KtpKey[]]
}

/** The labels of the card's body in their order, the same on both cards (UU 24/2013 article 64). */
export const printedLabels: readonly PrintedLabel[] = [
  { printed: 'NIK', letters: 'NIK', keys: ['nik'] },
  { printed: 'Nama', letters: 'NAMA', keys: ['nama'] },
  { printed: 'Tempat/Tgl Lahir', letters: 'TEMPATTGLLAHIR', keys: ['tempatLahir', 'tanggalLahir'] },
  { printed: 'Jenis Kelamin', letters: 'JENISKELAMIN', keys: ['jenisKelamin'] },
  { printed: 'Gol. Darah', letters: 'GOLDARAH', keys: ['golDarah'] },
  { printed: 'Alamat', letters: 'ALAMAT', keys: ['alamat'] },
  { printed: 'RT/RW', letters: 'RTRW', keys: ['rtRw'] },
  { printed: 'Kel/Desa', letters: 'KELDESA', keys: ['kelDesa'] },
  { printed: 'Kecamatan', letters: 'KECAMATAN', keys: ['kecamatan'] },
  { printed: 'Agama', letters: 'AGAMA', keys: ['agama'] },
  { printed: 'Status Perkawinan', letters: 'STATUSPERKAWINAN', keys: ['statusPerkawinan'] },
  { printed: 'Pekerjaan', letters: 'PEKERJAAN', keys: ['pekerjaan'] },
  { printed: 'Kewarganegaraan', letters: 'KEWARGANEGARAAN', keys: ['kewarganegaraan'] },
  { printed: 'Berlaku Hingga', letters: 'BERLAKUHINGGA', keys: ['berlakuHingga'] },
]
