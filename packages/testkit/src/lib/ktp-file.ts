/** A KTP file as the command reads it: the card's labels in camelCase, values as printed. */
export interface KtpFile {
  readonly provinsi: string
  readonly kabupatenKota: string
  readonly nik: string
  readonly nama: string
  readonly tempatLahir: string
  readonly tanggalLahir: string
  /** In English on the card of a foreigner. */
  readonly jenisKelamin: 'LAKI-LAKI' | 'PEREMPUAN' | 'MALE' | 'FEMALE'
  readonly golDarah?: string
  readonly alamat?: string
  readonly rtRw?: string
  readonly kelDesa?: string
  readonly kecamatan?: string
  readonly agama?: string
  readonly statusPerkawinan?: string
  readonly pekerjaan?: string
  /** `WNI`, or the country of a foreigner. */
  readonly kewarganegaraan: string
  readonly berlakuHingga: string
  readonly tempatTerbit?: string
  readonly tanggalTerbit?: string
}
