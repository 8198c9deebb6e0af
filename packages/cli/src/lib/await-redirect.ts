import { LontarError, OperationError } from '@lontar/credentials/errors'
import { explained } from './explained.ts'
import type { Invocation } from './invocation.ts'
import { redirectPage } from './redirect-page.ts'
import { startServer } from './serve.ts'
import { redirectPath } from './wallet-client.ts'

/** How a browser is waited for. */
export interface RedirectOptions<Result> {
  /** How long, in seconds. */
  readonly timeoutSeconds: number
  /** Sends the holder to his browser, which is to come back to `redirectUri`. */
  readonly begin: (redirectUri: string) => Promise<void>
  /** Takes up the address at which it came back. One that is not of this sign-in is no reason to stop waiting. */
  readonly take: (redirectedUrl: string) => Promise<Result>
}

/**
 * Listens on a port of loopback that the system gives, for one browser to come back once.
 *
 * @throws {OperationError} `sign_in_unfinished` when it did not come in time or the process is asked to stop;
 *   `port_taken`; and what `begin` and `take` throw.
 * @see RFC 8252 section 7.3
 */
export async function awaitRedirect<Result>(
  invocation: Invocation,
  { timeoutSeconds, begin, take }: RedirectOptions<Result>,
): Promise<Result> {
  const coming = Promise.withResolvers<Result>()
  // It is awaited below; until then a failure waits too.
  coming.promise.catch(() => undefined)
  const visitors = createDoor(take, coming)
  const server = await startServer({ host: '127.0.0.1', port: 0, fetch: (request) => visitors(request) })
  const giveUp = (): void => coming.reject(unfinished())
  const timer = setTimeout(giveUp, timeoutSeconds * 1000)
  const { stopSignal } = invocation.environment
  stopSignal.addEventListener('abort', giveUp)
  if (stopSignal.aborted) giveUp()
  try {
    await begin(`${server.url}${redirectPath}`)
    return await coming.promise
  } finally {
    clearTimeout(timer)
    stopSignal.removeEventListener('abort', giveUp)
    await server.close()
  }
}

/** Lets one visitor in at a time, by the one path. */
function createDoor<Result>(
  take: (redirectedUrl: string) => Promise<Result>,
  coming: PromiseWithResolvers<Result>,
): (request: Request) => Promise<Response> {
  let isTaken = false
  return async (request) => {
    const { origin, pathname, search } = new URL(request.url)
    if (request.method !== 'GET' || pathname !== redirectPath) return redirectPage('unknown')
    if (isTaken) return redirectPage('busy')
    isTaken = true
    try {
      coming.resolve(await take(`${origin}${pathname}${search}`))
      return redirectPage('done')
    } catch (error) {
      const isForeign = error instanceof LontarError && error.code === 'oauth_response_mismatch'
      isTaken = !isForeign
      if (isForeign) return redirectPage('foreign')
      coming.reject(error)
      return redirectPage('failed')
    }
  }
}

function unfinished(): OperationError {
  return explained(
    new OperationError('sign_in_unfinished', 'no browser came back from the issuer'),
    'tidak ada peramban yang kembali dari penerbit',
  )
}
