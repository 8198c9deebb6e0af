import type { KtpFile } from './ktp-file.ts'

/** An invented foreigner of a country that is none, with a permanent stay permit and its orange card. */
export const annaSpecimen: KtpFile = {
  provinsi: 'NUSA TENGGARA TIMUR',
  kabupatenKota: 'KOTA KUPANG',
  nik: '5371994506850003',
  nama: 'ANNA SPECIMEN',
  tempatLahir: 'UTOPIA CITY',
  tanggalLahir: '05-06-1985',
  jenisKelamin: 'FEMALE',
  golDarah: 'O',
  alamat: 'JL. CONTOH NO. 1',
  rtRw: '001/002',
  kelDesa: 'CONTOH',
  kecamatan: 'CONTOH',
  agama: 'CATHOLIC',
  statusPerkawinan: 'SINGLE',
  pekerjaan: 'TEACHER',
  kewarganegaraan: 'UTOPIA',
  berlakuHingga: '31-03-2028',
  tempatTerbit: 'KOTA KUPANG',
  tanggalTerbit: '01-04-2023',
}
