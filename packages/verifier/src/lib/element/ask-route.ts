import type { ElementRefusal, ElementRequest } from './element-request.ts'
import type { ElementView } from './element-view.ts'

/** Asks a guarded route how this browser's session stands, and begins one where there is none. */
export async function askRoute(src: string, signal: AbortSignal): Promise<ElementView> {
  try {
    const headers = { 'lontar-element': '1', 'lontar-return-to': location.href, accept: 'application/json' }
    const response = await fetch(withResponseCode(src), {
      headers,
      cache: 'no-store',
      redirect: 'error',
      signal,
    })
    return viewOf(response.status, await response.json())
  } catch {
    return { state: 'failed' }
  }
}

/** A wallet on this device brings the visitor back to this page with a code, which opens the session once it is told. */
function withResponseCode(src: string): string {
  const page = new URL(location.href)
  const code = page.searchParams.get(parameter)
  if (code === null) return src
  page.searchParams.delete(parameter)
  history.replaceState(history.state, '', page)
  const route = new URL(src, location.href)
  route.searchParams.set(parameter, code)
  return route.href
}

const parameter = 'response_code'

type Body = Partial<Omit<ElementRequest, 'error'>> &
  Partial<Omit<ElementRefusal, 'error'>> & { readonly state?: string }

/** Only what a guard answers counts: a route without one answers something else. */
function viewOf(status: number, body: Body): ElementView {
  if (status === 200 && body.state === 'accepted') return { state: 'accepted' }
  const { reason, remedy } = body
  if (status === 403 && reason !== undefined) return { state: 'refused', reason, remedy }
  if (status === 409) return { state: 'elsewhere' }
  if (status !== 401 || !isRequest(body)) return { state: 'failed' }
  return { state: 'pending', request: body, endsAt: Date.now() + 1000 * body.expiresInSeconds }
}

function isRequest(body: Body): body is Body & ElementRequest {
  const { requestUri, sameDeviceUri, expiresInSeconds, ask } = body
  return !!requestUri && !!sameDeviceUri && !!expiresInSeconds && Array.isArray(ask?.claims)
}
