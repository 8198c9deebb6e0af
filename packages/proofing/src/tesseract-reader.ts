export type { TesseractOptions } from './lib/reader/engine/tesseract-engine.ts'
export { openTesseractReader } from './lib/reader/open-tesseract-reader.ts'
