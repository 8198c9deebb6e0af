import { requireStep } from '../verdict/require-step.ts'
import { didWebHost, didWebPath } from '../verdict/steps/did-steps.ts'

/** Letters, digits and hyphens in labels with a dot between, and a name that is not all digits at the end. */
const host =
  /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?(?:%3A[1-9][0-9]{0,4})?$/
const segment = /^[A-Za-z0-9._~-]+$/
const dots = /^\.+$/

/** Where a did:web or did:webvh is published. */
export interface DidWebLocation {
  /** With a port if the DID has one. */
  readonly host: string
  /** The path segments, none for a DID of the whole host. */
  readonly path: readonly string[]
}

/**
 * Reads the host and path of a did:web or did:webvh. Everything that software reads in two ways is refused: IP
 * addresses, user names, upper case, percent-encoding besides the port's %3A, dots as segments, empty segments.
 *
 * @param identifier what follows the method, and for did:webvh the SCID.
 * @returns the location.
 * @throws MalformedError `did_malformed`.
 * @see did:web method specification, sections 3.1 and 3.2
 */
export function parseDidWebLocation(identifier: string): DidWebLocation {
  const [first = '', ...path] = identifier.split(':')
  const authority = first.replace('%3A', ':')
  requireStep(didWebHost, host.test(first) && isNameOfHost(authority))
  requireStep(
    didWebPath,
    path.every((part) => segment.test(part) && !dots.test(part)),
  )
  return { host: authority, path }
}

/** The longest name of RFC 1035 section 2.3.4, and a port that there is. */
function isNameOfHost(authority: string): boolean {
  const [name = ''] = authority.split(':', 1)
  return name.length <= 253 && URL.canParse(`https://${authority}`)
}

/**
 * Makes the URL at which a file of the DID is published.
 *
 * @param location what `parseDidWebLocation` returned.
 * @param file such as `did.json`.
 * @returns an https URL: under the path, or under `.well-known` without one.
 */
export function didWebUrl({ host: authority, path }: DidWebLocation, file: string): string {
  return `https://${authority}/${[...(path.length === 0 ? ['.well-known'] : path), file].join('/')}`
}
