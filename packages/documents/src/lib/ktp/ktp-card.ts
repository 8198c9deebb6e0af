import type { CalendarDate } from '../calendar/calendar-date.ts'
import type { RegencyCode } from '../regions/regency-code.ts'

/** What the cards of citizens and of foreigners have in common. */
export interface KtpFields {
  /** Of the card's header: where the holder lives. The name is as printed, without `PROVINSI`. */
  readonly province: { readonly code: string; readonly name: string }
  /** Of the card's header, as printed. The code is there only for a listed regency, which all of NTT's are. */
  readonly regency: { readonly code?: RegencyCode; readonly name: string }
  /** 16 digits. */
  readonly nik: string
  /** One field, never split. */
  readonly name: string
  /** Free text. */
  readonly placeOfBirth: string
  /** As printed, in this notation. */
  readonly birthdate: CalendarDate
  /** As printed, not as in the NIK. */
  readonly sex: 'male' | 'female'
  /** As printed; health data. */
  readonly bloodType?: string
  /** As printed, in one line. */
  readonly streetAddress?: string
  /** Neighbourhood units, `NNN/NNN`. */
  readonly rtRw?: string
  /** Kelurahan or desa. */
  readonly village?: string
  /** Kecamatan. */
  readonly district?: string
  /** As printed; spellings vary, and a foreigner's card has it in English. */
  readonly religion?: string
  /** As printed; in English on a foreigner's card. */
  readonly maritalStatus?: string
  /** As printed; in English on a foreigner's card. */
  readonly occupation?: string
  /** Of the card. */
  readonly placeOfIssue?: string
  /** Of the card. */
  readonly dateOfIssue?: CalendarDate
}

/** The card of an Indonesian citizen. */
export interface WniCard extends KtpFields {
  /** As printed. */
  readonly citizenship: 'WNI'
  /** `SEUMUR HIDUP`, or a printed date, which on a citizen's card still counts as lifetime. */
  readonly validity: { readonly kind: 'lifetime' } | { readonly kind: 'dated'; readonly until: CalendarDate }
}

/** The orange card of a foreigner with a permanent stay permit (ITAP, KITAP). */
export interface WnaCard extends KtpFields {
  /** From the country that is printed in its place. */
  readonly citizenship: 'WNA'
  /** The name of the country as the card prints it; no code follows from it. */
  readonly nationality: string
  /** The last day of the stay permit; with it the card ends. */
  readonly validity: { readonly kind: 'dated'; readonly until: CalendarDate }
}

/**
 * A card as read; every value has been checked for its shape and none for its truth.
 *
 * @see UU 24/2013 articles 63 and 64
 */
export type KtpCard = WniCard | WnaCard
