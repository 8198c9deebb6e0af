export type { CardReading, ReadField } from './lib/reader/card-reading.ts'
export { cutCardPortrait } from './lib/reader/cut-card-portrait.ts'
export type {
  DocumentReader,
  OpenDocumentReader,
  ReadingOptions,
  ReadingProgress,
  ReadingStage,
} from './lib/reader/document-reader.ts'
export type { FieldWarning, FieldWarningCode } from './lib/reader/field-warning.ts'
export type { CardImage } from './lib/reader/image/card-image.ts'
export { type CardImageLimits, openCardImage } from './lib/reader/open-card-image.ts'
