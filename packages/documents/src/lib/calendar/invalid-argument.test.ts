import { describe, expect, it } from 'vitest'
import { invalidArgument } from './invalid-argument.ts'

describe('invalidArgument', () => {
  it('is a TypeError with the code of wrong calls, and names the argument alone', () => {
    const error = invalidArgument('maxDays', 'a whole number from 1 to 365')
    expect(error).toBeInstanceOf(TypeError)
    expect(error).toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
      message: 'maxDays must be a whole number from 1 to 365.',
    })
  })
})
