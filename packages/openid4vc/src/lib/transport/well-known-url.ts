import { MalformedError } from '@lontar/credentials/errors'
import { isIssuerIdentifier } from './endpoint-url.ts'

const parts = /^(https?:\/\/[^/]+)(.*)$/

/**
 * Puts `/.well-known/NAME` between the host and the path of an issuer identifier, never behind the path.
 * The text is cut, not parsed, so that nothing in it is normalised.
 */
export function wellKnownUrl(
  issuer: string,
  name: string,
  path: (path: string) => string = (same) => same,
): string {
  const match = isIssuerIdentifier(issuer) ? parts.exec(issuer) : null
  if (match === null)
    throw new MalformedError(
      'url_malformed',
      'The issuer identifier is not an https URL without query and fragment.',
    )
  return `${match[1]}/.well-known/${name}${path(match[2] ?? '')}`
}
