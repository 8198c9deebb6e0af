import type { KtpCard } from './ktp-card.ts'
import type { KtpKey } from './ktp-keys.ts'

/** A text that a card may lack. */
export interface OptionalText {
  /** Its key in a KTP file. */
  readonly key: KtpKey
  /** Its member of `KtpCard`. */
  readonly member:
    | 'bloodType'
    | 'streetAddress'
    | 'rtRw'
    | 'village'
    | 'district'
    | 'religion'
    | 'maritalStatus'
    | 'occupation'
    | 'placeOfIssue'
  /** What a card prints there; any text where it is absent. */
  readonly pattern?: RegExp
  /** True where a foreigner's card prints English, of which there is no list. */
  readonly patternOfWniOnly?: true
}

/** The texts that a card may lack. The spelling of religions varies, and occupations are kept as printed. */
export const optionalTexts: readonly OptionalText[] = [
  { key: 'golDarah', member: 'bloodType', pattern: /^(?:(?:A|B|AB|O)[+-]?|-|TIDAK TAHU)$/i },
  { key: 'alamat', member: 'streetAddress' },
  { key: 'rtRw', member: 'rtRw', pattern: /^[0-9]{3}\/[0-9]{3}$/ },
  { key: 'kelDesa', member: 'village' },
  { key: 'kecamatan', member: 'district' },
  { key: 'agama', member: 'religion' },
  {
    key: 'statusPerkawinan',
    member: 'maritalStatus',
    pattern: /^(?:BELUM KAWIN|KAWIN|KAWIN TERCATAT|KAWIN BELUM TERCATAT|CERAI HIDUP|CERAI MATI)$/i,
    patternOfWniOnly: true,
  },
  { key: 'pekerjaan', member: 'occupation' },
  { key: 'tempatTerbit', member: 'placeOfIssue' },
]

/** True when a card of that citizenship may print the text there. */
export function fitsOptionalText(
  { pattern, patternOfWniOnly }: OptionalText,
  text: string,
  citizenship: KtpCard['citizenship'],
): boolean {
  if (patternOfWniOnly === true && citizenship === 'WNA') return true
  return pattern?.test(text) !== false
}
