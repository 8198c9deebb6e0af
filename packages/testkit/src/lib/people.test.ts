import { findKtpInconsistencies, parseKtp, parsePrintedKtp } from '@lontar/documents/ktp'
import { describe, expect, it } from 'vitest'
import { annaSpecimen } from './anna-specimen.ts'
import { budiMisalnya } from './budi-misalnya.ts'
import { createKtpFile } from './card/create-ktp-file.ts'
import { createPerson } from './create-person.ts'
import type { KtpFile } from './ktp-file.ts'
import { mariaContoh } from './maria-contoh.ts'
import { registryCsv, registryRecord } from './registry-records.ts'
import { seededRandomBytes } from './seeded-random-bytes.ts'

describe('the invented people', () => {
  it('have cards that can be read, and NIKs of district 99', () => {
    const random = seededRandomBytes(53)
    const invented = Array.from({ length: 200 }, (_, index) => createPerson(random, { serial: index + 1 }))
    for (const person of [mariaContoh, budiMisalnya, annaSpecimen, ...invented]) {
      const card = parseKtp(person)
      const findings = findKtpInconsistencies(card, {
        now: new Date('2026-11-24T02:00:00Z'),
        timeZone: 'Asia/Makassar',
      })
      expect(findings.filter(({ grade }) => grade !== 'warning')).toEqual([])
      expect(person.nik.slice(4, 6)).toBe('99')
    }
    expect(new Set(invented.map(({ nik }) => nik)).size).toBe(200)
    expect(new Set(invented.map(({ jenisKelamin }) => jenisKelamin)).size).toBe(2)
  })

  it('are the same for the same seed, and take a birth date', () => {
    const invent = (seed: number) =>
      createPerson(seededRandomBytes(seed), { serial: 1, birthdate: '2009-03-01' })
    expect(invent(1)).toEqual(invent(1))
    expect(invent(1).tanggalLahir).toBe('01-03-2009')
    expect(() => createPerson(seededRandomBytes(1), { serial: 0 })).toThrow(RangeError)
  })
})

describe('the printed lines of invented cards', () => {
  it('are read to the file that they were printed from, of 200 citizens and of a foreigner', () => {
    const random = seededRandomBytes(54)
    const invented = Array.from({ length: 200 }, (_, index) => createKtpFile(random, { serial: index + 1 }))
    for (const person of [mariaContoh, annaSpecimen, ...invented]) {
      const { entries, findings } = parsePrintedKtp(linesOf(person))
      expect(entries).toEqual(person)
      expect(findings).toEqual([])
    }
  })
})

/** As the card prints them: the header, the labels in their order, place and date of issue below. */
function linesOf(person: KtpFile): readonly string[] {
  return [
    `PROVINSI ${person.provinsi}`,
    person.kabupatenKota,
    `NIK : ${person.nik}`,
    `Nama : ${person.nama}`,
    `Tempat/Tgl Lahir : ${person.tempatLahir}, ${person.tanggalLahir}`,
    `Jenis Kelamin : ${person.jenisKelamin} Gol. Darah : ${person.golDarah}`,
    `Alamat : ${person.alamat}`,
    `   RT/RW : ${person.rtRw}`,
    `   Kel/Desa : ${person.kelDesa}`,
    `   Kecamatan : ${person.kecamatan}`,
    `Agama : ${person.agama}`,
    `Status Perkawinan : ${person.statusPerkawinan}`,
    `Pekerjaan : ${person.pekerjaan}`,
    `Kewarganegaraan : ${person.kewarganegaraan}`,
    `Berlaku Hingga : ${person.berlakuHingga}`,
    `${person.tempatTerbit}`,
    `${person.tanggalTerbit}`,
  ]
}

describe('registryCsv', () => {
  it('writes a heading and a line for each person, with quotes where they are needed', () => {
    const odd = { ...budiMisalnya, nama: 'BUDI, "S.PD."' }
    const csv = registryCsv([registryRecord(mariaContoh), registryRecord(odd, 'dead')])
    expect(csv.split('\n')).toEqual([
      'nik,nama,tempatLahir,tanggalLahir,jenisKelamin,provinsi,kabupatenKota,kewarganegaraan,status',
      '5371995708900001,MARIA CONTOH,KUPANG,17-08-1990,PEREMPUAN,NUSA TENGGARA TIMUR,KOTA KUPANG,WNI,active',
      '5371990203850002,"BUDI, ""S.PD.""",KUPANG,02-03-1985,LAKI-LAKI,JAWA TIMUR,KOTA SURABAYA,WNI,dead',
      '',
    ])
  })
})
