import { MalformedError, NetworkError } from '@lontar/credentials/errors'
import { describe, expect, it } from 'vitest'
import type { Attempt } from './attempt.ts'
import type { CallFailure } from './call-failure.ts'
import { createResilientCall, type ResilienceOptions } from './create-resilient-call.ts'

/** A call on a clock that only its own waits move. */
function scene(options: ResilienceOptions = {}) {
  const clock = { time: 0 }
  const waits: number[] = []
  const wait = async (milliseconds: number) => {
    waits.push(milliseconds)
    clock.time += milliseconds
  }
  const resilient = createResilientCall({
    now: () => new Date(clock.time),
    random: () => 0.5,
    wait,
    ...options,
  })
  return { ...resilient, clock, waits }
}

/** Ends one attempt after the other as listed; the last one again and again. */
function ending(...ends: readonly (Attempt<string> | Error)[]) {
  const asked = { times: 0 }
  const attempt = async (): Promise<Attempt<string>> => {
    const end = ends[Math.min(asked.times, ends.length - 1)]
    asked.times += 1
    if (end === undefined || end instanceof Error) throw end
    return end
  }
  return { attempt, asked }
}

const unreachable = new NetworkError('network_unreachable', 'The host could not be reached.')

describe('a resilient call', () => {
  it('hands a value on and asks once', async () => {
    const { call, health } = scene()
    const { attempt, asked } = ending({ value: 'yes' })
    expect(await call(attempt)).toEqual({ value: 'yes' })
    expect(asked.times).toBe(1)
    expect(health()).toEqual({ circuit: 'closed' })
  })

  it('asks again with longer waits, and with jitter', async () => {
    const { call, waits } = scene({ retries: 3, backoffMilliseconds: 100 })
    const { attempt, asked } = ending(
      { failure: 'busy' },
      unreachable,
      { failure: 'timeout' },
      { value: 'yes' },
    )
    expect(await call(attempt)).toEqual({ value: 'yes' })
    expect(asked.times).toBe(4)
    expect(waits).toEqual([50, 100, 200])
  })

  it.each<[CallFailure, Attempt<string> | Error]>([
    ['refused', { failure: 'refused' }],
    ['malformed', { failure: 'malformed' }],
    ['malformed', new MalformedError('json_malformed', 'The text is not JSON.')],
    ['malformed', new NetworkError('network_response_too_large', 'The answer is larger than the limit.')],
    ['malformed', new Error('of the platform')],
  ])('does not ask again after what is %s', async (failure, end) => {
    const { call, waits } = scene()
    const { attempt, asked } = ending(end)
    expect(await call(attempt)).toEqual({ failure })
    expect([asked.times, waits]).toEqual([1, []])
  })

  it('asks no more often than it may, and keeps the reason', async () => {
    const { call, health } = scene({ retries: 2 })
    const { attempt, asked } = ending(unreachable)
    expect(await call(attempt)).toEqual({ failure: 'unreachable' })
    expect(asked.times).toBe(3)
    expect(health()).toEqual({ circuit: 'closed', lastFailure: 'unreachable' })
  })

  it('waits as long as it is told, and not past the deadline', async () => {
    const { call, waits } = scene({ retries: 9, deadlineMilliseconds: 2500 })
    const { attempt, asked } = ending({ failure: 'busy', retryAfterMilliseconds: 1000 })
    expect(await call(attempt)).toEqual({ failure: 'busy', retryAfterMilliseconds: 1000 })
    expect([asked.times, waits]).toEqual([3, [1000, 1000]])
  })

  it('ends an attempt that takes too long and tells it so', async () => {
    const { call } = scene({ timeoutMilliseconds: 10, retries: 0 })
    const given: AbortSignal[] = []
    const silent = (signal: AbortSignal) => {
      given.push(signal)
      return new Promise<Attempt<string>>(() => {})
    }
    expect(await call(silent)).toEqual({ failure: 'timeout' })
    expect(given[0]?.aborted).toBe(true)
  })

  it('stops when its caller gives up, which says nothing about the service', async () => {
    const { call, health } = scene({ failuresToOpen: 1 })
    const controller = new AbortController()
    const silent = () => {
      controller.abort()
      return new Promise<Attempt<string>>(() => {})
    }
    expect(await call(silent, controller.signal)).toEqual({ failure: 'aborted' })
    expect(health().circuit).toBe('closed')
    const { attempt, asked } = ending({ value: 'yes' })
    expect(await call(attempt, controller.signal)).toEqual({ failure: 'aborted' })
    expect(asked.times).toBe(0)
  })

  it('leaves a service alone that keeps failing, and tries it again later', async () => {
    const { call, clock, health } = scene({ failuresToOpen: 3, openMilliseconds: 1000, retries: 5 })
    const failing = ending(unreachable)
    expect(await call(failing.attempt)).toEqual({ failure: 'circuit_open' })
    expect(failing.asked.times).toBe(3)
    expect(health()).toEqual({ circuit: 'open', lastFailure: 'unreachable' })
    expect(await call(failing.attempt)).toEqual({ failure: 'circuit_open' })
    expect(failing.asked.times).toBe(3)
    clock.time += 1000
    expect(health().circuit).toBe('half_open')
    expect(await call(ending({ value: 'yes' }).attempt)).toEqual({ value: 'yes' })
    expect(health().circuit).toBe('closed')
  })
})
