import type { LocalizedText } from '@lontar/credentials'
import { isLegalBasis, legalBases } from '@lontar/documents/ask'
import type { HistoryEntry, PresentationReview } from '@lontar/wallet'
import { claimNamesText } from './claim-text.ts'
import type { Invocation } from './invocation.ts'
import { terminalLine } from './terminal-text.ts'

type SaidOfAsk = Pick<PresentationReview, 'purpose' | 'service' | 'legalBasis' | 'retentionDays'>

/** Who asks for what, what is authorised besides, why, on what basis and for how long, one line each, as the holder reads it before consent. */
export function reviewText(review: PresentationReview): readonly LocalizedText[] {
  const { verifier } = review
  const name = terminalLine(verifier.name ?? verifier.clientId)
  return [
    verifier.trusted ? same(name) : { id: `${name} (tidak dikenal)`, en: `${name} (not known)` },
    lineOf('Dikenali dari', 'Known by', kindWords[verifier.identifiedBy]),
    lineOf('Meminta', 'Asks for', claimNamesText(review.disclosed)),
    ...review.transactionData.map(({ text }) =>
      lineOf('Menyetujui', 'Authorises', { id: terminalLine(text.id), en: terminalLine(text.en) }),
    ),
    ...askText(review),
  ]
}

/** What the holder reads of a request that the wallet cannot answer: the same, and what it lacks. */
export function blockedText(review: PresentationReview): readonly LocalizedText[] {
  const { asked, missing } = review
  const lines = reviewText({ ...review, disclosed: asked.map(({ name }) => name) })
  if (missing.length === 0) return lines
  return [...lines, lineOf('Tidak ada di dompet', 'Not in the wallet', claimNamesText(missing))]
}

const certificate: LocalizedText = { id: 'sertifikatnya', en: 'its certificate' }

const kindWords: Readonly<Record<PresentationReview['verifier']['identifiedBy'], LocalizedText>> = {
  decentralized_identifier: { id: 'kuncinya (DID)', en: 'its key (DID)' },
  x509_san_dns: certificate,
  x509_hash: certificate,
  verifier_attestation: { id: 'keterangan pihak yang dipercaya', en: 'the attestation of somebody trusted' },
  'pre-registered': { id: 'daftar kepercayaan', en: 'the trust list' },
  redirect_uri: { id: 'alamatnya saja, tanpa tanda tangan', en: 'its address alone, without a signature' },
  origin: { id: 'halamannya saja, tanpa tanda tangan', en: 'its page alone, without a signature' },
}

/**
 * One answer of the past, one line each: when, to whom, what went out and what was said of the ask.
 *
 * @param time writes an instant.
 */
export function historyText(entry: HistoryEntry, time: Invocation['time']): readonly LocalizedText[] {
  const name = terminalLine(entry.verifier.name ?? entry.verifier.clientId)
  const claims = entry.claims.length === 0 ? same('-') : claimNamesText(entry.claims)
  const { id, en } = outcomeWords[entry.outcome]
  const at = time(entry.at)
  return [
    { id: `${at}  ${id}  ${name}  ${claims.id}`, en: `${at}  ${en}  ${name}  ${claims.en}` },
    ...askText(entry).map((text) => ({ id: `  ${text.id}`, en: `  ${text.en}` })),
  ]
}

const outcomeWords: Readonly<Record<HistoryEntry['outcome'], LocalizedText>> = {
  sent: { id: 'terkirim', en: 'sent' },
  declined: { id: 'ditolak', en: 'declined' },
  refused: { id: 'tidak diterima', en: 'refused' },
  unconfirmed: { id: 'belum pasti', en: 'unconfirmed' },
}

/** What the verifier said beside the request itself; that it gave no purpose is said too. */
function askText({ purpose, service, legalBasis, retentionDays }: SaidOfAsk): readonly LocalizedText[] {
  return [
    purpose === null
      ? { id: 'Tujuan tidak disebutkan.', en: 'No purpose was given.' }
      : { id: `Untuk: ${terminalLine(purpose.id)}`, en: `For: ${terminalLine(purpose.en)}` },
    ...(service === null ? [] : [lineOf('Layanan', 'Service', same(terminalLine(service)))]),
    ...(legalBasis === null ? [] : [lineOf('Dasar', 'Basis', basisText(legalBasis))]),
    ...(retentionDays === null ? [] : [lineOf('Disimpan', 'Kept for', daysText(retentionDays))]),
  ]
}

function daysText(days: number): LocalizedText {
  return { id: `${days} hari`, en: days === 1 ? '1 day' : `${days} days` }
}

/** Another word than those of the law stands as it came. */
function basisText(legalBasis: string): LocalizedText {
  return isLegalBasis(legalBasis) ? legalBases[legalBasis] : same(terminalLine(legalBasis))
}

function lineOf(id: string, en: string, value: LocalizedText): LocalizedText {
  return { id: `${id}: ${value.id}`, en: `${en}: ${value.en}` }
}

function same(text: string): LocalizedText {
  return { id: text, en: text }
}
