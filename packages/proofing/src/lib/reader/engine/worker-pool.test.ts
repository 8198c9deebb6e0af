import { NetworkError } from '@lontar/credentials/errors'
import { expect, test } from 'vitest'
import { createWorkerPool, type WorkerPool } from './worker-pool.ts'

interface Counted {
  readonly number: number
  close(): Promise<void>
}

interface Bench {
  readonly pool: WorkerPool<Counted>
  readonly opened: number[]
  readonly closed: number[]
}

function bench(size: number, timeLimitInSeconds = 60): Bench {
  const [opened, closed]: [number[], number[]] = [[], []]
  const pool = createWorkerPool<Counted>({
    size,
    timeLimitInSeconds,
    open: async () => {
      const number = opened.length + 1
      opened.push(number)
      return {
        number,
        close: async () => {
          closed.push(number)
        },
      }
    },
  })
  return { pool, opened, closed }
}

test('no more workers run than the pool has places, and each is used again', async () => {
  const { pool, opened } = bench(2)
  let [running, most] = [0, 0]
  const gate = Promise.withResolvers<void>()
  const jobs = Array.from({ length: 6 }, () =>
    pool.run(undefined, async ({ number }) => {
      running += 1
      most = Math.max(most, running)
      if (opened.length === 2) gate.resolve()
      await gate.promise
      running -= 1
      return number
    }),
  )
  expect((await Promise.all(jobs)).every((number) => number <= 2)).toBe(true)
  expect([opened, most]).toEqual([[1, 2], 2])
})

test('an aborted job ends its worker and keeps its reason, and the next job gets a new one', async () => {
  const { pool, opened, closed } = bench(1)
  const controller = new AbortController()
  const reason = new Error('gone')
  const job = pool.run(controller.signal, async () => {
    controller.abort(reason)
    return new Promise(() => undefined)
  })
  await expect(job).rejects.toBe(reason)
  expect(closed).toEqual([1])
  expect(await pool.run(undefined, async ({ number }) => number)).toBe(2)
  expect(opened).toEqual([1, 2])
})

test('a job that is aborted while it waits gives up its turn', async () => {
  const { pool } = bench(1)
  const [gate, controller] = [Promise.withResolvers<void>(), new AbortController()]
  const first = pool.run(undefined, () => gate.promise)
  const waiting = pool.run(controller.signal, async () => 'never')
  const third = pool.run(undefined, async () => 'third')
  controller.abort(new Error('tired'))
  await expect(waiting).rejects.toThrow('tired')
  gate.resolve()
  await first
  expect(await third).toBe('third')
})

test('a job that fails or takes too long is one error without what the engine said, and its worker ends', async () => {
  const failing = bench(1)
  const failed = failing.pool.run(undefined, () => Promise.reject(new Error('NIK 5371995708900001')))
  await expect(failed).rejects.toMatchObject({
    code: 'card_reader_unavailable',
    message: 'The engine failed or took too long.',
  })
  expect(failing.closed).toEqual([1])
  const slow = bench(1, 0.01)
  const endless = slow.pool.run(undefined, () => new Promise(() => undefined))
  await expect(endless).rejects.toMatchObject({ code: 'card_reader_unavailable' })
  expect(slow.closed).toEqual([1])
})

test('an error of our own stays what it is', async () => {
  const own = new NetworkError('registry_unavailable', 'Not now.')
  await expect(bench(1).pool.run(undefined, () => Promise.reject(own))).rejects.toBe(own)
})

test('a closed pool ends its workers and what they do, and takes nothing more', async () => {
  const { pool, closed } = bench(2)
  await pool.run(undefined, async () => undefined)
  const started = Promise.withResolvers<void>()
  const endless = pool.run(undefined, () => {
    started.resolve()
    return new Promise(() => undefined)
  })
  await started.promise
  const refused = expect(endless).rejects.toMatchObject({ code: 'card_reader_unavailable' })
  await pool.close()
  await refused
  expect([...new Set(closed)]).toEqual([1])
  await expect(pool.run(undefined, async () => 1)).rejects.toMatchObject({ code: 'card_reader_unavailable' })
})
