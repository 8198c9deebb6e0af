import { describe, expect, it } from 'vitest'
import { createStop } from './stop.ts'

function scene(waits: boolean) {
  const exits: number[] = []
  let now = 1_000
  const stop = createStop(
    (exitCode) => exits.push(exitCode),
    () => now,
  )
  let ended = 0
  if (waits) stop.signal.addEventListener('abort', () => (ended += 1), { once: true })
  return {
    exits,
    stop,
    ended: () => ended,
    passes: (milliseconds: number) => {
      now += milliseconds
    },
  }
}

describe('a process that is asked to stop', () => {
  it('lets a command that waits for it end in order', () => {
    const { exits, stop, ended } = scene(true)
    stop.ask()
    expect(stop.signal.aborted).toBe(true)
    expect(ended()).toBe(1)
    expect(exits).toEqual([])
  })

  it('takes the signal of the terminal and that of the process above for one', () => {
    const { exits, stop, passes } = scene(true)
    stop.ask()
    passes(400)
    stop.ask()
    expect(exits).toEqual([])
  })

  it('ends at once when it is asked again', () => {
    const { exits, stop, passes } = scene(true)
    stop.ask()
    passes(600)
    stop.ask()
    expect(exits).toEqual([130])
  })

  it('ends at once when nothing waits', () => {
    const { exits, stop } = scene(false)
    stop.ask()
    expect(exits).toEqual([130])
  })
})
