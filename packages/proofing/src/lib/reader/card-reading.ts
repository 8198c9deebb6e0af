import type { KtpKey } from '@lontar/documents/ktp'
import type { FieldWarning } from './field-warning.ts'

/** One field as read. */
export interface ReadField {
  /** As printed, as far as it could be read; an offer to the holder, not a fact. */
  readonly text: string
  /** 0 to 1: how sure the engine is. Not a probability, and not comparable between engines. */
  readonly confidence: number
  /** What the holder should look at before confirming. Without one the field was read clearly, which proves nothing. */
  readonly warning?: FieldWarning
}

/** What was read from the picture of a KTP: a pre-fill to confirm. */
export interface CardReading {
  /** The kind of document. */
  readonly kind: 'ktp'
  /** The lines of the card from top to bottom, as the engine gave them. */
  readonly lines: readonly string[]
  /** By the keys of the KTP file; a field that could not be read is absent. */
  readonly fields: { readonly [key in KtpKey]?: ReadField }
  /** Name and version of the engine. */
  readonly engine: string
}
