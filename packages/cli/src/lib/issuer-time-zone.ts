import { timeZoneOf } from '@lontar/documents/regions'
import type { IssuerConfiguration } from './configuration.ts'

/** The zone of an installation whose province is not known: WITA. */
export const defaultTimeZone = 'Asia/Makassar'

/** The IANA zone in which an issuer computes ages and expiry. One that serves any residence has the default. */
export function issuerTimeZone({ residence }: Pick<IssuerConfiguration, 'residence'>): string {
  return timeZoneOf(residence) ?? defaultTimeZone
}
