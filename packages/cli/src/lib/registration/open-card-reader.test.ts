import { OperationError, VerificationError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import { whyOf } from '../explained.ts'
import { openCardReader } from './open-card-reader.ts'

describe('the reader of cards', () => {
  it('that is not installed says what to install, in both languages, at the first card', async () => {
    const reader = openCardReader(async () => {
      throw new OperationError('card_reader_unavailable', 'Not there.')
    })
    const failure = await reader.read(new Uint8Array()).catch((error: unknown) => error)
    if (!(failure instanceof OperationError)) throw new Error('It must fail.')
    expect(failure.code).toBe('card_reader_unavailable')
    for (const language of ['id', 'en'] as const) {
      expect(whyOf(failure, language)).toMatch(
        /npm install tesseract\.js@7\.0\.0 .*ind@1\.0\.0 .*eng@1\.0\.0 jpeg-js/,
      )
    }
    await reader.close()
  })

  it('is opened once, hands other failures on, and is closed', async () => {
    let [opened, closed] = [0, 0]
    const reader = openCardReader(async () => {
      opened += 1
      return {
        read: async () => {
          throw new VerificationError('card_not_found', 'Nothing.')
        },
        close: async () => {
          closed += 1
        },
      }
    })
    for (const _ of [1, 2]) {
      await expect(reader.read(new Uint8Array())).rejects.toMatchObject({ code: 'card_not_found' })
    }
    await reader.close()
    expect([opened, closed]).toEqual([1, 1])
  })
})
