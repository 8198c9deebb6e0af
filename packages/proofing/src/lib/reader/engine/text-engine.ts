import type { Box, GreyImage } from '../image/grey-image.ts'

/** A word as an engine read it. */
export interface ReadWord {
  readonly text: string
  /** 0 to 1. */
  readonly confidence: number
  /** Where it stands in the picture that was read. */
  readonly box: Box
  /** Where each of its letters stands, when the engine tells. */
  readonly letters?: readonly Box[]
}

/** A line as an engine read it: words from left to right. */
export type ReadLine = readonly ReadWord[]

/** What may be set for one piece of reading. */
export interface EngineOptions {
  readonly signal?: AbortSignal
  /** Is told how far the piece is, 0 to 1. */
  readonly onProgress?: (fraction: number) => void
}

/** Reads text: what a reader of cards needs of an engine. Everything else is shared between the adapters. */
export interface TextEngine {
  /** Name and version. */
  readonly name: string
  /**
   * Reads the lines of a piece of a card.
   *
   * @param image in even light, the ink dark
   * @throws OperationError `card_reader_unavailable`
   */
  readLines(image: GreyImage, options: EngineOptions): Promise<readonly ReadLine[]>
  /**
   * Reads a row of digits.
   *
   * @returns digits alone, of any number
   * @throws OperationError `card_reader_unavailable`
   */
  readDigits(image: GreyImage, options: EngineOptions): Promise<string>
  /** Ends everything that it runs. */
  close(): Promise<void>
}
