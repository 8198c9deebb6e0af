import type { CalendarDate } from '../calendar/calendar-date.ts'

/** The card of an Indonesian citizen as read; every value has been checked for its shape and none for its truth. */
export interface KtpCard {
  /** Of the card's header: where the holder lives. The name is as printed, without `PROVINSI`. */
  readonly province: { readonly code: string; readonly name: string }
  /** Of the card's header, as printed. The code is there only for a listed regency, which all of NTT's are. */
  readonly regency: { readonly code?: string; readonly name: string }
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
  /** As printed; spellings vary. */
  readonly religion?: string
  /** As printed. */
  readonly maritalStatus?: string
  /** As printed. */
  readonly occupation?: string
  /** Always WNI: no other card can be read. */
  readonly citizenship: 'WNI'
  /** `SEUMUR HIDUP`, or a printed date, which on a citizen's card still counts as lifetime. */
  readonly validity: { readonly kind: 'lifetime' } | { readonly kind: 'dated'; readonly until: CalendarDate }
  /** Of the card. */
  readonly placeOfIssue?: string
  /** Of the card. */
  readonly dateOfIssue?: CalendarDate
}
