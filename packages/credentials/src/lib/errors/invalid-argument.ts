/**
 * Makes the error of a call that our own caller made wrongly and has to change: a `TypeError` with the code
 * `ERR_INVALID_ARG_VALUE`, which stands apart from the errors of what others sent.
 *
 * @param message names the argument and what it must be, and never its value
 * @returns the error, to be thrown
 */
export function invalidArgument(message: string): TypeError {
  return Object.assign(new TypeError(message), { code: 'ERR_INVALID_ARG_VALUE' })
}
