// Maria lives in Kota Kupang. Budi was first registered in Kupang and lives in Surabaya.
export { budiMisalnya as budi, mariaContoh as maria } from '@lontar/testkit'

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
