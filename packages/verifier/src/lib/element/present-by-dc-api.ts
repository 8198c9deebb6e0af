import type { DcApiRequest } from './element-request.ts'

/** What the Digital Credentials API gives. */
interface DigitalCredentialResult {
  readonly protocol: string
  readonly data: unknown
}

/** Whether this browser has the Digital Credentials API; it has none outside a secure context. */
export function hasDcApi(): boolean {
  return 'DigitalCredential' in globalThis && navigator.credentials !== undefined
}

/**
 * Asks the browser for a credential and posts what it gives to the verifier. Call it from a click: the browser asks
 * for one.
 *
 * @param dcApi what the guard offered
 * @param signal takes the question back
 * @returns true once the verifier has answered, whatever it decided; false when the visitor, the browser or the
 *   network gave nothing
 * @see Digital Credentials; OpenID4VP 1.0 appendix A
 */
export async function presentByDcApi(dcApi: DcApiRequest, signal?: AbortSignal): Promise<boolean> {
  try {
    const responseUrl = new URL(dcApi.responseUrl, location.href)
    // An answer holds a person's data: it goes to whom the visitor sees in the address bar and nowhere else.
    if (responseUrl.origin !== location.origin) return false
    const options = { mediation: 'required', digital: { requests: dcApi.requests }, signal }
    const given: unknown = await navigator.credentials.get(options as CredentialRequestOptions)
    if (!isResult(given)) return false
    const { protocol, data } = given
    const headers = { 'content-type': 'application/json' }
    const body = JSON.stringify({ protocol, data })
    await fetch(responseUrl, { method: 'POST', headers, body, redirect: 'error' })
    return true
  } catch {
    return false
  }
}

function isResult(value: unknown): value is DigitalCredentialResult {
  return typeof value === 'object' && value !== null && 'protocol' in value && 'data' in value
}
