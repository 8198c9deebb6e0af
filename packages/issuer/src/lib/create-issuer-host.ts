import { invalidArgument } from '@lontar/credentials/errors'
import { answerNotFound } from './answer-not-found.ts'
import type { Issuer } from './issuer.ts'

/** What a host is made of. */
export interface IssuerHostConfiguration {
  /**
   * The issuers, each made by `createIssuer` with its own `url`, keys, policy, time zone and display. On one store
   * none knows a secret of another, but status lists and what operators see are those of all: a store of its own is
   * better. One or more, no two of one `url`.
   */
  readonly issuers: readonly Issuer[]
}

/** Several issuers behind one door. */
export interface IssuerHost {
  /** Answers a request in the name of the issuer whose URL leads to it; 404 where there is none. Never throws. */
  fetch(request: Request): Promise<Response>
}

interface Place {
  readonly issuer: Issuer
  readonly host: string
  /** Empty or beginning with a slash. */
  readonly path: string
}

const wellKnown = /^\/\.well-known\/[^/]+/

/**
 * Serves several issuers, told apart by host and path as their URLs are configured. Where all have one host, the host of
 * a request says nothing, so that a proxy may change it; a well-known name stands before the path of its issuer.
 *
 * @returns A frozen host.
 * @throws TypeError `ERR_INVALID_ARG_VALUE` without issuers, or for two of one `url`.
 * @see OpenID4VCI 1.0 section 12.2.2; RFC 8414 section 3.1
 *
 * @example
 * ```ts
 * const { fetch } = createIssuerHost({ issuers: [createIssuer(ntt), createIssuer(ntb)] })
 * ```
 */
export function createIssuerHost({ issuers }: IssuerHostConfiguration): IssuerHost {
  const places = issuers.map(placeOf)
  if (places.length === 0 || new Set(issuers.map(({ url }) => url)).size !== issuers.length) {
    throw invalidArgument('There is no issuer, or two have one url.')
  }
  const hasOneHost = new Set(places.map(({ host }) => host)).size === 1
  return Object.freeze({
    fetch: async (request: Request) => {
      const { host, pathname } = new URL(request.url)
      const reachable = places.filter((place) => hasOneHost || place.host === host)
      const found = findPlace(reachable, pathname)
      return found === undefined ? answerNotFound() : found.issuer.fetch(request)
    },
  })
}

function placeOf(issuer: Issuer): Place {
  const { host, pathname } = new URL(issuer.url)
  return { issuer, host, path: pathname === '/' ? '' : pathname }
}

/** The longest path wins, so that an issuer under another one's path is reached. */
function findPlace(places: readonly Place[], pathname: string): Place | undefined {
  const path = pathname.replace(wellKnown, '')
  const [longest] = places
    .filter((place) => path === place.path || path.startsWith(`${place.path}/`))
    .sort((one, other) => other.path.length - one.path.length)
  return longest
}
