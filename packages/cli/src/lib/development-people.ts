/** Invented people for `init --dev`; district 99 is assigned nowhere, so the numbers belong to nobody. */
export const developmentPeople: readonly {
  readonly nik: string
  readonly record: Readonly<Record<string, string>>
}[] = [
  person({
    nik: '5371995708900001',
    nama: 'MARIA CONTOH',
    tanggalLahir: '17-08-1990',
    jenisKelamin: 'PEREMPUAN',
    provinsi: 'NUSA TENGGARA TIMUR',
    kabupatenKota: 'KOTA KUPANG',
  }),
  person({
    nik: '5371990203850002',
    nama: 'BUDI MISALNYA',
    tanggalLahir: '02-03-1985',
    jenisKelamin: 'LAKI-LAKI',
    provinsi: 'JAWA TIMUR',
    kabupatenKota: 'KOTA SURABAYA',
  }),
]

function person(
  fields: Readonly<
    Record<'nik' | 'nama' | 'tanggalLahir' | 'jenisKelamin' | 'provinsi' | 'kabupatenKota', string>
  >,
): {
  readonly nik: string
  readonly record: Readonly<Record<string, string>>
} {
  return {
    nik: fields.nik,
    record: { ...fields, tempatLahir: 'KUPANG', kewarganegaraan: 'WNI', status: 'active' },
  }
}
