/**
 * The address of a request as DPoP compares it: without query and fragment, scheme, host, port and path in the normal
 * form of URLs; `undefined` for what is no http address.
 *
 * @see RFC 9449 sections 4.2 and 4.3
 */
export function dpopTarget(url: string): string | undefined {
  const parsed = URL.parse(url)
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return undefined
  return parsed.origin + parsed.pathname
}
