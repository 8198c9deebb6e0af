import type { DcApiRequest } from './element-request.ts'

/** What the Digital Credentials API gives. */
interface DigitalCredentialResult {
  readonly protocol: string
  readonly data: unknown
}

/** The interface of the browser, as far as it is asked. */
interface DigitalCredentialInterface {
  /** Whether the browser passes a protocol on; older ones do not say. */
  readonly userAgentAllowsProtocol?: (protocol: string) => boolean
}

/**
 * The requests that this browser passes on: none where it has no Digital Credentials API, as outside a secure context.
 *
 * @see Digital Credentials, `userAgentAllowsProtocol`
 */
export function allowedRequests({ requests }: DcApiRequest): DcApiRequest['requests'] {
  const api = (globalThis as { DigitalCredential?: DigitalCredentialInterface }).DigitalCredential
  if (api === undefined || navigator.credentials === undefined) return []
  return requests.filter(({ protocol }) => api.userAgentAllowsProtocol?.(protocol) ?? true)
}

/**
 * Asks the browser for a credential and posts what it gives to the verifier. Call it from a click: the browser asks
 * for one.
 *
 * @param dcApi what the guard offered
 * @param signal takes the question back
 * @returns true once the verifier has decided, whatever it decided; false when the visitor, the browser or the network
 *   gave nothing, and when the verifier could not read what they gave
 * @see Digital Credentials; OpenID4VP 1.0 appendix A
 */
export async function presentByDcApi(dcApi: DcApiRequest, signal: AbortSignal): Promise<boolean> {
  try {
    const responseUrl = new URL(dcApi.responseUrl, location.href)
    // An answer holds a person's data: it goes to whom the visitor sees in the address bar and nowhere else.
    if (responseUrl.origin !== location.origin) return false
    const options = { mediation: 'required', digital: { requests: allowedRequests(dcApi) }, signal }
    const given: unknown = await navigator.credentials.get(options as CredentialRequestOptions)
    if (!isResult(given)) return false
    const { protocol, data } = given
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ protocol, data })
    const response = await fetch(responseUrl, { method: 'POST', headers, body, redirect: 'error' })
    return response.ok || (await response.json()).error === 'access_denied'
  } catch {
    return false
  }
}

function isResult(value: unknown): value is DigitalCredentialResult {
  return typeof value === 'object' && value !== null && 'protocol' in value && 'data' in value
}
