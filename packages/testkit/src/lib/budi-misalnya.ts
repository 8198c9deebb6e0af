import type { KtpFile } from './ktp-file.ts'

/** An invented resident of Surabaya, first registered in Kupang: the NIK begins with 53, the residence is not NTT. */
export const budiMisalnya: KtpFile = {
  provinsi: 'JAWA TIMUR',
  kabupatenKota: 'KOTA SURABAYA',
  nik: '5371990203850002',
  nama: 'BUDI MISALNYA',
  tempatLahir: 'KUPANG',
  tanggalLahir: '02-03-1985',
  jenisKelamin: 'LAKI-LAKI',
  kewarganegaraan: 'WNI',
  berlakuHingga: 'SEUMUR HIDUP',
}
