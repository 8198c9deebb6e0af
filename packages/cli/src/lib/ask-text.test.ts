import type { HistoryEntry, PresentationReview } from '@lontar/wallet'
import { describe, expect, it } from 'vitest'
import { blockedText, historyText, reviewText } from './ask-text.ts'
import { timeText } from './time-text.ts'

const ask = {
  purpose: { id: 'Check-in hotel', en: 'Hotel check-in' },
  service: 'hotel_wni',
  legalBasis: 'contract',
  retentionDays: 1,
}
const noAsk = { purpose: null, service: null, legalBasis: null, retentionDays: null }

const review: PresentationReview = {
  ...ask,
  verifier: {
    clientId: 'client',
    identifiedBy: 'decentralized_identifier',
    name: 'Hotel\u001b Contoh',
    trusted: false,
    host: 'hotel.example',
    origin: null,
  },
  transactionData: [],
  asked: [],
  options: [],
  disclosed: ['name', 'age_equal_or_over.18'],
  missing: [],
  blocked: null,
}

const entry: HistoryEntry = {
  ...ask,
  at: new Date('2026-11-24T02:00:00Z'),
  verifier: { clientId: 'client', name: null },
  claims: ['name', 'x\u001b'],
  outcome: 'sent',
}

const time = (instant: Date) => timeText(instant, 'Asia/Makassar')
const english = (texts: ReturnType<typeof reviewText>) => texts.map(({ en }) => en)
const indonesian = (texts: ReturnType<typeof reviewText>) => texts.map(({ id }) => id)

describe('blockedText', () => {
  const asked = [{ name: 'address.district', label: { id: '', en: '' } }]

  it('says who asked for what, and what of it no credential holds', () => {
    const blocked = { ...review, disclosed: [], asked, missing: ['address.district'] }
    const lines = indonesian(blockedText(blocked))
    expect(lines[0]).toBe('Hotel\\u001b Contoh (tidak dikenal)')
    expect(lines[2]).toBe('Meminta: Kecamatan')
    expect(lines.at(-1)).toBe('Tidak ada di dompet: Kecamatan')
    expect(english(blockedText(blocked)).at(-1)).toBe('Not in the wallet: District')
  })

  it('names nothing as lacking where every claim is there', () => {
    expect(english(blockedText({ ...review, disclosed: [], asked })).at(-1)).toBe('Kept for: 1 day')
  })
})

describe('reviewText', () => {
  it('says who asks for what, why, for which service, on what basis and for how long', () => {
    expect(indonesian(reviewText(review))).toEqual([
      'Hotel\\u001b Contoh (tidak dikenal)',
      'Dikenali dari: kuncinya (DID)',
      'Meminta: Nama lengkap, Usia 18 tahun ke atas',
      'Untuk: Check-in hotel',
      'Layanan: hotel_wni',
      'Dasar: perjanjian dengan Anda',
      'Disimpan: 1 hari',
    ])
    const known = { ...review.verifier, trusted: true, name: null }
    expect(english(reviewText({ ...review, verifier: known }))[0]).toBe('client')
  })

  it('names claims as a person does, and one outside the register as it came', () => {
    const odd = { ...review, disclosed: ['name', 'x\u001b'], retentionDays: 2 }
    const lines = english(reviewText(odd))
    expect([lines[2], lines[6]]).toEqual(['Asks for: Full name, x\\u001b', 'Kept for: 2 days'])
  })

  it('says what is authorised besides, one line each', () => {
    const text = { id: 'Bayar Rp 1\u001b', en: 'Pay Rp 1' }
    const paying = { ...review, transactionData: [{ type: 'payment', text }] }
    expect(indonesian(reviewText(paying))[3]).toBe('Menyetujui: Bayar Rp 1\\u001b')
    expect(english(reviewText(paying))[3]).toBe('Authorises: Pay Rp 1')
  })

  it.each([
    ['x509_hash', 'Known by: its certificate'],
    ['redirect_uri', 'Known by: its address alone, without a signature'],
    ['origin', 'Known by: its page alone, without a signature'],
  ] as const)('says that a verifier of %s is known by that', (identifiedBy, line) => {
    const verifier = { ...review.verifier, identifiedBy }
    expect(english(reviewText({ ...review, verifier }))[1]).toBe(line)
  })

  it('says that no purpose was given, and nothing of what was not said', () => {
    expect(english(reviewText({ ...review, ...noAsk })).slice(3)).toEqual(['No purpose was given.'])
    expect(indonesian(reviewText({ ...review, ...noAsk })).slice(3)).toEqual(['Tujuan tidak disebutkan.'])
  })

  it('shows another basis than those of the law as it came, and nothing of it moves the terminal', () => {
    const odd = { ...review, legalBasis: 'sebab\u001b[2J', service: 'x\ny' }
    expect(english(reviewText(odd)).slice(4, 6)).toEqual(['Service: x\\u000ay', 'Basis: sebab\\u001b[2J'])
  })
})

describe('historyText', () => {
  it('says when, how it ended, to whom and which claims, and then what was said of the ask', () => {
    expect(english(historyText(entry, time))).toEqual([
      '2026-11-24 10:00:00 WITA  sent  client  Full name, x\\u001b',
      '  For: Hotel check-in',
      '  Service: hotel_wni',
      '  Basis: a contract with you',
      '  Kept for: 1 day',
    ])
    const none = { ...entry, ...noAsk, claims: [], outcome: 'declined' } as const
    expect(indonesian(historyText(none, time))).toEqual([
      '2026-11-24 10:00:00 WITA  ditolak  client  -',
      '  Tujuan tidak disebutkan.',
    ])
  })
})
