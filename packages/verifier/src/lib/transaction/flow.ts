/**
 * Where the wallet is: on another device, to which the QR code leads, or on the device of the browser that began. The
 * `state` of a request says which, so that an answer cannot be told as the other's.
 *
 * @see OpenID4VP 1.0 sections 3.1 and 3.2
 */
export type Flow = 'cross_device' | 'same_device'

// No token has a full stop in it.
const sameDevice = '.same-device'

/** The `state` that the request of a flow carries. */
export function stateOfFlow(state: string, flow: Flow): string {
  return flow === 'same_device' ? `${state}${sameDevice}` : state
}

/** Reads what `stateOfFlow` made. */
export function readFlowState(text: string): { readonly state: string; readonly flow: Flow } {
  if (!text.endsWith(sameDevice)) return { state: text, flow: 'cross_device' }
  return { state: text.slice(0, -sameDevice.length), flow: 'same_device' }
}
