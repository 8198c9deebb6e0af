import type { CardReading } from './card-reading.ts'

/** Where a reading stands. The stages come in this order; a stage may come again when a card lies upside down. */
export type ReadingStage = 'open' | 'find' | 'body' | 'nik' | 'done'

/** How far a reading has come. */
export interface ReadingProgress {
  /** What is being done now. */
  readonly stage: ReadingStage
  /** 0 to 1; it never goes back. */
  readonly fraction: number
}

/** What may be set for one reading. */
export interface ReadingOptions {
  /** Ends the reading early: `read` rejects with the reason of the signal. */
  readonly signal?: AbortSignal
  /** Is told of each step. What it throws ends the reading. */
  readonly onProgress?: (progress: ReadingProgress) => void
}

/**
 * Reads the picture of a card. What comes out is a pre-fill that the holder confirms and the registry decides on: it
 * is never evidence. An implementation keeps no picture, writes none to a disk and logs no text.
 */
export interface DocumentReader {
  /**
   * Reads the one card of a picture.
   *
   * @param image - the bytes of a JPEG or PNG file, see `openCardImage`
   * @returns the fields that could be read, each with its confidence
   * @throws MalformedError `card_image_unreadable`, `card_image_too_large`, `card_image_too_small` see `openCardImage`
   * @throws UnsupportedError `card_image_unsupported` see `openCardImage`
   * @throws VerificationError `card_not_found` nothing in the picture is a KTP
   * @throws VerificationError `card_several` more than one card is in the picture
   * @throws UnsupportedError `card_alphabet_unsupported` a card whose writing is not Latin
   * @throws OperationError `card_reader_unavailable` the engine is not installed, failed, or took too long
   */
  read(image: Uint8Array, options?: ReadingOptions): Promise<CardReading>
}

/** A reader that holds an engine: close it when the last card is read. */
export interface OpenDocumentReader extends DocumentReader {
  /** Ends the engine and everything that it runs. A reading under way fails; closing twice does nothing. */
  close(): Promise<void>
}
