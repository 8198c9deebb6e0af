import { type ErrorCode, MalformedError } from '@lontar/credentials/errors'

const maxParameters = 64

/**
 * Reads `application/x-www-form-urlencoded` text. A repeated parameter is refused, known or not (RFC 6749
 * section 3.1); one without a value counts as absent (the same section).
 */
export function parseParameters(text: string, code: ErrorCode): ReadonlyMap<string, string> {
  const pairs = text === '' ? [] : text.split('&')
  if (pairs.length > maxParameters) throw new MalformedError(code, 'There are too many parameters.')
  const names = new Set<string>()
  const parameters = new Map<string, string>()
  for (const pair of pairs) {
    const [name, value] = decodePair(pair, code)
    if (names.has(name)) throw new MalformedError(code, 'A parameter stands more than once.')
    names.add(name)
    if (value !== '') parameters.set(name, value)
  }
  return parameters
}

function decodePair(pair: string, code: ErrorCode): [string, string] {
  const at = pair.indexOf('=')
  const [name, value] = at < 0 ? [pair, ''] : [pair.slice(0, at), pair.slice(at + 1)]
  try {
    return [decodeComponent(name), decodeComponent(value)]
  } catch {
    throw new MalformedError(code, 'A parameter is not percent-encoded UTF-8.')
  }
}

function decodeComponent(text: string): string {
  return decodeURIComponent(text.replaceAll('+', ' '))
}
