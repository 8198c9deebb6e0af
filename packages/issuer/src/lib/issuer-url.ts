import { invalidArgument } from '@lontar/credentials/errors'

const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Checks a Credential Issuer Identifier and gives its path, which is empty or begins with a slash. The identifier
 * is compared byte for byte by wallets (OpenID4VCI 1.0 section 12.2.4), so it must already be written as URLs are
 * written and is never changed here.
 */
export function pathOfIssuerUrl(url: string, allowLoopbackHttp: boolean): string {
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined
  if (parsed === undefined) throw invalidArgument('The url of the issuer is not a URL.')
  const path = parsed.pathname === '/' ? '' : parsed.pathname
  // Refuses user names, queries, fragments, dot segments, a slash at the end and odd spellings.
  if (parsed.origin + path !== url || !/^(?:\/[A-Za-z0-9._~-]+)*$/.test(path)) {
    throw invalidArgument('The url of the issuer has a part that an identifier may not have.')
  }
  if (parsed.protocol !== 'https:' && !(allowLoopbackHttp && isLoopbackHttp(parsed))) {
    throw invalidArgument(
      'The url of the issuer is not https; http on loopback needs dangerouslyAllowLoopbackHttp.',
    )
  }
  return path
}

function isLoopbackHttp({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && loopbackHosts.has(hostname)
}
