import { findProvince } from '@lontar/documents/regions'
import { InvalidValueError } from './invalid-value.ts'

/** The province whose residents are served, by its code, or `any`. */
export function parseResidence(value: string): string {
  if (value !== 'any' && (!/^\d\d$/.test(value) || findProvince(value) === undefined)) {
    throw new InvalidValueError({
      id: 'Kode provinsi dua angka seperti 53, atau any.',
      en: 'A two-digit province code such as 53, or any.',
    })
  }
  return value
}
