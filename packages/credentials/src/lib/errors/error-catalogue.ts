import type { LocalizedText } from '../verdict/verdict.ts'
import type { ErrorCode } from './error-code.ts'

/** What a person reads about a code: what happened, and what to do. */
export interface ErrorCatalogueEntry {
  /** What happened, in one sentence. */
  readonly title: LocalizedText
  /** What to do about it. */
  readonly fix: LocalizedText
}

/**
 * Title and remedy of every error code, in Indonesian and in English, for an operator or a person at a counter.
 * It stands apart from the errors so that a verifier's bundle does not carry it. Being a table, it is longer than a
 * file of code may be.
 */
export const errorCatalogue: Readonly<Record<ErrorCode, ErrorCatalogueEntry>> = {
  // reading JSON, base64url, JWS and SD-JWT
  json_malformed: {
    title: { id: 'Data JSON tidak dapat dibaca', en: 'The JSON cannot be read' },
    fix: {
      id: 'Minta pengirim mengirim ulang JSON yang sah, tanpa nama ganda, dan tidak terlalu dalam atau terlalu banyak isinya.',
      en: 'Ask the sender for valid JSON, without repeated names, and neither nested very deeply nor of very many values.',
    },
  },
  base64url_malformed: {
    title: { id: 'Teks base64url tidak sah', en: 'The base64url text is not valid' },
    fix: {
      id: 'Salin ulang teksnya secara utuh; jangan menambah spasi, tanda sama dengan, atau ganti baris.',
      en: 'Copy the text again as a whole; add no spaces, equals signs or line breaks.',
    },
  },
  utf8_malformed: {
    title: { id: 'Teks bukan UTF-8', en: 'The text is not UTF-8' },
    fix: {
      id: 'Simpan atau kirim ulang datanya dengan pengodean UTF-8.',
      en: 'Save or send the data again in UTF-8.',
    },
  },
  jwk_malformed: {
    title: { id: 'Kunci tidak dapat digunakan', en: 'The key cannot be used' },
    fix: {
      id: 'Gunakan kunci publik (JWK) yang lengkap untuk tanda tangan: EC P-256, P-384 atau secp256k1, atau Ed25519.',
      en: 'Use a complete public key (JWK) for signatures: EC on P-256, P-384 or secp256k1, or Ed25519.',
    },
  },
  jwk_private_part: {
    title: {
      id: 'Kunci rahasia ditemukan di tempat kunci publik',
      en: 'A secret key stands where a public key belongs',
    },
    fix: {
      id: 'Segera ganti kunci itu, karena sudah terbuka, lalu kirim hanya bagian publiknya.',
      en: 'Replace that key at once, because it has been exposed, and send only its public part.',
    },
  },
  jws_malformed: {
    title: { id: 'Token bertanda tangan tidak dapat dibaca', en: 'The signed token cannot be read' },
    fix: {
      id: 'Minta pengirim mengirim ulang token dalam bentuk ringkas: tiga bagian yang dipisahkan titik.',
      en: 'Ask the sender for the token in compact form: three parts separated by dots.',
    },
  },
  jws_type_unexpected: {
    title: { id: 'Jenis token tidak sesuai', en: 'The token is of the wrong kind' },
    fix: {
      id: 'Pastikan yang dikirim memang jenis dokumen yang diminta, bukan token lain.',
      en: 'Make sure that what was sent is the kind of document asked for, not another token.',
    },
  },
  jws_algorithm_unexpected: {
    title: { id: 'Algoritma tanda tangan tidak diterima', en: 'The signature algorithm is not accepted' },
    fix: {
      id: 'Minta pengirim menandatangani dengan ES256, ES384, EdDSA atau ES256K, sesuai kuncinya.',
      en: 'Ask the sender to sign with ES256, ES384, EdDSA or ES256K, as fits the key.',
    },
  },
  jws_critical_header_unsupported: {
    title: {
      id: 'Token memakai perluasan yang tidak didukung',
      en: 'The token uses an extension that is not supported',
    },
    fix: {
      id: 'Minta pengirim membuat token tanpa header crit dan b64.',
      en: 'Ask the sender for a token without the headers crit and b64.',
    },
  },
  jws_signature_invalid: {
    title: { id: 'Tanda tangan tidak sah', en: 'The signature is not valid' },
    fix: {
      id: 'Tolak dokumen ini. Isinya berubah atau ditandatangani oleh pihak lain; minta dokumen yang baru.',
      en: 'Refuse this document. It was changed or signed by someone else; ask for a new one.',
    },
  },
  jws_key_unknown: {
    title: { id: 'Kunci penanda tangan tidak dikenal', en: "The signer's key is not known" },
    fix: {
      id: 'Perbarui daftar kepercayaan dari penerbit, lalu coba lagi. Jika tetap gagal, tolak dokumennya.',
      en: 'Update the trust list from the issuer and try again. If it still fails, refuse the document.',
    },
  },
  signer_failed: {
    title: {
      id: 'Kunci penanda tangan tidak bekerja dengan benar',
      en: 'The signing key does not work as it should',
    },
    fix: {
      id: 'Periksa penyimpanan kunci atau perangkat penanda tangan; tidak ada yang dikirim.',
      en: 'Check the key store or the signing device; nothing was sent.',
    },
  },
  sd_jwt_malformed: {
    title: { id: 'Kredensial SD-JWT tidak dapat dibaca', en: 'The SD-JWT credential cannot be read' },
    fix: {
      id: 'Minta dompet mengirim ulang, atau minta penerbit menerbitkan ulang kredensialnya.',
      en: 'Ask the wallet to send it again, or the issuer to issue the credential again.',
    },
  },
  sd_jwt_disclosure_unreferenced: {
    title: {
      id: 'Ada data terbuka yang bukan bagian dari kredensial',
      en: 'A disclosure does not belong to the credential',
    },
    fix: {
      id: 'Tolak kredensial ini: datanya ditambah atau diubah setelah ditandatangani.',
      en: 'Refuse this credential: data was added or changed after it was signed.',
    },
  },
  sd_jwt_digest_repeated: {
    title: {
      id: 'Kredensial memuat sidik data yang sama dua kali',
      en: 'The credential holds the same digest twice',
    },
    fix: {
      id: 'Tolak kredensial ini dan beri tahu penerbitnya.',
      en: 'Refuse this credential and tell its issuer.',
    },
  },
  sd_jwt_claim_name_reserved: {
    title: {
      id: 'Kredensial memakai nama data yang terlarang',
      en: 'The credential uses a reserved claim name',
    },
    fix: {
      id: 'Tolak kredensial ini dan beri tahu penerbitnya.',
      en: 'Refuse this credential and tell its issuer.',
    },
  },
  sd_jwt_claim_name_repeated: {
    title: {
      id: 'Kredensial memuat nama data yang sama dua kali',
      en: 'The credential holds the same claim name twice',
    },
    fix: {
      id: 'Tolak kredensial ini dan beri tahu penerbitnya.',
      en: 'Refuse this credential and tell its issuer.',
    },
  },
  sd_jwt_hash_algorithm_unsupported: {
    title: { id: 'Algoritma sidik data tidak didukung', en: 'The hash algorithm is not supported' },
    fix: {
      id: 'Minta penerbit memakai sha-256, sha-384, atau sha-512.',
      en: 'Ask the issuer to use sha-256, sha-384 or sha-512.',
    },
  },
  sd_jwt_too_deep: {
    title: { id: 'Susunan kredensial terlalu dalam', en: 'The credential is nested too deeply' },
    fix: {
      id: 'Tolak kredensial ini; kredensial yang wajar tidak bersusun sedalam itu.',
      en: 'Refuse this credential; an honest one is not nested that deeply.',
    },
  },
  sd_jwt_protected_claim_disclosable: {
    title: { id: 'Data wajib dibuat dapat disembunyikan', en: 'A required claim was made concealable' },
    fix: {
      id: 'Penerbit harus menaruh masa berlaku, kunci pemegang, status, dan jenis di luar data yang dapat disembunyikan.',
      en: 'The issuer must keep validity, holder key, status and type out of the concealable data.',
    },
  },
  sd_jwt_path_unknown: {
    title: {
      id: 'Data yang dipilih tidak ada dalam kredensial',
      en: 'The chosen claim is not in the credential',
    },
    fix: {
      id: 'Periksa nama data yang akan dibuka; pilih hanya data yang dimuat kredensial itu.',
      en: 'Check the names of the claims to disclose; choose only claims that the credential holds.',
    },
  },
  key_binding_missing: {
    title: { id: 'Bukti kepemilikan kunci tidak ada', en: "The proof of the holder's key is missing" },
    fix: {
      id: 'Minta pemegang menunjukkan kredensial dari dompetnya sendiri; salinan berkas tidak diterima.',
      en: 'Ask the holder to show the credential from their own wallet; a copy of the file is not accepted.',
    },
  },
  key_binding_unexpected: {
    title: {
      id: 'Bukti kepemilikan kunci tidak diharapkan di sini',
      en: "A proof of the holder's key is not expected here",
    },
    fix: {
      id: 'Gunakan kredensial asli dari penerbit, bukan yang sudah pernah ditunjukkan kepada pihak lain.',
      en: 'Use the credential as issued, not one that was already presented to someone.',
    },
  },
  key_binding_invalid: {
    title: { id: 'Bukti kepemilikan kunci tidak sah', en: "The proof of the holder's key is not valid" },
    fix: {
      id: 'Minta pemegang menunjukkan kredensialnya sekali lagi dari dompetnya. Jika tetap gagal, tolak.',
      en: 'Ask the holder to present once more from their wallet. If it still fails, refuse.',
    },
  },
  key_binding_nonce_mismatch: {
    title: { id: 'Jawaban ini dibuat untuk permintaan lain', en: 'The answer was made for another request' },
    fix: {
      id: 'Buat permintaan baru dan minta pemegang memindainya kembali.',
      en: 'Make a new request and have the holder scan it again.',
    },
  },
  key_binding_audience_mismatch: {
    title: { id: 'Jawaban ini ditujukan kepada pihak lain', en: 'The answer was made for someone else' },
    fix: {
      id: 'Buat permintaan baru dan periksa alamat serta identitas layanan Anda.',
      en: 'Make a new request and check the address and identity of your service.',
    },
  },
  key_binding_hash_mismatch: {
    title: {
      id: 'Data yang dibuka berbeda dari yang disetujui pemegang',
      en: 'The disclosed data differs from what the holder approved',
    },
    fix: {
      id: 'Tolak jawaban ini dan minta pemegang mengulanginya.',
      en: 'Refuse this answer and ask the holder to repeat it.',
    },
  },
  transaction_data_missing: {
    title: {
      id: 'Transaksi yang diminta tidak disetujui dalam jawaban',
      en: 'The answer does not authorise a transaction that it was asked for',
    },
    fix: {
      id: 'Jangan menjalankan transaksinya; buat permintaan baru dan minta pemegang menyetujuinya di dompet yang mendukung data transaksi.',
      en: 'Do not carry out the transaction; make a new request and have the holder approve it in a wallet that supports transaction data.',
    },
  },
  transaction_data_unexpected: {
    title: {
      id: 'Jawaban menyetujui transaksi yang tidak diminta',
      en: 'The answer authorises a transaction that nobody asked for',
    },
    fix: {
      id: 'Tolak jawaban ini dan minta pemegang mengulanginya.',
      en: 'Refuse this answer and ask the holder to repeat it.',
    },
  },
  transaction_data_algorithm_unexpected: {
    title: {
      id: 'Fungsi hash data transaksi tidak ditawarkan dalam permintaan',
      en: 'The hash function of the transaction data was not offered',
    },
    fix: {
      id: 'Jangan menjalankan transaksinya; tawarkan sha-256 atau minta pemegang memakai dompet lain.',
      en: 'Do not carry out the transaction; offer sha-256, or have the holder use another wallet.',
    },
  },
  transaction_data_mismatch: {
    title: {
      id: 'Transaksi yang disetujui pemegang berbeda dari yang diminta',
      en: 'The holder authorised something else than what was asked',
    },
    fix: {
      id: 'Jangan menjalankan transaksinya; buat permintaan baru.',
      en: 'Do not carry out the transaction; make a new request.',
    },
  },
  transaction_data_malformed: {
    title: { id: 'Data transaksi tidak dapat dibaca', en: 'The transaction data cannot be read' },
    fix: {
      id: 'Minta pihak peminta memperbaiki transaction_data: JSON dalam base64url, dengan type dan credential_ids yang menunjuk kredensial yang diminta dan terikat pada pemegangnya.',
      en: 'Ask whoever made the request to repair transaction_data: JSON as base64url, with a type, and with credential_ids that name credentials which are asked for and bound to their holder.',
    },
  },
  transaction_data_unsupported: {
    title: {
      id: 'Jenis transaksi ini tidak didukung dompet',
      en: 'The wallet does not support this kind of transaction',
    },
    fix: {
      id: 'Pakai dompet yang mengenal jenis transaksi ini, atau minta peminta tidak menyertakan data transaksi.',
      en: 'Use a wallet that knows this kind of transaction, or ask for a request without transaction data.',
    },
  },
  key_binding_time_out_of_range: {
    title: {
      id: 'Waktu bukti kepemilikan kunci di luar batas',
      en: "The time of the holder's proof is out of range",
    },
    fix: {
      id: 'Samakan jam perangkat dan server, lalu minta pemegang mengulanginya.',
      en: 'Set the clocks of the device and the server right, then ask the holder to repeat it.',
    },
  },
  holder_key_missing: {
    title: {
      id: 'Kredensial tidak terikat pada kunci pemegang',
      en: "The credential is not bound to a holder's key",
    },
    fix: {
      id: 'Minta penerbit menerbitkan ulang kredensial yang terikat pada dompet pemegang.',
      en: "Ask the issuer for a new credential that is bound to the holder's wallet.",
    },
  },
  // credentials
  credential_malformed: {
    title: { id: 'Kredensial tidak dapat dibaca', en: 'The credential cannot be read' },
    fix: {
      id: 'Minta penerbit menerbitkan ulang kredensial ini.',
      en: 'Ask the issuer to issue this credential again.',
    },
  },
  credential_format_unsupported: {
    title: { id: 'Format kredensial tidak didukung', en: 'The credential format is not supported' },
    fix: {
      id: 'Gunakan kredensial berformat vc+sd-jwt atau dc+sd-jwt.',
      en: 'Use a credential in the format vc+sd-jwt or dc+sd-jwt.',
    },
  },
  credential_type_unexpected: {
    title: { id: 'Jenis kredensial tidak sesuai', en: 'The credential is of another type' },
    fix: {
      id: 'Minta pemegang memilih jenis kredensial yang diminta.',
      en: 'Ask the holder to choose a credential of the type asked for.',
    },
  },
  credential_context_unknown: {
    title: { id: 'Konteks kredensial tidak dikenal', en: "The credential's context is not known" },
    fix: {
      id: 'Periksa alamat konteks pada kredensial; konteks tidak pernah diunduh, jadi harus dikenal lebih dahulu.',
      en: 'Check the context address in the credential; contexts are never downloaded and must be known beforehand.',
    },
  },
  credential_issuer_mismatch: {
    title: {
      id: 'Penerbit di dalam kredensial tidak konsisten',
      en: 'The credential names different issuers',
    },
    fix: {
      id: 'Tolak kredensial ini dan beri tahu penerbitnya.',
      en: 'Refuse this credential and tell its issuer.',
    },
  },
  credential_expired: {
    title: { id: 'Kredensial sudah kedaluwarsa', en: 'The credential has expired' },
    fix: {
      id: 'Minta pemegang mengambil kredensial baru dari penerbitnya.',
      en: 'Ask the holder to get a new credential from its issuer.',
    },
  },
  credential_not_yet_valid: {
    title: { id: 'Kredensial belum berlaku', en: 'The credential is not valid yet' },
    fix: {
      id: 'Periksa jam komputer ini. Jika sudah benar, tunggu sampai tanggal mulai berlakunya.',
      en: 'Check the clock of this computer. If it is right, wait until the credential becomes valid.',
    },
  },
  credential_holder_mismatch: {
    title: { id: 'Kredensial bukan milik pemegang ini', en: 'The credential belongs to another holder' },
    fix: {
      id: 'Minta pemegang memakai kredensial dari dompetnya sendiri.',
      en: 'Ask the holder to use a credential from their own wallet.',
    },
  },
  issuer_untrusted: {
    title: { id: 'Penerbit tidak ada dalam daftar kepercayaan', en: 'The issuer is not on the trust list' },
    fix: {
      id: 'Jika penerbit ini memang dipercaya, tambahkan penerbit dan jenis kredensialnya ke daftar kepercayaan.',
      en: 'If this issuer is to be trusted, add it and its credential types to the trust list.',
    },
  },
  credential_resource_mismatch: {
    title: {
      id: 'Sumber yang dirujuk kredensial berbeda',
      en: 'A resource that the credential refers to is another one',
    },
    fix: {
      id: 'Minta kredensial baru: sidik sumber di dalamnya tidak cocok dengan yang dikenal perangkat ini.',
      en: 'Ask for a new credential: the digest in it is not that of the resource known here.',
    },
  },
  credential_resource_unknown: {
    title: {
      id: 'Sumber yang dirujuk kredensial tidak dikenal',
      en: 'A resource that the credential refers to is not known',
    },
    fix: {
      id: 'Kenalkan sumber itu beserta isinya pada verifikator, atau jangan mewajibkan semua sumber dikenal.',
      en: 'Give the verifier the bytes of the resource, or do not ask that every resource be known.',
    },
  },
  presentation_malformed: {
    title: { id: 'Presentasi tidak dapat dibaca', en: 'The presentation cannot be read' },
    fix: {
      id: 'Minta pemegang mengirim ulang dari dompet yang mendukung presentasi W3C.',
      en: 'Ask the holder to send it again from a wallet that supports W3C presentations.',
    },
  },

  // DIDs
  did_malformed: {
    title: { id: 'DID tidak dapat dibaca', en: 'The DID cannot be read' },
    fix: {
      id: 'Salin ulang DID secara utuh; kunci did:jwk hanya memiliki bagian #0.',
      en: 'Copy the whole DID again; a did:jwk has only the fragment #0.',
    },
  },
  did_method_unsupported: {
    title: { id: 'Metode DID tidak didukung', en: 'The DID method is not supported' },
    fix: { id: 'Gunakan did:jwk.', en: 'Use did:jwk.' },
  },
  did_document_malformed: {
    title: { id: 'Dokumen DID tidak dapat dibaca', en: 'The DID document cannot be read' },
    fix: {
      id: 'Minta pemilik DID memperbaiki dokumennya: JSON yang sah, dengan id yang sama dengan DID-nya.',
      en: 'Ask the owner of the DID to correct its document: valid JSON whose id is the DID.',
    },
  },
  did_log_malformed: {
    title: { id: 'Riwayat DID tidak dapat dibaca', en: 'The history of the DID cannot be read' },
    fix: {
      id: 'Minta pemilik DID menerbitkan ulang did.jsonl dan did-witness.json dalam bentuk did:webvh 1.0.',
      en: 'Ask the owner of the DID to publish did.jsonl and did-witness.json again in the form of did:webvh 1.0.',
    },
  },
  did_log_invalid: {
    title: { id: 'Riwayat DID tidak sah', en: 'The history of the DID is not valid' },
    fix: {
      id: 'Jangan menerima yang ditandatangani dengannya: riwayatnya diubah, terputus, atau tidak disaksikan.',
      en: 'Accept nothing that is signed with it: its history was changed, is broken, or lacks its witnesses.',
    },
  },
  did_deactivated: {
    title: { id: 'DID sudah dinonaktifkan', en: 'The DID is deactivated' },
    fix: {
      id: 'Tanyakan kepada pemiliknya DID mana yang menggantikannya.',
      en: 'Ask its owner which DID has taken its place.',
    },
  },
  did_unreachable: {
    title: { id: 'DID tidak dapat diambil', en: 'The DID cannot be fetched' },
    fix: {
      id: 'Periksa jaringan dan coba lagi; tanpa dokumennya tidak ada kunci yang dapat dipercaya.',
      en: 'Check the network and try again; without its document no key can be trusted.',
    },
  },
  // status
  status_missing: {
    title: { id: 'Kredensial tidak memuat rujukan status', en: 'The credential names no status' },
    fix: {
      id: 'Minta kredensial yang statusnya dapat diperiksa, atau ubah kebijakan jika status memang tidak diperlukan.',
      en: 'Ask for a credential whose status can be checked, or change the policy if no status is needed.',
    },
  },
  status_mechanism_unsupported: {
    title: { id: 'Cara pemeriksaan status tidak didukung', en: 'The status mechanism is not supported' },
    fix: {
      id: 'Minta penerbit memakai Token Status List atau Bitstring Status List.',
      en: 'Ask the issuer to use a Token Status List or a Bitstring Status List.',
    },
  },
  status_list_malformed: {
    title: { id: 'Daftar status tidak dapat dibaca', en: 'The status list cannot be read' },
    fix: {
      id: 'Coba lagi nanti. Jika tetap gagal, beri tahu penerbit bahwa daftar statusnya rusak.',
      en: 'Try again later. If it still fails, tell the issuer that its status list is damaged.',
    },
  },
  status_aggregation_malformed: {
    title: {
      id: 'Daftar alamat daftar status tidak dapat dibaca',
      en: 'The document that names the status lists cannot be read',
    },
    fix: {
      id: 'Beri tahu penerbit; sementara itu sebutkan daftar statusnya satu per satu dengan --status-list.',
      en: 'Tell the issuer; until then name its status lists one by one with --status-list.',
    },
  },
  status_list_signature_invalid: {
    title: { id: 'Tanda tangan daftar status tidak sah', en: "The status list's signature is not valid" },
    fix: {
      id: 'Jangan terima kredensialnya; perbarui daftar kepercayaan dan beri tahu penerbit.',
      en: 'Do not accept the credential; update the trust list and tell the issuer.',
    },
  },
  status_list_subject_mismatch: {
    title: {
      id: 'Daftar status ini bukan daftar yang dirujuk',
      en: 'The status list is not the one referred to',
    },
    fix: {
      id: 'Beri tahu penerbit bahwa alamat daftar statusnya menyajikan daftar yang salah.',
      en: 'Tell the issuer that the address of its status list serves another list.',
    },
  },
  status_list_expired: {
    title: { id: 'Daftar status sudah kedaluwarsa', en: 'The status list has expired' },
    fix: {
      id: 'Periksa sambungan jaringan dan jam komputer, lalu coba lagi agar daftar terbaru diambil.',
      en: 'Check the network and the clock, then try again to get the newest list.',
    },
  },
  status_list_not_yet_valid: {
    title: { id: 'Daftar status belum berlaku', en: 'The status list is not valid yet' },
    fix: {
      id: 'Periksa jam komputer ini. Jika sudah benar, beri tahu penerbit bahwa jamnya salah.',
      en: 'Check the clock of this computer. If it is right, tell the issuer that his is wrong.',
    },
  },
  status_list_stale: {
    title: {
      id: 'Daftar status lebih lama daripada yang diizinkan',
      en: 'The status list is older than allowed',
    },
    fix: {
      id: 'Coba lagi saat daftar yang lebih baru dapat diambil, atau naikkan maxStatusAgeSeconds.',
      en: 'Try again when a newer list can be fetched, or raise maxStatusAgeSeconds.',
    },
  },
  status_list_purpose_mismatch: {
    title: {
      id: 'Daftar status mempunyai tujuan lain',
      en: 'The status list has another purpose',
    },
    fix: {
      id: 'Beri tahu penerbit bahwa tujuan di kredensial dan di daftar statusnya berbeda.',
      en: 'Tell the issuer that the purposes in the credential and in its status list differ.',
    },
  },
  status_list_too_short: {
    title: { id: 'Daftar status terlalu pendek', en: 'The status list is too short' },
    fix: {
      id: 'Beri tahu penerbit bahwa daftar statusnya harus berisi paling sedikit 131.072 entri.',
      en: 'Tell the issuer that its status list must have at least 131,072 entries.',
    },
  },
  status_list_rolled_back: {
    title: {
      id: 'Daftar status lebih lama daripada yang sudah diketahui',
      en: 'The status list is older than one already seen',
    },
    fix: {
      id: 'Coba lagi nanti. Jika berulang, beri tahu penerbit: daftar lama sedang disajikan.',
      en: 'Try again later. If it repeats, tell the issuer that an old list is being served.',
    },
  },
  status_list_index_out_of_range: {
    title: { id: 'Nomor status tidak ada dalam daftar', en: 'The status index is not in the list' },
    fix: {
      id: 'Tolak kredensial ini dan beri tahu penerbitnya.',
      en: 'Refuse this credential and tell its issuer.',
    },
  },
  status_list_host_untrusted: {
    title: {
      id: 'Daftar status ada di host yang tidak diizinkan',
      en: 'The status list stands on a host that is not allowed',
    },
    fix: {
      id: 'Jangan terima kredensialnya; tanyakan kepada penerbit, lalu perbarui statusHosts di daftar kepercayaan.',
      en: 'Do not accept the credential; ask the issuer, then update statusHosts in the trust list.',
    },
  },
  status_list_unreachable: {
    title: { id: 'Daftar status tidak dapat diambil', en: 'The status list cannot be fetched' },
    fix: {
      id: 'Periksa sambungan internet, lalu coba lagi. Status yang tidak diketahui tidak dianggap sah.',
      en: 'Check the internet connection and try again. An unknown status does not count as valid.',
    },
  },
  status_invalid: {
    title: { id: 'Kredensial sudah dicabut', en: 'The credential has been revoked' },
    fix: {
      id: 'Tolak kredensial ini. Pemegang dapat menghubungi penerbitnya untuk kredensial baru.',
      en: 'Refuse this credential. The holder can ask its issuer for a new one.',
    },
  },
  status_suspended: {
    title: { id: 'Kredensial sedang ditangguhkan', en: 'The credential is suspended' },
    fix: {
      id: 'Jangan terima untuk saat ini. Pemegang dapat menghubungi penerbitnya.',
      en: 'Do not accept it for now. The holder can ask its issuer.',
    },
  },
  status_unknown: {
    title: { id: 'Status kredensial tidak dikenal', en: "The credential's status is not known" },
    fix: {
      id: 'Jangan terima kredensial ini; minta penjelasan kepada penerbitnya.',
      en: 'Do not accept this credential; ask its issuer what the status means.',
    },
  },
  // trust
  trust_list_malformed: {
    title: { id: 'Daftar kepercayaan tidak dapat dibaca', en: 'The trust list cannot be read' },
    fix: {
      id: 'Ambil ulang berkasnya dari penerbit, atau perbaiki menurut aturan yang disebut dalam pesan.',
      en: 'Get the file from the issuer again, or correct it by the rule that the message names.',
    },
  },
  trust_list_signature_invalid: {
    title: {
      id: 'Daftar kepercayaan tidak ditandatangani otoritasnya',
      en: 'The trust list is not signed by its authority',
    },
    fix: {
      id: 'Pastikan kunci otoritas yang disematkan benar, dan ambil daftarnya hanya dari alamat resmi.',
      en: 'Make sure that the pinned key of the authority is right, and take the list from its own address alone.',
    },
  },
  trust_list_subject_mismatch: {
    title: {
      id: 'Daftar kepercayaan ini bukan yang diikuti',
      en: 'This is not the trust list that is followed',
    },
    fix: {
      id: 'Ikuti daftar dari alamat yang tertulis di dalamnya.',
      en: 'Follow the list from the address that stands in it.',
    },
  },
  trust_list_expired: {
    title: { id: 'Daftar kepercayaan sudah kedaluwarsa', en: 'The trust list has expired' },
    fix: {
      id: 'Periksa jam perangkat ini, lalu minta otoritas menerbitkan daftar baru: lontar trust publish.',
      en: "Check this machine's clock, then ask the authority to publish a new list: lontar trust publish.",
    },
  },
  trust_list_rolled_back: {
    title: {
      id: 'Daftar kepercayaan lebih lama daripada yang sudah dilihat',
      en: 'The trust list is older than one seen before',
    },
    fix: {
      id: 'Jangan hapus ingatan daftar ini; tanyakan kepada otoritas mengapa daftar lama muncul kembali.',
      en: 'Do not erase what is remembered of this list; ask the authority why an old one came back.',
    },
  },
  trust_list_unreachable: {
    title: { id: 'Daftar kepercayaan tidak dapat diambil', en: 'The trust list cannot be fetched' },
    fix: {
      id: 'Periksa jaringan dan alamatnya; tanpa daftar yang berlaku tidak ada penerbit yang dipercaya.',
      en: 'Check the network and the address; without a current list no issuer is trusted.',
    },
  },
  trust_bundle_malformed: {
    title: { id: 'Bekal kepercayaan tidak dapat dibaca', en: 'The trust bundle cannot be read' },
    fix: {
      id: 'Buat lagi selagi ada jaringan: lontar trust bundle --trust FILE --out bundle.json.',
      en: 'Make it again while there is a network: lontar trust bundle --trust FILE --out bundle.json.',
    },
  },
  trust_bundle_not_yet_valid: {
    title: { id: 'Bekal kepercayaan berasal dari masa depan', en: 'The trust bundle is of the future' },
    fix: {
      id: 'Periksa jam perangkat ini: bekal itu dibuat pada waktu yang belum tiba.',
      en: "Check this machine's clock: the bundle was made at a time that has not come yet.",
    },
  },
  trust_bundle_expired: {
    title: { id: 'Bekal kepercayaan sudah kedaluwarsa', en: 'The trust bundle has expired' },
    fix: {
      id: 'Sambungkan ke jaringan dan buat yang baru: lontar trust bundle --trust FILE --out bundle.json.',
      en: 'Connect to the network and make a new one: lontar trust bundle --trust FILE --out bundle.json.',
    },
  },
  // type metadata
  type_metadata_malformed: {
    title: {
      id: 'Keterangan jenis kredensial tidak dapat dibaca',
      en: 'The description of the type cannot be read',
    },
    fix: {
      id: 'Minta penerbit memperbaiki dokumen yang ada di alamat vct.',
      en: 'Ask the issuer to correct the document at the address of the vct.',
    },
  },
  type_metadata_mismatch: {
    title: {
      id: 'Keterangan jenis kredensial bukan yang dimaksud',
      en: 'The description is not that of the type',
    },
    fix: {
      id: 'Jangan memakai keterangan ini: vct atau sidiknya berbeda dari yang tertulis dalam kredensial.',
      en: 'Do not use the description: its vct or digest is not the one that the credential names.',
    },
  },
  type_metadata_circular: {
    title: { id: 'Jenis kredensial merujuk dirinya sendiri', en: 'The type extends itself' },
    fix: {
      id: 'Minta penerbit memutus rangkaian extends pada keterangan jenisnya.',
      en: 'Ask the issuer to break the chain of extends in the description of its types.',
    },
  },
  type_metadata_claim_mismatch: {
    title: { id: 'Kredensial tidak sesuai dengan jenisnya', en: 'The credential does not fit its type' },
    fix: {
      id: 'Minta penerbit menerbitkan ulang kredensial sesuai keterangan jenisnya.',
      en: 'Ask the issuer to issue the credential again as the description of its type says.',
    },
  },
  type_metadata_unreachable: {
    title: {
      id: 'Keterangan jenis kredensial tidak dapat diambil',
      en: 'The description of the type cannot be fetched',
    },
    fix: {
      id: 'Periksa jaringan dan coba lagi.',
      en: 'Check the network and try again.',
    },
  },
  type_metadata_unresolvable: {
    title: {
      id: 'Keterangan jenis kredensial tidak punya alamat',
      en: 'The description of the type has no address',
    },
    fix: {
      id: 'Lanjutkan tanpa keterangan ini, atau sediakan sendiri: vct ini bukan URL https.',
      en: 'Go on without the description, or bring one of your own: the vct is no https URL.',
    },
  },
  // keys of issuers
  issuer_key_not_pinned: {
    title: {
      id: 'Kunci penerbit tidak ada di daftar kepercayaan',
      en: 'The trust list does not hold the keys of the issuer',
    },
    fix: {
      id: 'Cantumkan jwks penerbit di daftar kepercayaan, atau beri resolveIssuerKey kepada verifier dan pemeriksa status.',
      en: 'Put the jwks of the issuer into the trust list, or give resolveIssuerKey to the verification and the status checker.',
    },
  },
  issuer_key_metadata_malformed: {
    title: {
      id: 'Metadata kunci penerbit tidak dapat dibaca',
      en: "The metadata of the issuer's keys cannot be read",
    },
    fix: {
      id: 'Minta penerbit memperbaiki /.well-known/jwt-vc-issuer: issuer yang sama, dan jwks atau jwks_uri.',
      en: 'Ask the issuer to correct /.well-known/jwt-vc-issuer: the same issuer, and either jwks or jwks_uri.',
    },
  },
  issuer_key_unreachable: {
    title: { id: 'Kunci penerbit tidak dapat diambil', en: "The issuer's keys cannot be fetched" },
    fix: {
      id: 'Periksa jaringan dan coba lagi, atau sematkan kunci penerbit dalam daftar kepercayaan.',
      en: "Check the network and try again, or pin the issuer's keys in the trust list.",
    },
  },
  issuer_certificate_unchecked: {
    title: {
      id: 'Sertifikat penerbit tidak dapat diperiksa di sini',
      en: "The issuer's certificate cannot be checked here",
    },
    fix: {
      id: 'Pasang pemeriksa sertifikat dari @lontar/credentials/x509, atau sematkan kunci penerbit.',
      en: "Give the certificate check of @lontar/credentials/x509, or pin the issuer's keys.",
    },
  },
  certificate_issuer_mismatch: {
    title: { id: 'Sertifikat bukan milik penerbit ini', en: 'The certificate is not of this issuer' },
    fix: {
      id: 'Jangan menerima kredensialnya, dan tanyakan kepada penerbit yang disebut di dalamnya.',
      en: 'Do not accept the credential, and ask the issuer that it names.',
    },
  },
  // certificates
  certificate_malformed: {
    title: { id: 'Sertifikat tidak dapat dibaca', en: 'A certificate cannot be read' },
    fix: {
      id: 'Minta pengirim mengirim rantai sertifikat DER dalam base64, sertifikat penanda tangan lebih dulu.',
      en: "Ask the sender for a chain of DER certificates in base64, the signer's own first.",
    },
  },
  certificate_chain_invalid: {
    title: { id: 'Rantai sertifikat tidak sah', en: 'The certificate chain is not valid' },
    fix: {
      id: 'Minta penerbit memeriksa rantainya: urutan, hak tanda tangan, batas nama, dan tanpa sertifikat akar.',
      en: 'Ask the issuer to check its chain: order, key usage, name constraints, and no root within.',
    },
  },
  certificate_untrusted: {
    title: {
      id: 'Sertifikat tidak menuju akar yang dipercaya',
      en: 'The certificate leads to no trusted root',
    },
    fix: {
      id: 'Tambahkan sertifikat akarnya ke daftar kepercayaan hanya setelah memastikannya lewat jalan lain.',
      en: 'Add its root to the trust list only after making sure of it by another way.',
    },
  },
  certificate_expired: {
    title: { id: 'Sertifikat di luar masa berlakunya', en: 'A certificate is outside its validity period' },
    fix: {
      id: 'Periksa jam perangkat ini; bila benar, penerbit harus memperbarui sertifikatnya.',
      en: "Check this machine's clock; if it is right, the issuer must renew its certificate.",
    },
  },
  certificate_revoked: {
    title: { id: 'Sertifikat sudah dicabut', en: 'A certificate is revoked' },
    fix: {
      id: 'Jangan menerima yang ditandatangani dengannya, dan tanyakan kepada penerbit.',
      en: 'Accept nothing that is signed with it, and ask the issuer.',
    },
  },
  certificate_revocation_unknown: {
    title: {
      id: 'Pencabutan sertifikat tidak dapat dipastikan',
      en: 'Whether a certificate is revoked cannot be established',
    },
    fix: {
      id: 'Ambil daftar pencabutan (CRL) yang baru dari setiap otoritas dalam rantai.',
      en: 'Get a current revocation list (CRL) of every authority in the chain.',
    },
  },
  // network
  url_malformed: {
    title: { id: 'Alamat URL tidak sah', en: 'The URL is not valid' },
    fix: {
      id: 'Periksa alamatnya: harus lengkap, tanpa spasi, dan tanpa nama pengguna atau kata sandi.',
      en: 'Check the address: it must be complete, without spaces and without user name or password.',
    },
  },
  url_scheme_forbidden: {
    title: { id: 'Alamat tidak memakai https', en: 'The URL does not use https' },
    fix: {
      id: 'Gunakan alamat yang diawali https://. Alamat http hanya untuk pengembangan di komputer sendiri.',
      en: "Use an address that begins with https://. Plain http is only for development on one's own machine.",
    },
  },
  url_address_forbidden: {
    title: {
      id: 'Alamat menuju jaringan yang tidak boleh dihubungi',
      en: 'The URL leads to a network that may not be contacted',
    },
    fix: {
      id: 'Gunakan alamat umum di internet, bukan alamat jaringan lokal atau internal.',
      en: 'Use a public internet address, not one of a local or internal network.',
    },
  },
  network_unreachable: {
    title: { id: 'Server tidak dapat dihubungi', en: 'The server cannot be reached' },
    fix: {
      id: 'Periksa sambungan internet dan alamat servernya, lalu coba lagi.',
      en: "Check the internet connection and the server's address, then try again.",
    },
  },
  network_timeout: {
    title: { id: 'Server terlalu lama menjawab', en: 'The server took too long to answer' },
    fix: {
      id: 'Coba lagi sebentar lagi. Jika berulang, hubungi pengelola server itu.',
      en: 'Try again in a moment. If it repeats, contact those who run that server.',
    },
  },
  network_redirect_refused: {
    title: { id: 'Server mengalihkan ke alamat lain', en: 'The server redirects to another address' },
    fix: {
      id: 'Gunakan alamat akhirnya secara langsung; pengalihan tidak diikuti demi keamanan.',
      en: 'Use the final address directly; redirects are not followed, for safety.',
    },
  },
  network_response_too_large: {
    title: { id: 'Jawaban server terlalu besar', en: "The server's answer is too large" },
    fix: {
      id: 'Beri tahu pengelola server itu; jawaban sebesar itu tidak diterima.',
      en: 'Tell those who run that server; an answer of that size is not accepted.',
    },
  },
  network_status_unexpected: {
    title: { id: 'Server menjawab dengan kesalahan', en: 'The server answered with an error' },
    fix: {
      id: 'Coba lagi nanti, dan pastikan alamatnya benar.',
      en: 'Try again later, and make sure that the address is right.',
    },
  },
  network_encoding_unsupported: {
    title: {
      id: 'Pemampatan jawaban server tidak didukung',
      en: "The compression of the server's answer is not supported",
    },
    fix: {
      id: 'Minta pengelola server mengirim jawaban tanpa pemampatan atau dengan gzip.',
      en: 'Ask those who run that server to answer without compression or with gzip.',
    },
  },
  request_body_too_large: {
    title: { id: 'Isi permintaan terlalu besar', en: 'The body of a request is too large' },
    fix: {
      id: 'Kirim isi yang lebih kecil; sisanya tidak dibaca.',
      en: 'Send a smaller body; what is left of it was not read.',
    },
  },
  request_body_incomplete: {
    title: {
      id: 'Isi permintaan tidak datang lengkap pada waktunya',
      en: 'The body of a request did not come whole in time',
    },
    fix: {
      id: 'Periksa sambungan pengirim, lalu kirim lagi seluruhnya.',
      en: "Check the sender's connection, then send all of it again.",
    },
  },
  // OpenID4VCI
  credential_offer_malformed: {
    title: { id: 'Tawaran kredensial tidak dapat dibaca', en: 'The credential offer cannot be read' },
    fix: {
      id: 'Pindai ulang kode QR, atau minta tawaran baru kepada penerbit.',
      en: 'Scan the QR code again, or ask the issuer for a new offer.',
    },
  },
  credential_offer_expired: {
    title: { id: 'Tawaran kredensial sudah kedaluwarsa', en: 'The credential offer has expired' },
    fix: { id: 'Minta tawaran baru kepada penerbit.', en: 'Ask the issuer for a new offer.' },
  },
  credential_offer_unknown: {
    title: {
      id: 'Tawaran kredensial tidak dikenal, sudah dipakai, atau kedaluwarsa',
      en: 'The credential offer is not known, used or expired',
    },
    fix: { id: 'Minta tawaran baru kepada penerbit.', en: 'Ask the issuer for a new offer.' },
  },
  issuer_metadata_malformed: {
    title: { id: 'Keterangan penerbit tidak dapat dibaca', en: "The issuer's metadata cannot be read" },
    fix: {
      id: 'Beri tahu penerbit bahwa keterangan layanannya tidak sesuai OpenID4VCI 1.0.',
      en: 'Tell the issuer that its metadata does not follow OpenID4VCI 1.0.',
    },
  },
  issuer_metadata_mismatch: {
    title: {
      id: 'Keterangan penerbit tidak cocok dengan alamatnya',
      en: "The issuer's metadata does not match its address",
    },
    fix: {
      id: 'Jangan lanjutkan; periksa alamat penerbit dan minta tawaran baru.',
      en: "Do not go on; check the issuer's address and ask for a new offer.",
    },
  },
  token_request_malformed: {
    title: { id: 'Permintaan token tidak dapat dibaca', en: 'The token request cannot be read' },
    fix: {
      id: 'Perbarui aplikasi dompet, lalu ulangi dari tawaran yang baru.',
      en: 'Update the wallet app, then repeat with a new offer.',
    },
  },
  token_response_malformed: {
    title: {
      id: 'Jawaban token dari penerbit tidak dapat dibaca',
      en: "The issuer's token response cannot be read",
    },
    fix: {
      id: 'Coba lagi dengan tawaran baru. Jika tetap gagal, beri tahu penerbit.',
      en: 'Try again with a new offer. If it still fails, tell the issuer.',
    },
  },
  token_binding_missing: {
    title: {
      id: 'Token dari penerbit tidak terikat pada kunci dompet',
      en: "The issuer's token is not bound to the wallet's key",
    },
    fix: {
      id: 'Jangan lanjutkan, karena token itu dapat dipakai siapa pun yang memilikinya. Beri tahu penerbit.',
      en: 'Do not go on: whoever has that token can use it. Tell the issuer.',
    },
  },
  nonce_response_malformed: {
    title: {
      id: 'Jawaban nonce dari penerbit tidak dapat dibaca',
      en: "The issuer's nonce response cannot be read",
    },
    fix: {
      id: 'Coba lagi. Jika tetap gagal, beri tahu penerbit.',
      en: 'Try again. If it still fails, tell the issuer.',
    },
  },
  nonce_endpoint_missing: {
    title: { id: 'Penerbit tidak memberi nonce', en: 'The issuer gives no nonces' },
    fix: {
      id: 'Gunakan penerbit yang mempunyai alamat nonce; dompet ini tidak membuat bukti kunci tanpa nonce.',
      en: 'Use an issuer that has a nonce endpoint; this wallet makes no key proof without a nonce.',
    },
  },
  credential_request_malformed: {
    title: { id: 'Permintaan kredensial tidak dapat dibaca', en: 'The credential request cannot be read' },
    fix: {
      id: 'Perbarui aplikasi dompet, lalu ulangi dari tawaran yang baru.',
      en: 'Update the wallet app, then repeat with a new offer.',
    },
  },
  credential_response_malformed: {
    title: {
      id: 'Jawaban kredensial dari penerbit tidak dapat dibaca',
      en: "The issuer's credential response cannot be read",
    },
    fix: {
      id: 'Coba lagi dengan tawaran baru. Jika tetap gagal, beri tahu penerbit.',
      en: 'Try again with a new offer. If it still fails, tell the issuer.',
    },
  },
  key_proof_invalid: {
    title: { id: 'Bukti kunci dari dompet tidak sah', en: "The wallet's key proof is not valid" },
    fix: {
      id: 'Samakan jam perangkat, perbarui aplikasi dompet, lalu ulangi.',
      en: "Set the device's clock right, update the wallet app, then repeat.",
    },
  },
  tx_code_required: {
    title: { id: 'Kode transaksi diperlukan', en: 'A transaction code is required' },
    fix: {
      id: 'Masukkan kode yang diberikan petugas penerbit.',
      en: "Enter the code that the issuer's officer gave you.",
    },
  },
  tx_code_unexpected: {
    title: { id: 'Kode transaksi tidak diperlukan', en: 'A transaction code is not expected' },
    fix: { id: 'Ulangi tanpa kode transaksi.', en: 'Repeat without a transaction code.' },
  },
  tx_code_wrong: {
    title: {
      id: 'Kode transaksi salah, atau tawarannya sudah dipakai atau kedaluwarsa',
      en: 'The transaction code is wrong, or the offer is used or expired',
    },
    fix: {
      id: 'Periksa kodenya dan coba lagi. Setelah beberapa kali salah, sekali pakai, atau lewat waktunya, tawaran tidak berlaku lagi: mintalah yang baru.',
      en: 'Check the code and try again. After several wrong tries, one use, or its time, an offer is no longer valid: ask for a new one.',
    },
  },
  issuer_refused: {
    title: { id: 'Penerbit menolak permintaan', en: 'The issuer refused the request' },
    fix: {
      id: 'Hubungi penerbit, atau ulangi dengan tawaran yang baru.',
      en: 'Contact the issuer, or repeat with a new offer.',
    },
  },
  grant_type_unsupported: {
    title: {
      id: 'Cara pengambilan kredensial ini tidak didukung',
      en: 'This way of getting the credential is not supported',
    },
    fix: {
      id: 'Minta penerbit membuat tawaran dengan kode yang sudah disetujui (pre-authorized code).',
      en: 'Ask the issuer for an offer with a pre-authorized code.',
    },
  },
  credential_encryption_unsupported: {
    title: {
      id: 'Enkripsi jawaban kredensial tidak didukung',
      en: 'Encrypted credential responses are not supported',
    },
    fix: {
      id: 'Ulangi permintaan tanpa enkripsi jawaban; sambungannya sudah dilindungi https.',
      en: 'Repeat the request without response encryption; https already protects the connection.',
    },
  },
  key_attestation_missing: {
    title: {
      id: 'Penerbit meminta kunci yang dijamin penyedia dompet',
      en: 'The issuer wants keys that a wallet provider vouches for',
    },
    fix: {
      id: 'Pakai dompet yang penyedianya menjamin kunci, atau beri attestKeys kepada openWallet.',
      en: 'Use a wallet whose provider vouches for keys, or give attestKeys to openWallet.',
    },
  },
  issuance_unknown: {
    title: { id: 'Penerbitan ini tidak dikenal dompet', en: 'The wallet knows no such issuance' },
    fix: {
      id: 'Lihat yang masih berjalan di dompet, atau mulai lagi dari penawaran.',
      en: 'Look at what is under way in the wallet, or begin again from the offer.',
    },
  },
  renewal_unavailable: {
    title: {
      id: 'Penerbit tidak memberi hak memperbarui kredensial ini',
      en: 'The issuer gave nothing by which to renew this credential',
    },
    fix: { id: 'Minta penawaran baru kepada penerbit.', en: 'Ask the issuer for a new offer.' },
  },
  credential_encryption_malformed: {
    title: { id: 'Pesan terenkripsi tidak terbaca', en: 'The encrypted message cannot be read' },
    fix: {
      id: 'Pihak lain harus mengirim JWE ringkas dari objek JSON, dan kunci P-256 dengan kid dan alg ECDH-ES.',
      en: 'The other side has to send a compact JWE of a JSON object, and a P-256 key with kid and alg ECDH-ES.',
    },
  },
  credential_encryption_undecryptable: {
    title: { id: 'Pesan tidak dapat didekripsi', en: 'The message cannot be decrypted' },
    fix: {
      id: 'Ulangi dengan kunci dari metadata penerbit yang terbaru; pesan itu untuk kunci lain atau telah diubah.',
      en: "Repeat with a key from the issuer's newest metadata; the message is for another key or was changed.",
    },
  },
  credential_response_unencrypted: {
    title: { id: 'Jawaban tiba tanpa enkripsi', en: 'The response came in clear' },
    fix: {
      id: 'Jangan pakai kredensial itu. Laporkan kepada penerbit, lalu minta tawaran baru.',
      en: 'Do not use the credential. Tell the issuer, then ask for a new offer.',
    },
  },
  deferred_credential_request_malformed: {
    title: {
      id: 'Permintaan kredensial tertunda tidak terbaca',
      en: 'The deferred credential request cannot be read',
    },
    fix: {
      id: 'Kirim transaction_id yang diberikan penerbit sebagai JSON.',
      en: 'Send the transaction_id that the issuer gave, as JSON.',
    },
  },
  notification_request_malformed: {
    title: { id: 'Pemberitahuan tidak terbaca', en: 'The notification cannot be read' },
    fix: {
      id: 'Kirim notification_id dan salah satu peristiwa yang terdaftar sebagai JSON.',
      en: 'Send the notification_id and one of the registered events, as JSON.',
    },
  },
  issuer_metadata_signature_invalid: {
    title: {
      id: 'Tanda tangan metadata penerbit tidak sah',
      en: "The issuer's metadata are not signed by a trusted signer",
    },
    fix: {
      id: 'Periksa daftar kepercayaan dan jam perangkat; jangan menerima kredensial dari penerbit ini sebelum cocok.',
      en: "Check the trust list and the device's clock; accept no credential from this issuer until they fit.",
    },
  },
  dpop_proof_invalid: {
    title: { id: 'Bukti DPoP tidak sah', en: 'The DPoP proof is not valid' },
    fix: {
      id: 'Buat bukti baru untuk setiap permintaan, dengan metode, alamat, dan token permintaan itu; periksa jam perangkat.',
      en: "Make a new proof for every request, with that request's method, address and token; check the device's clock.",
    },
  },
  client_attestation_invalid: {
    title: {
      id: 'Pengesahan aplikasi dompet tidak sah',
      en: 'The attestation of the wallet app is not valid',
    },
    fix: {
      id: 'Minta pengesahan baru dari penyedia dompet, dan pastikan penerbit mempercayai penyedia itu.',
      en: 'Get a new attestation from the wallet provider, and make sure that the issuer trusts that provider.',
    },
  },
  client_attestation_stale: {
    title: {
      id: 'Pengesahan aplikasi dompet sudah terlalu lama',
      en: 'The attestation of the wallet app is too old',
    },
    fix: {
      id: 'Minta pengesahan baru dari penyedia dompet, lalu coba lagi.',
      en: 'Get a new attestation from the wallet provider, then try again.',
    },
  },
  attestation_challenge_malformed: {
    title: { id: 'Tantangan dari penerbit tidak dapat dibaca', en: "The issuer's challenge cannot be read" },
    fix: {
      id: 'Coba lagi; jika berulang, beri tahu penerbit bahwa jawaban titik akhir tantangannya tidak sesuai standar.',
      en: 'Try again; if it repeats, tell the issuer that its challenge endpoint does not answer as the standard says.',
    },
  },
  key_attestation_invalid: {
    title: { id: 'Pengesahan kunci tidak sah', en: 'The key attestation is not valid' },
    fix: {
      id: 'Minta pengesahan kunci baru dari penyedia dompet, untuk kunci yang dipakai, dan pastikan penerbit mempercayai penyedia itu.',
      en: 'Get a new key attestation from the wallet provider, for the key in use, and make sure that the issuer trusts that provider.',
    },
  },
  pkce_invalid: {
    title: {
      id: 'Bukti bahwa aplikasi ini yang memulai permintaan tidak cocok',
      en: 'The proof that this app began the request does not fit',
    },
    fix: {
      id: 'Mulai pengambilan kredensial dari awal di dompet yang sama.',
      en: 'Begin again in the same wallet.',
    },
  },
  authorization_details_malformed: {
    title: {
      id: 'Rincian otorisasi tidak dapat dibaca atau tidak diizinkan',
      en: 'The authorization details cannot be read or are not allowed',
    },
    fix: {
      id: 'Kirim authorization_details menurut OpenID4VCI bagian 5.1.1, dengan locations bila penerbit menyebut authorization_servers.',
      en: 'Send authorization_details as in OpenID4VCI section 5.1.1, with locations where the issuer lists authorization_servers.',
    },
  },
  oauth_request_malformed: {
    title: {
      id: 'Permintaan otorisasi kepada penerbit tidak dapat dibaca',
      en: 'The authorization request to the issuer cannot be read',
    },
    fix: {
      id: 'Kirim setiap parameter satu kali, dengan redirect_uri dan code_challenge S256.',
      en: 'Send each parameter once, with a redirect_uri and an S256 code_challenge.',
    },
  },
  response_type_unsupported: {
    title: {
      id: 'Jenis jawaban otorisasi ini tidak didukung',
      en: 'This kind of authorization response is not supported',
    },
    fix: { id: 'Minta response_type code.', en: 'Ask for the response_type code.' },
  },
  request_object_unsupported: {
    title: {
      id: 'Permintaan otorisasi sebagai JWT tidak didukung',
      en: 'An authorization request as a JWT is not supported',
    },
    fix: {
      id: 'Kirim parameternya lewat permintaan otorisasi yang didorong (PAR).',
      en: 'Send the parameters in a pushed authorization request (PAR).',
    },
  },
  oauth_response_malformed: {
    title: {
      id: 'Jawaban server otorisasi tidak dapat dibaca',
      en: 'The answer of the authorization server cannot be read',
    },
    fix: {
      id: 'Mulai lagi; bila terulang, beri tahu penerbit.',
      en: 'Begin again; if it happens again, tell the issuer.',
    },
  },
  oauth_response_mismatch: {
    title: {
      id: 'Jawaban otorisasi bukan milik permintaan ini',
      en: 'The authorization response does not belong to this request',
    },
    fix: {
      id: 'Jangan lanjutkan. Mulai lagi dari dompet: jawaban ini bisa berasal dari pihak lain.',
      en: 'Do not go on. Begin again in the wallet: this answer may come from somebody else.',
    },
  },
  authorization_refused: {
    title: { id: 'Penerbit menolak permintaan otorisasi', en: 'The issuer refused the authorization' },
    fix: {
      id: 'Periksa nomor registrasi dan kode dari loket, lalu mulai lagi; bila terulang, datangi penerbit.',
      en: 'Check the registration number and the code from the counter and begin again; if it happens again, go to the issuer.',
    },
  },
  // OpenID4VP
  authorization_request_malformed: {
    title: { id: 'Permintaan data tidak dapat dibaca', en: 'The request for data cannot be read' },
    fix: {
      id: 'Pindai ulang kode QR. Jika tetap gagal, beri tahu layanan yang meminta.',
      en: 'Scan the QR code again. If it still fails, tell the service that asks.',
    },
  },
  authorization_request_signature_invalid: {
    title: {
      id: 'Tanda tangan permintaan data tidak sah',
      en: 'The signature of the request for data is not valid',
    },
    fix: {
      id: 'Jangan lanjutkan: permintaan ini mungkin bukan dari layanan yang sebenarnya.',
      en: 'Do not go on: this request may not come from the real service.',
    },
  },
  authorization_request_client_mismatch: {
    title: { id: 'Identitas peminta data tidak konsisten', en: 'The request names different requesters' },
    fix: {
      id: 'Jangan lanjutkan, dan minta layanan membuat permintaan baru.',
      en: 'Do not go on, and ask the service to make a new request.',
    },
  },
  authorization_request_response_uri_mismatch: {
    title: {
      id: 'Jawaban akan terkirim ke alamat yang bukan milik peminta data',
      en: "The answer would go to an address that is not the requester's",
    },
    fix: {
      id: 'Jangan lanjutkan. Layanan yang meminta harus memakai alamat dari sertifikat atau identitasnya.',
      en: 'Do not go on. The service that asks has to use the address of its certificate or identity.',
    },
  },
  request_uri_method_invalid: {
    title: {
      id: 'Cara mengambil permintaan data tidak sah',
      en: 'The request for data says no valid way to fetch it',
    },
    fix: {
      id: 'Beri tahu layanan yang meminta: request_uri_method hanya boleh get atau post.',
      en: 'Tell the service that asks: request_uri_method is either get or post.',
    },
  },
  verifier_attestation_invalid: {
    title: {
      id: 'Surat keterangan peminta data tidak sah',
      en: 'The attestation of the requester is not valid',
    },
    fix: {
      id: 'Jangan lanjutkan. Layanan yang meminta perlu surat keterangan yang masih berlaku untuk kuncinya.',
      en: 'Do not go on. The service that asks needs an attestation of its key that is still valid.',
    },
  },
  authorization_request_wallet_nonce_mismatch: {
    title: {
      id: 'Permintaan data tidak dibuat untuk dompet ini',
      en: 'The request was not made for this wallet',
    },
    fix: {
      id: 'Jangan lanjutkan, dan buka permintaan sekali lagi dari tautan atau kode QR.',
      en: 'Do not go on, and open the request once more from its link or QR code.',
    },
  },
  authorization_request_origin_mismatch: {
    title: {
      id: 'Permintaan data ini dibuat untuk situs lain',
      en: 'The request was made for another site',
    },
    fix: {
      id: 'Jangan lanjutkan. Buka sendiri situs yang Anda maksud, dan mulailah dari sana.',
      en: 'Do not go on. Open the site that you mean yourself, and begin there.',
    },
  },
  authorization_request_not_yet_valid: {
    title: { id: 'Permintaan data belum berlaku', en: 'The request for data is not valid yet' },
    fix: {
      id: 'Periksa jam perangkat ini. Bila benar, mintalah tautan atau kode QR yang baru.',
      en: 'Check the clock of this device. If it is right, ask for a new link or QR code.',
    },
  },
  authorization_request_unsupported: {
    title: {
      id: 'Permintaan data memakai cara yang tidak didukung',
      en: 'The request for data uses something not supported',
    },
    fix: {
      id: 'Beri tahu layanan yang meminta; gunakan direct_post.jwt atau direct_post dengan permintaan bertanda tangan.',
      en: 'Tell the service that asks; use direct_post.jwt or direct_post with a signed request.',
    },
  },
  authorization_response_malformed: {
    title: { id: 'Jawaban dompet tidak dapat dibaca', en: "The wallet's answer cannot be read" },
    fix: {
      id: 'Buat permintaan baru dan minta pemegang mengulanginya.',
      en: 'Make a new request and ask the holder to repeat it.',
    },
  },
  authorization_response_origin_unexpected: {
    title: {
      id: 'Jawaban dikirim dari halaman yang tidak dikenal',
      en: 'The answer was sent from a page that is not known',
    },
    fix: {
      id: 'Jawaban ini diabaikan. Bila halaman itu milik Anda, tambahkan asalnya pada opsi origins.',
      en: 'The answer was ignored. If the page is yours, add its origin to the option origins.',
    },
  },
  authorization_response_unencrypted: {
    title: { id: 'Jawaban dompet tiba tanpa enkripsi', en: "The wallet's answer came in clear" },
    fix: {
      id: 'Minta pemegang mengulang dengan dompet yang mengenkripsi jawabannya seperti yang diminta.',
      en: 'Ask the holder to repeat with a wallet that encrypts its answer as the request says.',
    },
  },
  authorization_response_undecryptable: {
    title: { id: 'Jawaban dompet tidak dapat didekripsi', en: "The wallet's answer cannot be decrypted" },
    fix: {
      id: 'Buat permintaan baru; jawaban itu untuk permintaan lain, memakai cara lain, atau telah diubah.',
      en: 'Make a new request; the answer is for another one, uses another algorithm, or was changed.',
    },
  },
  dcql_malformed: {
    title: { id: 'Daftar data yang diminta tidak sah', en: 'The query for data is not valid' },
    fix: {
      id: 'Perbaiki permintaan sesuai DCQL (OpenID4VP 1.0 bagian 6).',
      en: 'Correct the query according to DCQL (OpenID4VP 1.0 section 6).',
    },
  },
  dcql_not_satisfied: {
    title: {
      id: 'Jawaban tidak memuat semua data yang diminta',
      en: 'The answer does not hold all that was asked for',
    },
    fix: {
      id: 'Minta pemegang mengulangi dengan kredensial yang memuat data yang diminta.',
      en: 'Ask the holder to repeat with a credential that holds the data asked for.',
    },
  },
  presentation_declined: {
    title: { id: 'Dompet tidak memberikan bukti', en: 'The wallet gave no proof' },
    fix: {
      id: 'Pemegang menolak, atau dompetnya tidak punya kredensial yang sesuai. Jelaskan data apa yang diperlukan dan untuk apa; buat permintaan baru bila pemegang bersedia.',
      en: 'The holder declined, or the wallet has no credential that fits. Explain what data is needed and why; make a new request if the holder agrees.',
    },
  },
  response_state_unknown: {
    title: { id: 'Jawaban ini tidak terkait permintaan mana pun', en: 'The answer belongs to no request' },
    fix: {
      id: 'Buat permintaan baru dan minta pemegang memindainya.',
      en: 'Make a new request and have the holder scan it.',
    },
  },
  response_already_received: {
    title: { id: 'Permintaan ini sudah dijawab', en: 'This request has already been answered' },
    fix: {
      id: 'Buat permintaan baru; setiap permintaan hanya dapat dijawab satu kali.',
      en: 'Make a new request; each request can be answered only once.',
    },
  },
  verifier_untrusted: {
    title: {
      id: 'Peminta data tidak ada dalam daftar kepercayaan',
      en: 'The requester is not on the trust list',
    },
    fix: {
      id: 'Jangan kirim data kecuali Anda yakin siapa yang meminta.',
      en: 'Send no data unless you are sure who is asking.',
    },
  },
  verifier_refused: {
    title: { id: 'Peminta data menolak jawaban', en: 'The requester refused the answer' },
    fix: {
      id: 'Ulangi dari permintaan yang baru, atau tanyakan kepada layanan itu.',
      en: 'Repeat from a new request, or ask that service.',
    },
  },
  transaction_unknown: {
    title: { id: 'Transaksi tidak ditemukan', en: 'The transaction is not known' },
    fix: {
      id: 'Periksa nomor transaksinya, atau buat permintaan baru.',
      en: "Check the transaction's id, or make a new request.",
    },
  },
  transaction_expired: {
    title: { id: 'Waktu transaksi sudah habis', en: 'The transaction has expired' },
    fix: { id: 'Buat permintaan baru.', en: 'Make a new request.' },
  },
  // documents
  ktp_malformed: {
    title: { id: 'Berkas KTP tidak dapat dibaca', en: 'The KTP file cannot be read' },
    fix: {
      id: 'Periksa bahwa berkasnya berupa objek JSON dengan semua label kartu.',
      en: 'Check that the file is a JSON object with all labels of the card.',
    },
  },
  ktp_key_unknown: {
    title: {
      id: 'Berkas KTP memuat label yang tidak dikenal',
      en: 'The KTP file has a label that is not known',
    },
    fix: {
      id: 'Hapus atau perbaiki label itu; gunakan nama label seperti pada contoh.',
      en: 'Remove or correct that label; use the label names of the example.',
    },
  },
  ktp_value_invalid: {
    title: { id: 'Isi salah satu kolom KTP tidak sah', en: 'A field of the KTP is not valid' },
    fix: {
      id: 'Cocokkan kolom itu dengan kartu dan tulis persis seperti tercetak.',
      en: 'Compare that field with the card and write it exactly as printed.',
    },
  },
  ktp_alphabet_foreign: {
    title: {
      id: 'Kartu memuat huruf dari abjad lain',
      en: 'The card has letters of another alphabet',
    },
    fix: {
      id: 'Tulis nilai dengan huruf Latin dan angka 0 sampai 9, seperti tercetak pada KTP.',
      en: 'Write the values in Latin letters and the digits 0 to 9, as a KTP prints them.',
    },
  },
  stay_permit_expired: {
    title: { id: 'Izin tinggal sudah berakhir', en: 'The stay permit has ended' },
    fix: {
      id: 'Perpanjang izin tinggal, dan dengannya KTP orang asing, lalu coba lagi.',
      en: "Renew the stay permit, and a foreigner's KTP with it, then try again.",
    },
  },
  nik_invalid: {
    title: { id: 'NIK tidak sah', en: 'The NIK is not valid' },
    fix: { id: 'Periksa ke-16 angkanya pada kartu.', en: 'Check its 16 digits on the card.' },
  },
  province_unknown: {
    title: { id: 'Provinsi tidak dikenal', en: 'The province is not known' },
    fix: {
      id: 'Tulis nama atau kode provinsi seperti tercetak pada kartu.',
      en: 'Write the name or code of the province as printed on the card.',
    },
  },
  regency_unknown: {
    title: { id: 'Kabupaten atau kota tidak dikenal', en: 'The regency or city is not known' },
    fix: {
      id: 'Tulis nama kabupaten atau kota seperti tercetak, dan cocokkan dengan provinsinya.',
      en: 'Write the regency or city as printed, and match it with its province.',
    },
  },
  ask_malformed: {
    title: { id: 'Berkas permintaan data tidak sah', en: 'The definition of an ask is not valid' },
    fix: {
      id: 'Perbaiki bagian yang disebut dalam pesan; docs/asks.md menjelaskan setiap kunci, examples/asks.yaml memberi contoh.',
      en: 'Correct the part that the message names; docs/asks.md explains every key, examples/asks.yaml is an example.',
    },
  },
  ask_unknown: {
    title: { id: 'Permintaan data ini tidak terdaftar', en: 'No such ask is registered' },
    fix: {
      id: 'Gunakan salah satu nama permintaan yang ada dalam berkas asks.',
      en: 'Use one of the names in the file of asks.',
    },
  },
  ask_exceeds_service: {
    title: {
      id: 'Data yang diminta melebihi keperluan layanan',
      en: 'The ask goes beyond what its service may ask for',
    },
    fix: {
      id: 'Hapus data yang tidak termasuk keperluan layanan itu dari berkas asks; untuk layanan di luar daftar, tulis batasnya di bawah services. Jika daftar kepercayaan mendaftarkan pemeriksa ini, minta otoritasnya mendaftarkan layanan itu juga.',
      en: 'Remove the claims that the service may not ask for from the file of asks; for a service that is not registered, write its most under services. Where the trust list registers this verifier, have its authority register the service too.',
    },
  },
  claim_unknown: {
    title: { id: 'Nama data tidak dikenal', en: 'The name of a claim is not known' },
    fix: {
      id: 'Gunakan nama data dari daftar di docs/asks.md, misalnya name.',
      en: 'Use a name from the list in docs/asks.md, such as name.',
    },
  },
  condition_not_met: {
    title: { id: 'Syarat layanan tidak terpenuhi', en: 'A condition of the service is not met' },
    fix: {
      id: 'Pemegang belum memenuhi syarat layanan ini; jelaskan syaratnya kepada pemegang.',
      en: 'The holder does not meet the condition of this service; explain the condition to them.',
    },
  },
  verified_identity_invalid: {
    title: { id: 'Bukti identitas terverifikasi tidak sah', en: 'The verified identity is not valid' },
    fix: {
      id: 'Ulangi pemeriksaan identitas, dan periksa kunci bukti pada pengaturan penerbit.',
      en: "Repeat the identity check, and check the evidence keys in the issuer's settings.",
    },
  },
  verified_identity_expired: {
    title: { id: 'Bukti identitas terverifikasi sudah kedaluwarsa', en: 'The verified identity has expired' },
    fix: { id: 'Ulangi pemeriksaan identitas.', en: 'Repeat the identity check.' },
  },
  verified_identity_used: {
    title: { id: 'Bukti identitas ini sudah dipakai', en: 'This verified identity has already been used' },
    fix: {
      id: 'Ulangi pemeriksaan identitas; setiap bukti hanya berlaku untuk satu penerbitan.',
      en: 'Repeat the identity check; each one is good for one issuance.',
    },
  },
  assurance_level_too_low: {
    title: {
      id: 'Tingkat pemeriksaan identitas belum cukup',
      en: 'The identity was not verified well enough',
    },
    fix: {
      id: 'Lengkapi pemeriksaannya: registri menjawab cocok dan petugas menegaskan.',
      en: 'Complete the check: the registry must match and the officer must confirm.',
    },
  },
  simulated_evidence_refused: {
    title: { id: 'Bukti simulasi tidak diterima', en: 'Simulated evidence is refused' },
    fix: {
      id: 'Gunakan registri yang sebenarnya. Simulasi hanya berlaku dalam mode pengembangan.',
      en: 'Use the real registry. Simulation is only for development mode.',
    },
  },
  // proofing
  card_image_unreadable: {
    title: { id: 'Berkas bukan gambar yang dapat dibaca', en: 'The file is no picture that can be read' },
    fix: {
      id: 'Foto atau pindai kartu sekali lagi, lalu kirim berkas JPEG atau PNG yang utuh.',
      en: 'Take or scan the picture again, and send a whole JPEG or PNG file.',
    },
  },
  card_image_too_large: {
    title: { id: 'Gambar terlalu besar', en: 'The picture is too large' },
    fix: {
      id: 'Kirim gambar paling besar 10 MiB dan 25 megapiksel.',
      en: 'Send a picture of at most 10 MiB and 25 megapixels.',
    },
  },
  card_image_too_small: {
    title: { id: 'Gambar terlalu kecil', en: 'The picture is too small' },
    fix: {
      id: 'Foto kartu dari dekat; lebar kartu sebaiknya paling sedikit 720 piksel.',
      en: 'Take the picture closer; the card should be at least 720 pixels wide.',
    },
  },
  card_image_unsupported: {
    title: { id: 'Jenis gambar tidak didukung', en: 'The kind of picture is not supported' },
    fix: {
      id: 'Simpan gambar sebagai JPEG biasa atau PNG 8 bit tanpa interlace.',
      en: 'Save the picture as a plain JPEG, or as a PNG of 8 bits without interlacing.',
    },
  },
  card_not_found: {
    title: { id: 'Tidak ada KTP dalam gambar', en: 'There is no identity card in the picture' },
    fix: {
      id: 'Letakkan KTP di atas alas polos, lalu foto seluruh kartu dengan cahaya cukup.',
      en: 'Lay the card on a plain ground, and take the whole card in good light.',
    },
  },
  card_several: {
    title: { id: 'Ada lebih dari satu kartu dalam gambar', en: 'There is more than one card in the picture' },
    fix: { id: 'Foto satu kartu saja.', en: 'Take a picture of one card alone.' },
  },
  card_alphabet_unsupported: {
    title: { id: 'Tulisan pada kartu bukan huruf Latin', en: 'The writing on the card is not Latin' },
    fix: {
      id: 'Gunakan KTP. Kartu lain tidak dibaca dari gambar; isi datanya secara manual.',
      en: 'Use the identity card. Other cards are not read from a picture; type the data instead.',
    },
  },
  card_reader_unavailable: {
    title: { id: 'Pembaca kartu tidak tersedia', en: 'The card reader is not available' },
    fix: {
      id: 'Pasang paket pembaca yang disebut dalam pesan, atau isi data secara manual.',
      en: 'Install the packages that the message names, or type the data instead.',
    },
  },
  registration_unknown: {
    title: { id: 'Pendaftaran tidak dikenal', en: 'The registration is not known' },
    fix: {
      id: 'Periksa nomor dan kuncinya, atau mulai pendaftaran baru.',
      en: 'Check its id and token, or start a new registration.',
    },
  },
  registration_expired: {
    title: { id: 'Waktu pendaftaran telah habis', en: 'The time of the registration is over' },
    fix: {
      id: 'Mulai pendaftaran baru. Datanya sudah dihapus.',
      en: 'Start a new registration. Its data was erased.',
    },
  },
  registration_state_conflict: {
    title: {
      id: 'Langkah pendaftaran ini bukan gilirannya',
      en: 'This step of the registration does not come now',
    },
    fix: {
      id: 'Tanyakan status pendaftaran, lalu lanjutkan dari sana. Jika langkah lain sedang berjalan, tunggu sampai selesai.',
      en: 'Ask for the status of the registration and go on from there. If another step is under way, wait for its end.',
    },
  },
  registration_limit_reached: {
    title: { id: 'Batas pendaftaran tercapai', en: 'A limit of the registration is reached' },
    fix: {
      id: 'Datang ke petugas, atau mulai pendaftaran baru nanti.',
      en: 'Come to an officer, or start a new registration later.',
    },
  },
  registration_busy: {
    title: { id: 'Pendaftaran sedang penuh', en: 'The registration is busy now' },
    fix: {
      id: 'Coba lagi sebentar lagi. Tidak ada yang hilang.',
      en: 'Try again in a moment. Nothing is lost.',
    },
  },
  registry_file_malformed: {
    title: { id: 'Berkas registri tidak dapat dibaca', en: 'The registry file cannot be read' },
    fix: {
      id: 'Perbaiki baris yang disebut dalam pesan, lalu impor ulang berkasnya.',
      en: 'Correct the line that the message names, then import the file again.',
    },
  },
  registry_mismatch: {
    title: { id: 'Data kartu tidak cocok dengan registri', en: 'The card does not match the registry' },
    fix: {
      id: 'Cocokkan isian dengan kartu. Jika sudah benar, arahkan pemohon ke Dukcapil.',
      en: 'Compare the entries with the card. If they are right, send the applicant to Dukcapil.',
    },
  },
  registry_not_found: {
    title: { id: 'NIK tidak ditemukan dalam registri', en: 'The NIK is not in the registry' },
    fix: {
      id: 'Periksa NIK yang diketik. Jika sudah benar, arahkan pemohon ke Dukcapil.',
      en: 'Check the NIK as typed. If it is right, send the applicant to Dukcapil.',
    },
  },
  registry_dead: {
    title: {
      id: 'Menurut registri, orang ini telah meninggal',
      en: 'The registry says that this person has died',
    },
    fix: {
      id: 'Jangan terbitkan kredensial; arahkan ke Dukcapil bila datanya keliru.',
      en: 'Issue no credential; send them to Dukcapil if the record is wrong.',
    },
  },
  registry_inactive: {
    title: { id: 'Data kependudukan tidak aktif', en: 'The registry record is not active' },
    fix: {
      id: 'Arahkan pemohon ke Dukcapil untuk mengaktifkan datanya.',
      en: 'Send the applicant to Dukcapil to activate the record.',
    },
  },
  registry_duplicate: {
    title: {
      id: 'Registri memuat data ganda untuk NIK ini',
      en: 'The registry holds more than one record for this NIK',
    },
    fix: {
      id: 'Arahkan pemohon ke Dukcapil untuk menertibkan datanya.',
      en: 'Send the applicant to Dukcapil to put the records right.',
    },
  },
  registry_unavailable: {
    title: { id: 'Registri tidak dapat dihubungi', en: 'The registry is not available' },
    fix: {
      id: 'Coba lagi nanti; tanpa jawaban registri tidak ada penerbitan.',
      en: "Try again later; nothing is issued without the registry's answer.",
    },
  },
  registry_not_configured: {
    title: { id: 'Belum ada registri kependudukan', en: 'No population registry is connected' },
    fix: {
      id: 'Hubungkan registri dari perjanjian Anda dengan lontar registry connect; untuk mencoba, siapkan folder dengan --dev.',
      en: 'Connect the registry of your agreement with lontar registry connect; to try things, set a folder up with --dev.',
    },
  },
  residence_refused: {
    title: {
      id: 'Domisili pemohon di luar wilayah layanan',
      en: 'The applicant lives outside the area served',
    },
    fix: {
      id: 'Arahkan pemohon ke penerbit di provinsi domisilinya.',
      en: 'Send the applicant to the issuer of the province where they live.',
    },
  },
  holder_too_young: {
    title: { id: 'Pemohon belum cukup umur', en: 'The applicant is too young' },
    fix: {
      id: 'Kredensial dari KTP hanya diterbitkan mulai umur 17 tahun, juga bila pemegang KTP sudah atau pernah kawin; periksa tanggal lahirnya.',
      en: 'A credential from a KTP is issued from the age of 17 on, also where the holder has the card earlier because of a marriage; check the date of birth.',
    },
  },
  document_inconsistent: {
    title: { id: 'Isi dokumen saling bertentangan', en: 'The document contradicts itself' },
    fix: {
      id: 'Periksa isian terhadap dokumennya; jika sudah benar, bawa dokumen itu ke petugas.',
      en: 'Compare the entries with the document; if they are right, take the document to an officer.',
    },
  },
  document_needs_review: {
    title: { id: 'Dokumen perlu dilihat petugas', en: 'An officer must look at the document' },
    fix: {
      id: 'Petugas memeriksa keganjilan yang disebut, lalu menerima atau menolak.',
      en: 'An officer looks at what is odd, and then accepts or refuses.',
    },
  },
  document_expired: {
    title: { id: 'Masa berlaku dokumen telah habis', en: 'The document has expired' },
    fix: {
      id: 'Gunakan dokumen, atau izin tinggal, yang masih berlaku.',
      en: 'Use a document, or a stay permit, that is still valid.',
    },
  },
  chip_not_authentic: {
    title: { id: 'Keaslian cip tidak terbukti', en: 'The chip is not shown to be genuine' },
    fix: {
      id: 'Baca cip sekali lagi; jika hasilnya sama, bawa dokumen itu ke petugas.',
      en: 'Read the chip once more; if nothing changes, take the document to an officer.',
    },
  },
  chip_document_mismatch: {
    title: { id: 'Isi cip berbeda dari dokumen', en: 'The chip says something else than the document' },
    fix: {
      id: 'Baca dokumen dan cip sekali lagi, dari dokumen yang sama.',
      en: 'Read document and chip once more, from the same document.',
    },
  },
  face_mismatch: {
    title: { id: 'Wajah tidak cocok', en: 'The face does not match' },
    fix: {
      id: 'Ambil gambar wajah sekali lagi, atau minta petugas membandingkannya.',
      en: 'Take the picture once more, or let an officer compare the person.',
    },
  },
  liveness_failed: {
    title: { id: 'Uji kehadiran tidak lulus', en: 'The liveness check was not passed' },
    fix: {
      id: 'Ulangi uji kehadiran, atau datang kepada petugas.',
      en: 'Repeat the liveness check, or come to an officer.',
    },
  },
  liveness_unknown: {
    title: { id: 'Uji kehadiran tidak dikenal', en: 'The liveness check is not known' },
    fix: { id: 'Mulai uji kehadiran dari awal.', en: 'Start the liveness check anew.' },
  },
  liveness_replayed: {
    title: {
      id: 'Langkah uji kehadiran sudah pernah dijawab',
      en: 'This step of the liveness check was answered before',
    },
    fix: {
      id: 'Mulai uji kehadiran dari awal. Setiap langkah hanya dapat dijawab sekali.',
      en: 'Start the liveness check anew. Each step can be answered once.',
    },
  },
  liveness_expired: {
    title: { id: 'Waktu uji kehadiran telah habis', en: 'The time of the liveness check is over' },
    fix: { id: 'Mulai uji kehadiran dari awal.', en: 'Start the liveness check anew.' },
  },
  liveness_too_fast: {
    title: { id: 'Jawaban uji kehadiran terlalu cepat', en: 'The liveness check was answered too fast' },
    fix: {
      id: 'Mulai dari awal, dan ambil gambar setelah kepala diputar.',
      en: 'Start anew, and take the picture after the head was turned.',
    },
  },
  liveness_too_slow: {
    title: { id: 'Jawaban uji kehadiran terlalu lambat', en: 'The liveness check was answered too slowly' },
    fix: {
      id: 'Mulai dari awal, dan ikuti setiap petunjuk tanpa menunggu.',
      en: 'Start anew, and follow each instruction without waiting.',
    },
  },
  face_image_malformed: {
    title: { id: 'Gambar wajah tidak dapat dipakai', en: 'The picture of the face cannot be used' },
    fix: {
      id: 'Ambil gambar baru sebagai JPEG atau PNG, paling besar 1 MiB.',
      en: 'Take a new picture as JPEG or PNG, of at most 1 MiB.',
    },
  },
  face_score_incomparable: {
    title: { id: 'Skor wajah memakai skala lain', en: 'The face score is of another scale' },
    fix: {
      id: 'Samakan skala dan ambang dalam kebijakan dengan mesin pembanding wajah.',
      en: 'Set scale and threshold of the policy to those of the engine that compares faces.',
    },
  },
  face_matcher_unavailable: {
    title: { id: 'Pembanding wajah tidak terpasang', en: 'The matcher of faces is not installed' },
    fix: {
      id: 'Pasang @vladmandic/face-api, @tensorflow/tfjs, dan @tensorflow/tfjs-backend-wasm, atau pakai layanan yang tersertifikasi.',
      en: 'Install @vladmandic/face-api, @tensorflow/tfjs and @tensorflow/tfjs-backend-wasm, or use a certified service.',
    },
  },
  face_check_unavailable: {
    title: { id: 'Di sini wajah tidak diperiksa', en: 'Faces are not checked here' },
    fix: {
      id: 'Datang ke petugas: petugas membandingkan Anda dengan kartu Anda.',
      en: 'Come to an officer, who compares you with your card.',
    },
  },
  evidence_contradictory: {
    title: { id: 'Bukti saling bertentangan', en: 'The evidence contradicts itself' },
    fix: {
      id: 'Petugas dengan peran supervisor menilai bukti itu.',
      en: 'An officer with the role supervisor weighs the evidence.',
    },
  },
  guardian_consent_missing: {
    title: { id: 'Persetujuan wali belum ada', en: "There is no guardian's consent" },
    fix: {
      id: 'Minta persetujuan orang tua atau wali sebelum memproses data anak.',
      en: 'Obtain the consent of a parent or guardian before processing the data of a child.',
    },
  },
  consent_receipt_invalid: {
    title: { id: 'Bukti persetujuan tidak sah', en: 'The consent receipt is not valid' },
    fix: {
      id: 'Bukti itu berubah, atau dibuat dengan kunci lain. Minta persetujuan lagi dan simpan bukti yang baru.',
      en: 'It was changed, or made with another key. Ask for the consent again and keep the new receipt.',
    },
  },
  consent_withdrawn: {
    title: { id: 'Persetujuan sudah ditarik', en: 'The consent was withdrawn' },
    fix: {
      id: 'Jangan proses data orang ini lagi, kecuali orangnya memberi persetujuan baru.',
      en: 'Process nothing more of this person, unless the person gives a new consent.',
    },
  },
  processing_restricted: {
    title: {
      id: 'Pemrosesan data orang ini sedang dibatasi',
      en: 'The processing of data about this person is restricted',
    },
    fix: {
      id: 'Orangnya meminta pembatasan. Cabut pembatasan hanya atas permintaannya.',
      en: 'The person asked for that. Lift the restriction only when the person asks.',
    },
  },
  officer_unknown: {
    title: { id: 'Petugas tidak dikenal', en: 'The officer is not known' },
    fix: {
      id: 'Daftarkan petugas itu lebih dahulu, atau periksa kodenya.',
      en: 'Register that officer first, or check the id.',
    },
  },
  officer_exists: {
    title: {
      id: 'Petugas dengan kode atau kunci itu sudah ada',
      en: 'There is an officer with that id or key',
    },
    fix: {
      id: 'Pilih kode lain; satu kunci hanya untuk satu petugas.',
      en: 'Choose another id; a key belongs to one officer alone.',
    },
  },
  officer_disabled: {
    title: { id: 'Petugas sudah dinonaktifkan', en: 'The officer is disabled' },
    fix: {
      id: 'Minta petugas lain memutuskan, atau daftarkan petugas baru.',
      en: 'Let another officer decide, or register a new one.',
    },
  },
  officer_role_insufficient: {
    title: {
      id: 'Peran petugas tidak mencakup keputusan ini',
      en: 'The role of the officer does not cover this',
    },
    fix: {
      id: 'Minta petugas dengan peran registrar atau supervisor memutuskan.',
      en: 'Let an officer with the role registrar or supervisor decide.',
    },
  },
  officer_not_confirmed: {
    title: { id: 'Petugas belum menegaskan pemeriksaan', en: 'The officer has not confirmed the check' },
    fix: {
      id: 'Petugas harus membandingkan pemohon dengan kartunya, lalu menegaskannya.',
      en: 'The officer must compare the applicant with the card and then confirm.',
    },
  },
  officer_refused: {
    title: { id: 'Petugas menolak permohonan', en: 'An officer refused the application' },
    fix: {
      id: 'Pemohon dapat mengajukan permohonan baru dengan bukti yang lengkap.',
      en: 'The applicant may apply anew with the evidence that was missing.',
    },
  },
  officer_decision_invalid: {
    title: { id: 'Keputusan petugas tidak sah', en: 'The decision of the officer is not valid' },
    fix: {
      id: 'Minta petugas menandatangani keputusan untuk berkas ini, dengan kunci yang terdaftar.',
      en: 'Let the officer sign a decision about this case, with the registered key.',
    },
  },
  officer_decision_repeated: {
    title: {
      id: 'Petugas sudah memutuskan, atau keputusannya sudah terpakai',
      en: 'The officer has decided before, or the decision was used',
    },
    fix: {
      id: 'Satu petugas memutuskan satu kali; minta petugas lain, atau buka berkas baru.',
      en: 'An officer decides a case once; ask another officer, or open a new case.',
    },
  },
  // issuer
  credential_configuration_unknown: {
    title: { id: 'Jenis kredensial ini tidak ditawarkan', en: 'This kind of credential is not offered' },
    fix: {
      id: 'Pilih salah satu jenis dan format yang tercantum dalam keterangan penerbit.',
      en: "Choose one of the types and formats in the issuer's metadata.",
    },
  },
  credential_unknown: {
    title: { id: 'Kredensial tidak ditemukan', en: 'The credential is not known' },
    fix: {
      id: 'Periksa nomor kredensialnya dengan melihat daftar kredensial.',
      en: 'Check its id in the list of credentials.',
    },
  },
  credential_status_transition_refused: {
    title: { id: 'Perubahan status ini tidak diperbolehkan', en: 'This change of status is not allowed' },
    fix: {
      id: 'Kredensial yang sudah dicabut tidak dapat dipulihkan; terbitkan kredensial baru.',
      en: 'A revoked credential cannot be restored; issue a new one.',
    },
  },
  deferred_issuance_unknown: {
    title: { id: 'Penerbitan tertunda tidak dikenal', en: 'The deferred issuance is unknown' },
    fix: {
      id: 'Lihat daftar penerbitan tertunda, lalu pakai id yang ada di sana.',
      en: 'List the deferred issuances, then use an id from there.',
    },
  },
  deferred_issuance_decided: {
    title: { id: 'Penerbitan tertunda sudah diputuskan', en: 'The deferred issuance was decided before' },
    fix: {
      id: 'Keputusan tidak dapat diubah. Untuk menarik kredensial yang sudah diserahkan, cabut kredensial itu.',
      en: 'A decision cannot be changed. To withdraw a credential that was delivered, revoke it.',
    },
  },
  // wallet
  wallet_credential_unknown: {
    title: { id: 'Kredensial tidak ada dalam dompet', en: 'The credential is not in the wallet' },
    fix: {
      id: 'Lihat daftar kredensial dalam dompet dan gunakan nomor yang ada.',
      en: 'Look at the list of credentials in the wallet and use an id from there.',
    },
  },
  wallet_no_matching_credential: {
    title: { id: 'Tidak ada kredensial yang memenuhi permintaan', en: 'No credential fits the request' },
    fix: {
      id: 'Ambil kredensial yang diminta dari penerbitnya lebih dahulu.',
      en: 'Get the credential asked for from its issuer first.',
    },
  },
  wallet_would_overdisclose: {
    title: {
      id: 'Kredensial ini akan membuka data yang tidak diminta',
      en: 'This credential would disclose data that was not asked for',
    },
    fix: {
      id: 'Gunakan kredensial yang datanya dapat dipilih, berformat vc+sd-jwt atau dc+sd-jwt.',
      en: 'Use a credential with selective disclosure, in the format vc+sd-jwt or dc+sd-jwt.',
    },
  },
  consent_missing: {
    title: { id: 'Persetujuan pemegang belum ada', en: 'The holder has not consented' },
    fix: {
      id: 'Tampilkan data yang diminta dan minta persetujuan pemegang sebelum mengirim.',
      en: "Show the data asked for and get the holder's consent before sending.",
    },
  },
  // store and command
  key_operation_unsupported: {
    title: { id: 'Kunci ini tidak dapat melakukan operasi itu', en: 'The key cannot do that operation' },
    fix: {
      id: 'Kunci Lontar hanya menandatangani, dengan algoritme kurvanya. Kunci di luar basis data dibuat dan dihapus dengan alat tempat kunci itu disimpan.',
      en: 'A Lontar key only signs, with the algorithm of its curve. A key outside the database is created and deleted with the tool in which it is kept.',
    },
  },
  passphrase_missing: {
    title: { id: 'Frasa sandi belum diberikan', en: 'The passphrase is missing' },
    fix: {
      id: 'Isi LONTAR_PASSPHRASE atau gunakan --passphrase-file (dompet: LONTAR_WALLET_PASSPHRASE; petugas: LONTAR_OFFICER_PASSPHRASE atau --officer-passphrase-file).',
      en: 'Set LONTAR_PASSPHRASE or use --passphrase-file (wallet: LONTAR_WALLET_PASSPHRASE; officer: LONTAR_OFFICER_PASSPHRASE or --officer-passphrase-file).',
    },
  },
  passphrase_wrong: {
    title: {
      id: 'Frasa sandi salah atau datanya rusak',
      en: 'The passphrase is wrong or the data is damaged',
    },
    fix: {
      id: 'Periksa frasa sandinya. Jika yakin benar, pulihkan data dari cadangan.',
      en: 'Check the passphrase. If you are sure of it, restore the data from a backup.',
    },
  },
  vault_malformed: {
    title: { id: 'Berkas dompet rusak', en: "The wallet's files are damaged" },
    fix: {
      id: 'Pulihkan dompet dari cadangan; jangan mengubah berkasnya dengan tangan.',
      en: 'Restore the wallet from a backup; do not edit its files by hand.',
    },
  },
  database_locked: {
    title: { id: 'Basis data sedang dipakai', en: 'The database is in use' },
    fix: {
      id: 'Tunggu sebentar lalu coba lagi, atau tutup proses lain yang memakainya.',
      en: 'Wait a moment and try again, or end the other process that uses it.',
    },
  },
  database_malformed: {
    title: {
      id: 'Basis data rusak atau bukan milik Lontar',
      en: "The database is damaged or not one of Lontar's",
    },
    fix: {
      id: 'Periksa lokasi berkasnya, atau pulihkan dari cadangan. Berkas ini tidak diubah.',
      en: 'Check where the file is, or restore it from a backup. The file was not changed.',
    },
  },
  database_version_unsupported: {
    title: { id: 'Versi basis data tidak didukung', en: 'The database version is not supported' },
    fix: {
      id: 'Perbarui Lontar atau Node agar versinya sesuai, lalu coba lagi.',
      en: 'Update Lontar or Node to a version that fits, then try again.',
    },
  },
  port_taken: {
    title: { id: 'Porta sudah dipakai', en: 'The port is already in use' },
    fix: {
      id: 'Pilih porta lain dengan --port, atau hentikan program yang memakainya.',
      en: 'Choose another port with --port, or stop the program that uses it.',
    },
  },
  sign_in_unfinished: {
    title: { id: 'Tidak ada yang masuk pada waktunya', en: 'Nobody signed in in time' },
    fix: {
      id: 'Mulai lagi, lalu buka alamatnya di peramban pada komputer yang sama; --timeout memberi waktu lebih lama.',
      en: 'Begin again and open the address in a browser on the same computer; --timeout gives more time.',
    },
  },
  transactions_full: {
    title: { id: 'Terlalu banyak permintaan yang terbuka', en: 'Too many requests are open' },
    fix: {
      id: 'Tunggu sampai permintaan lama kedaluwarsa. Bila sering terjadi, batasi kunjungan tanpa nama di depan layanan.',
      en: 'Wait until old requests have expired. If it happens often, limit anonymous visits in front of the service.',
    },
  },
  file_unreadable: {
    title: { id: 'Berkas tidak dapat dibaca', en: 'The file cannot be read' },
    fix: {
      id: 'Periksa nama, lokasi, dan izin baca berkasnya.',
      en: "Check the file's name, place and read permission.",
    },
  },
  file_unwritable: {
    title: { id: 'Berkas tidak dapat ditulis', en: 'The file cannot be written' },
    fix: {
      id: 'Periksa izin tulis foldernya dan ruang kosong pada diska.',
      en: "Check the folder's write permission and the free space on the disk.",
    },
  },
  document_mismatch: {
    title: {
      id: 'Kredensial ini dibuat dari dokumen lain',
      en: 'The credential is made from another document',
    },
    fix: {
      id: 'Pilih jenis kredensial yang sesuai: ktp atau ktp-proof dari KTP, visitor dari paspor.',
      en: 'Choose a type that fits: ktp or ktp-proof from a KTP, visitor from a passport.',
    },
  },
  chip_malformed: {
    title: { id: 'Data cip paspor tidak dapat dibaca', en: 'The data of the passport chip cannot be read' },
    fix: {
      id: 'Baca cip sekali lagi dan kirim berkas EF.SOD, DG1 dan DG2 apa adanya.',
      en: 'Read the chip once more, and send the files EF.SOD, DG1 and DG2 as they are.',
    },
  },
  chip_state_unlisted: {
    title: {
      id: 'Tidak ada daftar sertifikat untuk negara penerbit paspor',
      en: 'There is no master list for the state that issued the passport',
    },
    fix: {
      id: 'Muat daftar CSCA yang memuat negara itu, atau periksa paspor lewat petugas.',
      en: 'Load a master list that has that state, or let an officer examine the passport.',
    },
  },
  chip_root_unknown: {
    title: { id: 'Penanda tangan cip tidak dikenal', en: 'Nobody known signed the chip' },
    fix: {
      id: 'Muat daftar CSCA terbaru. Jika tetap gagal, cip itu mungkin palsu: bawa paspor ke petugas.',
      en: 'Load the latest master list. If nothing changes, the chip may be forged: take the passport to an officer.',
    },
  },
  chip_signer_expired: {
    title: {
      id: 'Sertifikat penanda tangan cip sudah berakhir',
      en: 'The certificate that signed the chip has expired',
    },
    fix: {
      id: 'Bawa paspor ke petugas; paspor itu sendiri mungkin juga sudah berakhir.',
      en: 'Take the passport to an officer; it may have expired itself.',
    },
  },
  chip_signer_revoked: {
    title: {
      id: 'Sertifikat penanda tangan cip telah dicabut',
      en: 'The certificate that signed the chip is revoked',
    },
    fix: {
      id: 'Jangan terima cip ini. Bawa paspor ke petugas.',
      en: 'Do not accept the chip. Take the passport to an officer.',
    },
  },
  chip_signer_invalid: {
    title: {
      id: 'Sertifikat penanda tangan cip tidak sah',
      en: 'The certificate that signed the chip is not valid',
    },
    fix: {
      id: 'Baca cip sekali lagi; jika hasilnya sama, bawa paspor ke petugas.',
      en: 'Read the chip once more; if nothing changes, take the passport to an officer.',
    },
  },
  chip_revocation_unknown: {
    title: {
      id: 'Pencabutan penanda tangan cip tidak dapat diperiksa',
      en: 'Whether the signer of the chip is revoked cannot be told',
    },
    fix: {
      id: 'Muat daftar pencabutan terbaru dari negara itu.',
      en: 'Load the latest revocation list of that state.',
    },
  },
  chip_signature_invalid: {
    title: { id: 'Tanda tangan cip tidak sah', en: 'The signature of the chip is not valid' },
    fix: {
      id: 'Baca cip sekali lagi; jika hasilnya sama, cip itu palsu atau rusak.',
      en: 'Read the chip once more; if nothing changes, the chip is forged or damaged.',
    },
  },
  chip_digest_refused: {
    title: {
      id: 'Cip memakai SHA-1 atau sidik yang lebih lama',
      en: 'The chip uses SHA-1 or an older digest',
    },
    fix: {
      id: 'Sidik itu tidak lagi aman. Bawa paspor ke petugas.',
      en: 'Such a digest is no longer safe. Take the passport to an officer.',
    },
  },
  chip_algorithm_unsupported: {
    title: {
      id: 'Algoritma tanda tangan cip belum didukung',
      en: 'The signature algorithm of the chip is not supported',
    },
    fix: {
      id: 'Bawa paspor ke petugas. Yang didukung: ECDSA pada kurva NIST dan Brainpool, dan RSA, dengan SHA-256 ke atas.',
      en: 'Take the passport to an officer. Supported are ECDSA on NIST and Brainpool curves, and RSA, with SHA-256 and above.',
    },
  },
  chip_group_changed: {
    title: { id: 'Isi cip telah diubah', en: 'The content of the chip was changed' },
    fix: {
      id: 'Baca cip sekali lagi; jika hasilnya sama, jangan terima paspor itu.',
      en: 'Read the chip once more; if nothing changes, do not accept the passport.',
    },
  },
  chip_mrz_invalid: {
    title: { id: 'MRZ di dalam cip salah', en: 'The machine-readable zone in the chip is wrong' },
    fix: { id: 'Bawa paspor ke petugas.', en: 'Take the passport to an officer.' },
  },
  master_list_malformed: {
    title: { id: 'Daftar CSCA tidak dapat dibaca', en: 'The master list cannot be read' },
    fix: {
      id: 'Muat daftar dalam bentuk CMS (.ml) atau sertifikat PEM, apa adanya.',
      en: 'Load the list as CMS (.ml) or PEM certificates, as it was published.',
    },
  },
  passport_malformed: {
    title: { id: 'Berkas paspor tidak dapat dibaca', en: 'The passport file cannot be read' },
    fix: {
      id: 'Tulis {"mrz": [baris, baris]}, dan bila cip dibaca "chip" dengan sod, dg1 dan dg2 dalam base64.',
      en: 'Write {"mrz": [line, line]}, and where the chip was read "chip" with sod, dg1 and dg2 in base64.',
    },
  },
  mrz_invalid: {
    title: { id: 'MRZ paspor salah', en: 'The machine-readable zone of the passport is wrong' },
    fix: {
      id: 'Salin kedua baris di bawah halaman data apa adanya, 44 huruf setiap baris.',
      en: 'Copy both lines at the foot of the data page as they are, 44 characters each.',
    },
  },
  database_unsupported: {
    title: { id: 'Jenis basis data ini tidak didukung', en: 'This kind of database is not supported' },
    fix: {
      id: 'Gunakan SQLite, misalnya --database sqlite:lontar.db.',
      en: 'Use SQLite, for example --database sqlite:lontar.db.',
    },
  },
  keys_unsupported: {
    title: { id: 'Penyimpanan kunci ini tidak didukung', en: 'This kind of key storage is not supported' },
    fix: {
      id: 'Gunakan --keys local, atau --keys veramo: kunci disimpan terenkripsi dalam basis data.',
      en: 'Use --keys local, or --keys veramo: the keys are kept encrypted in the database.',
    },
  },
  already_initialised: {
    title: { id: 'Folder ini sudah disiapkan', en: 'This folder is already set up' },
    fix: {
      id: 'Gunakan yang sudah ada, atau pilih folder lain dengan --dir.',
      en: 'Use what is there, or choose another folder with --dir.',
    },
  },
  not_initialised: {
    title: { id: 'Folder ini belum disiapkan', en: 'This folder is not set up yet' },
    fix: {
      id: 'Jalankan perintah yang disebut dalam pesan, atau tunjuk folder yang sudah disiapkan dengan --dir atau --wallet.',
      en: 'Run the command that the message names, or name a folder that is set up with --dir or --wallet.',
    },
  },
  usage: {
    title: { id: 'Perintah tidak dipakai dengan benar', en: 'The command was not used correctly' },
    fix: {
      id: 'Baca bantuan dengan --help, lalu perbaiki pilihan yang disebut dalam pesan.',
      en: 'Read the help with --help, then correct the option that the message names.',
    },
  },
  internal: {
    title: { id: 'Terjadi kesalahan di dalam Lontar', en: 'Something went wrong inside Lontar' },
    fix: {
      id: 'Coba lagi. Jika berulang, laporkan kode ini beserta langkah-langkahnya, tanpa data pribadi.',
      en: 'Try again. If it repeats, report this code and the steps, without personal data.',
    },
  },
}
