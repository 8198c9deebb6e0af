/** Why a field needs a look. */
export type FieldWarningCode = 'confidence_low' | 'readings_differ' | 'value_unlikely'

/** A reason to look at a field before confirming it; it holds nothing of the card. */
export interface FieldWarning {
  /** Stable, for programs. */
  readonly code: FieldWarningCode
  /** For the holder. */
  readonly text: { readonly id: string; readonly en: string }
}

const texts: Readonly<Record<FieldWarningCode, FieldWarning['text']>> = {
  confidence_low: {
    id: 'Isian ini kurang jelas terbaca; cocokkan dengan kartu.',
    en: 'This field was not read clearly; compare it with the card.',
  },
  readings_differ: {
    id: 'Hasil baca isian ini tidak seragam; cocokkan setiap angka dengan kartu.',
    en: 'Several readings of this field differ; compare every digit with the card.',
  },
  value_unlikely: {
    id: 'Hasil baca ini tidak lazim untuk isian tersebut; cocokkan dengan kartu.',
    en: 'No card prints this here; compare it with the card.',
  },
}

/** The warning of a code. */
export function fieldWarning(code: FieldWarningCode): FieldWarning {
  return { code, text: texts[code] }
}
