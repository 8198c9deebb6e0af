import type { LocalizedText } from '@lontar/credentials'

/** What an issuer without a registry cannot do, and how to mend it. */
export const registryMissing: LocalizedText = {
  id: 'Belum ada registri kependudukan yang terhubung, jadi tidak ada penerbitan dari KTP: lontar registry connect. Pengunjung, melayani, daftar status, dan daftar kepercayaan tetap bekerja.',
  en: 'No population registry is connected, so that nothing is issued from a KTP: lontar registry connect. Visitors, serving, status lists and trust lists work.',
}
