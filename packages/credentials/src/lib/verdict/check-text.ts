import type { ErrorCode } from '../errors/error-code.ts'
import type { CheckId, CheckState, LocalizedText } from './verdict.ts'

interface CheckTexts {
  readonly name: LocalizedText
  readonly passed: LocalizedText
  readonly failed: LocalizedText
}

const texts: Readonly<Record<CheckId, CheckTexts>> = {
  format: {
    name: { id: 'Bentuk kredensial', en: 'Form of the credential' },
    passed: { id: 'Kredensial dapat dibaca.', en: 'The credential can be read.' },
    failed: { id: 'Kredensial tidak dapat dibaca.', en: 'The credential cannot be read.' },
  },
  issuer_trust: {
    name: { id: 'Penerbit', en: 'Issuer' },
    passed: { id: 'Penerbit dipercaya.', en: 'The issuer is trusted.' },
    failed: {
      id: 'Penerbit tidak dipercaya untuk kredensial ini.',
      en: 'The issuer is not trusted for this credential.',
    },
  },
  signature: {
    name: { id: 'Tanda tangan', en: 'Signature' },
    passed: { id: 'Tanda tangan penerbit sah.', en: "The issuer's signature is valid." },
    failed: { id: 'Tanda tangan penerbit tidak sah.', en: "The issuer's signature is not valid." },
  },
  disclosures: {
    name: { id: 'Data yang diungkapkan', en: 'Disclosed data' },
    passed: { id: 'Data yang diungkapkan asli.', en: 'The disclosed data are genuine.' },
    failed: { id: 'Data yang diungkapkan tidak asli.', en: 'The disclosed data are not genuine.' },
  },
  type: {
    name: { id: 'Jenis kredensial', en: 'Type of the credential' },
    passed: { id: 'Jenis kredensial sesuai.', en: 'The type of the credential fits.' },
    failed: { id: 'Jenis kredensial tidak sesuai.', en: 'The type of the credential does not fit.' },
  },
  validity: {
    name: { id: 'Masa berlaku', en: 'Validity period' },
    passed: { id: 'Kredensial masih berlaku.', en: 'The credential is within its validity period.' },
    failed: {
      id: 'Kredensial tidak dalam masa berlaku.',
      en: 'The credential is not within its validity period.',
    },
  },
  holder_binding: {
    name: { id: 'Ikatan pemegang', en: 'Holder binding' },
    passed: { id: 'Kredensial terikat pada pemegangnya.', en: 'The credential is bound to its holder.' },
    failed: {
      id: 'Ikatan kredensial pada pemegangnya tidak terbukti.',
      en: 'The binding of the credential to its holder is not proven.',
    },
  },
  status: {
    name: { id: 'Status pencabutan', en: 'Revocation status' },
    passed: { id: 'Kredensial tidak dicabut.', en: 'The credential is not revoked.' },
    failed: { id: 'Status kredensial tidak sah.', en: 'The status of the credential is not valid.' },
  },
  query: {
    name: { id: 'Permintaan data', en: 'Request for data' },
    passed: { id: 'Jawaban memenuhi permintaan.', en: 'The answer satisfies the request.' },
    failed: { id: 'Jawaban tidak memenuhi permintaan.', en: 'The answer does not satisfy the request.' },
  },
  conditions: {
    name: { id: 'Syarat layanan', en: 'Conditions of the service' },
    passed: { id: 'Syarat layanan terpenuhi.', en: 'The conditions of the service are met.' },
    failed: { id: 'Syarat layanan tidak terpenuhi.', en: 'The conditions of the service are not met.' },
  },
}

/** What a person needs to know more exactly than which check failed. */
const textOfCode: Partial<Readonly<Record<ErrorCode, LocalizedText>>> = {
  credential_expired: { id: 'Kredensial sudah kedaluwarsa.', en: 'The credential has expired.' },
  credential_not_yet_valid: { id: 'Kredensial belum berlaku.', en: 'The credential is not valid yet.' },
  status_invalid: { id: 'Kredensial sudah dicabut.', en: 'The credential is revoked.' },
  status_suspended: { id: 'Kredensial sedang ditangguhkan.', en: 'The credential is suspended.' },
  status_list_stale: {
    id: 'Status pencabutan terlalu lama.',
    en: 'The revocation status is too old.',
  },
  status_list_unreachable: {
    id: 'Status pencabutan tidak dapat diambil.',
    en: 'The revocation status cannot be fetched.',
  },
  trust_list_expired: {
    id: 'Daftar kepercayaan sudah kedaluwarsa.',
    en: 'The trust list has expired.',
  },
  trust_list_unreachable: {
    id: 'Daftar kepercayaan tidak dapat diambil.',
    en: 'The trust list cannot be fetched.',
  },
  trust_bundle_expired: {
    id: 'Bekal kepercayaan sudah kedaluwarsa.',
    en: 'The trust bundle has expired.',
  },
  presentation_declined: { id: 'Dompet tidak memberikan bukti.', en: 'The wallet gave no proof.' },
}

/** Whoever has a copy of a credential could have brought it. */
const atRest: LocalizedText = {
  id: 'Tidak ada yang membuktikan bahwa ia pemegang kredensial ini.',
  en: 'Nobody has shown that he is the holder of this credential.',
}

/** What a person reads when a kept status list counts that could not be fetched again. */
export const staleStatusText: LocalizedText = {
  id: 'Kredensial tidak dicabut menurut daftar status terakhir yang tersimpan.',
  en: 'The credential is not revoked by the last status list that was kept.',
}

/**
 * Says for a person how a check ended. The text is fixed; it never holds a claim value.
 *
 * @param id the check.
 * @param state how it ended.
 * @param code why it did not pass.
 * @returns the text in Indonesian and in English.
 */
export function checkText(id: CheckId, state: CheckState, code?: ErrorCode): LocalizedText {
  const { name, passed, failed } = texts[id]
  if (state === 'passed') return passed
  if (state === 'skipped' && id === 'holder_binding') return atRest
  if (state === 'skipped') return { id: `${name.id}: tidak diperiksa.`, en: `${name.en}: not checked.` }
  const exact = code === undefined ? undefined : textOfCode[code]
  if (exact !== undefined && belongsTo(id, code)) return exact
  if (state === 'failed') return failed
  return { id: `${name.id}: tidak dapat dipastikan.`, en: `${name.en}: cannot be established.` }
}

/** A check that could not run carries the code of the one before it; that text would be about the other check. */
function belongsTo(id: CheckId, code: ErrorCode | undefined): boolean {
  if (code === 'presentation_declined') return id === 'query'
  if (code?.startsWith('trust_')) return id === 'issuer_trust'
  const isTime = code === 'credential_expired' || code === 'credential_not_yet_valid'
  return isTime ? id === 'validity' : id === 'status'
}
