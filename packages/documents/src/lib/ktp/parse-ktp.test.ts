import { describe, expect, it } from 'vitest'
import { parseKtp } from './parse-ktp.ts'

/** An invented person: district 99 is assigned nowhere. */
const maria = {
  provinsi: 'NUSA TENGGARA TIMUR',
  kabupatenKota: 'KOTA KUPANG',
  nik: '5371995708900001',
  nama: 'MARIA CONTOH',
  tempatLahir: 'KUPANG',
  tanggalLahir: '17-08-1990',
  jenisKelamin: 'PEREMPUAN',
  kewarganegaraan: 'WNI',
  berlakuHingga: 'SEUMUR HIDUP',
}

describe('parseKtp', () => {
  it('reads the card of a citizen and no other', () => {
    expect(parseKtp(maria)).toMatchObject({ card: { citizenship: 'WNI' } })
    for (const kewarganegaraan of ['WNA', 'AUSTRALIA', 'WNI WNA']) {
      expect(() => parseKtp({ ...maria, kewarganegaraan })).toThrow(
        expect.objectContaining({ code: 'ktp_card_unsupported' }),
      )
    }
  })
})
