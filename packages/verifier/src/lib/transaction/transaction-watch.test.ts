import { describe, expect, it } from 'vitest'
import { createTransactionWatches } from './transaction-watch.ts'

const never = new Promise<void>(() => {})

describe('the watches of transactions', () => {
  it('wake who waits for a transaction, and nobody else', async () => {
    const watches = createTransactionWatches(10, 10)
    const [one, two, other] = ['a', 'a', 'b'].map((id) => watches.watch(id))
    let hasWokenOther = false
    const waiting = [one?.changed(never), two?.changed(never)]
    void other?.changed(never).then(() => {
      hasWokenOther = true
    })
    watches.notify('a')
    await Promise.all(waiting)
    expect(hasWokenOther).toBe(false)
  })

  it('keep a change that came before the wait, once', async () => {
    const watches = createTransactionWatches(1, 1)
    const watch = watches.watch('a')
    watches.notify('a')
    watches.notify('a')
    await watch?.changed(never)
    let isOver = false
    const second = watch?.changed(never).then(() => {
      isOver = true
    })
    await Promise.resolve()
    expect(isOver).toBe(false)
    watches.notify('a')
    await second
  })

  it('end a wait with what else it waits for, and with the watch', async () => {
    const watch = createTransactionWatches(1, 1).watch('a')
    await expect(watch?.changed(Promise.resolve())).resolves.toBeUndefined()
    const waiting = watch?.changed(never)
    watch?.end()
    await expect(waiting).resolves.toBeUndefined()
  })

  it('give each place back once', () => {
    const watches = createTransactionWatches(2, 1)
    const first = watches.watch('a')
    expect(watches.watch('a')).toBeUndefined()
    watches.watch('b')
    expect(watches.watch('c')).toBeUndefined()
    first?.end()
    first?.end()
    expect(watches.watch('a')).toBeDefined()
    expect(watches.watch('c')).toBeUndefined()
  })
})
