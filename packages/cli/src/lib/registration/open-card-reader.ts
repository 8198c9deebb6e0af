import { LontarError, OperationError } from '@lontar/credentials/errors'
import type { OpenDocumentReader } from '@lontar/proofing/reader'
import { explained } from '../explained.ts'

/** What reads cards, and is installed beside the command by whoever wants it. */
const packages = 'tesseract.js@7.0.0 @tesseract.js-data/ind@1.0.0 @tesseract.js-data/eng@1.0.0 jpeg-js@0.4.4'

type Load = () => Promise<OpenDocumentReader>

/**
 * A reader of cards whose engine starts with the first card.
 *
 * @param load opens the engine; the packaged one by default.
 * @returns the reader; `read` throws `card_reader_unavailable` with the packages to install where they are not.
 */
export function openCardReader(load: Load = loadTesseract): OpenDocumentReader {
  let opening: Promise<OpenDocumentReader> | undefined
  return {
    read: async (image, options) => {
      try {
        opening ??= load()
        return await (await opening).read(image, options)
      } catch (error) {
        throw isMissing(error) ? withRemedy(error) : error
      }
    },
    close: async () => {
      // An engine that did not open has nothing to close.
      await (await opening?.catch(() => undefined))?.close()
    },
  }
}

async function loadTesseract(): Promise<OpenDocumentReader> {
  const { openTesseractReader } = await import('@lontar/proofing/tesseract-reader')
  return await openTesseractReader()
}

function isMissing(error: unknown): boolean {
  return error instanceof LontarError && error.code === 'card_reader_unavailable'
}

function withRemedy(cause: unknown): Error {
  return explained(
    new OperationError('card_reader_unavailable', `the reader of cards needs: npm install ${packages}`, {
      cause,
    }),
    `pembaca kartu membutuhkan: npm install ${packages}`,
  )
}
