import type { LocalizedText } from '@lontar/credentials'

/** What an issuer without `--dev` must know of this version, which knows only the simulated registry. */
export const simulatedRegistryOnly: LocalizedText = {
  id: 'Tanpa --dev versi ini tidak menerbitkan apa pun, karena hanya mengenal registri simulasi; melayani, daftar status, daftar kepercayaan, dan verifikasi tetap bekerja.',
  en: 'Without --dev this version issues nothing, because it knows the simulated registry only; serving, status lists, trust lists and verifying work.',
}
