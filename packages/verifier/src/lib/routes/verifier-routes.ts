/** The routes below a verifier's URL. */
export const verifierRoutes: readonly string[] = [
  '/request/:id',
  '/request/:id/same-device',
  '/response',
  '/dc/:id',
  '/result/:id',
  '/lontar-verify.js',
]

const patterns = verifierRoutes.map(
  (route) => new RegExp(`^${route.replaceAll('.', '\\.').replace(/:\w+/g, '[^/]+')}$`),
)

/** Whether a path below the verifier's URL is one of its routes. */
export function isVerifierRoute(path: string): boolean {
  return patterns.some((pattern) => pattern.test(path))
}

/**
 * Finds which of a verifier's routes a path is: below the path of the public URL, or below the place where a framework
 * mounted it, which may be another one behind a proxy.
 *
 * @param path the whole path that was asked for
 * @param mountedPath the path below the mount, where the framework knows it
 * @returns the route, or `undefined` when the path is none of the verifier's
 */
export function findVerifierRoute(
  { url }: { readonly url: string },
  path: string,
  mountedPath?: string,
): string | undefined {
  const prefix = new URL(url).pathname.replace(/\/$/, '')
  const below = path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : ''
  return [below, mountedPath ?? ''].find(isVerifierRoute)
}

/** The path and query of a request target, which has four forms: in one whoever asks names a host (RFC 9112 section 3.2). */
export function publicPath(target: string): string {
  if (target.startsWith('/')) return target
  const url = URL.parse(target)
  return url?.pathname.startsWith('/') ? url.pathname + url.search : '/'
}
