/** The invented people of the demo, as in their KTP files; district 99 is assigned nowhere. */
export const maria = {
  provinsi: 'NUSA TENGGARA TIMUR',
  kabupatenKota: 'KOTA KUPANG',
  nik: '5371995708900001',
  nama: 'MARIA CONTOH',
  tempatLahir: 'KUPANG',
  tanggalLahir: '17-08-1990',
  jenisKelamin: 'PEREMPUAN',
  kewarganegaraan: 'WNI',
  berlakuHingga: 'SEUMUR HIDUP',
} as const

/** First registered in Kupang, so the NIK begins with 53; lives in Surabaya. */
export const budi = {
  provinsi: 'JAWA TIMUR',
  kabupatenKota: 'KOTA SURABAYA',
  nik: '5371990203850002',
  nama: 'BUDI MISALNYA',
  tempatLahir: 'KUPANG',
  tanggalLahir: '02-03-1985',
  jenisKelamin: 'LAKI-LAKI',
  kewarganegaraan: 'WNI',
  berlakuHingga: 'SEUMUR HIDUP',
} as const
