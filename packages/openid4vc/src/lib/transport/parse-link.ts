import { type ErrorCode, MalformedError } from '@lontar/credentials/errors'
import { parseParameters } from './parse-parameters.ts'

const maxLength = 65_536
const link = /^([a-z][a-z0-9+.-]*):\/\/([^?#]*)\?([^#]*)(?:#.*)?$/i

/** Reads the parameters of a link that opens a wallet: a custom scheme of the list, or a claimed https URL. */
export function parseLink(
  text: string,
  schemes: readonly string[],
  code: ErrorCode,
): ReadonlyMap<string, string> {
  const match = text.length > maxLength ? null : link.exec(text.trim())
  const [, scheme, target, query] = match ?? []
  if (scheme === undefined || query === undefined)
    throw new MalformedError(code, 'The text is not a link with parameters.')
  const known = schemes.includes(scheme.toLowerCase()) || (scheme.toLowerCase() === 'https' && target !== '')
  if (!known) throw new MalformedError(code, 'The scheme of the link is not one that this link may have.')
  return parseParameters(query, code)
}
