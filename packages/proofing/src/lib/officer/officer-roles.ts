import type { LocalizedText } from '@lontar/credentials'
import type { OfficerRole } from './officer-account.ts'

/** What each role may do, for people. */
export const officerRoles: Readonly<Record<OfficerRole, LocalizedText>> = {
  registrar: {
    id: 'Membandingkan orang, dokumen, dan jawaban, lalu memutuskan.',
    en: 'Compares person, document and answers, and decides.',
  },
  supervisor: {
    id: 'Seperti petugas registrasi, dan juga menilai wajah yang tidak cocok dan bukti yang saling bertentangan.',
    en: 'As a registrar, and also weighs faces that do not match and evidence that contradicts itself.',
  },
  administrator: {
    id: 'Mengurus akun petugas dan tidak memutuskan permohonan.',
    en: 'Keeps the accounts of officers and decides no application.',
  },
}
