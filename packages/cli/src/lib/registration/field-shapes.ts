import type { LocalizedText } from '@lontar/credentials'
import type { KtpKey } from '@lontar/documents/ktp'

const date: LocalizedText = { id: 'HH-BB-TTTT', en: 'DD-MM-YYYY' }

/** The shape of what a card prints, where not any text will do. */
export const fieldShapes: Readonly<Partial<Record<KtpKey, LocalizedText>>> = {
  provinsi: { id: 'nama provinsi, seperti NUSA TENGGARA TIMUR', en: 'a province, as NUSA TENGGARA TIMUR' },
  kabupatenKota: {
    id: 'KOTA atau KABUPATEN dan namanya, dari provinsi itu',
    en: 'KOTA or KABUPATEN and its name, of that province',
  },
  nik: { id: '16 angka', en: '16 digits' },
  tanggalLahir: date,
  jenisKelamin: {
    id: 'LAKI-LAKI atau PEREMPUAN; pada kartu orang asing MALE atau FEMALE',
    en: "LAKI-LAKI or PEREMPUAN; MALE or FEMALE on a foreigner's card",
  },
  golDarah: { id: 'A, B, AB, O, atau -', en: 'A, B, AB, O, or -' },
  rtRw: { id: '000/000', en: '000/000' },
  statusPerkawinan: {
    id: 'BELUM KAWIN, KAWIN, CERAI HIDUP, atau CERAI MATI',
    en: 'BELUM KAWIN, KAWIN, CERAI HIDUP or CERAI MATI',
  },
  kewarganegaraan: { id: 'WNI, atau nama negara lain', en: 'WNI, or the name of another country' },
  berlakuHingga: { id: 'SEUMUR HIDUP atau HH-BB-TTTT', en: 'SEUMUR HIDUP or DD-MM-YYYY' },
  tanggalTerbit: date,
}
