import type { OpenDocumentReader } from './document-reader.ts'
import { openPaddleEngine, type PaddleOptions } from './engine/paddle-engine.ts'
import { readCard } from './read-card.ts'

/**
 * Opens a reader of cards on `@gutenye/ocr-node`, which the operator installs (about 300 MB, without install scripts), and
 * `jpeg-js` for photos. It is slower and larger than `openTesseractReader`, and better at digits. Nothing is written to a disk.
 *
 * @throws OperationError `card_reader_unavailable` it is not installed
 */
export async function openPaddleReader(options: PaddleOptions = {}): Promise<OpenDocumentReader> {
  const engine = await openPaddleEngine(options)
  return {
    read: (image, reading) => readCard(image, engine, reading),
    close: () => engine.close(),
  }
}
