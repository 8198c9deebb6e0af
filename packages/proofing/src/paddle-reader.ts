export type { DetectedText } from './lib/reader/engine/lines-of-texts.ts'
export type { PaddleModule, PaddleOcr, PaddleOptions } from './lib/reader/engine/paddle-engine.ts'
export { openPaddleReader } from './lib/reader/open-paddle-reader.ts'
