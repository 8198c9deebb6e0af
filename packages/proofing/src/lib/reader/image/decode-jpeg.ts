import { createRequire } from 'node:module'
import { Worker } from 'node:worker_threads'
import { MalformedError, OperationError } from '@lontar/credentials/errors'
import type { CardImage } from './card-image.ts'

/** A photo of 25 megapixels takes about 3 seconds. */
const timeLimitInMilliseconds = 20_000

/** Runs in a thread of its own, so that a hostile file can be given up and no request waits for a large one. */
const program = `
const { parentPort, workerData } = require('node:worker_threads')
const { decode } = require(workerData.decoder)
const options = { useTArray: true, formatAsRGBA: true, tolerantDecoding: false, maxMemoryUsageInMB: 1024, maxResolutionInMP: workerData.maxMegapixels }
const { width, height, data } = decode(workerData.bytes, options)
parentPort.postMessage({ width, height, pixels: data }, [data.buffer])
`

/**
 * Decodes a JPEG file with `jpeg-js`, an optional peer, whose size was checked before.
 *
 * @param maxMegapixels more is refused by the decoder too
 * @throws MalformedError `card_image_unreadable` a broken file
 * @throws MalformedError `card_image_too_large` decoding takes more than 20 seconds
 * @throws OperationError `card_reader_unavailable` `jpeg-js` is not installed
 */
export async function decodeJpeg(
  bytes: Uint8Array,
  maxMegapixels: number,
  signal?: AbortSignal,
): Promise<CardImage> {
  const worker = new Worker(program, {
    eval: true,
    // Flags of the process, such as one that makes evaluated code a module, are not for this program.
    execArgv: [],
    workerData: { decoder: findDecoder(), bytes: Uint8Array.from(bytes), maxMegapixels },
    stderr: true,
  })
  try {
    return await answerOf(worker, signal)
  } finally {
    await worker.terminate()
  }
}

function findDecoder(): string {
  try {
    return createRequire(import.meta.url).resolve('jpeg-js')
  } catch (cause) {
    throw new OperationError('card_reader_unavailable', 'Reading a JPEG needs jpeg-js; install it.', {
      cause,
    })
  }
}

function answerOf(worker: Worker, signal?: AbortSignal): Promise<CardImage> {
  const { promise, resolve, reject } = Promise.withResolvers<CardImage>()
  const abort = (): void => reject(signal?.reason)
  const timer = setTimeout(() => {
    reject(new MalformedError('card_image_too_large', 'The picture takes too long to decode.'))
  }, timeLimitInMilliseconds)
  worker.once('message', resolve)
  // What the decoder says of the file may quote it.
  worker.once('error', () => reject(unreadable()))
  worker.once('exit', () => reject(unreadable()))
  signal?.addEventListener('abort', abort, { once: true })
  if (signal?.aborted === true) abort()
  return promise.finally(() => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  })
}

function unreadable(): MalformedError {
  return new MalformedError('card_image_unreadable', 'The JPEG file is damaged.')
}
