import { describe, expect, it } from 'vitest'
import { invalidArgument } from './invalid-argument.ts'
import { LontarError } from './lontar-error.ts'

describe('invalidArgument', () => {
  it('is a TypeError with the code of wrong calls, and none of the errors of what others sent', () => {
    const error = invalidArgument('maxDays must be a whole number from 1 to 365.')
    expect(error).toBeInstanceOf(TypeError)
    expect(error).not.toBeInstanceOf(LontarError)
    expect(error).toMatchObject({
      code: 'ERR_INVALID_ARG_VALUE',
      message: 'maxDays must be a whole number from 1 to 365.',
    })
  })
})
