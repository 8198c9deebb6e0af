import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { OperationError } from '@lontar/credentials/errors'
import type { Box, GreyImage } from '../image/grey-image.ts'
import { encodePgm } from './encode-pgm.ts'
import type { PooledWorker } from './kept-workers.ts'
import type { EngineOptions, ReadLine, TextEngine } from './text-engine.ts'
import { createWorkerPool } from './worker-pool.ts'

/** How an engine is set up. */
export interface TesseractOptions {
  /** Cards that are read at the same time, 1 to 8; each takes about 200 MB. Default 1. */
  readonly workers?: number
  /** How long one piece of a card may take. Default 60. */
  readonly timeLimitInSeconds?: number
}

type Tesseract = typeof import('tesseract.js')
type TesseractWorker = import('tesseract.js').Worker

/** The worker of a language, and who listens to the piece that it reads. */
interface LanguageWorker extends PooledWorker {
  readonly worker: TesseractWorker
  listen(onProgress: EngineOptions['onProgress']): void
}

const block = '6'
const line = '7'

/**
 * Opens tesseract.js with the Indonesian data for text and the English data for digits, both from their packages: nothing
 * is fetched, nothing is cached on the disk. Workers start with the first card and end with `close`.
 *
 * @throws OperationError `card_reader_unavailable` tesseract.js or its data are not installed
 */
export async function openTesseractEngine(options: TesseractOptions = {}): Promise<TextEngine> {
  const { workers = 1, timeLimitInSeconds = 60 } = options
  const tesseract = await loadTesseract()
  const pool = (language: string, parameters: Record<string, string>) =>
    createWorkerPool({
      size: Math.min(8, Math.max(1, Math.floor(workers))),
      timeLimitInSeconds,
      open: () => openLanguage(tesseract, language, parameters),
    })
  const texts = pool('ind', { tessedit_pageseg_mode: block })
  const digits = pool('eng', { tessedit_pageseg_mode: line, tessedit_char_whitelist: '0123456789' })
  return {
    name: 'tesseract.js 7.0.0',
    readLines: (image, piece) => texts.run(piece.signal, (worker) => readLines(worker, image, piece)),
    readDigits: (image, piece) => digits.run(piece.signal, (worker) => readDigits(worker, image, piece)),
    close: async () => {
      await Promise.all([texts.close(), digits.close()])
    },
  }
}

async function loadTesseract(): Promise<Tesseract> {
  try {
    const { default: tesseract } = (await import('tesseract.js')) as unknown as { default: Tesseract }
    return tesseract
  } catch (cause) {
    throw unavailable('Reading a card needs tesseract.js; install it.', cause)
  }
}

/** The folder of a language's data; the best of them in whole numbers. */
export function dataOf(language: string): string {
  try {
    const manifest = createRequire(import.meta.url).resolve(`@tesseract.js-data/${language}/package.json`)
    return join(dirname(manifest), '4.0.0_best_int')
  } catch (cause) {
    throw unavailable(`Reading a card needs @tesseract.js-data/${language}; install it.`, cause)
  }
}

async function openLanguage(
  tesseract: Tesseract,
  language: string,
  parameters: Record<string, string>,
): Promise<LanguageWorker> {
  let listener: EngineOptions['onProgress']
  const worker = await tesseract.createWorker(language, tesseract.OEM.LSTM_ONLY, {
    langPath: dataOf(language),
    cacheMethod: 'none',
    gzip: true,
    // Without one, an error is thrown outside of every promise.
    errorHandler: () => undefined,
    logger: ({ status, progress }) => {
      if (status === 'recognizing text') listener?.(progress)
    },
  })
  await worker.setParameters({ ...parameters, user_defined_dpi: '450' })
  return {
    worker,
    listen: (onProgress) => {
      listener = onProgress
    },
    close: async () => {
      await worker.terminate()
    },
  }
}

async function readLines(
  { worker, listen }: LanguageWorker,
  image: GreyImage,
  { onProgress }: EngineOptions,
): Promise<readonly ReadLine[]> {
  listen(onProgress)
  const { data } = await worker.recognize(encodePgm(image), {}, { blocks: true, text: false })
  const lines = (data.blocks ?? []).flatMap(({ paragraphs }) => paragraphs.flatMap((each) => each.lines))
  return lines.map(({ words }) =>
    words.map(({ text, confidence, bbox, symbols }) => ({
      text,
      confidence: confidence / 100,
      box: boxOf(bbox),
      letters: symbols.map((symbol) => boxOf(symbol.bbox)),
    })),
  )
}

function boxOf({ x0, y0, x1, y1 }: import('tesseract.js').Bbox): Box {
  return { left: x0, top: y0, width: x1 - x0, height: y1 - y0 }
}

async function readDigits(
  { worker, listen }: LanguageWorker,
  image: GreyImage,
  { onProgress }: EngineOptions,
): Promise<string> {
  listen(onProgress)
  const { data } = await worker.recognize(encodePgm(image))
  return data.text.replace(/[^0-9]/g, '')
}

function unavailable(message: string, cause: unknown): OperationError {
  return new OperationError('card_reader_unavailable', message, { cause })
}
