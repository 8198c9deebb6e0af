/** The keys that a KTP file must have: the card's labels in camelCase. */
export const requiredKtpKeys = [
  'provinsi',
  'kabupatenKota',
  'nik',
  'nama',
  'tempatLahir',
  'tanggalLahir',
  'jenisKelamin',
  'kewarganegaraan',
  'berlakuHingga',
] as const

/** The keys that a KTP file may have. */
export const optionalKtpKeys = [
  'golDarah',
  'alamat',
  'rtRw',
  'kelDesa',
  'kecamatan',
  'agama',
  'statusPerkawinan',
  'pekerjaan',
  'tempatTerbit',
  'tanggalTerbit',
] as const

/** A key of the KTP file. */
export type KtpKey = (typeof requiredKtpKeys)[number] | (typeof optionalKtpKeys)[number]

/** True for a key that a KTP file may have. */
export function isKtpKey(key: string): key is KtpKey {
  const known: readonly string[] = [...requiredKtpKeys, ...optionalKtpKeys]
  return known.includes(key)
}
