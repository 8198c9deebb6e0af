import { type Wait, waitFor } from '@lontar/credentials/request-body'
import type { Attempt } from './attempt.ts'
import { type CallFailure, failureOfError, isSafeToRetry } from './call-failure.ts'
import { type CircuitState, createCircuitBreaker } from './circuit-breaker.ts'
import { withinTime } from './within-time.ts'

/** How patiently a service is asked. */
export interface ResilienceOptions {
  /** How long one attempt may take, in milliseconds; 5,000 by default. */
  readonly timeoutMilliseconds?: number
  /** How long all attempts may take together, with the waits between them, in milliseconds; 9,000 by default. */
  readonly deadlineMilliseconds?: number
  /** How often a question is asked again after a failure that is safe to repeat; 2 by default. */
  readonly retries?: number
  /** The longest wait before the first repetition, in milliseconds, doubled with each; 250 by default. */
  readonly backoffMilliseconds?: number
  /** How many failures in a row keep further questions away; 5 by default. */
  readonly failuresToOpen?: number
  /** How long they are kept away before one may try, in milliseconds; 30,000 by default. */
  readonly openMilliseconds?: number
  /** The clock; the platform's by default. */
  readonly now?: () => Date
  /** At least 0 and less than 1, which part of a wait is waited; `Math.random` by default. */
  readonly random?: () => number
  /** Waits between attempts; a timer by default. */
  readonly wait?: Wait
}

/** How a service fares, for whoever looks after it; nothing about a person. */
export interface ServiceHealth {
  /** Whether questions are let through. */
  readonly circuit: CircuitState
  /** Why the last question that was asked and failed did; absent as long as none has. */
  readonly lastFailure?: CallFailure
}

/** Asks one service, again where that is safe. */
export interface ResilientCall {
  /** Never throws. */
  call<Value>(
    attempt: (signal: AbortSignal) => Promise<Attempt<Value>>,
    signal?: AbortSignal,
  ): Promise<Attempt<Value>>
  health(): ServiceHealth
}

/**
 * Creates the way in which one service is asked: each attempt has its time and all together have a deadline, failures
 * that are safe to repeat are repeated after a wait with jitter, and a service that keeps failing is left alone for a
 * while. A clear answer, a refusal and what cannot be read are never asked again.
 *
 * @param options see `ResilienceOptions`
 * @returns the caller, whose circuit lives in memory
 */
export function createResilientCall(options: ResilienceOptions = {}): ResilientCall {
  const { timeoutMilliseconds = 5000, deadlineMilliseconds = 9000, retries = 2 } = options
  const { now = () => new Date(), wait = waitFor } = options
  const breaker = createCircuitBreaker({ ...options, now })
  let lastFailure: CallFailure | undefined

  async function once<Value>(
    attempt: (signal: AbortSignal) => Promise<Attempt<Value>>,
    milliseconds: number,
    outer: AbortSignal | undefined,
  ): Promise<Attempt<Value>> {
    const pass = outer?.aborted === true ? undefined : breaker.enter()
    if (pass === undefined) return { failure: outer?.aborted === true ? 'aborted' : 'circuit_open' }
    const ended = await withinTime(attempt, milliseconds, outer).catch((error: unknown) => ({
      failure: failureOfError(error),
    }))
    if ('value' in ended) pass.succeed()
    else if (ended.failure === 'aborted') pass.leave()
    else pass.fail()
    return ended
  }

  const call: ResilientCall['call'] = async (attempt, outer) => {
    const deadline = now().getTime() + deadlineMilliseconds
    for (let repetition = 0; ; repetition += 1) {
      const left = deadline - now().getTime()
      const ended = await once(attempt, Math.min(timeoutMilliseconds, left), outer)
      if ('value' in ended) return ended
      if (ended.failure !== 'circuit_open' && ended.failure !== 'aborted') lastFailure = ended.failure
      const delay = delayBefore(repetition, ended.retryAfterMilliseconds ?? 0, options)
      const isLate = now().getTime() + delay >= deadline
      if (repetition >= retries || isLate || !isSafeToRetry(ended.failure)) return ended
      await wait(delay, outer ?? new AbortController().signal)
    }
  }
  const health = () => ({ circuit: breaker.state(), ...(lastFailure !== undefined && { lastFailure }) })
  return Object.freeze({ call, health })
}

/** Full jitter: many clients that failed together do not come back together. */
function delayBefore(repetition: number, least: number, options: ResilienceOptions): number {
  const { backoffMilliseconds = 250, random = Math.random } = options
  return Math.max(least, Math.floor(random() * backoffMilliseconds * 2 ** repetition))
}
