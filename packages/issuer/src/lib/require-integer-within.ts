import { invalidArgument } from '@lontar/credentials/errors'

/** @throws TypeError `ERR_INVALID_ARG_VALUE` for what is no integer between the two, both included. */
export function requireIntegerWithin(name: string, value: number, minimum: number, maximum: number): void {
  if (!Number.isSafeInteger(value) || value < minimum || value > maximum) {
    throw invalidArgument(`${name} is not an integer from ${minimum} to ${maximum}.`)
  }
}
