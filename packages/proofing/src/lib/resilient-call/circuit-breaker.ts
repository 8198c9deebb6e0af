/** `closed` lets every call through, `open` none, `half_open` one at a time to try. */
export type CircuitState = 'closed' | 'open' | 'half_open'

/** When a circuit breaker opens, and for how long. */
export interface CircuitBreakerOptions {
  /** How many failures in a row open it; 5 by default. */
  readonly failuresToOpen?: number
  /** How long it stays open before one call may try, in milliseconds; 30,000 by default. */
  readonly openMilliseconds?: number
  /** The clock. */
  readonly now: () => Date
}

/** One call that was let through; exactly one of its functions is called when it ends. */
export interface CircuitPass {
  succeed(): void
  fail(): void
  /** The caller gave up: it says nothing about the other side. */
  leave(): void
}

/** Keeps calls away from a service that fails, so that nobody waits for it and it can recover. */
export interface CircuitBreaker {
  state(): CircuitState
  /** `undefined` when the call must not be made. */
  enter(): CircuitPass | undefined
}

/**
 * Creates a closed circuit breaker.
 *
 * @param options see `CircuitBreakerOptions`
 * @returns the breaker, whose state lives in memory
 */
export function createCircuitBreaker(options: CircuitBreakerOptions): CircuitBreaker {
  const { failuresToOpen = 5, openMilliseconds = 30_000, now } = options
  let failures = 0
  let openedAt: number | undefined
  let trial: CircuitPass | undefined

  const state = (): CircuitState => {
    if (openedAt === undefined) return 'closed'
    return now().getTime() - openedAt >= openMilliseconds ? 'half_open' : 'open'
  }
  const close = (): void => {
    failures = 0
    openedAt = undefined
    trial = undefined
  }
  const open = (): void => {
    openedAt = now().getTime()
    trial = undefined
  }
  const enter = (): CircuitPass | undefined => {
    const entered = state()
    if (entered === 'open' || (entered === 'half_open' && trial !== undefined)) return undefined
    const pass: CircuitPass = {
      succeed: close,
      fail: () => {
        failures += 1
        // A call from before the circuit opened must not end the trial of another.
        if (pass === trial || (openedAt === undefined && failures >= failuresToOpen)) open()
      },
      leave: () => {
        if (pass === trial) trial = undefined
      },
    }
    if (entered === 'half_open') trial = pass
    return pass
  }
  return Object.freeze({ state, enter })
}
