const host = /^(?:[a-z0-9_-]+(?:\.[a-z0-9_-]+)*|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?$/

/**
 * What of a `redirect_uri` names where it leads: the origin of a website, or the scheme of an app, as a source of a
 * Content Security Policy. Nothing in it can end the directive or begin another.
 *
 * @returns `undefined` where it has no such source, because its host has characters that no name has
 */
export function redirectSourceOf(redirectUri: string): string | undefined {
  const { protocol, host: named, origin } = new URL(redirectUri)
  if (protocol !== 'https:' && protocol !== 'http:') {
    return /^[a-z][a-z0-9+.-]*:$/.test(protocol) ? protocol : undefined
  }
  return host.test(named) ? origin : undefined
}
