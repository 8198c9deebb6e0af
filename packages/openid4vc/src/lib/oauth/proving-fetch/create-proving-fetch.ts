import type { GuardedFetch } from '@lontar/credentials/guarded-fetch'
import type { OutgoingRequest, RequestProver } from './request-prover.ts'

/**
 * Wraps a fetch so that every attempt carries fresh proofs. A prover that learns from an answer what the server wants
 * gets one more attempt, once for a request; all proofs of that attempt are made anew, because each serves once.
 */
export function createProvingFetch(fetch: GuardedFetch, provers: readonly RequestProver[]): GuardedFetch {
  return async (url, init = {}) => {
    const request: OutgoingRequest = { method: init.method ?? 'GET', url, headers: init.headers ?? {} }
    const retried = new Set<RequestProver>()
    for (;;) {
      const proofs = await Promise.all(provers.map((prover) => prover.headersFor(request)))
      const response = await fetch(url, { ...init, headers: Object.assign({}, request.headers, ...proofs) })
      const asking = provers.filter((prover) => prover.learn(request, response))
      if (asking.length === 0 || asking.some((prover) => retried.has(prover))) return response
      for (const prover of asking) retried.add(prover)
    }
  }
}
