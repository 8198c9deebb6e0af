import type { JsonObject } from '@lontar/credentials'

/** The header by which a simulator over HTTP says what it is. */
const simulatedHeader = 'lontar-simulated'

/** An answer that says by its header that a simulator gave it. */
export function simulatedAnswer(status: number, members: JsonObject): Response {
  const headers = { [simulatedHeader]: 'true', 'cache-control': 'no-store' }
  return Response.json(members, { status, headers })
}

/** Whether a simulator gave the answer; such an answer never passes for a real one. */
export function isSimulatedAnswer(headers: Headers): boolean {
  return headers.has(simulatedHeader)
}
