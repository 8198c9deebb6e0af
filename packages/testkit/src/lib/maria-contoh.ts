import type { KtpFile } from './ktp-file.ts'

/** An invented resident of Kota Kupang, born in 1990. */
export const mariaContoh: KtpFile = {
  provinsi: 'NUSA TENGGARA TIMUR',
  kabupatenKota: 'KOTA KUPANG',
  nik: '5371995708900001',
  nama: 'MARIA CONTOH',
  tempatLahir: 'KUPANG',
  tanggalLahir: '17-08-1990',
  jenisKelamin: 'PEREMPUAN',
  golDarah: 'O',
  alamat: 'JL. CONTOH NO. 1',
  rtRw: '001/002',
  kelDesa: 'CONTOH',
  kecamatan: 'CONTOH',
  agama: 'KATOLIK',
  statusPerkawinan: 'BELUM KAWIN',
  pekerjaan: 'KARYAWAN SWASTA',
  kewarganegaraan: 'WNI',
  berlakuHingga: 'SEUMUR HIDUP',
  tempatTerbit: 'KOTA KUPANG',
  tanggalTerbit: '01-02-2020',
}
