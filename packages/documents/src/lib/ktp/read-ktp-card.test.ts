import { describe, expect, it } from 'vitest'
import { anna, annaFile, budiFile, maria, mariaFile } from '../../../fixtures/invented-people.ts'
import { parseKtp } from './parse-ktp.ts'
import { readKtpCard } from './read-ktp-card.ts'

describe('readKtpCard', () => {
  it('reads every card that parseKtp makes, through JSON', () => {
    const dated = { ...mariaFile, berlakuHingga: '17-08-2017' }
    for (const file of [mariaFile, budiFile, dated, annaFile]) {
      const card = parseKtp(file)
      expect(readKtpCard(JSON.parse(JSON.stringify(card)))).toEqual(card)
    }
  })

  it.each<[string, unknown]>([
    ['province', { code: '35', name: 'NUSA TENGGARA TIMUR' }],
    ['province', { code: '53', name: '53' }],
    ['province', { code: '53' }],
    ['province', { code: '53', name: 'NUSA TENGGARA TIMUR', more: 'x' }],
    ['province', '53'],
    ['regency', 'KOTA KUPANG'],
    ['regency', null],
    ['validity', 'lifetime'],
    ['validity', null],
    ['regency', { code: '53.01', name: 'KOTA KUPANG' }],
    ['regency', { name: 'KOTA KUPANG' }],
    ['regency', { code: '53.71', name: '53.71' }],
    ['regency', { code: '35.78', name: 'KOTA SURABAYA' }],
    ['nik', '5371995708900000'],
    ['name', ' MARIA'],
    ['name', 5],
    ['birthdate', '17-08-1990'],
    ['birthdate', '9990-01-01'],
    ['birthdate', '0001-01-01'],
    ['birthdate', '1990-02-30'],
    ['dateOfIssue', '9999-12-31'],
    ['validity', { kind: 'dated', until: '9999-12-31' }],
    ['name', 'MARIA\u0000'],
    ['name', 'MARIA\ud800'],
    ['name', 'A'.repeat(201)],
    ['name', 'MARIA  CONTOH'],
    ['sex', 'PEREMPUAN'],
    ['citizenship', 'WNA'],
    ['validity', { kind: 'lifetime', until: '2030-01-01' }],
    ['validity', { kind: 'dated' }],
    ['validity', { kind: 'forever' }],
    ['rtRw', '1/2'],
    ['bloodType', 'C'],
    ['dateOfIssue', '01-02-2020'],
    ['picture', 'x'],
    ['__proto__', { sex: 'male' }],
  ])('refuses %s with %j', (member, value) => {
    const text = `{ ${JSON.stringify(maria).slice(1, -1)}, ${JSON.stringify(member)}: ${JSON.stringify(value)} }`
    expect(readKtpCard(JSON.parse(text))).toBeUndefined()
  })

  it.each<[string, unknown]>([
    ['citizenship', 'WNI'],
    ['citizenship', 'wna'],
    ['nationality', 'WNI'],
    ['nationality', 'WNA'],
    ['nationality', ''],
    ['nationality', 5],
    ['nationality', 'УТОПИЯ'],
    ['nationality', undefined],
    ['validity', { kind: 'lifetime' }],
    ['name', 'АННА'],
  ])("refuses a foreigner's card with %s of %j", (member, value) => {
    expect(readKtpCard({ ...anna, maritalStatus: 'KAWIN' })).toBeDefined()
    expect(readKtpCard({ ...anna, maritalStatus: 'KAWIN', [member]: value })).toBeUndefined()
  })

  it('refuses a citizen who has a nationality beside', () => {
    expect(readKtpCard({ ...maria, nationality: 'UTOPIA' })).toBeUndefined()
    expect(readKtpCard({ ...maria, maritalStatus: 'SINGLE' })).toBeUndefined()
  })

  it.each([
    'province',
    'regency',
    'nik',
    'name',
    'placeOfBirth',
    'birthdate',
    'sex',
    'citizenship',
    'validity',
  ])('refuses a card without %s', (member) => {
    const rest = Object.fromEntries(Object.entries(maria).filter(([name]) => name !== member))
    expect(readKtpCard(rest)).toBeUndefined()
  })

  it('refuses a province whose code is another than its name says, for the code decides residence', () => {
    const card = parseKtp(budiFile)
    expect(readKtpCard({ ...card, province: { code: '35', name: 'JAWA TIMUR' } })).toBeDefined()
    for (const code of ['36', '53', '', 35, undefined]) {
      expect(readKtpCard({ ...card, province: { code, name: 'JAWA TIMUR' } })).toBeUndefined()
    }
  })

  it('refuses what is no object', () => {
    for (const value of [null, undefined, 'card', [maria]]) expect(readKtpCard(value)).toBeUndefined()
  })
})
