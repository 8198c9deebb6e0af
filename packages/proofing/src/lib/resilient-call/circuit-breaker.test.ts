import { describe, expect, it } from 'vitest'
import { createCircuitBreaker } from './circuit-breaker.ts'

function breakerAt(start = 0) {
  const clock = { time: start }
  const breaker = createCircuitBreaker({
    failuresToOpen: 2,
    openMilliseconds: 1000,
    now: () => new Date(clock.time),
  })
  return { breaker, clock }
}

describe('a circuit breaker', () => {
  it('opens after so many failures in a row and not before', () => {
    const { breaker } = breakerAt()
    breaker.enter()?.fail()
    breaker.enter()?.succeed()
    breaker.enter()?.fail()
    expect(breaker.state()).toBe('closed')
    breaker.enter()?.fail()
    expect(breaker.state()).toBe('open')
    expect(breaker.enter()).toBeUndefined()
  })

  it('lets one call try when its time has passed, and closes when it succeeds', () => {
    const { breaker, clock } = breakerAt()
    breaker.enter()?.fail()
    breaker.enter()?.fail()
    clock.time = 999
    expect(breaker.enter()).toBeUndefined()
    clock.time = 1000
    expect(breaker.state()).toBe('half_open')
    const trial = breaker.enter()
    expect(trial).toBeDefined()
    expect(breaker.enter()).toBeUndefined()
    trial?.succeed()
    expect(breaker.state()).toBe('closed')
    expect(breaker.enter()).toBeDefined()
  })

  it('opens again for its whole time when the trial fails', () => {
    const { breaker, clock } = breakerAt()
    breaker.enter()?.fail()
    breaker.enter()?.fail()
    clock.time = 1500
    breaker.enter()?.fail()
    clock.time = 2499
    expect(breaker.state()).toBe('open')
    clock.time = 2500
    expect(breaker.state()).toBe('half_open')
  })

  it('lets another try when the one that tried gave up', () => {
    const { breaker, clock } = breakerAt()
    breaker.enter()?.fail()
    breaker.enter()?.fail()
    clock.time = 1000
    breaker.enter()?.leave()
    expect(breaker.state()).toBe('half_open')
    expect(breaker.enter()).toBeDefined()
  })

  it('does not let a call from before end the trial of another', () => {
    const { breaker, clock } = breakerAt()
    const slow = breaker.enter()
    breaker.enter()?.fail()
    breaker.enter()?.fail()
    clock.time = 1000
    const trial = breaker.enter()
    slow?.fail()
    expect(breaker.enter()).toBeUndefined()
    trial?.succeed()
    expect(breaker.state()).toBe('closed')
  })
})
