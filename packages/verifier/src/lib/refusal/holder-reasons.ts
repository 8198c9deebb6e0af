import type { LocalizedText } from '@lontar/credentials'
import type { ErrorCode } from '@lontar/credentials/errors'

/** Why a proof was refused, as far as its holder is told. */
export type HolderReasonId =
  | 'declined'
  | 'expired'
  | 'not_yet_valid'
  | 'revoked'
  | 'suspended'
  | 'conditions'
  | 'issuer_untrusted'
  | 'not_what_was_asked'
  | 'device_clock'
  | 'try_later'
  | 'unverifiable'

/** What a holder is told of one reason. */
export interface HolderReason {
  /** What happened. */
  readonly reason: LocalizedText
  /** What the holder can do. */
  readonly remedy: LocalizedText
  /** The refusals that are told by it. */
  readonly codes: readonly ErrorCode[]
}

/**
 * What a holder is told, and for which refusals. It is public: whoever presents anything reads it, a forger too. So
 * everything that a forger could turn into a hint, which check of a signature, a binding or a form failed, is the one
 * `unverifiable`, and no condition is named. What stands in a public status list anyway is said as it is.
 */
export const holderReasons: Readonly<Record<HolderReasonId, HolderReason>> = {
  declined: {
    reason: { id: 'Dompet tidak memberikan bukti.', en: 'The wallet gave no proof.' },
    remedy: {
      id: 'Coba lagi, lalu setujui permintaan itu di dompet Anda.',
      en: 'Try again, and agree to the request in your wallet.',
    },
    codes: ['presentation_declined'],
  },
  expired: {
    reason: { id: 'Kredensial sudah kedaluwarsa.', en: 'The credential has expired.' },
    remedy: { id: 'Perbarui kredensial di dompet Anda.', en: 'Renew the credential in your wallet.' },
    codes: ['credential_expired'],
  },
  not_yet_valid: {
    reason: { id: 'Kredensial belum berlaku.', en: 'The credential is not valid yet.' },
    remedy: {
      id: 'Coba lagi setelah kredensial mulai berlaku.',
      en: 'Try again once the credential is valid.',
    },
    codes: ['credential_not_yet_valid'],
  },
  revoked: {
    reason: { id: 'Kredensial sudah dicabut.', en: 'The credential is revoked.' },
    remedy: { id: 'Hubungi penerbit kredensial.', en: 'Ask the issuer of the credential.' },
    codes: ['status_invalid'],
  },
  suspended: {
    reason: { id: 'Kredensial sedang ditangguhkan.', en: 'The credential is suspended.' },
    remedy: { id: 'Hubungi penerbit kredensial.', en: 'Ask the issuer of the credential.' },
    codes: ['status_suspended'],
  },
  conditions: {
    reason: { id: 'Syarat layanan tidak terpenuhi.', en: 'The conditions of the service are not met.' },
    remedy: {
      id: 'Tanyakan syaratnya kepada layanan yang meminta.',
      en: 'Ask the service what its conditions are.',
    },
    codes: ['condition_not_met'],
  },
  issuer_untrusted: {
    reason: {
      id: 'Penerbit tidak dipercaya untuk kredensial ini.',
      en: 'The issuer is not trusted for this credential.',
    },
    remedy: {
      id: 'Gunakan kredensial dari penerbit yang diterima layanan ini.',
      en: 'Use a credential of an issuer that this service accepts.',
    },
    codes: ['issuer_untrusted'],
  },
  not_what_was_asked: {
    reason: { id: 'Jawaban tidak memenuhi permintaan.', en: 'The answer does not satisfy the request.' },
    remedy: {
      id: 'Coba lagi dengan kredensial yang diminta.',
      en: 'Try again with the credential that is asked for.',
    },
    codes: ['dcql_not_satisfied', 'credential_type_unexpected', 'credential_format_unsupported'],
  },
  device_clock: {
    reason: {
      id: 'Waktu pada bukti tidak sesuai dengan waktu layanan.',
      en: 'The time of the proof is not that of the service.',
    },
    remedy: {
      id: 'Periksa tanggal dan jam perangkat Anda, lalu coba lagi.',
      en: 'Check the date and time of your device, and try again.',
    },
    codes: ['key_binding_time_out_of_range'],
  },
  try_later: {
    reason: {
      id: 'Bukti belum dapat diperiksa sekarang.',
      en: 'The proof cannot be checked right now.',
    },
    remedy: {
      id: 'Coba lagi sebentar lagi. Jika tetap gagal, beri tahu layanan yang meminta.',
      en: 'Try again in a moment. If it goes on, tell the service that asked.',
    },
    codes: [
      'status_list_unreachable',
      'status_list_expired',
      'status_list_not_yet_valid',
      'status_list_rolled_back',
      'status_list_stale',
      'status_list_malformed',
      'status_list_subject_mismatch',
      'status_list_signature_invalid',
      'status_list_purpose_mismatch',
      'status_list_too_short',
      'status_aggregation_malformed',
      'trust_list_malformed',
      'trust_list_signature_invalid',
      'trust_list_subject_mismatch',
      'trust_list_rolled_back',
      'trust_list_expired',
      'trust_list_unreachable',
      'trust_bundle_malformed',
      'trust_bundle_not_yet_valid',
      'trust_bundle_expired',
      'did_unreachable',
      'issuer_key_unreachable',
      'certificate_revocation_unknown',
      'type_metadata_unreachable',
      'internal',
    ],
  },
  unverifiable: {
    reason: { id: 'Keaslian bukti tidak dapat dipastikan.', en: 'The proof could not be verified.' },
    remedy: {
      id: 'Perbarui dompet Anda dan coba lagi. Jika tetap gagal, hubungi penerbit kredensial.',
      en: 'Update your wallet and try again. If it goes on, ask the issuer of the credential.',
    },
    codes: [
      'base64url_malformed',
      'utf8_malformed',
      'json_malformed',
      'jwk_malformed',
      'jwk_private_part',
      'jws_malformed',
      'jws_type_unexpected',
      'jws_algorithm_unexpected',
      'jws_critical_header_unsupported',
      'jws_signature_invalid',
      'jws_key_unknown',
      'sd_jwt_malformed',
      'sd_jwt_disclosure_unreferenced',
      'sd_jwt_digest_repeated',
      'sd_jwt_claim_name_reserved',
      'sd_jwt_claim_name_repeated',
      'sd_jwt_hash_algorithm_unsupported',
      'sd_jwt_too_deep',
      'sd_jwt_protected_claim_disclosable',
      'key_binding_missing',
      'key_binding_unexpected',
      'key_binding_invalid',
      'key_binding_nonce_mismatch',
      'key_binding_audience_mismatch',
      'key_binding_hash_mismatch',
      'transaction_data_missing',
      'transaction_data_unexpected',
      'transaction_data_algorithm_unexpected',
      'transaction_data_mismatch',
      'holder_key_missing',
      'credential_malformed',
      'credential_context_unknown',
      'credential_issuer_mismatch',
      'credential_holder_mismatch',
      'credential_resource_mismatch',
      'credential_resource_unknown',
      'presentation_malformed',
      'did_malformed',
      'did_method_unsupported',
      'did_document_malformed',
      'did_log_malformed',
      'did_log_invalid',
      'did_deactivated',
      'status_missing',
      'status_mechanism_unsupported',
      'status_list_host_untrusted',
      'status_list_index_out_of_range',
      'status_unknown',
      'type_metadata_malformed',
      'type_metadata_mismatch',
      'type_metadata_circular',
      'type_metadata_claim_mismatch',
      'type_metadata_unresolvable',
      'issuer_key_not_pinned',
      'issuer_key_metadata_malformed',
      'issuer_certificate_unchecked',
      'certificate_malformed',
      'certificate_chain_invalid',
      'certificate_untrusted',
      'certificate_expired',
      'certificate_revoked',
      'certificate_issuer_mismatch',
    ],
  },
}

/** The reason that a refusal is told by; a code that nobody thought of says as little as it can. */
export function holderReasonOf(code: ErrorCode | undefined): HolderReasonId {
  const found = Object.entries(holderReasons).find(
    ([, { codes }]) => code !== undefined && codes.includes(code),
  )
  return (found?.[0] as HolderReasonId | undefined) ?? 'unverifiable'
}
