/** The error of a call that our own caller made wrongly; it names the argument and never its value. */
export function invalidArgument(name: string, expected: string): TypeError {
  return Object.assign(new TypeError(`${name} must be ${expected}.`), { code: 'ERR_INVALID_ARG_VALUE' })
}
