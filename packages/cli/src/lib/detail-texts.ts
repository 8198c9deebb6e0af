/**
 * The Indonesian of what `@lontar/documents`, `@lontar/proofing` and `@lontar/store` say in English when they fail: their
 * messages are the keys, `{}` stands for what a message names. A code is never read from them. A test walks over the
 * sources of these packages and finds a message without a text here, and a text without a message. Being a table, it is
 * longer than a file of code may be.
 */
export const detailTexts: Readonly<Record<string, string>> = {
  // the KTP file and the NIK
  'A KTP file holds one JSON object.': 'Berkas KTP berisi satu objek JSON.',
  'The KTP file has a key that is none of: {}.': 'Berkas KTP memuat kunci selain: {}.',
  'The KTP file lacks {}.': 'Berkas KTP tidak memuat {}.',
  'The value of {} is not printed text.': 'Isi {} bukan teks tercetak.',
  'The value of {} has letters or digits of another alphabet; a KTP prints Latin letters and 0 to 9.':
    'Isi {} memuat huruf atau angka dari abjad lain; KTP mencetak huruf Latin dan angka 0 sampai 9.',
  'No card prints such a value at {}, which is {}.':
    'Tidak ada kartu yang mencetak isian seperti itu pada {}; yang dicetak adalah {}.',
  'The NIK is not valid: {}.': 'NIK tidak sah: {}.',
  'There is no such province.': 'Tidak ada provinsi seperti itu.',
  'The province has no such regency or city.': 'Provinsi itu tidak memiliki kabupaten atau kota seperti itu.',
  // the passport and its chip
  'The passport file cannot be read: {}.': 'Berkas paspor tidak dapat dibaca: {}.',
  '{} is nothing that a machine-readable zone can hold.': '{} bukan isi yang dapat dimuat MRZ.',
  'The passport has ended.': 'Masa berlaku paspor sudah habis.',
  'The stay has ended.': 'Masa tinggal sudah berakhir.',
  'The stay permit of the card has ended.': 'Izin tinggal pada kartu sudah berakhir.',
  "The chip's {} cannot be read.": 'Bagian {} dari cip tidak dapat dibaca.',
  'The signer of the chip leads to no certificate of the list.':
    'Penanda tangan cip tidak berujung pada sertifikat mana pun dalam daftar.',
  'The certificate that signed the chip has expired.':
    'Sertifikat yang menandatangani cip sudah kedaluwarsa.',
  'The certificate that signed the chip is revoked.': 'Sertifikat yang menandatangani cip sudah dicabut.',
  'No current revocation list covers the signer of the chip.':
    'Tidak ada daftar pencabutan yang masih berlaku untuk penanda tangan cip.',
  'The certificate that signed the chip is not valid.': 'Sertifikat yang menandatangani cip tidak sah.',
  'The chip uses SHA-1 or an older digest.': 'Cip memakai SHA-1 atau sidik yang lebih tua.',
  'The chip uses a digest that is not supported.': 'Cip memakai sidik yang tidak didukung.',
  'The list of authorities cannot be read.': 'Daftar otoritas tidak dapat dibaca.',
  'The signature of the chip is over something else.': 'Tanda tangan cip dibuat atas hal lain.',
  'The chip names a signer that is not in it.': 'Cip menyebut penanda tangan yang tidak ada di dalamnya.',
  'No authority of the issuing state is known.': 'Tidak ada otoritas negara penerbit yang dikenal.',
  'The zone in the chip is wrong: {}.': 'MRZ di dalam cip salah: {}.',
  'DG{} is not what was signed.': 'DG{} bukan yang ditandatangani.',
  'The chip has a key that is not supported.': 'Cip memakai jenis kunci yang tidak didukung.',
  'The key is not supported here.': 'Kunci itu tidak didukung di sini.',
  'The signer of the chip is of another state than its authority.':
    'Penanda tangan cip berasal dari negara lain daripada otoritasnya.',
  'The chip is signed over a digest of SHA-224.': 'Cip ditandatangani atas sidik SHA-224.',
  'The signature of the chip is over another content.': 'Tanda tangan cip dibuat atas isi yang lain.',
  'The signature of the chip is wrong.': 'Tanda tangan cip salah.',
  'The chip is signed by an algorithm that is not supported.':
    'Cip ditandatangani dengan algoritma yang tidak didukung.',
  // the identity that was verified, and what is made of it
  'The type is not made from the document of the identity.':
    'Jenis kredensial itu tidak dibuat dari dokumen ini.',
  'A format without selective disclosure carries proofs only.':
    'Format tanpa pengungkapan selektif hanya memuat bukti.',
  'The register has no such claim.': 'Register tidak memiliki klaim seperti itu.',
  'The credential type has no such claim.': 'Jenis kredensial itu tidak memiliki klaim seperti itu.',
  'The verified identity is not valid.': 'Identitas yang diperiksa tidak sah.',
  'The verified identity has expired.': 'Identitas yang diperiksa sudah kedaluwarsa.',
  'Evidence of a simulator does not count.': 'Bukti dari simulator tidak berlaku.',
  'The identity was not verified well enough.': 'Pemeriksaan identitas belum cukup.',
  // consent
  'There is no consent of this person under that reference.':
    'Tidak ada persetujuan orang ini dengan rujukan itu.',
  'There is no receipt of the consent.': 'Tidak ada tanda terima persetujuan.',
  'The receipt of the consent is not of this person.': 'Tanda terima persetujuan bukan milik orang ini.',
  'The consent was withdrawn.': 'Persetujuan sudah ditarik.',
  'The kept receipt of the consent is not valid.': 'Tanda terima persetujuan yang disimpan tidak sah.',
  'The consent receipt is not valid.': 'Tanda terima persetujuan tidak sah.',
  'The consent does not cover: {}.': 'Persetujuan tidak mencakup: {}.',
  'For a child a parent or guardian has to agree.': 'Untuk anak, orang tua atau wali harus menyetujui.',
  'The person had the processing restricted.': 'Orangnya meminta pemrosesan dibatasi.',
  'A text that was shown has a version.': 'Teks yang ditampilkan harus memiliki versi.',
  'That version of the consent text has no such item.':
    'Versi teks persetujuan itu tidak memuat butir tersebut.',
  'There is no such version of the consent text.': 'Tidak ada versi teks persetujuan seperti itu.',
  'A consent is about one item at least.': 'Persetujuan mencakup paling sedikit satu butir.',
  'The controller has a name, a URL and a contact.': 'Pengendali data memiliki nama, URL, dan kontak.',
  'There is no consent in force for this evidence.': 'Tidak ada persetujuan yang berlaku untuk bukti ini.',
  'Nothing was agreed to.': 'Tidak ada butir yang disetujui.',
  'The consent was withdrawn before anything was offered.': 'Persetujuan ditarik sebelum tawaran dibuat.',
  // pictures
  'The images were erased.': 'Gambar sudah dihapus.',
  'There is no image of this kind.': 'Tidak ada gambar jenis itu.',
  'Images wait from 1 to 30 days for an officer, and from 1 to 72 hours for an applicant.':
    'Gambar menunggu petugas 1 sampai 30 hari, dan menunggu pemohon 1 sampai 72 jam.',
  'The file is not a picture.': 'Berkas ini bukan gambar.',
  'The picture is neither JPEG nor PNG.': 'Gambar ini bukan JPEG dan bukan PNG.',
  'The picture has too many bytes.': 'Berkas gambar terlalu besar.',
  'The picture has too many pixels.': 'Gambar memuat terlalu banyak piksel.',
  'The picture has too few pixels to read a card.': 'Piksel gambar terlalu sedikit untuk membaca kartu.',
  'The picture takes too long to decode.': 'Gambar terlalu lama dibuka.',
  'The JPEG file is damaged.': 'Berkas JPEG rusak.',
  'The JPEG file is cut off.': 'Berkas JPEG terpotong.',
  'The JPEG file declares no size.': 'Berkas JPEG tidak menyebut ukurannya.',
  'The JPEG file has too many scans.': 'Berkas JPEG memuat terlalu banyak pindaian.',
  'This kind of JPEG is not read.': 'Jenis JPEG ini tidak dibaca.',
  'A chunk of the PNG file is damaged.': 'Satu bagian dari berkas PNG rusak.',
  'The PNG file is cut off.': 'Berkas PNG terpotong.',
  'The PNG file is damaged.': 'Berkas PNG rusak.',
  'The PNG file inflates to more than it declares.': 'Isi berkas PNG lebih besar daripada yang disebutnya.',
  'The PNG file does not begin with its header.': 'Berkas PNG tidak dimulai dengan kepalanya.',
  'This kind of PNG is not read.': 'Jenis PNG ini tidak dibaca.',
  'The writing on the card is not Latin.': 'Tulisan pada kartu bukan huruf Latin.',
  'There is no KTP in the picture.': 'Tidak ada KTP dalam gambar.',
  'There is more than one card in the picture.': 'Ada lebih dari satu kartu dalam gambar.',
  // the reader
  'This reader needs @gutenye/ocr-node; install it.': 'Pembaca ini memerlukan @gutenye/ocr-node; pasanglah.',
  'Reading a card needs tesseract.js; install it.': 'Membaca kartu memerlukan tesseract.js; pasanglah.',
  'Reading a card needs @tesseract.js-data/{}; install it.':
    'Membaca kartu memerlukan @tesseract.js-data/{}; pasanglah.',
  'Reading a JPEG needs jpeg-js; install it.': 'Membaca JPEG memerlukan jpeg-js; pasanglah.',
  'The card reader is closed.': 'Pembaca kartu sudah ditutup.',
  'The engine failed or took too long.': 'Mesin pembaca gagal atau terlalu lama.',
  // officers
  'The decision of the officer cannot be read.': 'Keputusan petugas tidak dapat dibaca.',
  'No such officer is registered.': 'Petugas itu tidak terdaftar.',
  'The officer decided this case before, or the decision was used.':
    'Petugas ini sudah memutuskan kasus ini, atau keputusannya sudah dipakai.',
  'The officer is disabled.': 'Petugas sudah dinonaktifkan.',
  'An administrator decides no case.': 'Administrator tidak memutuskan kasus.',
  'The decision is not of this officer, or not about this case.':
    'Keputusan itu bukan dari petugas ini, atau bukan tentang kasus ini.',
  'The officer needs a passphrase.': 'Petugas memerlukan frasa sandi.',
  "The header of the officer's key was changed.": 'Kepala kunci petugas telah diubah.',
  "The passphrase does not open the officer's key.": 'Frasa sandi tidak membuka kunci petugas.',
  'There is an officer with that id or key.': 'Sudah ada petugas dengan kode atau kunci itu.',
  // registrations
  'This office knows no officers.': 'Kantor ini tidak mengenal petugas.',
  'The registration waits for no officer.': 'Pendaftaran itu tidak menunggu petugas.',
  'There is no such registration for this token.': 'Tidak ada pendaftaran dengan nomor itu.',
  'The time of the registration is over.': 'Waktu pendaftaran itu sudah habis.',
  'Identity and registry of the text in force must be agreed to.':
    'Butir identitas dan registri dari teks yang berlaku harus disetujui.',
  'Too many registrations are open.': 'Terlalu banyak pendaftaran yang terbuka.',
  'Too many pictures for one registration.': 'Terlalu banyak gambar untuk satu pendaftaran.',
  'Too many questions for one registration.': 'Terlalu banyak pertanyaan untuk satu pendaftaran.',
  'The face check was answered.': 'Pemeriksaan wajah sudah dijawab.',
  'This office compares no faces.': 'Kantor ini tidak membandingkan wajah.',
  'Too many face checks for one registration.': 'Terlalu banyak pemeriksaan wajah untuk satu pendaftaran.',
  'No image is to be kept under this consent.': 'Dengan persetujuan ini gambar tidak disimpan.',
  'There is no room now; come again.': 'Saat ini tidak ada tempat; datanglah lagi.',
  'This step does not come next, or another one is under way.':
    'Bukan langkah ini yang berikutnya, atau langkah lain sedang berjalan.',
  'This office reads no cards; type the fields.': 'Kantor ini tidak membaca kartu; ketiklah isiannya.',
  // the registry file
  'Line {} of the registry file is not CSV.': 'Baris {} dari berkas registri bukan CSV.',
  'The registry file is not CSV.': 'Berkas registri bukan CSV.',
  'The registry file is empty.': 'Berkas registri kosong.',
  'Line 1 names no column of a registry file: it needs {}, and may have {}.':
    'Baris 1 tidak menyebut satu pun kolom berkas registri: harus ada {}, dan boleh ada {}.',
  'Line 1 has an unknown column at place {}: it needs {}, and may have {}.':
    'Baris 1 memuat kolom yang tidak dikenal pada urutan {}: harus ada {}, dan boleh ada {}.',
  'Line 1 has the column {} twice.': 'Baris 1 memuat kolom {} dua kali.',
  'Line 1 lacks the column {}.': 'Baris 1 tidak memuat kolom {}.',
  'Line {} has not as many values as line 1.': 'Jumlah isian baris {} berbeda dari baris 1.',
  'Line {} has an unacceptable value in the column {}.': 'Isian baris {} pada kolom {} tidak dapat diterima.',
  'Line {} has a value in the column nik that an earlier line has.':
    'Isian baris {} pada kolom nik sudah ada pada baris sebelumnya.',
  // the database
  'The passphrase does not open the database.': 'Frasa sandi tidak membuka basis data.',
  'The passphrase could not be processed.': 'Frasa sandi tidak dapat diproses.',
  'The database needs a passphrase.': 'Basis data memerlukan frasa sandi.',
  'A sealed value was changed or moved.': 'Isi yang dienkripsi telah diubah atau dipindahkan.',
  'The key header of the database was changed.': 'Kepala kunci basis data telah diubah.',
  'The database has lost its key.': 'Basis data kehilangan kuncinya.',
  'The database was never set up.': 'Basis data belum pernah disiapkan.',
  'There is a key for this purpose already.': 'Sudah ada kunci untuk keperluan ini.',
  'The database was written by a newer version of Lontar.':
    'Basis data ditulis oleh versi Lontar yang lebih baru.',
  'The file is a database of another program.': 'Berkas itu basis data program lain.',
  'A database is named sqlite:FILE or sqlite::memory:.':
    'Basis data dinamai sqlite:BERKAS atau sqlite::memory:.',
  'The database is damaged.': 'Basis data rusak.',
  'The database file cannot be created.': 'Berkas basis data tidak dapat dibuat.',
  'The database is not a file.': 'Basis data bukan berkas.',
  'The database file is empty.': 'Berkas basis data kosong.',
  'The database file cannot be read.': 'Berkas basis data tidak dapat dibaca.',
  'There is no database file.': 'Berkas basis data tidak ada.',
  'This Node.js carries an SQLite older than 3.51.3, which can lose committed writes.':
    'Node.js ini membawa SQLite yang lebih tua dari 3.51.3, yang dapat kehilangan tulisan.',
  'This connection does not stream.': 'Sambungan ini tidak mengalir.',
  'Another program keeps the database locked.': 'Program lain mengunci basis data.',
  'The file is not a whole Lontar database.': 'Berkas itu bukan basis data Lontar yang utuh.',
  'The database cannot be written.': 'Basis data tidak dapat ditulis.',
  'The database cannot be opened.': 'Basis data tidak dapat dibuka.',
  'The database refused a statement.': 'Basis data menolak perintah.',
  'A credential is not waiting to be issued.': 'Kredensial itu tidak menunggu penerbitan.',
  'A credential of the person has to be revoked first.': 'Kredensial orang ini harus dicabut lebih dahulu.',
  'An outcome is short and names no person.': 'Hasil ditulis singkat dan tidak menyebut orang.',
}

/** The Indonesian of what stands in the place of `{}`, where that is English. */
export const detailPhrases: Readonly<Record<string, string>> = {
  'a printed text': 'teks tercetak',
  'a date DD-MM-YYYY': 'tanggal HH-BB-TTTT',
  'LAKI-LAKI or PEREMPUAN': 'LAKI-LAKI atau PEREMPUAN',
  "MALE or FEMALE on a foreigner's card": 'MALE atau FEMALE pada kartu orang asing',
  'SEUMUR HIDUP or a date DD-MM-YYYY': 'SEUMUR HIDUP atau tanggal HH-BB-TTTT',
  "the date of the stay permit, DD-MM-YYYY, on a foreigner's card":
    'tanggal izin tinggal, HH-BB-TTTT, pada kartu orang asing',
  'WNI or the name of another country': 'WNI atau nama negara lain',
  'A, B, AB or O, with + or - or neither, or - or TIDAK TAHU':
    'A, B, AB atau O, dengan + atau - atau tanpa keduanya, atau - atau TIDAK TAHU',
  'two numbers of three digits, as 000/000': 'dua bilangan tiga angka, seperti 000/000',
  'BELUM KAWIN, KAWIN, KAWIN TERCATAT, KAWIN BELUM TERCATAT, CERAI HIDUP or CERAI MATI':
    'BELUM KAWIN, KAWIN, KAWIN TERCATAT, KAWIN BELUM TERCATAT, CERAI HIDUP atau CERAI MATI',
  'mrz is not two lines': 'mrz bukan dua baris',
  'the file is no object': 'berkas bukan objek',
  'chip is no object': 'chip bukan objek',
  'the file has a key that is none of: mrz, chip': 'berkas memuat kunci selain: mrz, chip',
  'chip has a key that is none of: sod, dg1, dg2': 'chip memuat kunci selain: sod, dg1, dg2',
  'sod is not base64': 'sod bukan base64',
  'dg1 is not base64': 'dg1 bukan base64',
  'dg2 is not base64': 'dg2 bukan base64',
  'security object': 'objek keamanan',
}
