import type { LocalizedText } from '@lontar/credentials'

/** What the registry is asked about, in the words of the card. */
export const elementNames: Readonly<Record<string, LocalizedText>> = {
  name: { id: 'nama', en: 'name' },
  birthplace: { id: 'tempat lahir', en: 'place of birth' },
  birthdate: { id: 'tanggal lahir', en: 'date of birth' },
  sex: { id: 'jenis kelamin', en: 'sex' },
  province: { id: 'provinsi', en: 'province' },
  regency: { id: 'kabupaten/kota', en: 'regency or city' },
  citizenship: { id: 'kewarganegaraan', en: 'citizenship' },
}
