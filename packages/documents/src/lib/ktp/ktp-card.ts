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
  readonly placeOfBirth: string
  readonly birthdate: CalendarDate
  readonly sex: 'male' | 'female'
  readonly bloodType?: string
  readonly streetAddress?: string
  readonly rtRw?: string
  readonly village?: string
  readonly district?: string
  readonly religion?: string
  readonly maritalStatus?: string
  readonly occupation?: string
  readonly citizenship: 'WNI'
  /** `SEUMUR HIDUP`, or a printed date, which on a citizen's card still counts as lifetime. */
  readonly validity: { readonly kind: 'lifetime' } | { readonly kind: 'dated'; readonly until: CalendarDate }
  readonly placeOfIssue?: string
  readonly dateOfIssue?: CalendarDate
}
