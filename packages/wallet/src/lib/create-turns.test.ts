import { expect, test } from 'vitest'
import { createTurns } from './create-turns.ts'

/** Work that ends when it is told to. */
function openWork(log: string[], name: string) {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const run = async (): Promise<string> => {
    log.push(`${name} begins`)
    const value = await promise
    log.push(`${name} ends`)
    return value
  }
  return { run, resolve: () => resolve(name), reject: () => reject(new TypeError(name)) }
}

test('work under one key goes one after the other, in the order in which it was asked for', async () => {
  const inTurn = createTurns()
  const log: string[] = []
  const [first, second, third] = ['a', 'b', 'c'].map((name) => openWork(log, name)) as [
    ReturnType<typeof openWork>,
    ReturnType<typeof openWork>,
    ReturnType<typeof openWork>,
  ]
  const all = Promise.all([first, second, third].map(({ run }) => inTurn('key', run)))
  third.resolve()
  second.resolve()
  first.resolve()
  expect(await all).toEqual(['a', 'b', 'c'])
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends'])
})

test('work under another key does not wait', async () => {
  const inTurn = createTurns()
  const slow = openWork([], 'slow')
  const waiting = inTurn('a', slow.run)
  expect(await inTurn('b', async () => 'done')).toBe('done')
  slow.resolve()
  expect(await waiting).toBe('slow')
})

test('work that fails throws what it threw, and the next has its turn', async () => {
  const inTurn = createTurns()
  const failing = openWork([], 'failing')
  const first = inTurn('a', failing.run)
  const second = inTurn('a', async () => 'done')
  failing.reject()
  await expect(first).rejects.toThrow('failing')
  expect(await second).toBe('done')
  expect(await inTurn('a', async () => 'again')).toBe('again')
})
