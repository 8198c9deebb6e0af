// `localhost` is no address: what it leads to is for the machine to say (RFC 8252 section 8.3).
const loopback = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::\d{1,5})?((?:[/?].*)?)$/

/**
 * Whether a `redirect_uri` is the listed one: character for character, and on a loopback address with whatever port the
 * app got from its system.
 *
 * @see RFC 9700 section 2.1; RFC 8252 section 7.3
 */
export function matchesRedirectUri(listed: string, asked: string): boolean {
  if (listed === asked) return true
  const [one, other] = [loopback.exec(listed), loopback.exec(asked)]
  return one !== null && other !== null && one[1] === other[1] && one[2] === other[2]
}
