/** A resident of Kota Kupang, invented. */
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
}

/** First registered in Kupang, lives in Surabaya, invented. */
export const budi = {
  ...maria,
  provinsi: 'JAWA TIMUR',
  kabupatenKota: 'KOTA SURABAYA',
  nik: '5371990203850002',
  nama: 'BUDI MISALNYA',
  tanggalLahir: '02-03-1985',
  jenisKelamin: 'LAKI-LAKI',
}

export const asksYaml = `asks:
  hotel:
    service: hotel_wni
    credential: KtpCredential
    purpose: { id: Check-in hotel, en: Hotel check-in }
    legalBasis: contract
    claims: [name, age_equal_or_over.18]
    conditions:
      - { claim: age_equal_or_over.18, equals: true }
    retentionDays: 1
  resident-ticket:
    service: local_ticket
    credential: KtpProofCredential
    purpose: { id: Tarif warga NTT, en: Resident tariff }
    legalBasis: contract
    claims: [residence_province_code]
    conditions:
      - { claim: residence_province_code, equals: "53" }
    retentionDays: 30
  pulsa:
    service: pulsa
    purpose: { id: Isi ulang pulsa, en: Phone credit }
    legalBasis: contract
    claims: []
`
