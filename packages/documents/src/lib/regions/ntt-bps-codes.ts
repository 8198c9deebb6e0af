// Own comparison of the code lists of BPS-Statistics Indonesia and of the Ministry of Home Affairs, by name.
// 16 of the 22 differ, and each of these BPS codes looks like another regency's code in a NIK.

import type { RegencyCode } from './regency-code.ts'

/** Each regency of Nusa Tenggara Timur: the Ministry's code, the BPS code. */
export const nttBpsCodes: readonly (readonly [RegencyCode, string])[] = [
  ['53.01', '5303'], // Kabupaten Kupang
  ['53.02', '5304'], // Kabupaten Timor Tengah Selatan
  ['53.03', '5305'], // Kabupaten Timor Tengah Utara
  ['53.04', '5306'], // Kabupaten Belu
  ['53.05', '5307'], // Kabupaten Alor
  ['53.06', '5309'], // Kabupaten Flores Timur
  ['53.07', '5310'], // Kabupaten Sikka
  ['53.08', '5311'], // Kabupaten Ende
  ['53.09', '5312'], // Kabupaten Ngada
  ['53.10', '5313'], // Kabupaten Manggarai
  ['53.11', '5302'], // Kabupaten Sumba Timur
  ['53.12', '5301'], // Kabupaten Sumba Barat
  ['53.13', '5308'], // Kabupaten Lembata
  ['53.14', '5314'], // Kabupaten Rote Ndao
  ['53.15', '5315'], // Kabupaten Manggarai Barat
  ['53.16', '5318'], // Kabupaten Nagekeo
  ['53.17', '5316'], // Kabupaten Sumba Tengah
  ['53.18', '5317'], // Kabupaten Sumba Barat Daya
  ['53.19', '5319'], // Kabupaten Manggarai Timur
  ['53.20', '5320'], // Kabupaten Sabu Raijua
  ['53.21', '5321'], // Kabupaten Malaka
  ['53.71', '5371'], // Kota Kupang
]
