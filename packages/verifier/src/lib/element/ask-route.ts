import type { LocalizedText } from '@lontar/credentials'
import type { ElementRequest } from './element-request.ts'
import type { ElementView } from './element-view.ts'

/** Asks a guarded route how this browser's session stands, and begins one where there is none. */
export async function askRoute(src: string, signal: AbortSignal): Promise<ElementView> {
  try {
    const headers = { 'lontar-element': '1', accept: 'application/json' }
    const response = await fetch(src, { headers, cache: 'no-store', redirect: 'error', signal })
    return viewOf(response.status, await response.json())
  } catch {
    return { state: 'failed' }
  }
}

type Body = Partial<ElementRequest> & { readonly state?: string; readonly reason?: LocalizedText }

/** Only what a guard answers counts: a route without one answers something else. */
function viewOf(status: number, body: Body): ElementView {
  if (status === 200 && body.state === 'accepted') return { state: 'accepted' }
  if (status === 403 && body.reason !== undefined) return { state: 'refused', reason: body.reason }
  if (status !== 401 || !isRequest(body)) return { state: 'failed' }
  return { state: 'pending', request: body, endsAt: Date.now() + 1000 * body.expiresInSeconds }
}

function isRequest(body: Body): body is ElementRequest {
  const { requestUri, sameDeviceUri, expiresInSeconds, ask } = body
  return !!requestUri && !!sameDeviceUri && !!expiresInSeconds && Array.isArray(ask?.claims)
}
