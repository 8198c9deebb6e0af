import type { OpenDocumentReader } from './document-reader.ts'
import { openTesseractEngine, type TesseractOptions } from './engine/tesseract-engine.ts'
import { readCard } from './read-card.ts'

/**
 * Opens a reader of cards that works without a network, on `tesseract.js` with `@tesseract.js-data/ind` and
 * `@tesseract.js-data/eng`, and `jpeg-js` for photos: optional peers, to be installed beside this package. It holds up to
 * `workers` cards in memory and writes nothing to a disk.
 *
 * @throws OperationError `card_reader_unavailable` a peer is not installed
 */
export async function openTesseractReader(options: TesseractOptions = {}): Promise<OpenDocumentReader> {
  const engine = await openTesseractEngine(options)
  return {
    read: (image, reading) => readCard(image, engine, reading),
    close: () => engine.close(),
  }
}
